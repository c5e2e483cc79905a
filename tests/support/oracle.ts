/**
 * The rules read a second time, straight from their JSON and independent of the library: no plan, no engine, no decimal
 * package. Unknown is null; numbers are fractions of whole numbers.
 */
export type Truth = boolean | null;
export type Fraction = readonly [bigint, bigint];
export type Known = boolean | string | Fraction | readonly string[] | null;
type Json = Readonly<Record<string, unknown>>;

interface Implies {
  readonly when: boolean | string;
  readonly fact: string;
  readonly is: boolean | string | readonly string[];
}

/** One household with its law, and whom a rule is about: the household itself (null) or one of its members. */
export interface Scene {
  readonly household: Json;
  readonly parameters: Json;
  readonly facts: Readonly<
    Record<
      string,
      {
        readonly scope: string;
        readonly type: string;
        readonly key?: string;
        readonly perClause?: boolean;
        readonly whetherSet?: string;
        readonly fields?: Json;
        readonly values?: readonly string[];
        readonly implies?: readonly Implies[];
      }
    >
  >;
  /** Names that are worked out, written by hand for this reading. */
  readonly derived: Readonly<Record<string, (of: (name: string) => Known, scene: Scene) => Known>>;
}

export const fraction = (written: string | number): Fraction => {
  const [whole = '0', part = ''] = String(written).split('.');
  return [BigInt(whole + part), 10n ** BigInt(part.length)];
};

/** The value of a name for a member, or for the household where there is none; `unlisted` is a member of whom nothing is known. */
export function valueIn(scene: Scene, name: string, member: Json | 'unlisted' | null, clause: string): Known {
  const { household, facts, derived, parameters } = scene;
  if (name === 'asOf') return String(household.asOf);
  const [key = '', part] = name.split('.');
  const spec = facts[name] ?? facts[key];
  const own = spec?.scope === 'member' || spec?.perClause === true ? member : null;
  const record = own === 'unlisted' ? {} : (own ?? household);
  const of = (other: string) => valueIn(scene, other, member, clause);
  if (spec?.whetherSet !== undefined)
    return (inForce(parameters[spec.whetherSet], String(household.asOf)) ?? null) !== null;
  if (spec?.scope === 'parameter') return read(inForce(parameters[name], String(household.asOf)), spec.type);
  let written: unknown = spec === undefined ? null : (record[name] ?? record[key] ?? null);
  if (isRecord(written) && part !== undefined && record[name] === undefined) written = written[part] ?? null;
  if (spec?.perClause === true && isRecord(written) && !('value' in written)) written = written[clause] ?? null;
  const type =
    part === undefined ? spec?.type : ((spec?.fields?.[part] as { type?: string } | undefined)?.type ?? 'boolean');
  const given =
    spec?.type === 'list' && Array.isArray(written) ? entries(written, String(spec.key)) : read(written, String(type));
  return given ?? (part === undefined ? followed(scene, record, name) : null) ?? derived[name]?.(of, scene) ?? null;
}

/** What follows for a fact of a record from the other facts given there: forwards, and backwards where only one value is left. */
function followed({ facts }: Scene, record: Json, name: string): Known {
  const held = new Map<string, Known>();
  for (const [fact, spec] of Object.entries(facts))
    if (spec.perClause !== true && ['boolean', 'enum', 'finding'].includes(spec.type))
      held.set(fact, read(record[fact], spec.type));
  const all = Object.entries(facts).flatMap(([fact, { implies = [] }]) =>
    implies.map((own) => ({ from: fact, ...own })),
  );
  for (let before = -1; before !== known(held); ) {
    before = known(held);
    for (const { from, when, fact, is } of all) {
      const [a, b] = [held.get(from) ?? null, held.get(fact) ?? null];
      if (a === when && b === null && !Array.isArray(is)) held.set(fact, is as Known);
      const others =
        facts[from]?.type === 'boolean'
          ? [true, false]
          : facts[from]?.type === 'finding'
            ? ['yes', 'no']
            : (facts[from]?.values ?? []);
      const isOut = b !== null && (Array.isArray(is) ? !is.includes(b as string) : b !== is);
      const left = others.filter((other) => other !== when);
      if (isOut && a === null && left.length === 1) held.set(from, left[0] as Known);
    }
  }
  return held.get(name) ?? null;
}

const known = (held: ReadonlyMap<string, Known>): number => [...held.values()].filter((value) => value !== null).length;

function read(written: unknown, type: string): Known {
  if (written === null || written === undefined || written === 'unknown') return null;
  if (type === 'finding') return isRecord(written) ? read(written.value, type) : String(written);
  if (['money', 'ratio', 'integer'].includes(type)) return fraction(written as string | number);
  return written as Known;
}

const entries = (list: readonly unknown[], key: string): Known => {
  const names = list.map((entry) => (entry as Json)[key]);
  return names.includes(undefined) ? null : (names as string[]);
};

function inForce(written: unknown, day: string): unknown {
  if (!Array.isArray(written)) return written;
  const begun = (written as { from?: string; until?: string; value: unknown }[])
    .filter(({ from = '' }) => from <= day)
    .at(-1);
  return begun === undefined || (begun.until !== undefined && begun.until < day) ? null : begun.value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFraction = (value: Known): value is Fraction => Array.isArray(value) && typeof value[0] === 'bigint';

/** Negative, zero or positive; days and months compare as text. */
export function order(a: Known, b: Known): number {
  if (isFraction(a) && isFraction(b)) return Number(a[0] * b[1] - b[0] * a[1]);
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

const COMPARE: Readonly<Record<string, (a: Known, b: Known) => boolean>> = {
  equal: (a, b) => order(a, b) === 0,
  notEqual: (a, b) => order(a, b) !== 0,
  in: (a, b) => (b as string[]).includes(a as string),
  notIn: (a, b) => !(b as string[]).includes(a as string),
  contains: (a, b) => (a as string[]).includes(b as string),
  doesNotContain: (a, b) => !(a as string[]).includes(b as string),
  lessThan: (a, b) => order(a, b) < 0,
  lessThanInclusive: (a, b) => order(a, b) <= 0,
  greaterThan: (a, b) => order(a, b) > 0,
  greaterThanInclusive: (a, b) => order(a, b) >= 0,
};

/** A condition as it stands in the file. */
export function truthOf(condition: Json, of: (name: string) => Known): Truth {
  if ('not' in condition) return flip(truthOf(condition.not as Json, of));
  if ('all' in condition) return least((condition.all as Json[]).map((part) => truthOf(part, of)));
  if ('any' in condition) return flip(least((condition.any as Json[]).map((part) => flip(truthOf(part, of)))));
  const left = of(String(condition.fact));
  const right = isRecord(condition.value)
    ? of(String(condition.value.fact))
    : isFraction(left)
      ? fraction(String(condition.value))
      : (condition.value as Known);
  return left === null || right === null ? null : (COMPARE[String(condition.operator)]?.(left, right) ?? null);
}

const flip = (truth: Truth): Truth => (truth === null ? null : !truth);
/** The least of the truths: one false decides, then one unknown. */
export const least = (truths: readonly Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(null) ? null : true;

/** The names that a condition tests. */
export function namesIn(condition: unknown): string[] {
  if (Array.isArray(condition)) return condition.flatMap(namesIn);
  if (!isRecord(condition)) return [];
  return [
    ...(typeof condition.fact === 'string' ? [condition.fact] : []),
    ...Object.values(condition).flatMap(namesIn),
  ];
}
