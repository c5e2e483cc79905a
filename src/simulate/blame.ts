import type { Truth } from '../base/truth.js';
import type { Probe, Probed, RuleProbe, TargetProbe } from '../batch/probes.js';
import type { Judged } from '../decision/evaluation.js';
import { judgeAll } from '../decision/outcome.js';
import { answerAll } from '../evaluate/answer.js';
import type { Prepared } from '../evaluate/prepare.js';
import type { RuleSet } from '../plan/plan.js';
import { withRules } from '../plan/tables.js';
import { taperProgramme } from '../plan/targets.js';
import { truthOf } from '../plan/truths.js';
import { HOUSEHOLD, UNLISTED } from '../plan/values.js';
import type { Answers } from './answerer.js';

/** Something without which a verdict cannot be reached. */
export interface Blame {
  readonly name: string;
  /** `clause`: a clause names the programme without saying who gets it. `reading`: a clause is to be read one way or the other. */
  readonly kind: 'fact' | 'finding' | 'parameter' | 'reading' | 'clause';
}

/** Finds what is missing for a programme whose verdict is undetermined. */
export type Blamer = (answers: Answers, prepared: () => Prepared, programme: string) => readonly Blame[];

// Status bytes of the compiled back ends, and truth bytes of the probes.
const UNDETERMINED = 1;
const MET = 3;
/** A long run over odd data must not keep everything it has ever seen. */
const MOST_KEPT = 20_000;

interface Bearing {
  readonly entry: RuleProbe;
  readonly target: TargetProbe;
  readonly must: boolean;
  /** The rule alone, to be judged by itself. */
  readonly alone: RuleSet;
  readonly known: Map<string, readonly Blame[]>;
}

/**
 * What an outcome lacks is worked out once for each combination of the bytes that decide it; a population of any size
 * meets few of them.
 */
export function createBlamer(ruleSet: RuleSet, probed: Probed): Blamer {
  const { household: base, member: step } = probed.counts;
  const bearings = new Map<string, Bearing[]>();
  const named = new Map(ruleSet.tables.targets.programmes.map(({ id, named: clauses }) => [id, clauses]));
  for (const entry of probed.rules) {
    const { rule } = entry;
    for (const target of entry.programmes) {
      const id = listedAs(rule.rule.kind, target.id);
      const alone = withRules(
        ruleSet,
        ruleSet.rules.filter((own) => own.id === rule.id),
      );
      bearings.set(id, [
        ...(bearings.get(id) ?? []),
        { entry, target, must: rule.rule.modality === 'must', alone, known: new Map() },
      ]);
    }
  }

  const parts = new Map<readonly Bearing[], RuleSet>();
  /** The rule set with no other rules than those that bear on a programme. */
  const bearingOn = (own: readonly Bearing[]): RuleSet => {
    const ids = new Set(own.map(({ entry }) => entry.rule.id));
    const part =
      parts.get(own) ??
      withRules(
        ruleSet,
        ruleSet.rules.filter((rule) => ids.has(rule.id)),
      );
    parts.set(own, part);
    return part;
  };

  return (answers, prepared, programme) => {
    const found = new Map<string, Blame>();
    const own = bearings.get(programme) ?? [];
    const bytes = answers.evidence;
    const at = (entry: RuleProbe, block: number) => (entry.level === 'household' ? 0 : base + block * step);
    const each = (visit: (bearing: Bearing, block: number) => void) => {
      for (const bearing of own)
        for (let block = 0; block < (bearing.entry.level === 'household' ? 1 : answers.subjects); block++)
          visit(bearing, block);
    };
    const add = (blames: readonly Blame[]) => {
      for (const blame of blames) found.set(blame.name, blame);
    };
    if (bytes !== null) {
      const statusOf = ({ entry, target }: Bearing, block: number): number => {
        const status = bytes[at(entry, block) + entry.slot] as number;
        if ((status !== MET && status !== UNDETERMINED) || target.when === null) return status;
        // While it is open whether the rule speaks of the household, conditions that fail do not settle it.
        if (entry.addressed !== null && bytes[entry.addressed.slot] === UNDETERMINED) return UNDETERMINED;
        const truth = bytes[(target.when.level === 'household' ? 0 : at(entry, block)) + target.when.slot] as number;
        return truth === MET ? status : truth;
      };
      // Where something may be given already, only what may be owed keeps the verdict open.
      let may = false;
      each((bearing, block) => {
        may ||= statusOf(bearing, block) === MET;
      });
      each((bearing, block) => {
        if ((may && !bearing.must) || statusOf(bearing, block) !== UNDETERMINED) return;
        const key = bearing.entry.evidence.isSound ? keyOf(bearing.entry, bytes, block, answers, base, step) : null;
        let blames = key === null ? undefined : bearing.known.get(key);
        if (blames === undefined) {
          blames = ask(bearing, block, answers, prepared(), programme);
          if (bearing.known.size >= MOST_KEPT) bearing.known.clear();
          if (key !== null) bearing.known.set(key, blames);
        }
        add(blames);
      });
    }
    if (bytes === null && own.length > 0) add(carefully(bearingOn(own), prepared(), programme));
    if (found.size === 0) {
      const clauses = named.get(programme) ?? [];
      const asOf = clauses.length === 0 ? '' : prepared().values.household.asOf;
      add(clauses.filter(({ from }) => from <= asOf).map(({ clause }) => ({ name: clause, kind: 'clause' })));
    }
    return [...found.values()];
  };
}

