import { deepFreeze } from '../base/freeze.js';
import type { RuleSet } from '../plan/plan.js';
import { flagStatuses, statuses, taperVerdicts, type Verdict, verdicts } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import type { CostModel } from './cost.js';
import { groupName, groupOrder } from './groups.js';
import { statesOf, taperState } from './moves.js';
import { FLAG_COUNT, STATUS_COUNT, TAPER_COUNT, VERDICT_COUNT } from './places.js';
import type { Policy } from './policies.js';
import type {
  Bounds,
  GroupResult,
  Missing,
  Movement,
  PolicyResult,
  Portion,
  ProgrammeResult,
  SimulationResult,
  TaperResult,
} from './result-types.js';
import { type Counts, type GroupTally, type Moved, type PolicyTally, type Tally, WEIGHT_UNIT } from './tally.js';

const BASELINE: Texts = { zh: '现行规则', en: 'the rules as they stand' };

/** Turns counts into a result. */
export function resultOf(
  tally: Tally,
  policies: readonly Policy[],
  more: {
    readonly complete: boolean;
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly cost: CostModel | null;
  },
): SimulationResult {
  const portion = (n: number, w: number): Portion => ({
    households: n,
    weight: w / WEIGHT_UNIT,
    share: tally.w === 0 ? 0 : w / tally.w,
  });
  const { cost } = more;
  const baseline = policies[0] as Policy;
  return deepFreeze({
    households: tally.n,
    weight: tally.w / WEIGHT_UNIT,
    bad: { n: tally.bad.n, examples: [...tally.bad.examples] },
    complete: more.complete,
    parameters: more.parameters,
    benefit: cost === null ? null : { id: cost.id, name: cost.name, assumptions: [...cost.assumptions] },
    policies: policies.map((policy, at) => policyResult(policy, baseline, tally, at, portion)),
    groups: Object.entries(tally.groups)
      .map(([key, group]) => groupResult(key, group, policies, portion))
      .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : groupOrder(a.group, b.group))),
  });
}

type ToPortion = (n: number, w: number) => Portion;

function policyResult(policy: Policy, baseline: Policy, tally: Tally, at: number, portion: ToPortion): PolicyResult {
  const own = tally.policies[at] as PolicyTally;
  const { reform, ruleSet, shape } = policy;
  const moves = tally.moves[at - 1];
  const movement = <T>(moved: Moved, from: T, to: T): Movement<T> => ({
    from,
    to,
    ...portion(moved.n, moved.w),
    examples: [...moved.examples],
  });
  const programmes = programmeResults(policy, own.programmes, portion);
  return {
    id: reform?.id ?? 'baseline',
    name: reform?.name ?? BASELINE,
    description: reform?.describe(baseline.ruleSet) ?? [],
    ruleSet: {
      jurisdiction: ruleSet.jurisdiction,
      name: ruleSet.file.name,
      version: ruleSet.version,
      digest: ruleSet.digest,
    },
    programmes,
    tapers: taperResults(policy, own.tapers, portion),
    months: { from: own.months.from / WEIGHT_UNIT, to: own.months.to / WEIGHT_UNIT, unlimited: own.months.open },
    clauses: shape.clauses.map(({ id, subject }, index) => ({
      clause: id,
      subject,
      statuses: record(statuses, (place) => own.clauses.n[index * STATUS_COUNT + place] as number),
    })),
    flags: shape.flags.map((flag, index) => ({
      flag,
      name: ruleSet.vocabulary.flags[flag] ?? { zh: flag, en: flag },
      statuses: portions(flagStatuses, own.flags, index * FLAG_COUNT, portion),
    })),
    missing: programmes
      .filter(({ programme }) => own.blame[programme] !== undefined)
      .map(({ programme, verdicts: counted }) => ({
        programme,
        undetermined: counted.undetermined,
        names: missingOf(ruleSet, own.blame[programme] ?? {}, counted.undetermined),
      })),
    cost:
      own.cost === null
        ? null
        : { dibaoPerMonth: range(own.cost.dibao), tapers: range(own.cost.taper), unbounded: own.cost.open },
    changes:
      moves === undefined
        ? null
        : {
            households: portion(moves.changed, moves.changedWeight),
            programmes: Object.entries(moves.programmes)
              .flatMap(([programme, keys]) =>
                Object.entries(keys).map(([key, moved]) => ({
                  programme,
                  ...movement(
                    moved,
                    verdicts[Math.floor(Number(key) / VERDICT_COUNT)] as Verdict,
                    verdicts[Number(key) % VERDICT_COUNT] as Verdict,
                  ),
                })),
              )
              .sort(bySize((entry) => entry.programme)),
            tapers: Object.entries(moves.tapers)
              .map(([key, moved]) => {
                const [was, is] = statesOf(Number(key));
                return movement(moved, taperState(baseline, was), taperState(policy, is));
              })
              .sort(bySize((entry) => JSON.stringify([entry.from, entry.to]))),
          },
  };
}

