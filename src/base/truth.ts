/**
 * A truth of Kleene's strong logic. `null` is *unknown*: neither yes nor no has been established.
 * Ordered false < unknown < true: `all` takes the least, `any` the greatest.
 */
export type Truth = boolean | null;

/** The least of the truths; `true` for none. */
export function all(truths: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === null) result = null;
  }
  return result;
}

/** The greatest of the truths; `false` for none. */
export function any(truths: Iterable<Truth>): Truth {
  let result: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === null) result = null;
  }
  return result;
}

/** The opposite; the opposite of unknown is unknown. */
export function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}
