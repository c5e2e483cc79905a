import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { JiantuiError } from '../base/error.js';

/** The parts of yauzl and yazl that workbooks need. */
interface Entry {
  readonly fileName: string;
  getLastModDate(): Date;
}
interface ZipReader {
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

/** A zip file that is read entry by entry, each as a stream, so that no entry is ever held as a whole. */
export interface Archive {
  readonly names: readonly string[];
  read(name: string): Promise<Readable>;
  /** The whole of a small entry as text; null where there is none. */
  text(name: string): Promise<string | null>;
  /**
   * Writes a copy in which some entries are replaced; all others keep their content. The copy has its name only when it is
   * complete.
   * @throws JiantuiError `unreadable-file` where it cannot be written, or what it is made from cannot be read
   */
  copy(path: string, replaced: ReadonlyMap<string, () => AsyncIterable<string>>): Promise<void>;
  close(): void;
}

/** The bytes that a zip file begins with, and those of the older binary format and of encrypted workbooks. */
const ZIP = 'PK\u0003\u0004';
const COMPOUND = '\u00d0\u00cf\u0011\u00e0';

/**
 * Opens a workbook's zip file.
 * @throws JiantuiError `missing-package`; `unreadable-file` where it is no zip file
 */
export async function openArchive(path: string): Promise<Archive> {
  await checkKind(path);
  const { yauzl, yazl } = await loadZip();
  const zip = await new Promise<ZipReader>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, reader) =>
      error === null ? resolve(reader) : reject(unreadable(error.message, error)),
    );
  });
  const entries = await new Promise<Map<string, Entry>>((resolve, reject) => {
    const found = new Map<string, Entry>();
    zip.on('entry', (entry) => {
      found.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(found));
    zip.on('error', (error) => reject(unreadable(error.message, error)));
    zip.readEntry();
  });
  const read = (name: string) =>
    new Promise<Readable>((resolve, reject) => {
      const entry = entries.get(name);
      if (entry === undefined) reject(unreadable(name));
      else
        zip.openReadStream(entry, (error, stream) =>
          error === null ? resolve(legible(stream)) : reject(unreadable(error.message, error)),
        );
    });
  return {
    names: [...entries.keys()],
    read,
    text: async (name) => {
      if (!entries.has(name)) return null;
      const parts: Uint8Array[] = [];
      for await (const part of await read(name)) parts.push(part as Uint8Array);
      return Buffer.concat(parts)
        .toString('utf8')
        .replace(/^\ufeff/, '');
    },
    copy: async (target, replaced) => {
      const part = `${target}.part`;
      const writer = new yazl.ZipFile();
      const failed = new Promise<never>((_resolve, reject) => writer.on('error', reject));
      for (const [name, entry] of entries) {
        if (name.endsWith('/')) continue;
        const make = replaced.get(name);
        writer.addReadStreamLazy(name, { mtime: entry.getLastModDate() }, (done) => {
          if (make !== undefined) done(null, Readable.from(make(), { objectMode: false }));
          else read(name).then((stream) => done(null, stream), done);
        });
      }
      writer.end();
      const out = writer.outputStream.pipe(createWriteStream(part));
      const written = finished(out)
        .then(() => rename(part, target))
        .catch((cause) => {
          throw unwritable(target, cause);
        });
      try {
        await Promise.race([written, failed]);
      } catch (error) {
        out.destroy();
        await rm(part, { force: true });
        throw error;
      }
    },
    close: () => zip.close(),
  };
}

async function checkKind(path: string): Promise<void> {
  let head: string;
  try {
    const file = await open(path);
    try {
      head = (await file.read(Buffer.alloc(4), 0, 4, 0)).buffer.toString('latin1');
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(codeOf(error) === 'ENOENT' ? 'no such file' : codeOf(error), error);
  }
  if (head === ZIP) return;
  const found = head === COMPOUND ? 'xls, et' : 'no zip file';
  throw new JiantuiError('unreadable-file', [{ code: 'not-xlsx', path: [], found, expected: '.xlsx, .xlsm' }]);
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

/** The same bytes; damage that shows only when they are unpacked is told as such. */
function legible(stream: Readable): Readable {
  const bytes = new PassThrough();
  stream.on('error', (error) => bytes.destroy(unreadable(error.message, error)));
  return stream.pipe(bytes);
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? String(error);
}

function unwritable(path: string, cause: unknown): JiantuiError {
  return new JiantuiError('unreadable-file', [{ code: 'unwritable', path: [path], found: codeOf(cause) }], { cause });
}

function unreadable(found: string, cause?: unknown): JiantuiError {
  return new JiantuiError(
    'unreadable-file',
    [{ code: 'unreadable', path: [], found }],
    cause === undefined ? undefined : { cause },
  );
}
