/** Values by lists of whole numbers, found without making anything. */
export interface WordMap<T> {
  /** The value of the first `length` words; undefined where there is none. */
  find(words: Int32Array, length: number): T | undefined;
  keep(words: Int32Array, length: number, value: T): void;
}

interface Entry<T> {
  readonly hash: number;
  readonly words: Int32Array;
  readonly value: T;
}

/** @param most entries after which everything is forgotten: a long run over odd data must not keep all that it has seen */
export function createWordMap<T>(most: number): WordMap<T> {
  let slots: (Entry<T> | undefined)[] = new Array(64).fill(undefined);
  let count = 0;
  const put = (entry: Entry<T>) => {
    let at = entry.hash & (slots.length - 1);
    while (slots[at] !== undefined) at = (at + 1) & (slots.length - 1);
    slots[at] = entry;
    count += 1;
  };
  return {
    find: (words, length) => {
      const hash = hashOf(words, length);
      const mask = slots.length - 1;
      for (let at = hash & mask; ; at = (at + 1) & mask) {
        const entry = slots[at];
        if (entry === undefined) return undefined;
        if (entry.hash === hash && isSame(entry.words, words, length)) return entry.value;
      }
    },
    keep: (words, length, value) => {
      if (count >= most || 2 * count >= slots.length) {
        const kept = count >= most ? [] : slots;
        slots = new Array(count >= most ? 64 : 2 * slots.length).fill(undefined);
        count = 0;
        for (const entry of kept) if (entry !== undefined) put(entry);
      }
      put({ hash: hashOf(words, length), words: words.slice(0, length), value });
    },
  };
}

function hashOf(words: Int32Array, length: number): number {
  let hash = length;
  for (let index = 0; index < length; index++) {
    hash = Math.imul(hash ^ (words[index] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function isSame(own: Int32Array, words: Int32Array, length: number): boolean {
  if (own.length !== length) return false;
  for (let index = 0; index < length; index++) if (own[index] !== words[index]) return false;
  return true;
}
