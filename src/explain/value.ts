import { exact, exactText } from '../base/exact.js';
import type { PlainValue } from '../base/value.js';
import type { Context } from './context.js';

/** A value of a name in words; `null` is not a value. Several values are alternatives. */
export function valueWords(context: Context, name: string, value: Exclude<PlainValue, null>): string {
  const { say, ruleSet } = context;
  if (typeof value === 'boolean') return say.yesNo(value);
  if (typeof value !== 'string') return say.alternatives(value.map((item) => valueWords(context, name, item)));
  const found = ruleSet.names.get(name);
  if (found?.type === 'finding') return say.yesNo(value === 'yes');
  switch (found?.shape) {
    case 'number':
      return say.quantity(value, found.unit, about(value));
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
  return found === undefined ? value : context.text(found);
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
  const words = formula
    .replace(/monthly\(([^()]*)\)/gu, '($1) / 12')
    .replace(/[\p{L}_][\p{L}\p{N}_.-]*/gu, (name) => (context.ruleSet.names.has(name) ? `\u0001${context.label(name)}\u0002` : name));
  const left = words.replace(/\u0001[^\u0002]*\u0002/gu, '');
  if (!/^[\d\s.+*/()-]*$/u.test(left)) return null;
  return words.replace(/[\u0001\u0002]/gu, '').replace(/\*/gu, '×').replace(/\//gu, '÷');
}
