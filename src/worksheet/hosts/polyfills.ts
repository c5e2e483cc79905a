/**
 * What the language has gained since the engines inside older office programs, as far as this library uses it: those
 * engines read scripts of 2018. Nothing is changed where it is there already.
 */
function add(target: object, name: string, value: (...args: never[]) => unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

const { hasOwnProperty: owns } = Object.prototype;
add(Object, 'hasOwn', (object: object, key: PropertyKey) => owns.call(object, key));
add(Object, 'fromEntries', (entries: Iterable<readonly [string, unknown]>) => {
  const object: Record<string, unknown> = {};
  for (const [key, value] of entries) object[key] = value;
  return object;
});

function at(this: { readonly length: number; readonly [index: number]: unknown }, index: number): unknown {
  const from = Math.trunc(index) || 0;
  return this[from < 0 ? this.length + from : from];
}
add(Array.prototype, 'at', at);
add(String.prototype, 'at', at);

function flat(this: readonly unknown[]): unknown[] {
  return ([] as unknown[]).concat(...this);
}
function flatMap(
  this: readonly unknown[],
  call: (value: unknown, index: number, all: readonly unknown[]) => unknown,
): unknown[] {
  return ([] as unknown[]).concat(...this.map(call));
}
add(Array.prototype, 'flat', flat);
add(Array.prototype, 'flatMap', flatMap);

/** UTF-8, for digests; runtimes without a DOM may lack it. */
class Utf8Encoder {
  encode(text: string): Uint8Array {
    const bytes: number[] = [];
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      const lone = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
      if (lone < 0x80) bytes.push(lone);
      else if (lone < 0x800) bytes.push(0xc0 | (lone >> 6), 0x80 | (lone & 63));
      else if (lone < 0x10000) bytes.push(0xe0 | (lone >> 12), 0x80 | ((lone >> 6) & 63), 0x80 | (lone & 63));
      else bytes.push(0xf0 | (lone >> 18), 0x80 | ((lone >> 12) & 63), 0x80 | ((lone >> 6) & 63), 0x80 | (lone & 63));
    }
    return new Uint8Array(bytes);
  }
}
add(globalThis, 'TextEncoder', Utf8Encoder as never);
