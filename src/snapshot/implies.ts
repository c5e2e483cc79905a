import type { FactSpec } from '../schema/vocabulary.js';

/** A value of a fact of a closed type. */
export type Held = boolean | string;

/** A value that follows from a value of another fact of the same household, or of the same member. */
export interface Implied {
  readonly value: Held;
  readonly from: string;
  readonly is: Held;
}

/** What of a fact bears on what it implies. */
export type ImplyingSpec = Pick<FactSpec, 'scope' | 'type' | 'values' | 'implies'>;
type Facts = Readonly<Record<string, ImplyingSpec>>;

/** A fact and one of its values. */
export interface Literal {
  readonly fact: string;
  readonly value: Held;
}

/** The values that a fact can have; none where they are not a closed list. */
export function heldValues({ type, values = [] }: Pick<ImplyingSpec, 'type' | 'values'>): readonly Held[] {
  switch (type) {
    case 'boolean':
      return [true, false];
    case 'finding':
      return ['yes', 'no'];
    case 'enum':
      return values;
    default:
      return [];
  }
}

/** Values of two facts that cannot both be so. */
type Exclusion = readonly [Literal, Literal];

/** Every declaration, as pairs of values that cannot stand side by side: so it is read both ways. */
function exclusionsOf(facts: Facts): Exclusion[] {
  return Object.entries(facts).flatMap(([fact, { implies = [] }]) =>
    implies.flatMap(({ when, fact: other, is }) =>
      heldValues(facts[other] ?? { type: 'text' })
        .filter((value) => (Array.isArray(is) ? !is.includes(value as string) : value !== is))
        .map(
          (value): Exclusion => [
            { fact, value: when },
            { fact: other, value },
          ],
        ),
    ),
  );
}

/** The implications of a vocabulary, worked out to the end. */
export interface Implications {
  /** By the fact that is implied: the values of other facts from which one of its own follows, over however many steps. */
  readonly implied: ReadonlyMap<string, readonly Implied[]>;
  readonly household: Consistency;
  readonly member: Consistency;
  /** Values that contradict themselves: what follows from them cannot all be so. */
  readonly impossible: readonly Literal[];
}

/** Tells which values of facts of one household, or of one member, cannot stand side by side. */
export interface Consistency {
  /** The facts that imply something or are implied. */
  readonly facts: readonly string[];
  /** A number for a value of a fact; −1 for a value that bears on no other. */
  literal(fact: string, value: unknown): number;
  /** The same by fact, then by value. */
  readonly numbers: ReadonlyMap<string, ReadonlyMap<unknown, number>>;
  readonly literals: readonly Literal[];
  /** By literal: the literals that contradict it, 32 in a word. */
  readonly conflicts: readonly Int32Array[];
  readonly words: number;
}

