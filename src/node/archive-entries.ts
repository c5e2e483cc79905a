import { JiantuiError } from '../base/error.js';
import { beyond, type Limits } from '../workbook/limits.js';

/** What the directory of a zip file says of one part. */
export interface ZipEntry {
  readonly fileName: string;
  readonly fileNameLength: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly relativeOffsetOfLocalHeader: number;
  readonly crc32: number;
  readonly generalPurposeBitFlag: number;
}

/** The bytes before a part's name. */
const HEADER = 30;
const ENCRYPTED = 1;

/**
 * The parts by their names in small letters, folders left out, once it is sure that each has bytes of its own within the
 * file and a name of its own, that none is encrypted, and that together they do not unpack to more than is allowed.
 * @throws JiantuiError `unreadable-file`
 */
export function checkEntries<E extends ZipEntry>(entries: readonly E[], size: number, limits: Limits): Map<string, E> {
  const refuse = (code: string, name: string) => new JiantuiError('unreadable-file', [{ code, path: [name] }]);
  if (entries.length > limits.parts) throw beyond('', 'parts', limits.parts);
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    if (entry.relativeOffsetOfLocalHeader < end) throw refuse('parts-overlap', entry.fileName);
    end = entry.relativeOffsetOfLocalHeader + HEADER + entry.fileNameLength + entry.compressedSize;
    if (end > size) throw refuse('broken-zip', entry.fileName);
  }
  const named = new Map<string, E>();
  let unpacked = 0;
  for (const entry of entries) {
    if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw refuse('encrypted', entry.fileName);
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.unpacked) throw beyond('', 'size', limits.unpacked);
    const name = entry.fileName.toLowerCase();
    if (name.endsWith('/')) continue;
    if (named.has(name)) throw refuse('part-twice', entry.fileName);
    named.set(name, entry);
  }
  return named;
}
