import type { Context } from './context.js';
import { heading, type Line, sentence } from './line.js';

/** What is missing and who could supply it: facts, findings, parameters, readings. */
export function missingLines(context: Context): Line[] {
  const { say, decision } = context;
  const lines: Line[] = [heading(say.headings.missing)];
  for (const kind of ['fact', 'finding', 'parameter'] as const) {
    const questions = decision.questions.filter((question) => question.kind === kind);
    if (questions.length > 0) lines.push(heading(say.lacks[kind], 1));
    for (const question of questions) {
      const departments = question.settles.flatMap((clause) => context.rule(clause)?.rule.department ?? []);
      const member = question.subject === 'household' ? null : say.member(question.subject);
      const label = context.asked(question.name);
      const programmes = question.programmes.map((programme) => context.programme(programme));
      const rules = question.settles.flatMap((clause) => context.rule(clause)?.rule.name ?? []);
      const bearsOn = say.list(
        programmes.length > 0 ? programmes : rules.map((name) => say.quoted(context.text(name))),
      );
      const subject = member === null ? label : say.factOfMember(member, label);
      const phrase = say.missing(kind, subject, [...new Set(departments)], bearsOn);
      lines.push(sentence(1, say.sentence(phrase, context.cite(question.settles))));
    }
  }
  const readings = decision.outcomes.filter((outcome) => (outcome.unresolved?.readings.length ?? 0) > 0);
  if (readings.length > 0) lines.push(heading(say.lacks.reading, 1));
  for (const outcome of readings) {
    const name = context.rule(outcome.clause)?.rule.name;
    const member = context.member(outcome);
    const rule = name === undefined ? outcome.clause : context.text(name);
    const sides = (outcome.readings ?? []).map((reading) => ({
      name: context.text(reading.name),
      status: reading.status,
    }));
    lines.push(
      sentence(
        1,
        say.sentence(
          say.missingReading(member === null ? rule : say.ofMember(member, rule), sides),
          context.cite([outcome.clause]),
        ),
      ),
    );
  }
  if (lines.length === 1) lines.push(sentence(1, say.sentence(say.nothingMissing, context.cite([]))));
  return lines;
}

/** The conventions that the decision rests on and the instrument does not state. */
export function assumptionLines(context: Context): Line[] {
  const { say, decision } = context;
  if (decision.assumptions.length === 0) return [];
  return [
    heading(say.headings.assumptions),
    ...decision.assumptions.map((assumption) =>
      sentence(1, say.sentence(context.text(assumption.text), context.cite(assumption.clauses))),
    ),
  ];
}