/** Works out what follows from what. It takes a moment: whoever has loaded rules asks their reader. */
export function implicationsOf(facts: Facts): Implications {
  const exclusions = exclusionsOf(facts);
  const bearing = new Set(exclusions.flatMap((pair) => pair.map(({ fact }) => fact)));
  const literals = Object.entries(facts).flatMap(([fact, spec]) =>
    bearing.has(fact) ? heldValues(spec).map((value): Literal => ({ fact, value })) : [],
  );
  const places = new Map<string, Map<unknown, number>>();
  literals.forEach(({ fact, value }, place) => {
    places.set(fact, (places.get(fact) ?? new Map<unknown, number>()).set(value, place));
  });
  const placeOf = (fact: string, value: unknown) => places.get(fact)?.get(value) ?? -1;
  const excluded = literals.map(() => new Set<number>());
  for (const [a, b] of exclusions) {
    const [one, other] = [placeOf(a.fact, a.value), placeOf(b.fact, b.value)];
    excluded[one]?.add(other);
    excluded[other]?.add(one);
  }
  // Values of one fact exclude each other.
  literals.forEach(({ fact }, place) => {
    for (const other of places.get(fact)?.values() ?? []) if (other !== place) excluded[place]?.add(other);
  });
  // What is left of another fact, where that is one value only, follows.
  const leftOf = (place: number, values: ReadonlyMap<unknown, number>) =>
    [...values.values()].filter((other) => excluded[place]?.has(other) !== true);
  const follows = literals.map((literal, place) =>
    [...places].flatMap(([fact, values]) => {
      const [only, ...more] = leftOf(place, values);
      return fact === literal.fact || only === undefined || more.length > 0 ? [] : [only];
    }),
  );
  const closures = literals.map((_, place) => {
    const reached = new Set([place]);
    for (const each of reached) for (const next of follows[each] ?? []) reached.add(next);
    return reached;
  });
  // What a value, with all that follows from it, excludes.
  const denied = closures.map((reached) => new Set([...reached].flatMap((each) => [...(excluded[each] ?? [])])));
  const clash = (one: number, other: number): boolean => {
    for (const each of closures[other] ?? []) if (denied[one]?.has(each) === true) return true;
    return false;
  };
  const implied = new Map<string, Implied[]>();
  closures.forEach((reached, place) => {
    const { fact: from, value: is } = literals[place] as Literal;
    for (const other of reached) {
      const { fact, value } = literals[other] as Literal;
      if (fact !== from) implied.set(fact, [...(implied.get(fact) ?? []), { value, from, is }]);
    }
  });
  const consistency = (scope: ImplyingSpec['scope']): Consistency => {
    const own = literals.flatMap(({ fact }, place) => (facts[fact]?.scope === scope ? [place] : []));
    const words = Math.ceil(own.length / 32);
    const numbers = new Map<string, Map<unknown, number>>();
    own.forEach((place, number) => {
      const { fact, value } = literals[place] as Literal;
      numbers.set(fact, (numbers.get(fact) ?? new Map<unknown, number>()).set(value, number));
    });
    return {
      facts: [...numbers.keys()],
      numbers,
      literal: (fact, value) => (value === undefined ? -1 : (numbers.get(fact)?.get(value) ?? -1)),
      literals: own.map((place) => literals[place] as Literal),
      conflicts: own.map((place) => {
        const mask = new Int32Array(words);
        own.forEach((other, bit) => {
          if (clash(place, other)) mask[bit >> 5] = (mask[bit >> 5] as number) | (1 << (bit & 31));
        });
        return mask;
      }),
      words,
    };
  };
  return {
    implied,
    household: consistency('household'),
    member: consistency('member'),
    impossible: literals.filter(
      (_, place) => clash(place, place) || [...places.values()].some((values) => leftOf(place, values).length === 0),
    ),
  };
}

/** Adds a literal to those met; false where it contradicts one of them. */
export function meet({ conflicts }: Consistency, met: Int32Array, literal: number): boolean {
  const mask = conflicts[literal] as Int32Array;
  for (let word = 0; word < met.length; word++)
    if (((mask[word] as number) & (met[word] as number)) !== 0) return false;
  met[literal >> 5] = (met[literal >> 5] as number) | (1 << (literal & 31));
  return true;
}

/** The first two values that contradict each other, in the order of the vocabulary; null where none do. */
export function clashIn(consistency: Consistency, held: (fact: string) => unknown): readonly [Literal, Literal] | null {
  const met = new Int32Array(consistency.words);
  const before: number[] = [];
  for (const fact of consistency.facts) {
    const literal = consistency.literal(fact, held(fact));
    if (literal < 0) continue;
    if (!meet(consistency, met, literal)) {
      const mask = consistency.conflicts[literal] as Int32Array;
      const other = before.find((each) => ((mask[each >> 5] as number) & (1 << (each & 31))) !== 0) as number;
      return [consistency.literals[other] as Literal, consistency.literals[literal] as Literal];
    }
    before.push(literal);
  }
  return null;
}

/** What is held by a value as a snapshot writes it: a finding may be written out. */
export function heldOf(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'value' in raw ? raw.value : raw;
}
