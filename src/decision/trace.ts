import { addPart, createKey, createRecall, ownNumber, type Recall } from '../base/recall.js';
import type { RuleSet } from '../plan/plan.js';
import { numberAt, type RuleCells, rowsOf } from '../plan/rows.js';
import type { Decision, Step } from '../schema/decision.js';
import { flagStatuses, verdicts } from '../schema/words.js';
import type { Evaluation } from './evaluation.js';
import { addTruths } from './memory.js';
import type { Judged } from './outcome.js';
import { gather, rosterOf, type Target } from './roster.js';
import { addresseeStep, ruleStep, type Showing } from './steps.js';

/**
 * The trace: programmes and flags, under each the rules that bear on it, under each rule its validity, its readings, its
 * groups and tests, down to facts and parameters. Each step has its truth, and each below a rule the clause it belongs to.
 * Frozen.
 */
export function traceOf(evaluation: Evaluation, judged: readonly Judged[], decision: Omit<Decision, 'trace'>): Step {
  const { ruleSet, values } = evaluation;
  const { instrument } = ruleSet.file;
  const roster = rosterOf(ruleSet);
  const album = albumOf(ruleSet);
  const showing: Showing = { evaluation, rows: evaluation.rows ?? rowsOf(ruleSet, values), own: new Map() };
  const made = judged.map((entry) => madeOf(album.rules, showing, entry));
  const bearings = judged.map((entry) => roster.bearingsOf(entry.instance.rule));
  const programmes = gather(
    roster.programmes.length,
    bearings.map(({ shown }) => shown),
    made,
  );
  const flags = gather(
    roster.flags.length,
    bearings.map((own) => own.flags),
    made,
  );
  const duties = made.filter((_, index) => bearings[index]?.isDuty).map(({ step }) => step);
  const steps: Step[] = [];
  if (ruleSet.addressee !== null && ruleSet.file.addressee !== undefined)
    steps.push(addresseeStep(showing, ruleSet.file.addressee.name, ruleSet.addressee.conditions));
  const { eligibility, risks } = decision;
  for (let index = 0; index < eligibility.length; index++) {
    const { programme, verdict } = eligibility[index] as Decision['eligibility'][number];
    const place = roster.placeOf.programme.get(programme) as number;
    steps.push(targetStep(album.targets, 'programme', roster.programmes[place] as Target, verdict, programmes[place]));
  }
  for (let index = 0; index < risks.length; index++) {
    const { flag, status } = risks[index] as Decision['risks'][number];
    const place = roster.placeOf.flag.get(flag) as number;
    steps.push(targetStep(album.targets, 'flag', roster.flags[place] as Target, status, flags[place]));
  }
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

/** Steps of rules, and again of programmes and flags, kept for one rule set at most. */
const MOST = 16_384;

/** Written and read again at once: steps of tests have a key of their own. */
const [OF_RULE, OF_TARGET] = [createKey(), createKey()];

/** The steps made so far, by the outcome and the values shown, and by the steps below. */
interface Album {
  readonly rules: Recall<Made>;
  readonly targets: Recall<Step>;
}

const albums = new WeakMap<RuleSet, Album>();

function albumOf(ruleSet: RuleSet): Album {
  let album = albums.get(ruleSet);
  if (album === undefined) albums.set(ruleSet, (album = { rules: createRecall(MOST), targets: createRecall(MOST) }));
  return album;
}

/** The step of a rule; made once where households share all values that it shows. */
function madeOf(known: Recall<Made>, showing: Showing, entry: Judged): Made {
  const { instance, kept, outcome } = entry;
  const { rule, subject, truths } = instance;
  const { rows } = showing;
  const cells = rows.sheet.rules.get(rule) as RuleCells;
  const row = rows.of(subject);
  const isExamined = outcome.status !== 'not-in-force' && outcome.status !== 'out-of-scope';
  const places = isExamined ? cells.places : cells.outerPlaces;
  const key = OF_RULE;
  key.size = 0;
  addPart(key, kept?.number ?? 0);
  let isShared = kept !== null;
  for (let index = 0; isShared && index < places.length; index++) {
    const number = numberAt(rows.household, row, places[index] as number);
    if (number === 0) isShared = false;
    addPart(key, number);
  }
  if (isShared) {
    addTruths(key, truths);
    const found = known.find(key);
    if (found !== undefined) return found;
  }
  const made = { step: ruleStep(showing, entry, cells.all, kept?.id ?? 0), number: isShared ? ownNumber() : 0 };
  if (isShared) known.keep(key, made);
  return made;
}

const PLACE_OF_STATUS: ReadonlyMap<string, number> = new Map(
  [...verdicts, ...flagStatuses].map((status, index) => [status, index]),
);

/** The step of one programme or flag; made once where households share all that it holds. */
function targetStep(
  known: Recall<Step>,
  kind: 'programme' | 'flag',
  { id, place, ledger }: Target,
  status: string,
  concerned: readonly Made[] = [],
): Step {
  const key = OF_TARGET;
  key.size = 0;
  addPart(key, kind === 'flag' ? ~place : place);
  addPart(key, PLACE_OF_STATUS.get(status) as number);
  let isShared = true;
  for (let index = 0; index < concerned.length; index++) {
    const { number } = concerned[index] as Made;
    if (number === 0) isShared = false;
    addPart(key, number);
  }
  const found = isShared ? known.find(key) : undefined;
  if (found !== undefined) return found;
  const steps: Step[] = new Array(concerned.length + ledger.length);
  for (let index = 0; index < concerned.length; index++) steps[index] = (concerned[index] as Made).step;
  for (let index = 0; index < ledger.length; index++) steps[concerned.length + index] = ledger[index] as Step;
  const own = Object.freeze(
    steps.length === 0 ? { kind, id, status } : { kind, id, status, steps: Object.freeze(steps) },
  );
  if (isShared) known.keep(key, own);
  return own;
}
