import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPopulation } from '../../src/generate/population.js';
import { CHUNK_BYTES } from '../../src/node/batch-read.js';
import { runSimulation, type SimulateRun } from '../../src/node/simulate.js';
import { readReform } from '../../src/reform/reform.js';
import { loadJurisdiction } from '../../src/rules.js';
import { costModel } from '../../src/simulate/cost.js';
import { type Progress, simulate } from '../../src/simulate/simulate.js';

const rongchang = loadJurisdiction('rongchang');
const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
const file = {
  reform: 'open',
  name: { zh: '无上限', en: 'open' },
  changes: [
    {
      kind: 'remove-test' as const,
      clause: 'rongchang/2-f',
      test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' as const },
    },
  ],
};
const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
const path = (name: string) => join(folder, name);
const population = { seed: 3, size: 400, asOf: '2020-06-30', missing: 8, parameters };
const households = [...createPopulation(rongchang, population)];
/** The facts that the tables of these tests have a column for. */
const TOLD = [
  'id',
  'asOf',
  'povertyRegistration',
  'dibaoStatus',
  'dibaoCategory',
  'householdSize',
  'perCapitaMonthlyIncome',
  'incomeChanged',
] as const;
const onlyTold = (household: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(TOLD.map((name) => [name, household[name]]));
const cost = { taper: 'frozen', incomeBefore: '300' };
if (rongchang.source === undefined) throw new Error('a shipped rule set has its source');
const spec: SimulateRun['spec'] = {
  source: rongchang.source,
  reforms: [file],
  parameters,
  adopt: {},
  asOf: null,
  groupBy: [{ by: 'dibaoStatus' }],
  columns: [],
  weight: null,
  cost,
  blame: true,
};
const workerScript = pathToFileURL(path('worker.mjs'));
const inMemory = (people: Iterable<unknown>) =>
  simulate(people, {
    baseline: rongchang,
    reforms: [readReform(file)],
    parameters,
    groupBy: spec.groupBy,
    cost: costModel(cost),
  });
const run = (input: SimulateRun['input'], more: Partial<SimulateRun> = {}) =>
  runSimulation({ spec, input, workers: 1, workerScript, ...more });

let whole: Awaited<ReturnType<typeof inMemory>>;
beforeAll(async () => {
  whole = await inMemory(households);
  await build({
    entryPoints: ['src/node/simulate-worker.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile: path('worker.mjs'),
    logLevel: 'error',
    external: ['@duckdb/node-api'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('where households come from makes no difference', () => {
  it('generated, over one thread and over two', async () => {
    for (const workers of [1, 2])
      expect((await run({ kind: 'generated', population: { ...population } }, { workers })).result).toEqual(
        whole.result,
      );
  });

  it('NDJSON; blank lines are passed over, bad lines counted with their place', async () => {
    const lines = households.map((household) => JSON.stringify(household));
    writeFileSync(
      path('in.ndjson'),
      [
        '',
        lines[0],
        'not json',
        '  ',
        ...lines.slice(1),
        '{"id":"odd","asOf":"2020-06-30","povertyRegistration":"maybe"}',
      ].join('\n'),
    );
    const { result } = await run({ kind: 'file', path: path('in.ndjson') });
    expect(result.bad).toMatchObject({
      n: 2,
      examples: [
        { index: 1, id: null },
        { index: 401, id: 'odd' },
      ],
    });
    expect(result.policies.map((policy) => policy.tapers)).toEqual(
      whole.result.policies.map((policy) => policy.tapers),
    );
    expect(result.policies.map((policy) => policy.cost)).toEqual(whole.result.policies.map((policy) => policy.cost));
  });

  it('NDJSON over two threads, with more than one chunk', async () => {
    const lines = Array.from({ length: 1500 }, (_, index) =>
      JSON.stringify({ ...households[index % 400], id: `r${index}` }),
    );
    writeFileSync(path('long.ndjson'), `${lines.join('\n')}\n`);
    let clock = 0;
    const seen: Progress[] = [];
    const [one, two] = [
      await run(
        { kind: 'file', path: path('long.ndjson') },
        { now: () => (clock += 1000), onProgress: (progress) => seen.push(progress) },
      ),
      await run({ kind: 'file', path: path('long.ndjson') }, { workers: 2 }),
    ];
    expect(lines.join('\n').length).toBeGreaterThan(CHUNK_BYTES);
    expect(two.result).toEqual(one.result);
    expect(one.result.households).toBe(1500);
    // How many households a file has is known at its end only; how long it will take, by its bytes.
    expect(seen.every(({ total, left }) => total === null && left !== null)).toBe(true);
    expect(seen[0]?.left).toBeGreaterThan(0);
    expect(seen.at(-1)).toMatchObject({ done: 1500, left: 0 });
  });

  const table = (encode: (text: string) => Uint8Array) => {
    const rows = households
      .slice(0, 100)
      .map((household, index) => [
        household.id,
        household.asOf,
        household.povertyRegistration,
        household.dibaoStatus,
        household.dibaoCategory,
        household.householdSize,
        household.perCapitaMonthlyIncome,
        household.incomeChanged,
        index % 3 === 0 ? '东村' : '西, 村',
        '1.5',
      ]);
    const cells = [
      [
        'id',
        'asOf',
        'povertyRegistration',
        'dibaoStatus',
        'dibaoCategory',
        'householdSize',
        'perCapitaMonthlyIncome',
        'incomeChanged',
        '村',
        'w',
      ],
      ...rows,
    ];
    return encode(
      cells.map((row) => row.map((cell) => `"${cell === undefined ? '' : String(cell)}"`).join(',')).join('\r\n'),
    );
  };

  it('CSV, with a column to group by and one of weights', async () => {
    writeFileSync(
      path('in.csv'),
      table((text) => new TextEncoder().encode(`\ufeff${text}`)),
    );
    const { result } = await run(
      { kind: 'file', path: path('in.csv') },
      { spec: { ...spec, columns: ['村'], weight: 'w', groupBy: [{ by: '村' }] } },
    );
    const people = households.slice(0, 100).map(onlyTold);
    const whole = await inMemory(people);
    expect(result.bad.n).toBe(0);
    expect(result.weight).toBe(150);
    expect(result.groups.map((group) => [group.group, group.households])).toEqual([
      ['东村', 34],
      ['西, 村', 66],
    ]);
    expect(result.policies[0]?.tapers[0]?.verdicts.granted.share).toBe(
      whole.result.policies[0]?.tapers[0]?.verdicts.granted.share,
    );
  });

  it('CSV in another encoding; a header that is no fact is refused before anything is counted', async () => {
    // GB18030 agrees with ASCII where there is no Chinese.
    writeFileSync(
      path('gb.csv'),
      Buffer.concat([
        Buffer.from('id,asOf,'),
        Buffer.from([0xb4, 0xe5]),
        Buffer.from('\nh1,2020-06-30,'),
        Buffer.from([0xb6, 0xab]),
        Buffer.from('\n'),
      ]),
    );
    const input = { kind: 'file', path: path('gb.csv'), encoding: 'gb18030' } as const;
    const { result } = await run(input, { spec: { ...spec, columns: ['村'], groupBy: [{ by: '村' }] } });
    expect(result.groups.map((group) => group.group)).toEqual(['东']);
    writeFileSync(path('odd.csv'), 'id,asOf,perCapitaMonthlyIncom\nh1,2020-06-30,450\n');
    await expect(run({ kind: 'file', path: path('odd.csv') })).rejects.toMatchObject({
      code: 'bad-household',
      issues: [{ suggestion: 'perCapitaMonthlyIncome' }],
    });
  });

  it('Parquet through DuckDB: decimals keep their digits, lists of members are lists', async () => {
    writeFileSync(
      path('some.ndjson'),
      households
        .map((household) =>
          JSON.stringify({
            id: household.id,
            asOf: household.asOf,
            povertyRegistration: household.povertyRegistration,
            dibaoStatus: household.dibaoStatus,
            dibaoCategory: household.dibaoCategory,
            householdSize: household.householdSize,
            perCapitaMonthlyIncome: household.perCapitaMonthlyIncome,
            incomeChanged: household.incomeChanged,
            members: household.members,
          }),
        )
        .join('\n'),
    );
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const source = `read_json('${path('some.ndjson')}', columns = {id: 'VARCHAR', "asOf": 'DATE', povertyRegistration: 'VARCHAR', dibaoStatus: 'VARCHAR', dibaoCategory: 'VARCHAR', householdSize: 'INTEGER', perCapitaMonthlyIncome: 'DECIMAL(20,2)', incomeChanged: 'BOOLEAN', members: 'STRUCT(id VARCHAR, labourCapacity VARCHAR, isSeverelyDisabled BOOLEAN)[]'}, format = 'newline_delimited')`;
    await connection.run(`COPY (SELECT * FROM ${source}) TO '${path('some.parquet')}' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    const people = households.map(onlyTold);
    const totals = new Set<number | null>();
    const [found, whole] = [
      await run(
        { kind: 'file', path: path('some.parquet') },
        { workers: 2, onProgress: ({ total }) => totals.add(total) },
      ),
      await inMemory(people),
    ];
    expect(found.result.bad.n).toBe(0);
    expect([...totals]).toEqual([400]);
    expect(found.result.policies.map((policy) => policy.tapers)).toEqual(
      whole.result.policies.map((policy) => policy.tapers),
    );
    expect(found.result.policies.map((policy) => policy.cost)).toEqual(
      whole.result.policies.map((policy) => policy.cost),
    );
  });
});

describe('stopping and failing', () => {
  it('stopped midway it gives what has been counted, and says so', async () => {
    const stop = new AbortController();
    const { result, state } = await run(
      { kind: 'generated', population: { ...population, size: 12_000 } },
      { spec: { ...spec, blame: false, cost: null }, signal: stop.signal, onProgress: () => stop.abort() },
    );
    expect(result.complete).toBe(false);
    expect(state.done).toBeGreaterThan(0);
    expect(state.done).toBeLessThan(12_000);
    expect(result.households).toBe(state.done);
  });

  it.each([
    ['no such file', 'nothing.ndjson', 'unreadable-file'],
    ['a file of another kind', 'x.xlsx', 'bad-option'],
    ['no Parquet', 'fake.parquet', 'unreadable-file'],
  ])('%s', async (_what, name, code) => {
    if (name === 'fake.parquet') writeFileSync(path(name), 'not parquet');
    await expect(run({ kind: 'file', path: path(name) })).rejects.toMatchObject({ code });
  });

  it('a worker that cannot start ends the run', async () => {
    await expect(
      run({ kind: 'generated', population }, { workers: 2, workerScript: pathToFileURL(path('no-worker.mjs')) }),
    ).rejects.toThrow(/no-worker/);
  });

  it('a reform that does not fit ends the run', async () => {
    await expect(
      run({ kind: 'generated', population }, { spec: { ...spec, reforms: [{ ...file, jurisdiction: 'mingshan' }] } }),
    ).rejects.toMatchObject({ code: 'bad-rule-set' });
  });
});
