/** A row of numbers that is written again and again: only the first `size` count. */
export interface Key {
  readonly parts: number[];
  size: number;
}

export function createKey(): Key {
  return { parts: [], size: 0 };
}

/** Adds a number. */
export function addPart(key: Key, part: number): void {
  key.parts[key.size] = part;
  key.size += 1;
}

/** Remembers what was made for a row of numbers, so that equal inputs share one frozen result. */
export interface Recall<T> {
  find(key: Key): T | undefined;
  /** The key is copied: the caller may write it again. */
  keep(key: Key, value: T): void;
}

/** A memory of at most `most` results: when it is full it begins again. */
export function createRecall<T>(most: number): Recall<T> {
  // By the hash of the key; of two keys with one hash the later one stays.
  const kept = new Map<number, { readonly key: readonly number[]; readonly value: T }>();
  return {
    find(key) {
      const found = kept.get(hashOf(key));
      if (found === undefined || found.key.length !== key.size) return undefined;
      for (let index = 0; index < key.size; index++) if (found.key[index] !== key.parts[index]) return undefined;
      return found.value;
    },
    keep(key, value) {
      if (kept.size >= most) kept.clear();
      kept.set(hashOf(key), { key: key.parts.slice(0, key.size), value });
    },
  };
}

/** What was made for a text. */
export type Index<T> = Pick<Map<string, T>, 'get' | 'set'>;

/** The same for results that hang on one text. */
export function createIndex<T>(most: number): Index<T> {
  const kept = new Map<string, T>();
  return {
    get: (key) => kept.get(key),
    set(key, value) {
      if (kept.size >= most) kept.clear();
      return kept.set(key, value);
    },
  };
}

function hashOf({ parts, size }: Key): number {
  let hash = size;
  for (let index = 0; index < size; index++) {
    hash = Math.imul(hash ^ (parts[index] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  // Small integers, which engines keep without allocating.
  return hash >> 1;
}

/** A number that nothing else has: what is remembered is told apart by it. It shows in no result. */
export const ownNumber = createNumbering();

function createNumbering(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}
