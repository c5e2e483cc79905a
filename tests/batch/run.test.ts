import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPopulation } from '../../src/generate/population.js';
import { evaluate, JiantuiError } from '../../src/index.js';
import { type BatchRun, runBatch } from '../../src/node/batch.js';
import { assembleRow } from '../../src/node/batch-row.js';
import { loadJurisdiction } from '../../src/rules.js';
import { expectedLine } from './support.js';

const ruleSet = loadJurisdiction('rongchang');
const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
const folder = mkdtempSync(join(tmpdir(), 'batch-'));
const path = (name: string) => join(folder, name);
const workerScript = pathToFileURL(path('worker.mjs'));
const SETTINGS = {
  parameters,
  adopt: {},
  asOf: null,
  from: 'ndjson',
  encoding: 'utf-8',
  to: 'ndjson',
  full: false,
} as const;

function runOf(
  input: string,
  output: string,
  settings: Partial<BatchRun['settings']> = {},
  more: Partial<BatchRun> = {},
): BatchRun {
  return {
    input: path(input),
    output: path(output),
    ruleSet,
    settings: { ...SETTINGS, ...settings },
    workers: 1,
    resume: false,
    workerScript,
    ...more,
  };
}
const lines = (name: string) =>
  readFileSync(path(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const households = (size: number, missing = 20) => [
  ...createPopulation(ruleSet, { seed: 5, size, asOf: '2020-06-30', parameters, missing }),
];
const HOUSEHOLD = '{"id":"a","asOf":"2020-06-30"}';

beforeAll(async () => {
  await build({
    entryPoints: ['src/node/batch-worker.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile: path('worker.mjs'),
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file of households', () => {
  const all = households(300);
  it('gives for each line what evaluate gives, in order', async () => {
    writeFileSync(path('in.ndjson'), all.map((each) => JSON.stringify(each)).join('\n'));
    const { totals } = await runBatch(runOf('in.ndjson', 'out.ndjson'));
    expect(totals).toMatchObject({ rows: 300, bad: 0, blank: 0 });
    const found = lines('out.ndjson');
    for (const [index, each] of all.entries())
      expect(found[index]).toEqual(expectedLine(ruleSet, index + 1, await evaluate(ruleSet, each, { parameters })));
    expect(existsSync(path('out.ndjson.errors.ndjson'))).toBe(false);
    expect(existsSync(path('out.ndjson.progress.json'))).toBe(false);
  });
  it('writes whole decisions without traces', async () => {
    await runBatch(runOf('in.ndjson', 'full.ndjson', { full: true }));
    const { trace: _, ...rest } = JSON.parse(JSON.stringify(await evaluate(ruleSet, all[4], { parameters }))) as Record<
      string,
      unknown
    >;
    expect(lines('full.ndjson')[4]).toEqual({ row: 5, ...rest });
  });
  it('explains any row with the whole decision', async () => {
    const decision = await assembleRow(runOf('in.ndjson', '-'), 17);
    expect(JSON.stringify(decision)).toBe(JSON.stringify(await evaluate(ruleSet, all[16], { parameters })));
    await expect(assembleRow(runOf('in.ndjson', '-'), 301)).rejects.toThrow('--explain');
  });
  it('counts verdicts', async () => {
    const { totals } = await runBatch(runOf('in.ndjson', 'out.ndjson'));
    const own = lines('out.ndjson').map((line) => (line.verdicts as Record<string, string>).dibao);
    expect(totals.verdicts.dibao).toEqual(
      Object.fromEntries([...new Set(own)].map((verdict) => [verdict, own.filter((each) => each === verdict).length])),
    );
  });
});

describe('what is wrong with a line', () => {
  const one = async (text: string | Uint8Array, settings: Partial<BatchRun['settings']> = {}) => {
    writeFileSync(path('bad.ndjson'), text);
    const { totals, errors } = await runBatch(runOf('bad.ndjson', 'bad.out', settings));
    return {
      totals,
      good: readFileSync(path('bad.out'), 'utf8').split('\n').length - 1,
      errors: errors === null ? [] : lines('bad.out.errors.ndjson'),
    };
  };
  it.each([
    ['not JSON', `${HOUSEHOLD}\n{"id":\n${HOUSEHOLD}\n`, 2, 'json-cut-off'],
    [
      'a name that is not known',
      `${HOUSEHOLD}\n\n{"id":"b","asOf":"2020-06-30","dibaoStatu":"none"}\n${HOUSEHOLD}`,
      3,
      'unknown-key',
    ],
    ['a key twice', `${HOUSEHOLD}\n{"asOf":"2020-06-30","id":"b","id":"c"}\n${HOUSEHOLD}\n`, 2, 'duplicate-key'],
    ['a list', `${HOUSEHOLD}\n[]\n${HOUSEHOLD}\n`, 2, 'not-an-object'],
    ['no day', `${HOUSEHOLD}\n{"id":"x"}\n${HOUSEHOLD}\n`, 2, 'missing-key'],
    ['a cut-off last line', `${HOUSEHOLD}\n${HOUSEHOLD}\n{"id":"b","asOf":"2020-`, 3, 'json-cut-off'],
    [
      'a clause that is not',
      `${HOUSEHOLD}\n{"id":"x","asOf":"2020-06-30","otherLikeCategoryFinding":{"rongchang/zzz":"no"}}\n${HOUSEHOLD}\n`,
      2,
      'unknown-clause',
    ],
    [
      'an answer for a clause that is null',
      `${HOUSEHOLD}\n{"id":"x","asOf":"2020-06-30","otherLikeCategoryFinding":{"rongchang/2-e":null}}\n${HOUSEHOLD}\n`,
      2,
      'wrong-type',
    ],
    ['a day that is not', `${HOUSEHOLD}\n{"id":"x","asOf":"2020-02-30"}\n${HOUSEHOLD}\n`, 2, 'no-such-day'],
  ])('%s', async (_, text, line, code) => {
    const { totals, good, errors } = await one(text);
    expect(totals).toMatchObject({ rows: 2, bad: 1 });
    expect(good).toBe(2);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ line, problems: [{ code }] });
  });
  it('suggests the nearest name, in both languages', async () => {
    const { errors } = await one('{"id":"b","asOf":"2020-06-30","dibaoStatu":"none"}\n');
    expect(errors[0]).toMatchObject({
      line: 1,
      row: 1,
      problems: [
        {
          place: 'dibaoStatu',
          suggestion: 'dibaoStatus',
          message: { zh: expect.stringContaining('dibaoStatus'), en: expect.stringContaining('dibaoStatus') },
        },
      ],
    });
  });
  it('bytes that are not UTF-8', async () => {
    const { totals, errors } = await one(
      Buffer.concat([
        Buffer.from(`${HOUSEHOLD}\n{"id":"`),
        Buffer.from([0xd6, 0xd0]),
        Buffer.from(`","asOf":"2020-06-30"}\n${HOUSEHOLD}\n`),
      ]),
    );
    expect(totals).toMatchObject({ rows: 2, bad: 1 });
    expect(errors[0]).toMatchObject({ line: 2, problems: [{ code: 'wrong-encoding' }] });
  });
  it('reads GB18030, a byte order mark and CRLF, and counts blank lines', async () => {
    const gb = Buffer.concat([
      Buffer.from('{"id":"'),
      Buffer.from([0xd6, 0xd0]),
      Buffer.from('","asOf":"2020-06-30"}\r\n'),
    ]);
    await one(gb, { encoding: 'gb18030' });
    expect(lines('bad.out')[0]).toMatchObject({ id: '中' });
    const { totals } = await one(`\ufeff${HOUSEHOLD}\r\n\r\n  \r\n${HOUSEHOLD}\r\n`);
    expect(totals).toMatchObject({ rows: 2, bad: 0, blank: 2 });
  });
  it('a line far too long is passed over and reported', async () => {
    const { totals, errors } = await one(`${HOUSEHOLD}\n{"id":"${'x'.repeat(18 * 1024 * 1024)}"}\n${HOUSEHOLD}\n`);
    expect(totals).toMatchObject({ rows: 2, bad: 1 });
    expect(errors[0]).toMatchObject({ line: 2, row: 2, problems: [{ code: 'record-too-long' }] });
    expect(lines('bad.out')[1]).toMatchObject({ row: 3 });
  });
  it('the output is not written over the input', async () => {
    await expect(runBatch(runOf('bad.ndjson', 'bad.ndjson'))).rejects.toThrow(JiantuiError);
  });
});

describe('tables', () => {
  const HEAD = '户编号,评估基准日,建档立卡状态,低保状态';
  it('reads quotes, line ends in cells and GB18030, and reports rows of another width', async () => {
    const text =
      'id,asOf,povertyRegistration,dibaoStatus\r\n"a,\n""b""",2020-06-30,lifted,receiving\r\n,,,\r\nc,2020-06-30\r\nd,2020-06-30,lifted,nonsense\r\n';
    writeFileSync(path('in.csv'), text);
    const { totals } = await runBatch(runOf('in.csv', 'csv.out', { from: 'csv' }));
    expect(totals).toMatchObject({ rows: 1, bad: 2, blank: 1 });
    expect(lines('csv.out')[0]).toMatchObject({ row: 1, id: 'a,\n"b"' });
    expect(lines('csv.out.errors.ndjson')).toMatchObject([
      { line: 5, row: 2, problems: [{ code: 'wrong-column-count', found: '2', expected: '4' }] },
      { line: 6, row: 3, problems: [{ place: 'dibaoStatus' }] },
    ]);
  });
  it('writes tables that open in a worksheet', async () => {
    writeFileSync(path('in.ndjson'), `{"id":"=1+1","asOf":"2020-06-30"}\n{"id":"a\\"b","asOf":"2020-06-30"}\n`);
    await runBatch(runOf('in.ndjson', 'out.csv', { to: 'csv' }));
    const [head, first, second] = readFileSync(path('out.csv'), 'utf8').split('\r\n');
    expect(head).toMatch(/^row,id,dibao,.*,flags,missing$/);
    expect(first).toMatch(/^1,'=1\+1,/);
    expect(second).toMatch(/^2,"a""b",/);
  });
  it('a stray quote takes no other household with it', async () => {
    writeFileSync(path('stray.csv'), readFileSync('fixtures/tables/stray-quote.csv'));
    const { totals } = await runBatch(runOf('stray.csv', 'stray.out', { from: 'csv' }));
    expect(totals).toMatchObject({ rows: 2, bad: 2, blank: 0 });
    expect(lines('stray.out').map(({ row }) => row)).toEqual([1, 4]);
    expect(lines('stray.out.errors.ndjson')).toMatchObject([
      { line: 3, row: 2, problems: [{ code: 'broken-csv' }] },
      { line: 4, row: 3, problems: [{ code: 'broken-csv' }] },
    ]);
  });
  it('a quote that is never closed hides nothing of what follows it', async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => `h${index},2020-06-30,lifted,`);
    writeFileSync(path('open.csv'), `id,asOf,povertyRegistration,dibaoStatus\n"x,,,\n${rows.join('\n')}\n`);
    const { totals } = await runBatch(runOf('open.csv', 'open.out', { from: 'csv' }));
    expect(totals).toMatchObject({ rows: 40_000, bad: 1 });
    expect(lines('open.out.errors.ndjson')).toMatchObject([{ line: 2, row: 1 }]);
  });
  it.each<[string, Uint8Array, Partial<BatchRun['settings']>, RegExp]>([
    [
      'GBK read as UTF-8',
      Buffer.concat([Buffer.from([0xb5, 0xcd, 0xb1, 0xa3, 0xd7, 0xb4, 0xcc, 0xac]), Buffer.from(',asOf\n')]),
      {},
      /--encoding gb18030/,
    ],
    ['UTF-8 read as GB18030', Buffer.from('低保状态,asOf\n'), { encoding: 'gb18030' }, /--encoding utf-8/],
    [
      'UTF-8 rows read as GB18030',
      Buffer.from('id,asOf\n重庆市荣昌区昌元街道,2020-06-30\n'),
      { encoding: 'gb18030' },
      /--encoding utf-8/,
    ],
    ['UTF-8 told by its mark', Buffer.from('\ufeffid,asOf\n'), { encoding: 'gb18030' }, /--encoding utf-8/],
    ['UTF-16 told by its mark', Buffer.from('\ufeff低保状态,asOf\n', 'utf16le'), {}, /UTF-16/],
    ['UTF-16 without a mark', Buffer.from('id,asOf\na,2020-06-30\n', 'utf16le'), {}, /UTF-16/],
    ['lines of JSON in UTF-16', Buffer.from(`\ufeff${HOUSEHOLD}\n`, 'utf16le'), { from: 'ndjson' }, /UTF-16/],
    ['tabs', Buffer.from('低保状态\tasOf\nnone\t2020-06-30\n'), {}, /tabs.*commas/],
    ['semicolons', Buffer.from('低保状态;asOf\nnone;2020-06-30\n'), {}, /semicolons.*commas/],
    ['full-width commas', Buffer.from('低保状态，asOf\n'), {}, /full-width commas.*commas/],
    ['a quote in the header row', Buffer.from('"低保状态,asOf\nnone,2020-06-30\n'), {}, /a quote/],
  ])('says what form a table has: %s', async (_, bytes, settings, message) => {
    writeFileSync(path('form.csv'), bytes);
    await expect(runBatch(runOf('form.csv', 'form.out', { from: 'csv', ...settings }))).rejects.toThrow(message);
    expect(existsSync(path('form.out'))).toBe(false);
  });
  it('names the other encoding of rows, too', async () => {
    const gb = Buffer.concat([
      Buffer.from('id,asOf\n'),
      Buffer.from([0xd6, 0xd0]),
      Buffer.from(',2020-06-30\nb,2020-06-30\n'),
    ]);
    writeFileSync(path('rows.csv'), gb);
    const { totals } = await runBatch(runOf('rows.csv', 'rows.out', { from: 'csv' }));
    expect(totals).toMatchObject({ rows: 1, bad: 1 });
    expect(lines('rows.out.errors.ndjson')).toMatchObject([
      { line: 2, problems: [{ code: 'wrong-encoding', suggestion: '--encoding gb18030' }] },
    ]);
  });
  it('refuses headers that are not known, all at once', async () => {
    writeFileSync(path('head.csv'), `${HEAD},不知所云,又一个\n`);
    await expect(runBatch(runOf('head.csv', 'x.out', { from: 'csv' }))).rejects.toThrow(/不知所云[\s\S]*又一个/);
  });
});

describe('long runs', () => {
  const bytes = (name: string) => readFileSync(path(name));
  beforeAll(() => {
    const all = households(6000).map((each, index) => (index % 997 === 5 ? '{"oops":1}' : JSON.stringify(each)));
    writeFileSync(path('long.ndjson'), `${all.join('\n')}\n`);
  });
  it('one, two and three workers write the same bytes', async () => {
    for (const workers of [1, 2, 3]) await runBatch(runOf('long.ndjson', `w${workers}`, {}, { workers }));
    for (const workers of [2, 3]) {
      expect(bytes(`w${workers}`).equals(bytes('w1'))).toBe(true);
      expect(bytes(`w${workers}.errors.ndjson`).equals(bytes('w1.errors.ndjson'))).toBe(true);
    }
  });
  it('a run that is stopped goes on to the same bytes', async () => {
    const stop = new AbortController();
    const end = await runBatch(
      runOf(
        'long.ndjson',
        'r',
        {},
        { signal: stop.signal, onProgress: ({ totals }) => totals.rows > 2000 && stop.abort() },
      ),
    );
    expect(end.isStopped).toBe(true);
    expect(end.totals.rows).toBeLessThan(6000);
    // What a killed run had written after its last note is cut off again.
    writeFileSync(path('r'), Buffer.concat([bytes('r'), Buffer.from('{"row":9')]));
    await expect(runBatch(runOf('long.ndjson', 'r', { asOf: '2020-07-01' }, { resume: true }))).rejects.toThrow('asOf');
    const { totals } = await runBatch(runOf('long.ndjson', 'r', {}, { resume: true, workers: 2 }));
    expect(totals).toMatchObject({ rows: 5993, bad: 7 });
    expect(bytes('r').equals(bytes('w1'))).toBe(true);
    expect(bytes('r.errors.ndjson').equals(bytes('w1.errors.ndjson'))).toBe(true);
    await expect(runBatch(runOf('long.ndjson', 'r', {}, { resume: true }))).rejects.toThrow('progress');
  });
});