/** The same from the decision's own parts, for households whose values do not fit the bytes. */
function carefully(part: RuleSet, prepared: Prepared, programme: string): Blame[] {
  const judged = judgeAll(answerAll(part, prepared));
  const bearing = judged.flatMap((entry) =>
    entry.instance.rule.programmes
      .filter(({ id }) => listedAs(entry.instance.rule.rule.kind, id) === programme)
      .map((target) => ({ entry, status: limbStatus(entry, truthOf(target.when, entry.instance.truths)) })),
  );
  const may = bearing.some(({ status }) => status === 'met');
  return bearing
    .filter(({ entry, status }) => status === 'undetermined' && (!may || entry.outcome.modality === 'must'))
    .flatMap(({ entry }) => blameOf(entry, programme));
}

/** The status of an outcome as it bears on one of its programmes; as in `decision/verdicts`. */
function limbStatus({ outcome, judgement }: Judged, when: Truth): Judged['outcome']['status'] {
  if (outcome.status !== 'met' && outcome.status !== 'undetermined') return outcome.status;
  if (when === false) return judgement.addresseeOpen ? 'undetermined' : 'not-met';
  return when === null ? 'undetermined' : outcome.status;
}

function listedAs(kind: string, id: string): string {
  return kind === 'taper' ? taperProgramme(id) : id;
}

/** Judges one rule for one subject by itself. */
function ask({ alone }: Bearing, block: number, answers: Answers, prepared: Prepared, programme: string): Blame[] {
  const judged = judgeAll(answerAll(alone, prepared));
  const subject =
    alone.rules[0]?.rule.subject === 'household' ? HOUSEHOLD : block === answers.members ? UNLISTED : block;
  return judged.filter((entry) => entry.instance.subject === subject).flatMap((entry) => blameOf(entry, programme));
}

function blameOf({ outcome, open, openTargets, instance }: Judged, programme: string): Blame[] {
  const isTaper = instance.rule.rule.kind === 'taper';
  const uses = [
    ...open,
    ...openTargets.flatMap((target) =>
      target.what === 'programme' && (isTaper ? taperProgramme(target.id) : target.id) === programme ? target.open : [],
    ),
  ];
  const readings = outcome.unresolved?.readings ?? [];
  return [
    ...uses.map(({ ref }) => ({ name: ref.name.name, kind: ref.name.kind })),
    ...(readings.length === 0 ? [] : [{ name: outcome.clause, kind: 'reading' as const }]),
  ];
}

/** The bytes that decide what an outcome lacks. */
function keyOf(
  { evidence, level }: RuleProbe,
  bytes: Uint8Array,
  block: number,
  answers: Answers,
  base: number,
  step: number,
): string {
  const from = level === 'household' ? 0 : base + block * step;
  const byte = (probe: Probe, at: number) =>
    String.fromCharCode(bytes[(probe.level === 'household' ? 0 : at) + probe.slot] as number);
  let key =
    (answers.subjects > answers.members ? '+' : '-') + (level === 'member' && block === answers.members ? 'u' : '');
  for (const probe of evidence.own) key += byte(probe, from);
  if (evidence.ofMembers.length > 0)
    for (let member = 0; member < answers.members; member++)
      for (const probe of evidence.ofMembers) key += byte(probe, base + member * step);
  return key;
}
