/** A bounded store of what was worked out: the least recently asked for is dropped first. It changes no answer. */
export interface Memo<V> {
  /** Without a key nothing is kept. */
  get(key: string | null, make: () => V): V;
}

export function createMemo<V extends object>(most: number): Memo<V> {
  const kept = new Map<string, V>();
  return {
    get: (key, make) => {
      if (key === null) return make();
      const there = kept.get(key);
      const value = there ?? make();
      if (there !== undefined) kept.delete(key);
      kept.set(key, value);
      if (kept.size > most) kept.delete(kept.keys().next().value ?? key);
      return value;
    },
  };
}

/**
 * An argument as the host hands it over, as one text: two arguments have the same text only if they hold the same. Null for
 * what holds objects of the host, whose inside is not known.
 */
export function keyOf(raw: unknown): string | null {
  switch (typeof raw) {
    case 'string':
      return `"${raw.length}:${raw}`;
    case 'number':
      return `#${raw}`;
    case 'boolean':
      return raw ? '+' : '-';
    case 'undefined':
      return '_';
    case 'object': {
      if (raw === null) return '_';
      if (!Array.isArray(raw)) return null;
      let key = '[';
      for (const item of raw) {
        const part = keyOf(item);
        if (part === null) return null;
        key += part;
      }
      return `${key}]`;
    }
    default:
      return null;
  }
}

/** Keys side by side; null as soon as one is. */
export function joinKeys(...keys: readonly (string | null)[]): string | null {
  return keys.includes(null) ? null : keys.join(' ');
}
