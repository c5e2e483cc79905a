import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvReader } from '../../src/batch/csv.js';
import { ndjsonChunk } from '../../src/batch/ndjson.js';
import type { Rows } from '../../src/batch/rows.js';
import { csvCells } from '../../src/node/batch-engine.js';
import { readHeader } from '../../src/node/batch-header.js';
import { type ByteSource, readChunks } from '../../src/node/batch-read.js';
import { scaled } from '../support/size.js';

/** What became of a record: where it began, and whether it went on to be decided. */
interface Told {
  readonly row: number;
  readonly line: number;
  readonly as: 'record' | 'bad';
  readonly found: string;
}

/** An input that hands over a few bytes at a time. */
function source(bytes: Uint8Array, step: number): ByteSource {
  let at = 0;
  return {
    size: bytes.length,
    next: async (before = new Uint8Array(0)) => {
      const part = Buffer.concat([before, bytes.subarray(at, at + step)]);
      at += step;
      return new Uint8Array(part);
    },
    close: async () => undefined,
  };
}

async function readCsv(bytes: Uint8Array, step: number) {
  const header = await readHeader(source(bytes, step), 'utf-8', () => undefined);
  const told: Told[] = [];
  let blank = 0;
  const read = csvReader({ headers: header.cells, encoding: 'utf-8', cellsOf: csvCells });
  for await (const chunk of readChunks(header.source, header.cells, header.after))
    read(chunk.bytes, chunk, {
      record: (row, line, cells) => told.push({ row, line, as: 'record', found: cells.join('|') }),
      bad: (row, line, issues) => told.push({ row, line, as: 'bad', found: issues[0]?.code ?? '' }),
      blank: () => {
        blank += 1;
      },
    });
  return { told, blank };
}

async function readNdjson(bytes: Uint8Array, step: number) {
  const told: Told[] = [];
  let blank = 0;
  const record = (row: number, line: number, read: () => unknown) => {
    try {
      told.push({ row, line, as: 'record', found: JSON.stringify(read()) });
    } catch {
      told.push({ row, line, as: 'bad', found: '' });
    }
  };
  const rows = {
    household: record,
    bad: (row, line) => told.push({ row, line, as: 'bad', found: '' }),
    blank: () => {
      blank += 1;
    },
  } satisfies Partial<Rows>;
  const read = ndjsonChunk(rows as unknown as Rows, { parse: JSON.parse, isUtf8 }, 'utf-8');
  for await (const chunk of readChunks(source(bytes, step), null, { offset: 0, row: 0, line: 0 }))
    read(chunk.bytes, chunk);
  return { told, blank };
}

const END = fc.constantFrom('\n', '\r\n', '\r');
const HEADER = 'id,name,asOf,status';
/** How a row of the table is written, and what has to become of it; null where either will do. */
type Written = readonly [text: string, as: Told['as'] | 'blank' | null];

const SOUND: fc.Arbitrary<Written> = fc.constantFrom<Written>(
  ['h,甲,2020-06-30,none', 'record'],
  ['h,"甲","2020-06-30",none', 'record'],
  ['h,"甲, ""乙""",2020-06-30,none', 'record'],
  ['h,"",2020-06-30,', 'record'],
  ['h,甲,2020-06-30,none,,,', 'record'],
  ['h,甲\u0000,2020-06-30,none', 'record'],
);
const LINES_IN_CELL: fc.Arbitrary<Written> = END.map((end) => [`h,"甲${end}乙",2020-06-30,none`, 'record']);
const ODD: fc.Arbitrary<Written> = fc.constantFrom<Written>(
  ['h,甲', 'bad'],
  ['h', 'bad'],
  ['h,甲,2020-06-30,none,more', 'bad'],
  ['  ', 'blank'],
  [',,,', 'blank'],
  [' , ', 'blank'],
);
const FLAWED: fc.Arbitrary<Written> = fc.constantFrom<Written>(
  ['h,甲"乙",2020-06-30,none', 'bad'],
  ['h,"甲"乙,2020-06-30,none', 'bad'],
  ['h, "甲",2020-06-30,none', 'bad'],
  ['h,"甲"\u0000,2020-06-30,none', 'bad'],
);
/** A quote too many, anywhere: what the row comes to depends on where the next quote stands. */
const STRAY: fc.Arbitrary<Written> = fc
  .nat(20)
  .map((at) => [`${'h,甲乙,2020-06-30,none'.slice(0, at)}"${'h,甲乙,2020-06-30,none'.slice(at)}`, null]);

interface Table {
  readonly bytes: Uint8Array;
  /** The line on which each row begins, the header's being 1, and what has to become of it. */
  readonly rows: readonly { readonly line: number; readonly as: Written[1] }[];
  readonly lines: number;
}

const table = (row: fc.Arbitrary<Written>): fc.Arbitrary<Table> =>
  fc
    .tuple(fc.array(fc.tuple(row, END), { maxLength: 12 }), END, fc.boolean(), fc.boolean())
    .map(([list, headerEnd, hasMark, isEnded]) => {
      let text = `${hasMark ? '\ufeff' : ''}${HEADER}${headerEnd}`;
      let line = 2;
      const rows = list.map(([[written, as], end], index) => {
        const own = written.startsWith('h') ? `h${index}${written.slice(1)}` : written;
        text += own + (index === list.length - 1 && !isEnded ? '' : end);
        const here = { line, as };
        line += 1 + [...own.matchAll(/\r\n|\r|\n/g)].length;
        return here;
      });
      return { bytes: Buffer.from(text), rows, lines: line - 1 };
    });
