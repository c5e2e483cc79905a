import { addPart, createKey } from '../base/recall.js';
import { rowsOf } from '../plan/rows.js';
import type { Decision, Step } from '../schema/decision.js';
import { flagStatuses, verdicts } from '../schema/words.js';
import type { Evaluation, Judged } from './evaluation.js';
import { rosterOf, type Seated, type Target } from './roster.js';
import { addresseeStep, ruleStep, type Showing, withSteps } from './steps.js';

/**
 * The trace: programmes and flags, under each the rules that bear on it, under each rule its validity, its readings, its
 * groups and tests, down to facts and parameters. Each step has its truth, and each below a rule the clause it belongs to.
 * Frozen.
 */
export function traceOf(evaluation: Evaluation, judged: readonly Judged[], decision: Omit<Decision, 'trace'>): Step {
  const { ruleSet, values } = evaluation;
  const { instrument } = ruleSet.file;
  const seats = rosterOf(ruleSet).seatsOf(judged);
  const showing: Showing = { evaluation, rows: evaluation.rows ?? rowsOf(ruleSet, values), own: null };
  const rules: Step[] = new Array(judged.length);
  for (let index = 0; index < judged.length; index++) rules[index] = ruleOnce(showing, judged[index] as Judged);
  const { eligibility, risks } = decision;
  const addressee = addresseeStep(showing);
  const steps: Step[] = addressee === null ? [] : [addressee];
  for (let index = 0; index < eligibility.length; index++) {
    const { programme, verdict } = eligibility[index] as Decision['eligibility'][number];
    steps.push(targetStep('programme', seatedOf(seats.shown, index, programme), verdict, judged, rules));
  }
  for (let index = 0; index < risks.length; index++) {
    const { flag, status } = risks[index] as Decision['risks'][number];
    steps.push(targetStep('flag', seatedOf(seats.flags, index, flag), status, judged, rules));
  }
  const duties = seats.duties.map((seat) => rules[seat] as Step);
  steps.push(withSteps({ kind: 'duties' }, duties));
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

/** Written and read again at once. */
const KEY = createKey();

/** A programme or flag: most often at the place where it is expected. */
function seatedOf(all: readonly Seated[], expected: number, id: string): Seated {
  const seated = all[expected];
  return seated?.target.id === id ? seated : (all.find(({ target }) => target.id === id) as Seated);
}

/** The step of a rule; made once where households share all values that it shows. */
function ruleOnce(showing: Showing, entry: Judged): Step {
  const { instance } = entry;
  if (instance.step) return instance.step;
  const step = ruleStep(showing, entry);
  if (instance.number) instance.step = step;
  return step;
}

const PLACE_OF_STATUS: ReadonlyMap<string, number> = new Map(
  [...verdicts, ...flagStatuses].map((status, index) => [status, index]),
);

/** The step of one programme or flag; made once where households share all that it holds. */
function targetStep(
  kind: 'programme' | 'flag',
  { target, seats }: Seated,
  status: string,
  judged: readonly Judged[],
  rules: readonly Step[],
): Step {
  if (seats.length === 0) {
    if (target.bare?.status !== status) target.bare = newTargetStep(kind, target, status, []);
    return target.bare;
  }
  const key = KEY;
  key.size = 0;
  addPart(key, PLACE_OF_STATUS.get(status) as number);
  let isShared = true;
  for (let index = 0; index < seats.length; index++) {
    const { number } = (judged[seats[index] as number] as Judged).instance;
    if (number) addPart(key, number);
    else isShared = false;
  }
  let step = isShared ? target.steps.find(key) : undefined;
  if (step === undefined) {
    const own: Step[] = new Array(seats.length);
    for (let index = 0; index < seats.length; index++) own[index] = rules[seats[index] as number] as Step;
    step = newTargetStep(kind, target, status, own);
    if (isShared) target.steps.keep(key, step);
  }
  return step;
}

function newTargetStep(
  kind: 'programme' | 'flag',
  { id, ledger }: Target,
  status: string,
  rules: readonly Step[],
): Step {
  return withSteps({ kind, id, status }, ledger.length === 0 ? rules : [...rules, ...ledger]);
}
