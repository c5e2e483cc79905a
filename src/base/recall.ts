/** A row of whole numbers that is written again and again: only the first `size` count. */
export interface Key {
  parts: Int32Array;
  size: number;
}

/** @param room numbers that it holds; more are made room for as they are added */
export function createKey(room = 64): Key {
  return { parts: new Int32Array(room), size: 0 };
}

/** Adds a number: one that takes more than 32 bits in three parts. */
export function addPart(key: Key, part: number): void {
  if ((part | 0) !== part || part === LARGE) {
    addWord(key, LARGE);
    addWord(key, Math.floor(part / 2 ** 32));
  }
  addWord(key, part);
}

/** Stands before the two halves of a large number. */
const LARGE = -(2 ** 31);

function addWord(key: Key, word: number): void {
  if (key.size === key.parts.length) key.parts = longer(key.parts, 2 * key.size);
  key.parts[key.size] = word;
  key.size += 1;
}

function longer(row: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(row);
  return copy;
}

/** Remembers what was made for a row of numbers, so that equal inputs share one frozen result. */
export interface Recall<T> {
  find(key: Key): T | undefined;
  /** The key is copied: the caller may write it again. */
  keep(key: Key, value: T): void;
}

/** A memory begins with so many places, and grows as they are taken. */
const LEAST = 8;
/** A result stands within so many places of where its key points. */
const NEAR = 4;
/** Keys have fewer numbers than this on the average; with more than so much behind them a memory begins again. */
const MEAN = 64;

/**
 * A memory of about `most` results (the next power of two): where it is full, later ones take the places of earlier ones. All keys
 * stand in one row of numbers, each behind its hash and its size, since following references is what costs most.
 */
export function createRecall<T>(most: number): Recall<T> {
  let values: (T | undefined)[] = new Array(LEAST).fill(undefined);
  /** Where the key of a place begins; 0 for a free place. */
  let begins = new Int32Array(LEAST);
  let row = new Int32Array(LEAST * 4);
  let end = 1;

  /** A free place for a hash; the first that it may take where there is none. */
  const placeFor = (hash: number): number => {
    const last = values.length - 1;
    for (let next = 0; next < NEAR; next++) if (begins[(hash + next) & last] === 0) return (hash + next) & last;
    return hash & last;
  };
  const grow = () => {
    const [oldValues, oldBegins] = [values, begins];
    values = new Array(oldValues.length * 2).fill(undefined);
    begins = new Int32Array(values.length);
    oldBegins.forEach((begin, old) => {
      if (begin === 0) return;
      const place = placeFor(row[begin] as number);
      begins[place] = begin;
      values[place] = oldValues[old];
    });
  };
  return {
    find(key) {
      const { parts, size } = key;
      const hash = hashOf(key);
      const last = values.length - 1;
      search: for (let next = 0; next < NEAR; next++) {
        const place = (hash + next) & last;
        const begin = begins[place] as number;
        if (begin === 0) return undefined;
        if (row[begin] !== hash || row[begin + 1] !== size) continue;
        for (let index = 0; index < size; index++) if (row[begin + 2 + index] !== parts[index]) continue search;
        return values[place];
      }
      return undefined;
    },
    keep(key, value) {
      const { parts, size } = key;
      const hash = hashOf(key);
      if (end > most * MEAN) {
        begins.fill(0);
        end = 1;
      }
      while (values.length < most && begins[placeFor(hash)] !== 0) grow();
      const place = placeFor(hash);
      const taken = begins[place] as number;
      // A key takes the room of the one that it pushes out, where it fits. What does not fit is lost: that must not go on.
      const begin = taken !== 0 && row[taken + 1] === size ? taken : end;
      if (begin === end) end += size + 2;
      if (end > row.length) row = longer(row, 2 * end);
      row[begin] = hash;
      row[begin + 1] = size;
      row.set(parts.subarray(0, size), begin + 2);
      begins[place] = begin;
      values[place] = value;
    },
  };
}

/** What was made for one text or one number. */
export type Index<T, K = string> = Pick<Map<K, T>, 'get' | 'set'>;

/** The same for results that hang on one text or one number. */
export function createIndex<T, K = string>(most: number): Index<T, K> {
  const kept = new Map<K, T>();
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
  return hash;
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
