import * as zlib from 'node:zlib';

/** The checksum of a zip file's parts (CRC-32), of bytes as they come. */
export interface Checksum {
  add(bytes: Uint8Array): void;
  value(): number;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest >>> 0;
});

/** Node has had one of its own since 20.15; before that it is worked out here. */
const own = (zlib as { readonly crc32?: (bytes: Uint8Array, before: number) => number }).crc32;

export function createChecksum(): Checksum {
  let sum = 0;
  return {
    add: (bytes) => {
      sum = own === undefined ? crc32(bytes, sum) : own(bytes, sum);
    },
    value: () => sum,
  };
}

export function crc32(bytes: Uint8Array, before: number): number {
  let sum = ~before;
  for (const byte of bytes) sum = (TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return ~sum >>> 0;
}
