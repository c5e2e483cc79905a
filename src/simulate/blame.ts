import { answerAll } from '../answer/direct.js';
import type { Prepared } from '../answer/prepare.js';
import type { Judged } from '../decision/evaluation.js';
import { judgeAll } from '../decision/outcome.js';
import { statusOn } from '../decision/verdicts.js';
import { HOUSEHOLD, UNLISTED } from '../household/values.js';
import { MET, UNDETERMINED } from '../kernel/status-names.js';
import type { RuleSet } from '../plan/plan.js';
import { withRules } from '../plan/tables.js';
import { taperProgramme } from '../plan/targets.js';
import type { Conditions, RuleColumns, TargetColumn } from '../population/conditions.js';
import type { Answered } from '../population/line.js';
import { keysOf } from '../population/missing.js';
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

interface Bearing {
  readonly entry: RuleColumns;
  readonly target: TargetColumn;
  readonly keyOf: ReturnType<typeof keysOf>;
  readonly must: boolean;
  /** The rule alone, to be judged by itself. */
  readonly alone: RuleSet;
  readonly known: Map<string, readonly Blame[]>;
}

/**
 * What an outcome lacks is worked out once for each combination of the bytes that decide it; a population of any size
 * meets few of them.
 */
export function createBlamer(ruleSet: RuleSet, conditions: Conditions): Blamer {
  const bearings = new Map<string, Bearing[]>();
  const named = new Map(ruleSet.tables.targets.programmes.map(({ id, named: clauses }) => [id, clauses]));
  for (const entry of conditions.rules) {
    const { rule } = entry;
    for (const target of entry.programmes) {
      const id = listedAs(rule.rule.kind, target.id);
      const alone = withRules(
        ruleSet,
        ruleSet.rules.filter((own) => own.id === rule.id),
      );
      bearings.set(id, [
        ...(bearings.get(id) ?? []),
        {
          entry,
          target,
          must: rule.rule.modality === 'must',
          alone,
          keyOf: keysOf(target.dependencies, entry),
          known: new Map(),
        },
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
    const add = (blames: readonly Blame[]) => {
      for (const blame of blames) found.set(blame.name, blame);
    };
    if (answers.from === null) {
      if (own.length > 0) add(carefully(bearingOn(own), prepared(), programme));
    } else {
      const { answered, index } = answers.from;
      const each = (visit: (bearing: Bearing, block: number) => void) => {
        for (const bearing of own)
          for (let block = 0; block < (bearing.entry.level === 'household' ? 1 : answers.subjects); block++)
            visit(bearing, block);
      };
      // Where something may be given already, only what may be owed keeps the verdict open.
      let may = false;
      each((bearing, block) => {
        may ||= statusAt(bearing, answered, index, block) === MET;
      });
      each((bearing, block) => {
        if ((may && !bearing.must) || statusAt(bearing, answered, index, block) !== UNDETERMINED) return;
        const key = bearing.target.dependencies.isSound ? bearing.keyOf(answered.results, index, block) : null;
        let blames = key === null ? undefined : bearing.known.get(key);
        if (blames === undefined) {
          blames = ask(bearing, block, prepared(), programme);
          if (bearing.known.size >= MOST_KEPT) bearing.known.clear();
          if (key !== null) bearing.known.set(key, blames);
        }
        add(blames);
      });
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
function statusAt({ entry, target }: Bearing, { results }: Answered, household: number, block: number): number {
  const own = entry.level === 'household' ? household : (results.offsets[household] as number) + block;
  return targetStatus({ rule: entry, when: target.when, addressed: entry.addressed }, results.columns, household, own);
}

/** The same from the decision's own parts, for households whose values do not fit the bytes. */
function carefully(part: RuleSet, prepared: Prepared, programme: string): Blame[] {
  const judged = judgeAll(answerAll(part, prepared));
  const bearing = judged.flatMap((entry) =>
    entry.instance.rule.programmes
      .filter(({ id }) => listedAs(entry.instance.rule.rule.kind, id) === programme)
      .map((target) => ({ entry, status: statusOn(entry, target.when) })),
  );
  const may = bearing.some(({ status }) => status === 'met');
  return bearing
    .filter(({ entry, status }) => status === 'undetermined' && (!may || entry.outcome.modality === 'must'))
    .flatMap(({ entry }) => blameOf(entry, programme));
}

function listedAs(kind: string, id: string): string {
  return kind === 'taper' ? taperProgramme(id) : id;
}

/** Judges one rule for one subject by itself. */
function ask({ alone }: Bearing, block: number, prepared: Prepared, programme: string): Blame[] {
  const judged = judgeAll(answerAll(alone, prepared));
  const { members } = prepared.values.household;
  const subject =
    alone.rules[0]?.rule.subject === 'household' ? HOUSEHOLD : block === members.length ? UNLISTED : block;
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
