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
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (let index = 0; index < value.length; index++) list.push(copyOf(value[index]));
    return list as T;
  }
  const copy = { ...value };
  // Keys of the value itself, which an engine has at hand; what else its prototype may hold is not in the copy.
  for (const key in value) {
    const part = value[key];
    if (typeof part === 'object' && part !== null && Object.hasOwn(copy, key)) copy[key] = copyOf(part);
  }
  return copy;
}
