import { exact, exactText } from '../base/exact.js';
import type { PlainValue } from '../base/value.js';
import type { Context } from './context.js';

/**
 * A value of a name in words; `null` is not a value. Several values are alternatives.
 * @param short money without the persons and the period, where the name beside it tells them
 */
export function valueWords(context: Context, name: string, value: Exclude<PlainValue, null>, short = false): string {
  const { say, ruleSet } = context;
  if (typeof value === 'boolean') return say.yesNo(value);
  if (typeof value !== 'string') return say.alternatives(value.map((item) => valueWords(context, name, item)));
  const found = ruleSet.names.get(name);
  if (found?.type === 'finding') return say.yesNo(value === 'yes');
  switch (found?.shape) {
    case 'number':
      return say.quantity(value, short && found.unit?.startsWith('CNY/') ? 'CNY' : found.unit, about(value));
    case 'date':
      return say.day(value);
    case 'month':
      return say.month(value);
    default:
      return say.quoted(oneValue(context, name, value));
  }
}

/** One value of an enum or a set in words, without quotes. */
export function oneValue(context: Context, name: string, value: string): string {
  const names = context.ruleSet.names.get(name)?.valueNames;
  const found = names !== undefined && Object.hasOwn(names, value) ? names[value] : undefined;
  // A value without a name in words is at least taken apart into words.
  return found === undefined ? value.replace(/([a-z])([A-Z])/gu, '$1 $2').toLowerCase() : context.text(found);
}

/** What a quotient that does not end is worth to the hundredth; null for a number that is written out. */
function about(value: string): string | null {
  const [n, d] = value.split('/');
  if (n === undefined || d === undefined) return null;
  return exactText({ n: exact(n).n.div(exact(d).n).toDecimalPlaces(2), d: exact('1').n });
}

/**
 * A formula with names in words and the signs of arithmetic, or null where it uses more than arithmetic and is better
 * left out.
 */
export function formulaWords(context: Context, formula: string): string | null {
  const parts = formula.replace(/monthly\(([^()]*)\)/gu, '($1) / 12').split(/([\p{L}_][\p{L}\p{N}_.]*)/u);
  const words = parts.map((part, index) => {
    if (index % 2 === 1) return context.ruleSet.names.has(part) ? context.label(part) : null;
    return /^[\d\s.+*/()-]*$/u.test(part) ? part.replace(/\*/gu, '×').replace(/\//gu, '÷') : null;
  });
  return words.includes(null) ? null : words.join('');
}
