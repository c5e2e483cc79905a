import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../src/node/checksum.js';

/** A part of a zip file, and what its directory says of it where that is not so. */
export interface OddPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly says?: {
    readonly unpacked?: number;
    readonly packed?: number;
    readonly checksum?: number;
    readonly flags?: number;
    readonly method?: number;
    /** The part whose bytes it shares. */
    readonly at?: number;
  };
}

/** Writes zip files as no zip program does. */
export function oddZip(parts: readonly OddPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const { name, content, says = {} } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(says.flags ?? 0x800, 2);
    fields.writeUInt16LE(says.method ?? 8, 4);
    fields.writeUInt32LE(says.checksum ?? crc32(bytes, 0), 10);
    fields.writeUInt32LE(says.packed ?? packed.length, 14);
    fields.writeUInt32LE(says.unpacked ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = says.at === undefined ? offset : (offsets[says.at] ?? 0);
    offsets.push(place);
    if (says.at === undefined) {
      const body = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, Buffer.from(name), packed]);
      bodies.push(body);
      offset += body.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(place, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 0]), fields, rest, Buffer.from(name)]),
    );
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length & 0xffff, 8);
  end.writeUInt16LE(parts.length & 0xffff, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

/** The parts of a workbook, with one of them otherwise. */
export function oddParts(
  parts: Readonly<Record<string, string>>,
  odd: Readonly<Record<string, Partial<OddPart>>> = {},
): OddPart[] {
  return Object.entries(parts).map(([name, content]) => ({ name, content, ...odd[name] }));
}
