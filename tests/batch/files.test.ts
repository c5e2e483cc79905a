import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBatch } from '../../src/node/batch.js';
import { loadJurisdiction } from '../../src/rules.js';
import { jiantui } from '../cli/harness.js';

const folder = mkdtempSync(join(tmpdir(), 'batch-files-'));
const path = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const batch = (input: string, output: string, ...more: string[]) => [
  ...['batch', path(input), '-o', path(output), '--jurisdiction', 'rongchang', '--workers', '1', '--quiet'],
  ...['--lang', 'en', ...more],
];
const read = (name: string) => readFileSync(path(name));

beforeAll(() => {
  writeFileSync(path('small.csv'), 'id,asOf,dibaoStatus\na,2020-06-30,receiving\nb,2020-06-30,nonsense\n');
  writeFileSync(path('parameters.json'), '{}');
});

describe('files that are used twice', () => {
  const all = ['--lang', 'en'];
  it.each<[string, () => string[], (() => void)?]>([
    ['the input', () => batch('small.csv', 'small.csv')],
    ['the input by another path', () => batch('small.csv', './sub/../small.csv'), () => mkdirSync(path('sub'))],
    ['a link to the input', () => batch('small.csv', 'soft.csv'), () => symlinkSync('small.csv', path('soft.csv'))],
    ['a hard link', () => batch('small.csv', 'hard.csv'), () => linkSync(path('small.csv'), path('hard.csv'))],
    ['the parameters', () => batch('small.csv', 'parameters.json', '--parameters', path('parameters.json'))],
    ['the overlay', () => batch('small.csv', 'parameters.json', '--overlay', path('parameters.json'))],
    [
      'the bad rows, which are the input',
      () => batch('again.errors.ndjson', 'again', '--from', 'csv'),
      () => copyFileSync(path('small.csv'), path('again.errors.ndjson')),
    ],
    [
      'the note, which is the parameters',
      () => batch('small.csv', 'again', '--parameters', path('again.progress.json')),
      () => writeFileSync(path('again.progress.json'), '{}'),
    ],
    [
      'the input of a simulation',
      () => ['simulate', path('small.csv'), '--jurisdiction', 'rongchang', '-o', path('small.csv'), ...all],
    ],
    [
      'the parameters of a module',
      () => [
        ...['compile', 'rongchang', '--parameters', path('parameters.json')],
        ...['-o', path('parameters.json'), ...all],
      ],
    ],
    ['a workbook', () => ['sheet', path('small.csv'), '-o', path('small.csv'), ...all]],
    ['the cases', () => ['test', path('small.csv'), '--junit', path('small.csv'), ...all]],
    [
      'a picture and a page that differ in capitals only',
      () => [
        ...['simulate', 'cliffs', path('parameters.json'), '--jurisdiction', 'rongchang'],
        ...['--picture', path('New.svg'), '--output', path('new.svg'), ...all],
      ],
    ],
    [
      'a link to a file that will be',
      () => [
        ...['simulate', 'cliffs', path('parameters.json'), '--jurisdiction', 'rongchang'],
        ...['--picture', path('later.svg'), '--output', path('page.html'), ...all],
      ],
      () => symlinkSync('later.svg', path('page.html')),
    ],
  ])('are refused: %s', async (_, args, prepare) => {
    prepare?.();
    const before = [read('small.csv'), read('parameters.json')];
    const ended = await jiantui(args());
    expect(ended.err).toContain('written over another');
    expect(ended.status).toBe(1);
    expect([read('small.csv'), read('parameters.json')]).toEqual(before);
  });
  it('an output with the name of a jurisdiction is none of them', async () => {
    const ended = await jiantui(['compile', 'rongchang', '--as', 'rule-set', '-o', path('rongchang')]);
    expect(ended).toMatchObject({ status: 0, err: '' });
  });
});