const STEP = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(1 << 20));

describe('a table', () => {
  it('gives each row once, on its line, whatever its line ends, cells and marks are', async () => {
    await fc.assert(
      fc.asyncProperty(table(fc.oneof(SOUND, LINES_IN_CELL, ODD, FLAWED)), STEP, async ({ bytes, rows }, step) => {
        const { told, blank } = await readCsv(bytes, step);
        const expected = rows.filter(({ as }) => as !== 'blank');
        expect(told.map(({ line, as }) => ({ line, as }))).toEqual(expected);
        expect(told.map(({ row }) => row)).toEqual(expected.map((_, index) => index + 1));
        expect(blank).toBe(rows.length - expected.length);
      }),
      { numRuns: scaled(400) },
    );
  });

  it('gives each row once where quotes stray and no cell holds a line end', async () => {
    await fc.assert(
      fc.asyncProperty(table(fc.oneof(SOUND, ODD, FLAWED, STRAY)), STEP, async ({ bytes, rows }, step) => {
        const { told, blank } = await readCsv(bytes, step);
        const expected = rows.filter(({ as }) => as !== 'blank');
        expect(told.map(({ line }) => line)).toEqual(expected.map(({ line }) => line));
        expect(blank).toBe(rows.length - expected.length);
      }),
      { numRuns: scaled(600) },
    );
  });

  it('hides no row behind a stray quote where cells hold line ends, too', async () => {
    await fc.assert(
      fc.asyncProperty(table(fc.oneof(SOUND, LINES_IN_CELL, STRAY)), STEP, async ({ bytes, rows, lines }, step) => {
        const { told } = await readCsv(bytes, step);
        const seen = told.map(({ line }) => line);
        expect(new Set(seen).size).toBe(seen.length);
        for (const { line } of rows) expect(seen).toContain(line);
        for (const line of seen) expect(line).toBeLessThanOrEqual(lines);
      }),
      { numRuns: scaled(600) },
    );
  });

  it('says the same however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(table(fc.oneof(SOUND, LINES_IN_CELL, ODD, FLAWED, STRAY)), STEP, async ({ bytes }, step) => {
        expect(await readCsv(bytes, step)).toEqual(await readCsv(bytes, 1 << 20));
      }),
      { numRuns: scaled(300) },
    );
  });

  it.each([
    ['a quote that closes in another household', 'a,"x,2020-06-30,none\nb,y",2020-06-30,none\n', [2, 3]],
    ['a first and a last quote of two households', '"a,x,2020-06-30,none\nb,x,2020-06-30,none"\n', [2, 3]],
    ['a quote that is never closed', 'a,"x,2020-06-30,none\nb,y,2020-06-30,none\nc,z,2020-06-30,none\n', [2]],
    ['a household in two quotes with too few cells', 'a,"x\nb"\n', [2, 3]],
  ])('%s', async (_, text, bad) => {
    const { told } = await readCsv(Buffer.from(`${HEADER}\n${text}`), 1 << 20);
    expect(told.filter(({ as }) => as === 'bad').map(({ line }) => line)).toEqual(bad);
    expect(told).toHaveLength(text.split('\n').length - 1);
  });
});

describe('lines of JSON', () => {
  const line = fc.oneof(
    fc.constantFrom<Written>(
      ['{"id":"甲"}', 'record'],
      ['\t{"id":"a\\"b\\n"} ', 'record'],
      ['{"id":"甲"', 'bad'],
      ['{"id":"甲"} {"id":"乙"}', 'bad'],
      ['{"id":"a\u0000b"}', 'bad'],
      ['"', 'bad'],
      ['  ', 'blank'],
      ['\t', 'blank'],
    ),
    fc.nat(9).map((at): Written => [`${`{"id":"a"}`.slice(0, at)}"${`{"id":"a"}`.slice(at)}`, null]),
  );
  const file = fc
    .tuple(fc.array(fc.tuple(line, END), { maxLength: 12 }), fc.boolean(), fc.boolean())
    .map(([list, hasMark, isEnded]) => ({
      list,
      bytes: Buffer.from(
        (hasMark ? '\ufeff' : '') +
          list.map(([[text], end], index) => text + (index === list.length - 1 && !isEnded ? '' : end)).join(''),
      ),
    }));

  it('are each told once, on their line', async () => {
    await fc.assert(
      fc.asyncProperty(file, STEP, async ({ list, bytes }, step) => {
        const { told, blank } = await readNdjson(bytes, step);
        const expected = list.flatMap(([[, as]], index) => (as === 'blank' ? [] : [{ line: index + 1, as }]));
        expect(told.map(({ line: own }) => own)).toEqual(expected.map(({ line: own }) => own));
        for (const [index, { as }] of expected.entries()) if (as !== null) expect(told[index]?.as).toBe(as);
        expect(blank).toBe(list.length - expected.length);
      }),
      { numRuns: scaled(600) },
    );
  });
});
