import { subjectsOf } from '../answer/direct.js';
import type { Prepared } from '../answer/prepare.js';
import type { Judged } from '../decision/evaluation.js';
import { statusOn } from '../decision/verdicts.js';
import { MET, UNDETERMINED } from '../kernel/status-names.js';
import type { Node, RuleSet } from '../plan/plan.js';
import { taperProgramme } from '../plan/targets.js';
import type { Conditions, RuleColumns, TargetColumn } from '../population/conditions.js';
import { judgeSingle, subjectAt } from '../population/judge.js';
import { type KeyOf, keysOf } from '../population/keys.js';
import type { Answered } from '../population/line.js';
import { targetStatus } from '../population/tally.js';
import type { Answers } from './answerer.js';

/** Something without which a verdict cannot be reached. */
export interface Blame {
  readonly name: string;
  /** `clause`: a clause names the programme without saying who gets it. `reading`: a clause is to be read one way or the other. */
  readonly kind: 'fact' | 'finding' | 'parameter' | 'reading' | 'clause';
}

/** Finds what is missing for a programme whose verdict is undetermined. */
export type Blamer = (answers: Answers, prepared: () => Prepared, programme: string) => readonly Blame[];

/** A long run over odd data must not keep everything it has ever seen. */
const MOST_KEPT = 20_000;

/** What one rule contributes to one programme. */
interface Contribution {
  readonly programme: string;
  readonly entry: RuleColumns;
  readonly target: TargetColumn;
  /** The target's own conditions. */
  readonly when: Node | null;
  readonly keyOf: KeyOf;
  readonly must: boolean;
  readonly known: Map<string, readonly Blame[]>;
}

/**
 * What an outcome lacks is worked out once for each combination of the bytes that decide it; a population of any size
 * meets few of them.
 */
export function createBlamer(ruleSet: RuleSet, conditions: Conditions): Blamer {
  const contributions = new Map<string, Contribution[]>();
  const named = new Map(ruleSet.tables.targets.programmes.map(({ id, named: clauses }) => [id, clauses]));
  for (const entry of conditions.rules) {
    const { rule } = entry;
    entry.programmes.forEach((target, place) => {
      const id = listedAs(rule.rule.kind, target.id);
      contributions.set(id, [
        ...(contributions.get(id) ?? []),
        {
          programme: id,
          entry,
          target,
          when: rule.programmes[place]?.when ?? null,
          must: rule.rule.modality === 'must',
          keyOf: keysOf(target.dependencies, entry),
          known: new Map(),
        },
      ]);
    });
  }

  const missingFor = (
    each: Contribution,
    { results }: Answered,
    household: number,
    block: number,
    prepared: () => Prepared,
  ): readonly Blame[] => {
    const { entry, target, keyOf, known } = each;
    const key = target.dependencies.isSound ? keyOf(results, household, block) : null;
    let blames = key === null ? undefined : known.get(key);
    if (blames === undefined) {
      const ready = prepared();
      const subject = subjectAt(entry.rule, block, ready.values);
      blames = blameOf(judgeSingle(ruleSet, ready)(entry.rule, subject), each.programme);
      if (known.size >= MOST_KEPT) known.clear();
      if (key !== null) known.set(key, blames);
    }
    return blames;
  };

  return (answers, prepared, programme) => {
    const found = new Map<string, Blame>();
    const own = contributions.get(programme) ?? [];
    const add = (blames: readonly Blame[]) => {
      for (const blame of blames) found.set(blame.name, blame);
    };
    if (answers.from === null) {
      if (own.length > 0) add(fromValues(ruleSet, own, prepared()));
    } else {
      const { answered, index } = answers.from;
      const blocksOf = ({ entry }: Contribution) => (entry.level === 'household' ? 1 : answers.subjects);
      // Where something may be given already, only what may be owed keeps the verdict open.
      let may = false;
      for (const each of own)
        for (let block = blocksOf(each) - 1; block >= 0 && !may; block--)
          may = statusAt(each, answered, index, block) === MET;
      for (const each of own) {
        if (may && !each.must) continue;
        const blocks = blocksOf(each);
        for (let block = 0; block < blocks; block++)
          if (statusAt(each, answered, index, block) === UNDETERMINED)
            add(missingFor(each, answered, index, block, prepared));
      }
    }
    if (found.size === 0) {
      const clauses = named.get(programme) ?? [];
      const day = () => answers.from?.answered.day ?? prepared().values.household.asOf;
      add(clauses.filter(({ from }) => from <= day()).map(({ clause }) => ({ name: clause, kind: 'clause' })));
    }
    return [...found.values()];
  };
}

/** The status of a rule's outcome as it bears on one of its programmes, read off the results. */
function statusAt({ entry, target }: Contribution, { results }: Answered, household: number, block: number): number {
  const own = entry.level === 'household' ? household : (results.offsets[household] as number) + block;
  return targetStatus({ rule: entry, when: target.when, addressed: entry.addressed }, results.columns, household, own);
}

/** The same from the household's values, for those whose values do not fit the columns. */
function fromValues(ruleSet: RuleSet, own: readonly Contribution[], prepared: Prepared): Blame[] {
  const judge = judgeSingle(ruleSet, prepared);
  const outcomes = own.flatMap((each) =>
    subjectsOf(each.entry.rule, prepared.values).map((subject) => {
      const judged = judge(each.entry.rule, subject);
      return { each, judged, status: statusOn(judged, each.when) };
    }),
  );
  const may = outcomes.some(({ status }) => status === 'met');
  return outcomes
    .filter(({ each, status }) => status === 'undetermined' && (!may || each.must))
    .flatMap(({ each, judged }) => blameOf(judged, each.programme));
}

function listedAs(kind: string, id: string): string {
  return kind === 'taper' ? taperProgramme(id) : id;
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
