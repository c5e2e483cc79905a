import { addPart, createKey } from '../base/recall.js';
import { rowsOf } from '../plan/rows.js';
import type { Decision, Step } from '../schema/decision.js';
import { flagStatuses, verdicts } from '../schema/words.js';
import type { Evaluation, Judged } from './evaluation.js';
import { rosterOf, type Target } from './roster.js';
import { addresseeStep, ruleStep, type Showing } from './steps.js';

/**
 * The trace: programmes and flags, under each the rules that bear on it, under each rule its validity, its readings, its
 * groups and tests, down to facts and parameters. Each step has its truth, and each below a rule the clause it belongs to.
 * Frozen.
 */
export function traceOf(evaluation: Evaluation, judged: readonly Judged[], decision: Omit<Decision, 'trace'>): Step {
  const { ruleSet, values } = evaluation;
  const { instrument } = ruleSet.file;
  const { programmes, flags, seatsOf } = rosterOf(ruleSet);
  const seats = seatsOf(judged);
  const showing: Showing = { evaluation, rows: evaluation.rows ?? rowsOf(ruleSet, values), own: new Map() };
  const made: Made[] = new Array(judged.length);
  for (let index = 0; index < judged.length; index++) made[index] = madeOf(showing, judged[index] as Judged);
  const steps: Step[] = [];
  if (ruleSet.addressee !== null && ruleSet.file.addressee !== undefined)
    steps.push(addresseeStep(showing, ruleSet.file.addressee.name, ruleSet.addressee.conditions));
  const { eligibility, risks } = decision;
  for (let index = 0; index < eligibility.length; index++) {
    const { programme, verdict } = eligibility[index] as Decision['eligibility'][number];
    const target = targetOf(programmes, index, programme);
    steps.push(targetStep('programme', target, verdict, made, seats.shown[target.place] as readonly number[]));
  }
  for (let index = 0; index < risks.length; index++) {
    const { flag, status } = risks[index] as Decision['risks'][number];
    const target = targetOf(flags, index, flag);
    steps.push(targetStep('flag', target, status, made, seats.flags[target.place] as readonly number[]));
  }
  const duties = seats.duties.map((seat) => (made[seat] as Made).step);
  steps.push(
    Object.freeze(duties.length === 0 ? { kind: 'duties' } : { kind: 'duties', steps: Object.freeze(duties) }),
  );
  return Object.freeze({
    kind: 'decision' as const,
    id: ruleSet.jurisdiction,
    detail: Object.freeze({
      asOf: values.household.asOf,
      instrument: instrument.number ?? instrument.title.zh,
      issuer: instrument.issuer.zh,
      issued: instrument.date,
    }),
    steps: Object.freeze(steps),
  });
}

/** A step, with a number of its own where households share it; otherwise 0. */
export interface Made {
  readonly step: Step;
  readonly number: number;
}

/** Written and read again at once. */
const KEY = createKey();

/** The target of an id: most often at the place where it is expected. */
function targetOf(targets: readonly Target[], expected: number, id: string): Target {
  const target = targets[expected];
  return target?.id === id ? target : (targets.find((each) => each.id === id) as Target);
}

/** The step of a rule; made once where households share all values that it shows. */
function madeOf(showing: Showing, entry: Judged): Made {
  const { shared } = entry.instance;
  if (!shared) return { step: ruleStep(showing, entry), number: 0 };
  shared.step ??= ruleStep(showing, entry);
  return shared as Made;
}

const PLACE_OF_STATUS: ReadonlyMap<string, number> = new Map(
  [...verdicts, ...flagStatuses].map((status, index) => [status, index]),
);

/** The step of one programme or flag; made once where households share all that it holds. */
function targetStep(
  kind: 'programme' | 'flag',
  { id, ledger, steps: known }: Target,
  status: string,
  made: readonly Made[],
  seats: readonly number[],
): Step {
  const key = KEY;
  key.size = 0;
  addPart(key, PLACE_OF_STATUS.get(status) as number);
  let isShared = true;
  for (let index = 0; index < seats.length; index++) {
    const { number } = made[seats[index] as number] as Made;
    if (number === 0) isShared = false;
    addPart(key, number);
  }
  const found = isShared ? known.find(key) : undefined;
  if (found !== undefined) return found;
  const steps: Step[] = new Array(seats.length + ledger.length);
  for (let index = 0; index < seats.length; index++) steps[index] = (made[seats[index] as number] as Made).step;
  for (let index = 0; index < ledger.length; index++) steps[seats.length + index] = ledger[index] as Step;
  const own = Object.freeze(
    steps.length === 0 ? { kind, id, status } : { kind, id, status, steps: Object.freeze(steps) },
  );
  if (isShared) known.keep(key, own);
  return own;
}
