import type { Outcome, Step } from '../schema/decision.js';
import type { RuleFile } from '../schema/rule-set.js';
import type { Context } from './context.js';
import { type Line, sentence } from './line.js';

/** What follows from a rule that is met or may yet be met: effect, amount, duties and time limits, what the clause leaves open. */
export function effectLines(
  context: Context,
  outcome: Outcome,
  steps: readonly Step[],
  tests: (part: Step) => Line[],
): Line[] {
  const { status, clause } = outcome;
  const rule = context.rule(clause)?.rule;
  if (rule === undefined || (status !== 'met' && status !== 'undetermined')) return [];
  const { say } = context;
  const line = (phrase: string) => sentence(2, say.sentence(phrase, context.cite([clause])));
  const phrases = [
    ...(status === 'met' ? [effectPhrase(context, outcome, rule, steps)] : []),
    ...amountPhrases(context, outcome, rule),
    ...(outcome.effect?.measures === undefined || rule.event.type === 'exit'
      ? []
      : [say.measures(outcome.effect.measures.map((measure) => context.text(measure)))]),
    ...(rule.department === undefined ? [] : [say.department(rule.department)]),
  ];
  const after = [
    ...(rule.openWords ?? []).map((word) => say.openWords(word.words, context.text(word.note))),
    ...(rule.notStated === undefined
      ? []
      : [say.notStated(say.join(rule.notStated.map((entry) => context.text(entry))))]),
    ...(outcome.bounds?.note === undefined ? [] : [say.bounds(context.text(outcome.bounds.note))]),
  ];
  return [
    ...phrases.map(line),
    ...targetLines(context, clause, steps, tests),
    ...markLines(context, outcome, steps, tests),
    ...after.map(line),
  ];
}

function effectPhrase(context: Context, outcome: Outcome, rule: RuleFile, steps: readonly Step[]): string {
  const { say } = context;
  const plan = context.rule(outcome.clause);
  const holds = (id: string) =>
    steps.find((part) => part.kind === 'target' && part.id === id)?.truth ??
    !steps.some((part) => part.kind === 'target' && part.id === id);
  const [only, ...others] = (plan?.programmes ?? []).filter(({ id }) => holds(id)).map(({ id }) => id);
  const programmes = [only, ...others].flatMap((id) => (id === undefined ? [] : [context.programme(id)]));
  const flags = (plan?.flags ?? []).filter(({ id }) => holds(id)).map(({ id }) => context.flag(id));
  const { effect } = outcome;
  const months = effect?.type === 'taper' || effect?.type === 'duty' ? effect.months : undefined;
  return say.effect(rule.event.type, rule.modality, {
    programmes: say.list(programmes),
    flags: say.list(flags),
    months: months === undefined ? null : say.months(months),
    measures: say.list((effect?.measures ?? []).map((measure) => context.text(measure))),
    programme: only === undefined || others.length > 0 ? null : only,
    hasAmount: (rule.event.params?.amount ?? null) !== null,
  });
}

/** The figure of a clause in its unit, as printed; null where it states none. */
export function amountWords(context: Context, outcome: Outcome): string | null {
  const { effect } = outcome;
  return effect === null || effect.amount === null ? null : context.say.quantity(effect.amount, effect.unit, null);
}

function amountPhrases(context: Context, outcome: Outcome, rule: RuleFile): string[] {
  const { say } = context;
  const { effect } = outcome;
  const amount = amountWords(context, outcome);
  if (amount !== null && effect !== null && effect.type !== 'flag')
    return [
      say.amount(
        amount,
        [effect.suspect, effect.note].filter((text) => text !== undefined).map((text) => context.text(text)),
      ),
    ];
  if (effect?.missing !== undefined)
    return effect.missing.map((name) =>
      say.missingAmount(context.ruleSet.names.get(name)?.kind ?? 'fact', context.asked(name)),
    );
  return rule.event.type === 'entitlement' && rule.event.params?.amount === null ? [say.noAmount] : [];
}

function targetLines(context: Context, clause: string, steps: readonly Step[], tests: (part: Step) => Line[]): Line[] {
  const { say } = context;
  const plan = context.rule(clause);
  const isFlag = (id: string) => plan?.flags.some((flag) => flag.id === id) === true;
  return steps
    .filter((part) => part.kind === 'target')
    .flatMap((part) => {
      const id = part.id ?? '';
      const name = isFlag(id) ? context.flag(id) : context.programme(id);
      return [sentence(2, say.sentence(say.target(name, part.truth ?? null), context.cite([clause]))), ...tests(part)];
    });
}

function markLines(context: Context, outcome: Outcome, steps: readonly Step[], tests: (part: Step) => Line[]): Line[] {
  const { say } = context;
  return (outcome.marks ?? []).flatMap((mark) => {
    const step = steps.find((part) => part.kind === 'mark' && part.id === mark.id);
    const name = context.rule(outcome.clause)?.marks.find((entry) => entry.id === mark.id)?.name;
    if (name === undefined) return [];
    return [
      sentence(
        2,
        say.sentence(
          say.mark(mark.role, context.text(name), mark.truth, waiting(step)),
          context.cite([outcome.clause]),
        ),
      ),
      ...(step === undefined ? [] : tests(step)),
    ];
  });
}

/** Until when a duty may yet be done, where its conditions fail only so far. */
function waiting(step: Step | undefined): string | undefined {
  const { due } = (step?.detail ?? {}) as { due?: string };
  return (step?.truth ?? null) === null && step?.steps?.[0]?.truth === false ? due : undefined;
}