function groupResult(key: string, group: GroupTally, policies: readonly Policy[], portion: ToPortion): GroupResult {
  const cut = key.indexOf('=');
  const [by, name] = [key.slice(0, cut), key.slice(cut + 1)];
  const { ruleSet } = policies[0] as Policy;
  const within: ToPortion = (n, w) => ({
    households: n,
    weight: w / WEIGHT_UNIT,
    share: group.w === 0 ? 0 : w / group.w,
  });
  return {
    by,
    label: labelOf(ruleSet, by),
    group: name,
    name: groupName(ruleSet, by, name),
    ...portion(group.n, group.w),
    policies: policies.map((policy, at) => ({
      id: policy.reform?.id ?? 'baseline',
      programmes: programmeResults(policy, group.programmes[at] as Counts, within),
      tapers: taperResults(policy, group.tapers[at] as Counts, within),
    })),
  };
}

function programmeResults({ ruleSet, shape }: Policy, counted: Counts, portion: ToPortion): ProgrammeResult[] {
  return shape.programmes.map((programme, index) => {
    const own = portions(verdicts, counted, index * VERDICT_COUNT, portion);
    const name = ruleSet.vocabulary.programmes[programme] ?? { zh: programme, en: programme };
    return {
      programme,
      name,
      verdicts: own,
      covered: { from: own.eligible.share, to: own.eligible.share + own.discretionary.share + own.undetermined.share },
    };
  });
}

function taperResults({ shape, months }: Policy, counted: Counts, portion: ToPortion): TaperResult[] {
  return shape.tapers.map(({ clause }, index) => {
    const own = portions(taperVerdicts, counted, index * TAPER_COUNT, portion);
    return {
      clause,
      months: months[index] ?? null,
      verdicts: own,
      covered: { from: own.granted.share, to: own.granted.share + own.discretionary.share + own.undetermined.share },
    };
  });
}

function missingOf(ruleSet: RuleSet, blame: PolicyTally['blame'][string], undetermined: Portion): Missing[] {
  return Object.entries(blame)
    .map(([name, { kind, n, alone, w }]) => ({
      name,
      kind,
      label: labelOf(ruleSet, name),
      households: n,
      alone,
      share: undetermined.weight === 0 ? 0 : w / WEIGHT_UNIT / undetermined.weight,
    }))
    .sort((a, b) => b.households - a.households || (a.name < b.name ? -1 : 1));
}

function labelOf(ruleSet: RuleSet, name: string): Texts {
  return (
    ruleSet.names.get(name)?.label ??
    ruleSet.rules.find((rule) => rule.id === name)?.rule.name ?? { zh: name, en: name }
  );
}

function record<K extends string, V>(keys: readonly K[], value: (place: number) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key, place) => [key, value(place)])) as Record<K, V>;
}

function portions<K extends string>(
  keys: readonly K[],
  counted: Counts,
  from: number,
  portion: ToPortion,
): Record<K, Portion> {
  return record(keys, (place) => portion(counted.n[from + place] as number, counted.w[from + place] as number));
}

function bySize<T extends Portion>(text: (entry: T) => string): (a: T, b: T) => number {
  return (a, b) => b.households - a.households || (text(a) < text(b) ? -1 : 1);
}

/** Hundredths of a yuan by millionths of a household, as yuan to the fen, half up. */
function range([from, to]: readonly [bigint, bigint]): Bounds<string> {
  const text = (sum: bigint) => {
    const fen = (sum + BigInt(WEIGHT_UNIT / 2)) / BigInt(WEIGHT_UNIT);
    return `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
  };
  return { from: text(from), to: text(to) };
}
