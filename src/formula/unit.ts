/**
 * A unit as the factors over and under the line, each sorted: "CNY/person/month" is CNY over month and person.
 * No factor stands on both sides, except `?`, which may stand for different things.
 */
export interface Measure {
  readonly over: readonly string[];
  readonly under: readonly string[];
}

/** The unit of a plain number. */
export const DIMENSIONLESS: Measure = { over: [], under: [] };
/** The unit of a count of members: it counts the persons of this one household. */
export const PERSONS: Measure = { over: ['person'], under: ['household'] };
/** The unit of a duration. */
export const MONTHS: Measure = { over: ['month'], under: [] };

const ANY_ONE = '?';
const SINGULAR = new Map([
  ['persons', 'person'],
  ['months', 'month'],
  ['years', 'year'],
  ['households', 'household'],
]);
const PLURAL = new Map([...SINGULAR].map(([plural, singular]) => [singular, plural]));
const PERIODS: readonly string[] = ['month', 'year'];

/** Reads "a·b/c/d" as a·b·c⁻¹·d⁻¹. Every text is a unit: a segment that is not known just agrees with itself only. */
export function parseUnit(text: string | undefined): Measure {
  const [over = '', ...under] = (text ?? '').split('/');
  return measure(factors(over), under.flatMap(factors));
}

function factors(text: string): string[] {
  return text
    .split(/[·*]/)
    .map((factor) => factor.trim())
    .filter((factor) => factor !== '' && factor !== '1')
    .map((factor) => SINGULAR.get(factor) ?? factor);
}

/** The unit as people write it ("CNY/person/month", "persons/household"); "" when dimensionless. Periods come last, "?" among them. */
export function unitText({ over, under }: Measure): string {
  if (over.length + under.length === 0) return '';
  const top = over.map((factor) => PLURAL.get(factor) ?? factor).join('·') || '1';
  return [top, ...[...under].sort(byShowing)].join('/');
}

function byShowing(a: string, b: string): number {
  const late = Number(isLate(a)) - Number(isLate(b));
  return late !== 0 ? late : byText(a, b);
}

function isLate(factor: string): boolean {
  return factor === ANY_ONE || PERIODS.includes(factor);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * True when two units are the same, "persons" being "person" and "?" any one segment. Absent means dimensionless.
 *
 * @example unitsAgree('CNY/household/?', 'CNY/household/year') // true
 */
export function unitsAgree(a: string | undefined, b: string | undefined): boolean {
  return measuresAgree(parseUnit(a), parseUnit(b));
}

export function measuresAgree(a: Measure, b: Measure): boolean {
  return segmentsAgree(a.over, b.over) && segmentsAgree(a.under, b.under);
}

// Equal factors pair with each other; what is left on one side must be covered by the `?` of the other.
function segmentsAgree(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const left = without(a, b).filter((factor) => factor !== ANY_ONE);
  const right = without(b, a).filter((factor) => factor !== ANY_ONE);
  return left.length <= wilds(b) && right.length <= wilds(a);
}

function wilds(segments: readonly string[]): number {
  return segments.filter((factor) => factor === ANY_ONE).length;
}

/** Of two units that agree, the one that says more. */
export function moreSpecific(a: Measure, b: Measure): Measure {
  return wilds(b.over) + wilds(b.under) < wilds(a.over) + wilds(a.under) ? b : a;
}

export function times(a: Measure, b: Measure): Measure {
  return measure([...a.over, ...b.over], [...a.under, ...b.under]);
}

export function per(a: Measure, b: Measure): Measure {
  return times(a, { over: b.under, under: b.over });
}

/** The unit with one `from` under the line replaced by `to`; null unless it has exactly one period, `from`, and no "?". */
export function withPeriod(unit: Measure, from: string, to: string): Measure | null {
  const periods = unit.under.filter((factor) => PERIODS.includes(factor) || factor === ANY_ONE);
  if (periods.length !== 1 || periods[0] !== from) return null;
  return measure(unit.over, [...without(unit.under, [from]), to]);
}

/** The unit of a total over the members: what was per person is now per household; other units stay. */
export function totalled(unit: Measure): Measure {
  if (!unit.under.includes('person')) return unit;
  return measure(unit.over, [...without(unit.under, ['person']), 'household']);
}

function measure(over: readonly string[], under: readonly string[]): Measure {
  const certain = (factor: string) => factor !== ANY_ONE;
  const cancelOver = under.filter(certain);
  const cancelUnder = over.filter(certain);
  return { over: without(over, cancelOver).sort(byText), under: without(under, cancelUnder).sort(byText) };
}

// Takes away as many of each factor as `taken` has.
function without(segments: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return segments.filter((factor) => {
    const at = left.indexOf(factor);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}
