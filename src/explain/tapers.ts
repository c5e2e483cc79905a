import { monthOf } from '../base/calendar.js';
import type { Outcome, Step, Taper, TaperVerdict, Verdict } from '../schema/decision.js';
import { operatorOf, shapeOf } from './comparison.js';
import type { Context } from './context.js';
import { deciding, type Shown } from './deciding.js';
import { factPhrases } from './facts.js';
import { lackingOf } from './lacking.js';
import { entry, type Line, type Tone } from './line.js';

const AS_VERDICT: Readonly<Record<TaperVerdict, Verdict>> = {
  granted: 'eligible',
  discretionary: 'discretionary',
  undetermined: 'undetermined',
  'not-granted': 'not-eligible',
  silent: 'silent',
  'not-in-force': 'not-in-force',
  'out-of-scope': 'out-of-scope',
};

const CONFORMITY_TONES: Readonly<Record<Taper['conformity'], Tone>> = {
  conforms: 'good',
  undetermined: 'open',
  'does-not-conform': 'alert',
  'not-shown': 'open',
  'no-decision': 'plain',
};

/** The verdict on a programme that a verdict on its taper stands beside. */
export function verdictOf(taper: Taper): Verdict {
  return AS_VERDICT[taper.verdict];
}

/** A taper clause: months and the facts it rests on, or what is open; then the authority's decision, if there is one. */
export function taperLines(context: Context, taper: Taper, tone: Tone): Line[] {
  const { say, decision } = context;
  const outcomes = decision.outcomes.filter((outcome) => outcome.clause === taper.clause);
  const programme = context.programme(`${taper.programme}-taper`);
  const lacking = taper.verdict === 'undetermined' ? lackingOf(context, outcomes, taper.programme) : [];
  const because = outcomes.flatMap((outcome) => grounds(context, outcome));
  const phrase =
    lacking.length > 0
      ? say.open(programme, lacking)
      : say.taper(programme, taper.verdict, taper.months, taper.conformity !== 'no-decision', because);
  const cite = context.cite(taper.clause === null ? [] : [taper.clause]);
  const over = isOver(context, taper);
  const first =
    over === null
      ? entry(say.tapers[taper.verdict], tone, say.cited(phrase, cite))
      : entry(say.taperOverTag, 'open', say.cited(say.taperOver(programme, over), cite));
  return [first, ...decisionLines(context, taper, cite)];
}

/** The number of months, where all of a taper that has been given have gone by. */
function isOver({ decision }: Context, { schedule, verdict }: Taper): number | null {
  if (schedule === null || (verdict !== 'granted' && verdict !== 'discretionary')) return null;
  return monthOf(decision.asOf) > schedule.last ? schedule.used : null;
}

/** The facts that decide: all that are known to fail, or, where none fails, what income is above and below. */
function grounds(context: Context, outcome: Outcome): string[] {
  const steps = context.step(outcome)?.steps ?? [];
  const settled = outcome.status === 'met';
  const kind: Step['kind'] = outcome.status === 'not-in-force' ? 'validity' : 'conditions';
  const shown = steps.filter((step) => step.kind === kind && step.truth === settled).flatMap((step) => deciding(step));
  return factPhrases(context, settled ? shown.filter((part) => isTelling(context, part)) : shown);
}

/** A comparison or a finding: what a taper is granted for, beside the registers that name the household. */
function isTelling(context: Context, shown: Shown): boolean {
  return (
    shown.kind === 'test' &&
    (/^(less|greater)/u.test(operatorOf(shown.step)) || shapeOf(context, shown.step) === 'finding')
  );
}

/** The authority's taper decision: its months, and whether it conforms to the clause. */
function decisionLines(context: Context, taper: Taper, cite: string): Line[] {
  const { say } = context;
  if (taper.conformity === 'no-decision' || taper.clause === null) return [];
  const { schedule } = taper;
  const months =
    schedule === null ? [] : [say.schedule(schedule.first, schedule.last, schedule.used, schedule.remaining)];
  const texts = (points: Taper['reasons']) =>
    (points ?? []).map((point) => pointText(context, context.text(point.text)));
  const phrases = [...months, ...conformityPhrases(context, taper, texts(taper.reasons)), ...texts(taper.open)];
  return [entry(say.decisionTag, CONFORMITY_TONES[taper.conformity], say.cited(say.join(phrases), cite))];
}

function conformityPhrases(context: Context, taper: Taper, reasons: readonly string[]): string[] {
  const { say } = context;
  // Where the clause sets neither number nor start, the points say so.
  const form = taper.months === null ? [] : [say.conforms];
  switch (taper.conformity) {
    case 'conforms':
      return form;
    case 'undetermined':
      return [say.mayConform(reasons)];
    case 'not-shown': {
      const hasFormOpen = taper.reasons?.some(({ code }) => code === 'period-unknown') === true;
      return [...(hasFormOpen ? [] : form), say.notShown(reasons)];
    }
    case 'does-not-conform':
      return [say.doesNotConform(reasons)];
    case 'no-decision':
      return [];
  }
}

/** The text of a point as a person reads it: days in words, and no names of facts, which stand in brackets for programs. */
function pointText(context: Context, text: string): string {
  const { say, ruleSet } = context;
  return text
    .replace(/ ?[（(]([\w.#-]+)[）)]/gu, (all, name: string) => (ruleSet.names.has(name) ? '' : all))
    .replace(/\d{4}-\d{2}-\d{2}/gu, (day) => say.day(day))
    .replace(/\d{4}-\d{2}(?!\d|-)/gu, (month) => say.month(month));
}
