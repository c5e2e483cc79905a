/** Remembers what was made for a path of keys, so that equal inputs share one frozen result. */
export interface Recall<T> {
  find(path: readonly unknown[]): T | undefined;
  keep(path: readonly unknown[], value: T): void;
}

/** A memory for paths of one length, of at most `most` results: when it is full it begins again. */
export function createRecall<T>(most: number): Recall<T> {
  let root = new Map<unknown, unknown>();
  let kept = 0;
  return {
    find(path) {
      let here: unknown = root;
      for (let index = 0; index < path.length; index++) {
        here = (here as Map<unknown, unknown>).get(path[index]);
        if (here === undefined) return undefined;
      }
      return here as T;
    },
    keep(path, value) {
      if (kept >= most) {
        root = new Map();
        kept = 0;
      }
      let here = root;
      for (let index = 0; index < path.length - 1; index++) {
        let next = here.get(path[index]) as Map<unknown, unknown> | undefined;
        if (next === undefined) here.set(path[index], (next = new Map()));
        here = next;
      }
      here.set(path[path.length - 1], value);
      kept += 1;
    },
  };
}
