/** Freezes a plain value and all that it holds, and returns it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    // A property that is worked out on reading is not read here.
    for (const property of Object.values(Object.getOwnPropertyDescriptors(value))) deepFreeze(property.value);
  }
  return value;
}