describe('going on with a run', () => {
  const ROWS = 20_000;
  const FILES = ['in.csv', 'out', 'out.errors.ndjson', 'out.progress.json'] as const;
  beforeAll(async () => {
    mkdirSync(path('kept'));
    const rows = Array.from({ length: ROWS }, (_, row) =>
      [
        `household-of-the-village-${row}`,
        '2020-06-30',
        row % 4 === 0 ? 'nonsense' : 'lifted',
        'receiving,rural',
      ].join(),
    );
    writeFileSync(path('kept/in.csv'), `id,asOf,povertyRegistration,dibaoStatus,dibaoCategory\n${rows.join('\n')}\n`);
    const stop = new AbortController();
    const end = await runBatch({
      input: path('kept/in.csv'),
      output: path('kept/out'),
      ruleSet: loadJurisdiction('rongchang'),
      settings: { parameters: {}, adopt: {}, asOf: null, from: 'csv', encoding: 'utf-8', to: 'ndjson', full: false },
      workers: 1,
      resume: false,
      onProgress: ({ totals }) => totals.rows > 0 && stop.abort(),
      signal: stop.signal,
    });
    expect(end).toMatchObject({ isStopped: true, canResume: true });
  }, 120_000);

  const change = (name: string, make: (bytes: Buffer) => Buffer | string) =>
    writeFileSync(path(name), make(read(name)));
  const note = (more: Record<string, unknown>) =>
    change('out.progress.json', (bytes) => JSON.stringify({ ...(JSON.parse(bytes.toString()) as object), ...more }));
  const flip = (bytes: Buffer) => {
    const place = bytes.indexOf('village-7000,');
    return Buffer.concat([bytes.subarray(0, place), Buffer.from('V'), bytes.subarray(place + 1)]);
  };
  it.each<[string, () => void, RegExp | null]>([
    ['everything as it was', () => undefined, null],
    ['more results than the note has', () => change('out', (bytes) => Buffer.concat([bytes, bytes])), null],
    ['shorter results', () => change('out', (bytes) => bytes.subarray(0, 1000)), /1000 bytes/],
    ['other results', () => change('out', (bytes) => Buffer.alloc(bytes.length, 'x')), /output end/],
    ['no results', () => rmSync(path('out')), /0 bytes/],
    ['no bad rows', () => rmSync(path('out.errors.ndjson')), /errors\.ndjson.*0 bytes/],
    ['no note', () => rmSync(path('out.progress.json')), /no progress/],
    ['half a note', () => change('out.progress.json', (bytes) => bytes.subarray(0, 100)), /as it was written/],
    ['a note that is a list', () => change('out.progress.json', () => '[]'), /as it was written/],
    ['a note with one more key', () => note({ more: 1 }), /as it was written/],
    ...['form', 'settings', 'input', 'position', 'output', 'errors', 'totals', 'seal'].flatMap(
      (key): [string, () => void, RegExp][] => [
        [`a note without ${key}`, () => note({ [key]: undefined }), /as it was written/],
        [`a note with another ${key}`, () => note({ [key]: 'x' }), /as it was written/],
      ],
    ),
    ['another place', () => note({ position: { offset: 5, row: 0, line: 1 } }), /as it was written/],
    ['a place below nothing', () => note({ position: { offset: -5, row: 0.5, line: 1 } }), /position\.offset/],
    ['one byte of the input changed', () => change('in.csv', flip), /input before/],
    ['a longer input', () => change('in.csv', (bytes) => Buffer.concat([bytes, bytes])), /input size/],
  ])('%s', async (_, spoil, message) => {
    for (const name of FILES) copyFileSync(path(`kept/${name}`), path(name));
    spoil();
    const before = existsSync(path('out')) ? read('out') : null;
    const ended = await jiantui(batch('in.csv', 'out', '--resume'));
    expect(ended.status).toBe(1);
    if (message === null) {
      expect(ended.err).toBe('');
      expect(read('out').toString().split('\n')).toHaveLength((ROWS / 4) * 3 + 1);
      expect(read('out.errors.ndjson').toString().split('\n')).toHaveLength(ROWS / 4 + 1);
      return;
    }
    expect(ended.err).toMatch(message);
    if (before !== null) expect(read('out').equals(before)).toBe(true);
  });
});
