/**
 * Something wrong with what a person wrote (a rule file, a household, an option): where, what was found, what was
 * expected, and the nearest valid name. Texts are made by `messages/`.
 */
export interface Issue {
  readonly code: string;
  /** Where: keys and indices from the root of the input. */
  readonly path: readonly (string | number)[];
  /** What was found there, shortened for showing. */
  readonly found?: string;
  /** What would have been right, in a few words or names. */
  readonly expected?: string;
  /** The nearest valid name, where one is near. */
  readonly suggestion?: string;
}

/** The value as it may be shown in a message: short, on one line. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return shorten(JSON.stringify(value));
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== 'object' || !isRecord(value)) return typeShown(value);
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an object with no keys' : `an object with ${shorten(keys.slice(0, 20).join(', '))}`;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** A path as people write it: `members[0].sex`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}

/** Objects such as JSON makes, those of another realm (a frame, a worker) too. */
export function isRecord(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return (
    prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty'))
  );
}

/** What a value is, where it is no plain data. */
export function typeShown(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return 'a BigInt';
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'number':
      return String(value);
    case 'undefined':
      return 'nothing';
    case 'object': {
      if (value === null) return 'null';
      if (value instanceof Date)
        return Number.isNaN(value.getTime()) ? 'an invalid Date' : `a Date (${value.toISOString()})`;
      const kind: unknown = value.constructor;
      return typeof kind === 'function' && kind.name !== '' ? `an instance of ${kind.name}` : 'an object';
    }
    default:
      return `a ${typeof value}`;
  }
}
