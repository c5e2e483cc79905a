/** Freezes a plain value and all that it holds, and returns it. What is frozen already is left alone. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    if (Array.isArray(value)) for (let index = 0; index < value.length; index++) deepFreeze(value[index]);
    else for (const key in value) deepFreeze(value[key]);
  }
  return value;
}

/** Whether `for … in` would find keys that are no object's own: somebody has put some on the prototype of all objects. */
export function hasOtherKeys(): boolean {
  for (const _ in {}) return true;
  return false;
}

/** An object without properties, inherited ones included. */
export function emptyRecord(): Record<string, unknown> {
  return hasOtherKeys() ? Object.create(null) : {};
}

/** An object's own properties with no prototype beneath them, and so those of all that it holds. */
export function ownOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const own = Array.isArray(value) ? [] : Object.create(null);
  for (const key of Object.keys(value)) own[key] = ownOf(value[key as keyof T]);
  return own;
}
