/** Bytes that grow at their end. */
export interface ByteWriter {
  readonly length: number;
  put(bytes: Uint8Array): void;
  /** A whole number, 0 or more, in digits. */
  number(value: number): void;
  text(text: string): void;
  /** What has been written; the writer is empty again and keeps nothing of it. */
  take(): Uint8Array;
}

const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. */
export function encode(text: string): Uint8Array {
  return encoder.encode(text);
}

export function createByteWriter(size = 1 << 16): ByteWriter {
  let bytes = new Uint8Array(size);
  let at = 0;
  const room = (more: number) => {
    if (at + more <= bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * bytes.length, at + more));
    larger.set(bytes.subarray(0, at));
    bytes = larger;
  };
  return {
    get length() {
      return at;
    },
    put: (more) => {
      room(more.length);
      // Short runs are cheaper byte by byte than through `set`.
      if (more.length > 48) bytes.set(more, at);
      else for (let index = 0; index < more.length; index++) bytes[at + index] = more[index] as number;
      at += more.length;
    },
    number: (value) => {
      room(20);
      let digits = 1;
      for (let limit = 10; value >= limit; limit *= 10) digits += 1;
      let rest = value;
      for (let index = at + digits - 1; index >= at; index--) {
        const next = Math.floor(rest / 10);
        bytes[index] = 48 + rest - next * 10;
        rest = next;
      }
      at += digits;
    },
    text: (text) => {
      room(text.length * 3);
      at += encoder.encodeInto(text, bytes.subarray(at)).written;
    },
    take: () => {
      const taken = bytes.slice(0, at);
      at = 0;
      return taken;
    },
  };
}
