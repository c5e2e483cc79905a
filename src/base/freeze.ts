/** Freezes a plain value and all that it holds, and returns it. What is frozen already is left alone. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    if (Array.isArray(value)) for (let index = 0; index < value.length; index++) deepFreeze(value[index]);
    else for (const key in value) deepFreeze(value[key]);
  }
  return value;
}

/** A copy of plain data that later changes to the original do not reach. */
export function copyOf<T>(value: T): T {
  return hasOtherKeys() ? structuredClone(value) : copyByKeys(value);
}

// Key by key, as an engine has the keys at hand: to spread objects of many forms is far slower.
function copyByKeys<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (let index = 0; index < value.length; index++) list.push(copyByKeys(value[index]));
    return list as T;
  }
  const copy = {} as T & object;
  for (const key in value) {
    const part = value[key];
    copy[key] = typeof part === 'object' && part !== null ? copyByKeys(part) : part;
  }
  return copy;
}

/** Whether `for … in` would find keys that are no object's own: somebody has put some on the prototype of all objects. */
export function hasOtherKeys(): boolean {
  for (const _ in {}) return true;
  return false;
}
