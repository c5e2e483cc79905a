import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { JiantuiError } from '../base/error.js';
import type { Archive, Replaced } from '../workbook/archive.js';
import { beyond, LIMITS, type Limits } from '../workbook/limits.js';
import { checkEntries, type ZipEntry } from './archive-entries.js';
import { createChecksum } from './checksum.js';

/** The parts of yauzl and yazl that workbooks need. */
interface Entry extends ZipEntry {
  getLastModDate(): Date;
}
interface ZipReader {
  readonly entryCount: number;
  readEntry(): void;
  openReadStream(entry: Entry, done: (error: Error | null, stream: Readable) => void): void;
  on(event: 'entry', listener: (entry: Entry) => void): void;
  on(event: 'end', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  close(): void;
}
interface Yauzl {
  open(
    path: string,
    options: { readonly lazyEntries: true; readonly autoClose: false },
    done: (error: Error | null, zip: ZipReader) => void,
  ): void;
}
interface ZipWriter {
  readonly outputStream: Readable;
  addReadStreamLazy(
    name: string,
    options: { readonly mtime: Date },
    get: (done: (error: Error | null, stream?: Readable) => void) => void,
  ): void;
  end(): void;
  on(event: 'error', listener: (error: Error) => void): void;
}
interface Yazl {
  ZipFile: new () => ZipWriter;
}

/** A workbook's file: its parts, and a copy of it with some of them replaced. */
export interface ArchiveFile extends Archive {
  /** The names of the parts as written. */
  readonly names: readonly string[];
  /** The bytes of a part. @throws JiantuiError `unreadable-file` */
  read(name: string): AsyncIterable<Uint8Array>;
  /** All parts but those replaced keep their content. What goes wrong while the copy is made is an error of the stream. */
  copy(replaced: Replaced): Readable;
  close(): void;
}

/** The bytes that a zip file begins with, and those of the older binary format and of encrypted workbooks. */
const ZIP = 'PK\u0003\u0004';
const COMPOUND = '\u00d0\u00cf\u0011\u00e0';

/**
 * Opens a workbook's zip file. Sizes, names and places of its parts are checked before any of them is unpacked.
 * @throws JiantuiError `missing-package`; `unreadable-file` where it is no zip file, broken, encrypted or beyond the limits
 */
export async function openArchive(path: string, limits: Limits = LIMITS): Promise<ArchiveFile> {
  const size = await checkKind(path, limits);
  const { yauzl, yazl } = await loadZip();
  const zip = await new Promise<ZipReader>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, reader) =>
      error === null ? resolve(reader) : reject(broken(error)),
    );
  });
  try {
    if (zip.entryCount > limits.parts) throw beyond('', 'parts', limits.parts);
    const entries = checkEntries(await entriesOf(zip), size, limits);
    return archiveOf(zip, entries, yazl, limits);
  } catch (error) {
    zip.close();
    throw error;
  }
}

function entriesOf(zip: ZipReader): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const found: Entry[] = [];
    zip.on('entry', (entry) => {
      found.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(found));
    zip.on('error', (error) => reject(broken(error)));
    zip.readEntry();
  });
}

function archiveOf(zip: ZipReader, entries: ReadonlyMap<string, Entry>, yazl: Yazl, limits: Limits): ArchiveFile {
  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name.toLowerCase());
    if (entry === undefined) throw new JiantuiError('unreadable-file', [{ code: 'no-such-part', path: [name] }]);
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(broken(error, name))));
    });
    const checksum = createChecksum();
    try {
      for await (const bytes of stream as AsyncIterable<Uint8Array>) {
        checksum.add(bytes);
        yield bytes;
      }
    } catch (error) {
      throw error instanceof JiantuiError ? error : broken(error, name);
    }
    if (checksum.value() !== entry.crc32) throw broken(undefined, name);
  }
  async function* texts(name: string): AsyncGenerator<string> {
    const entry = entries.get(name.toLowerCase());
    if (entry !== undefined) {
      if (entry.uncompressedSize > limits.part) throw beyond(name, 'size', limits.part);
      if (entry.uncompressedSize > Math.max(limits.small, limits.ratio * entry.compressedSize))
        throw beyond(name, 'ratio', limits.ratio);
    }
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const decode = (bytes?: Uint8Array) => {
      try {
        return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
      } catch (cause) {
        throw new JiantuiError('unreadable-file', [{ code: 'not-utf8', path: [name] }], { cause });
      }
    };
    for await (const bytes of read(name)) yield decode(bytes);
    yield decode();
  }
  return {
    limits,
    names: [...entries.values()].map((entry) => entry.fileName),
    read,
    texts,
    text: async (name) => {
      const entry = entries.get(name.toLowerCase());
      if (entry === undefined) return null;
      if (entry.uncompressedSize > limits.held) throw beyond(name, 'size', limits.held);
      let whole = '';
      for await (const text of texts(name)) whole += text;
      return whole;
    },
    copy: (replaced) => {
      const made = new Map([...replaced].map(([name, make]) => [name.toLowerCase(), make]));
      const writer = new yazl.ZipFile();
      for (const [key, entry] of entries) {
        const make = made.get(key);
        writer.addReadStreamLazy(entry.fileName, { mtime: entry.getLastModDate() }, (done) =>
          done(null, Readable.from(make?.() ?? read(entry.fileName), { objectMode: false })),
        );
      }
      writer.on('error', (error) => writer.outputStream.destroy(error));
      writer.end();
      return writer.outputStream;
    },
    close: () => zip.close(),
  };
}

/** The size of the file, which begins as a zip file does. */
async function checkKind(path: string, limits: Limits): Promise<number> {
  let head: string;
  let size: number;
  try {
    const file = await open(path);
    try {
      size = (await file.stat()).size;
      head = (await file.read(Buffer.alloc(4), 0, 4, 0)).buffer.toString('latin1');
    } finally {
      await file.close();
    }
  } catch (cause) {
    const code = codeOf(cause);
    const found = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : code;
    throw new JiantuiError('unreadable-file', [{ code: 'unreadable', path: [], found }], { cause });
  }
  if (head !== ZIP) {
    const found = head === COMPOUND ? 'xls, et' : 'no zip file';
    throw new JiantuiError('unreadable-file', [{ code: 'not-xlsx', path: [], found, expected: '.xlsx, .xlsm' }]);
  }
  if (size > limits.file) throw beyond('', 'size', limits.file);
  return size;
}

async function loadZip(): Promise<{ readonly yauzl: Yauzl; readonly yazl: Yazl }> {
  try {
    const [yauzl, yazl] = await Promise.all([import('yauzl'), import('yazl')]);
    return { yauzl: (yauzl.default ?? yauzl) as unknown as Yauzl, yazl: (yazl.default ?? yazl) as unknown as Yazl };
  } catch (cause) {
    throw new JiantuiError(
      'missing-package',
      [{ code: 'not-installed', path: ['yauzl, yazl'], found: 'nothing', expected: 'npm install yauzl yazl' }],
      { cause },
    );
  }
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? String(error);
}

/** A zip file, or one of its parts, whose bytes do not hold together. */
function broken(cause: unknown, part?: string): JiantuiError {
  return new JiantuiError(
    'unreadable-file',
    [{ code: 'broken-zip', path: part === undefined ? [] : [part] }],
    cause === undefined ? undefined : { cause },
  );
}
