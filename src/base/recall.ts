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

/** A memory of at most `most` results, a power of two: where it is full, later ones take the places of earlier ones. */
export function createRecall<T>(most: number): Recall<T> {
  let slots: Slots<T> = new Array(LEAST).fill(undefined);
  return {
    find(key) {
      const first = hashOf(key);
      const last = slots.length - 1;
      for (let next = 0; next < NEAR; next++) {
        const slot = slots[(first + next) & last];
        if (slot === undefined) return undefined;
        if (isSame(slot.key, key)) return slot.value;
      }
      return undefined;
    },
    keep(key, value) {
      const slot: Slot<T> = { key: key.parts.slice(0, key.size), hash: hashOf(key), value };
      while (slots[placeOf(slots, slot)] !== undefined && slots.length < most) slots = doubled(slots);
      slots[placeOf(slots, slot)] = slot;
    },
  };
}

/** A memory begins with so many places, and grows as they are taken. */
const LEAST = 8;
/** A result stands within so many places of where its key points. */
const NEAR = 4;

interface Slot<T> {
  readonly key: readonly number[];
  readonly hash: number;
  readonly value: T;
}

type Slots<T> = (Slot<T> | undefined)[];

function isSame(kept: readonly number[], { parts, size }: Key): boolean {
  if (kept.length !== size) return false;
  for (let index = 0; index < size; index++) if (kept[index] !== parts[index]) return false;
  return true;
}

/** A free place for a result; the first that it may take where there is none. */
function placeOf<T>(slots: Slots<T>, { hash }: Slot<T>): number {
  const last = slots.length - 1;
  for (let next = 0; next < NEAR; next++) if (slots[(hash + next) & last] === undefined) return (hash + next) & last;
  return hash & last;
}

function doubled<T>(slots: Slots<T>): Slots<T> {
  const more: Slots<T> = new Array(slots.length * 2).fill(undefined);
  for (const slot of slots) if (slot !== undefined) more[placeOf(more, slot)] = slot;
  return more;
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
