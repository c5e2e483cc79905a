import type { Step } from '../schema/decision.js';
import type { Operator } from '../schema/rule-set.js';
import { OPPOSITE, operatorOf, shapeOf } from './comparison.js';
import type { Context } from './context.js';
import type { Shown, ShownTest } from './deciding.js';
import type { Attested } from './messages/messages.js';
import { oneValue, valueWords } from './value.js';

const ORDERED: ReadonlySet<Operator> = new Set([
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
]);

/**
 * The facts that tests rest on, in a few words: each value once, with what it is above or below. Tests of which a side is
 * unknown are left out.
 */
export function factPhrases(context: Context, shown: readonly Shown[]): string[] {
  const facts = new Map<string, { readonly left: Step; readonly compared: string[] }>();
  for (const { step } of shown.flatMap(tests)) {
    const [left, right] = step.steps ?? [];
    const value = left?.value ?? null;
    if (left === undefined || right === undefined || value === null || (right.value ?? null) === null) continue;
    const id = left.id ?? '';
    const fact = facts.get(id) ?? { left, compared: [] };
    const compared = comparison(context, step, right);
    if (compared !== null && !fact.compared.includes(compared)) fact.compared.push(compared);
    facts.set(id, fact);
  }
  return [...facts].map(([id, { left, compared }]) => factPhrase(context, id, left, compared));
}

function factPhrase(context: Context, id: string, left: Step, compared: readonly string[]): string {
  const { say, ruleSet } = context;
  const label = context.label(id);
  const value = left.value ?? null;
  if (typeof value === 'boolean') return say.answered(label, value);
  if (ruleSet.names.get(id)?.type === 'finding') {
    return say.foundBriefly(label, value === 'yes', (left.detail?.finding as Attested | undefined) ?? {});
  }
  return say.fact(label, value === null ? say.unknown : shortValue(context, id, value), compared);
}

/** What a value is found to be above or below: the comparison itself where it holds, its opposite where it does not. */
function comparison(context: Context, test: Step, right: Step): string | null {
  const operator = operatorOf(test);
  const value = right.value ?? null;
  if (!ORDERED.has(operator) || value === null) return null;
  const id = right.id ?? test.id ?? '';
  const words = valueWords(context, id, value, true);
  const named = right.id === undefined ? words : context.say.ofValue(context.label(right.id), words);
  return context.say.compared(test.truth === true ? operator : OPPOSITE[operator], named, shapeOf(context, test));
}

function shortValue(context: Context, id: string, value: string | readonly string[]): string {
  if (typeof value === 'string') return valueWords(context, id, value, true);
  const { say } = context;
  return value.length === 0 ? say.none : say.list(value.map((item) => say.quoted(oneValue(context, id, item))));
}

function tests(shown: Shown): ShownTest[] {
  return shown.kind === 'test' ? [shown] : shown.parts.flatMap(tests);
}
