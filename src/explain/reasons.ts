import type { Outcome, Status, Step } from '../schema/decision.js';
import type { Context } from './context.js';
import { clauseOf, deciding, type Shown } from './deciding.js';
import { effectLines } from './effect.js';
import { heading, type Line, sentence } from './line.js';
import type { Setting } from './messages/messages.js';
import { type Place, testPhrase } from './test-sentence.js';

const ORDER: readonly Status[] = ['met', 'undetermined', 'not-met', 'not-in-force', 'out-of-scope'];

/** The reasons: whom the instrument speaks of, then every rule with the tests that decided it, in the order of the text. */
export function reasonLines(context: Context): Line[] {
  const { decision, say } = context;
  const lines: Line[] = [heading(say.headings.reasons), ...addresseeLines(context)];
  for (const status of ORDER) {
    const outcomes = decision.outcomes.filter((outcome) => outcome.status === status);
    if (outcomes.length === 0) continue;
    lines.push(heading(say.groups[status], 1));
    if (status === 'out-of-scope') {
      const clauses = [...new Set(outcomes.map((outcome) => outcome.clause))];
      const names = clauses.map((clause) => nameOf(context, clause));
      lines.push(sentence(1, say.sentence(say.notAddressed(say.list(names)), context.cite(clauses))));
    } else lines.push(...outcomes.flatMap((outcome) => ruleLines(context, outcome)));
  }
  return lines;
}

function addresseeLines(context: Context): Line[] {
  const { say } = context;
  const step = context.decision.trace.steps?.find((entry) => entry.kind === 'addressee');
  const addressee = context.ruleSet.file.addressee;
  if (step === undefined || addressee === undefined) return [];
  const place: Place = { setting: 'addressee', subject: 'household', told: new Set(), said: new Set() };
  return [
    sentence(1, say.sentence(say.addressee(context.text(addressee.name), step.truth ?? null), context.cite([]))),
    ...testLines(
      context,
      (step.steps ?? []).flatMap((part) => deciding(part)),
      2,
      place,
      [],
    ),
  ];
}

/** One rule for one subject: its status, the tests behind it, its readings, what follows from it, what it leaves open. */
function ruleLines(context: Context, outcome: Outcome): Line[] {
  const { say } = context;
  const step = context.step(outcome);
  const steps = step?.steps ?? [];
  const { status, clause } = outcome;
  const member = context.member(outcome);
  const name = nameOf(context, clause);
  const whose = member === null ? name : say.ofMember(member, name);
  const concerns = context.rule(clause)?.rule.concerns;
  const place = { subject: outcome.subject, told: new Set<string>(), said: new Set<string>() };
  const line = (phrase: string, depth = 2) => sentence(depth, say.sentence(phrase, context.cite([clause])));
  const tests = (part: Step | undefined, setting: Setting, depth: number) =>
    part === undefined ? [] : testLines(context, deciding(part), depth, { setting, ...place }, [clause]);
  const find = (kind: Step['kind']) => steps.find((part) => part.kind === kind);
  const validity = withoutIssue(find('validity'), context.rule(clause)?.issued ?? null);
  const conditions = find('conditions');
  const readings = steps.filter((part) => part.kind === 'reading');
  const settled = settledBy(status);
  const decides = (part: Step | undefined) => part !== undefined && (part.truth ?? null) === settled;

  return [
    line(
      status === 'not-met' && concerns !== undefined
        ? say.notConcerned(context.text(concerns), whose)
        : say.rule(whose, status, validity !== undefined || conditions !== undefined || readings.length > 0),
      1,
    ),
    ...byWhom(context, outcome).map((phrase) => line(phrase)),
    ...(decides(validity) ? tests(validity, 'validity', 2) : []),
    ...(decides(conditions) || (settled === null && readings.length > 0) ? tests(conditions, 'conditions', 2) : []),
    ...readings.flatMap((reading) => [
      line(say.reading(context.text(readingName(reading)), statusOf(reading))),
      ...readingTests(context, reading, place, clause),
    ]),
    ...effectLines(context, outcome, steps, (part) => tests(part, 'conditions', 3)),
  ];
}

/** Validity without the day of issue where that has passed: it holds of every clause, and goes without saying. */
function withoutIssue(validity: Step | undefined, issued: string | null): Step | undefined {
  if (validity === undefined || issued === null || validity.truth === false) return validity;
  const [whole] = validity.steps ?? [];
  const others = (whole?.steps ?? []).filter(
    ({ steps = [], detail }) => detail?.operator !== 'greaterThanInclusive' || steps[1]?.value !== issued,
  );
  return others.length === 0
    ? undefined
    : { ...validity, steps: [{ kind: 'all', truth: validity.truth, steps: others }] };
}

/** Whose rule it is and whose reading, where that is not the instrument's own. */
function byWhom(context: Context, outcome: Outcome): string[] {
  const { say } = context;
  const { adopted, overrides } = outcome;
  const rule = context.rule(outcome.clause);
  const reading = rule?.readings.find((entry) => entry.id === adopted?.reading);
  return [
    ...(rule?.authority === undefined || overrides !== undefined ? [] : [say.addedBy(rule.authority)]),
    ...(overrides === undefined
      ? []
      : [
          say.overrides(
            overrides.clause.slice(overrides.clause.indexOf('/') + 1),
            context.text(overrides.why),
            overrides.authority,
          ),
        ]),
    ...(adopted === undefined || reading === undefined ? [] : [say.adopted(context.text(reading.name), adopted.by)]),
  ];
}

function readingTests(context: Context, reading: Step, place: Omit<Place, 'setting'>, clause: string): Line[] {
  const status = statusOf(reading);
  const parts = (reading.steps ?? []).filter((part) => (part.truth ?? null) === settledBy(status));
  const setting: Setting = status === 'not-in-force' ? 'validity' : 'conditions';
  const shown = parts.flatMap((part) => deciding(part));
  // Readings stand side by side: what one rests on is said again for the other.
  return testLines(context, shown, 3, { ...place, setting, said: new Set() }, [clause]);
}

/** The truth of the tests that a status rests on. */
function settledBy(status: Status): boolean | null {
  return status === 'met' ? true : status === 'undetermined' ? null : false;
}

/** Tests as sentences, alternatives under a sentence of their own. What has been said of a rule is not said again. */
function testLines(
  context: Context,
  shown: readonly Shown[],
  depth: number,
  place: Place,
  clauses: readonly string[],
): Line[] {
  const { say } = context;
  const cite = context.cite(clauses);
  return shown.flatMap((part) => {
    if (part.kind === 'choice') {
      const lines = testLines(context, part.parts, depth + 1, place, clauses);
      return lines.length === 0 ? [] : [sentence(depth, say.sentence(say.choice(part.truth), cite)), ...lines];
    }
    const key = JSON.stringify([part.step, part.negated]);
    if (place.said.has(key)) return [];
    place.said.add(key);
    const other = clauseOf(part.step);
    const own = other === undefined ? cite : context.cite([...clauses, other]);
    return [sentence(depth, say.sentence(testPhrase(context, part, place), own))];
  });
}

function nameOf(context: Context, clause: string): string {
  const rule = context.rule(clause);
  return rule === undefined ? clause : context.text(rule.rule.name);
}

function readingName(reading: Step): { zh: string; en: string } {
  return (reading.detail as { name: { zh: string; en: string } }).name;
}

function statusOf(reading: Step): Status {
  return ORDER.find((status) => status === reading.status) ?? 'undetermined';
}
