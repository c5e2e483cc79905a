import type { Outcome, Step } from '../schema/decision.js';
import type { Context } from './context.js';
import { deciding, type Shown } from './deciding.js';
import type { Lack } from './messages/messages.js';

/** Missing answers of one kind, by name; for readings, how many differ. */
export interface Lacking {
  readonly kind: Lack;
  readonly names: readonly string[];
  readonly count: number;
}

/** What is still open about a programme, by kind. Nothing where a clause names the programme and says no more. */
export function lackingOf(context: Context, outcomes: readonly Outcome[], programme: string): Lacking[] {
  const open = outcomes.flatMap((outcome) => (outcome.unresolved === undefined ? [] : [outcome.unresolved]));
  const limbs = outcomes
    .filter((outcome) => outcome.status === 'met')
    .flatMap((outcome) => openLimb(context, outcome, programme));
  const names = {
    fact: open.flatMap((item) => item.facts),
    finding: open.flatMap((item) => item.findings),
    parameter: open.flatMap((item) => item.parameters),
  };
  for (const name of limbs) names[context.ruleSet.names.get(name)?.kind ?? 'fact'].push(name);
  const kinds = (['fact', 'finding', 'parameter'] as const).flatMap((kind) => {
    const all = [...new Set(names[kind])].map((name) => context.asked(name));
    return all.length === 0 ? [] : [{ kind, names: all, count: all.length }];
  });
  const readings = outcomes.filter(({ unresolved }) => (unresolved?.readings.length ?? 0) > 0);
  const count = Math.max(0, ...readings.map((outcome) => outcome.readings?.length ?? 0));
  return count === 0 ? kinds : [{ kind: 'reading', names: [], count }, ...kinds];
}

/** The names that keep open whether a rule that is met reaches a programme. */
function openLimb(context: Context, outcome: Outcome, programme: string): string[] {
  const limb = context.step(outcome)?.steps?.find((step) => step.kind === 'target' && step.id === programme);
  return limb === undefined || (limb.truth ?? null) !== null ? [] : deciding(limb).flatMap(unknownNames);
}

function unknownNames(shown: Shown): string[] {
  if (shown.kind === 'choice') return shown.parts.flatMap(unknownNames);
  return (shown.step.steps ?? []).flatMap((step: Step) =>
    step.id === undefined || (step.value ?? null) !== null ? [] : [step.id],
  );
}
