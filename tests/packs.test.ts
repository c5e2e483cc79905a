import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../src/base/error.js';
import { evaluate, type Step } from '../src/index.js';
import {
  jurisdictions,
  loadJurisdiction,
  packParameters,
  parameterPack,
  parameterPacks,
  plausibilityNotes,
} from '../src/rules.js';

const packs = parameterPacks.map((name) => parameterPack(name));
const all = (step: Step): Step[] => [step, ...(step.steps ?? []).flatMap(all)];
const issueOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof JiantuiError) return { error: error.code, ...error.issues[0] };
  }
  return undefined;
};

describe('the shipped packs', () => {
  it('are the files of rules/parameters', () => {
    expect([...parameterPacks].sort()).toEqual(
      readdirSync(new URL('../rules/parameters', import.meta.url))
        .map((file) => file.replace('.json', ''))
        .sort(),
    );
  });

  it.each(packs.map((pack) => [pack.pack, pack] as const))(
    '%s: every figure has a first day, a grade and a source; holes are declared',
    (_name, pack) => {
      for (const series of pack.series) {
        let end: string | undefined = '0000-00-00';
        for (const entry of series.values) {
          // Each begins after the one before it has ended, and no figure is left open before another.
          expect(entry.from > end).toBe(true);
          end = entry.until ?? '9999-12-31';
          if (entry.value === null) expect(entry.why.zh).not.toBe('');
          else expect([entry.grade, entry.source.zh === '']).toEqual([expect.stringMatching(/^F[12]$/), false]);
          if (entry.until === undefined && entry !== series.values.at(-1)) end = entry.from;
        }
      }
    },
  );

  it('name parameters that their jurisdictions know, in the same unit', () => {
    for (const pack of packs) {
      for (const jurisdiction of pack.for) {
        expect(jurisdictions).toContain(jurisdiction);
        for (const series of pack.series) {
          const name = series.role === 'standard' ? series.parameter : series.beside;
          if (name !== undefined)
            expect(loadJurisdiction(jurisdiction).names.get(name)).toMatchObject({
              scope: 'parameter',
              unit: series.unit,
            });
        }
      }
    }
  });

  it('supply standards only, and never the end of the poverty-alleviation period', () => {
    const supplied = packs.flatMap((pack) =>
      pack.for.flatMap((jurisdiction) =>
        Object.keys(packParameters(jurisdiction, [pack.pack])).map((name) => [pack.pack, jurisdiction, name]),
      ),
    );
    expect(supplied).toEqual([['chongqing', 'rongchang', 'dibaoStandardMonthly']]);
    for (const pack of packs)
      for (const series of pack.series) if (series.role !== 'standard') expect(series).not.toHaveProperty('parameter');
  });
});

const household = {
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  incomeChanged: true,
  perCapitaMonthlyIncome: '600',
};

describe('Chongqing', () => {
  const decide = async (asOf: string, own: object = {}) => {
    const parameters = packParameters('rongchang', ['chongqing'], { povertyPeriodEnd: '2021-12-31', ...own });
    const decision = await evaluate(loadJurisdiction('rongchang'), household, { asOf, parameters });
    const standard = all(decision.trace).find(
      (step) => step.kind === 'parameter' && step.id === 'dibaoStandardMonthly',
    );
    return { status: decision.outcomes.find(({ clause }) => clause === 'rongchang/2-f'), standard };
  };

  it.each([
    ['2017-03-31', undefined],
    ['2017-04-01', '350'],
    ['2017-12-31', '350'],
    ['2018-01-01', '410'],
    ['2018-12-31', '410'],
    ['2019-01-01', null],
    ['2020-06-30', null],
    ['2020-08-31', null],
    ['2020-09-01', '496'],
    ['2021-08-31', '496'],
    ['2021-09-01', null],
    ['2021-09-30', null],
    ['2021-10-01', '515'],
  ])('on %s the standard is %s', async (asOf, value) => {
    const dated = packParameters('rongchang', ['chongqing']).dibaoStandardMonthly as readonly {
      from?: string;
      value: string | null;
    }[];
    expect([...dated].reverse().find(({ from = '' }) => from <= asOf)?.value).toBe(value);
    // The instrument asks for it from the day of its issue.
    if (asOf >= '2020-03-31') expect((await decide(asOf)).standard?.value).toBe(value);
  });

  it('leaves the taper open in the hole, and asks for the standard', async () => {
    expect((await decide('2020-06-30')).status).toMatchObject({
      status: 'undetermined',
      unresolved: { parameters: ['dibaoStandardMonthly'] },
    });
    expect((await decide('2020-09-01')).status?.status).toBe('met');
  });

  it('shows grade and source in the trace, of a hole too', async () => {
    expect((await decide('2020-09-01')).standard?.detail).toMatchObject({
      inForce: {
        from: '2020-09-01',
        until: '2021-08-31',
        source: expect.stringMatching(/^chongqing@1\.0\.0 F1: 重庆市2020年8月26日通知/),
      },
    });
    expect((await decide('2020-06-30')).standard?.detail).toMatchObject({
      inForce: { from: '2019-01-01', until: '2020-08-31', source: expect.stringContaining('起始日未查到') },
    });
  });

  it('gives way to the deployer’s own figure, as a whole', async () => {
    expect((await decide('2020-06-30', { dibaoStandardMonthly: '440' })).standard?.value).toBe('440');
    expect(
      (
        await decide('2020-09-01', {
          dibaoStandardMonthly: [{ from: '2020-01-01', until: '2020-06-30', value: '440' }],
        })
      ).standard?.value,
    ).toBeNull();
  });
});

describe('packs are not for everybody', () => {
  it('another jurisdiction’s standard is refused', () => {
    expect(issueOf(() => packParameters('mingshan', ['chongqing']))).toMatchObject({
      error: 'bad-parameters',
      code: 'pack-elsewhere',
      path: ['packs', 'chongqing'],
      expected: 'rongchang',
    });
  });
  it('an unknown name is met with the nearest', () => {
    expect(issueOf(() => packParameters('rongchang', ['chonqing']))).toMatchObject({
      error: 'bad-parameters',
      suggestion: 'chongqing',
    });
  });
  it('two packs cannot supply one parameter', () => {
    const second = { ...parameterPack('chongqing'), pack: 'second' };
    expect(issueOf(() => packParameters('rongchang', ['chongqing', second]))).toMatchObject({
      code: 'conflict',
      path: ['packs', 'second', 'dibaoStandardMonthly'],
    });
  });
  it.each<[string, object, { code: string; path: (string | number)[] }]>([
    [
      'an average that wants to be a parameter',
      { role: 'average', parameter: 'dibaoStandardAnnual' },
      { code: 'unknown-key', path: ['series', 0, 'parameter'] },
    ],
    [
      'a grade that is not shipped',
      { values: [{ from: '2020-01-01', value: '1', grade: 'F3', source: { zh: '某', en: 'x' } }] },
      { code: 'unknown-value', path: ['series', 0, 'values', 0, 'grade'] },
    ],
    [
      'a figure without a source',
      { values: [{ from: '2020-01-01', value: '1', grade: 'F1' }] },
      { code: 'missing-key', path: ['series', 0, 'values', 0, 'source'] },
    ],
    [
      'a hole without a reason',
      { values: [{ from: '2020-01-01', until: '2020-02-01', value: null }] },
      { code: 'missing-key', path: ['series', 0, 'values', 0, 'why'] },
    ],
  ])('%s is refused', (_name, change, expected) => {
    const pack = parameterPack('chongqing');
    const [first] = pack.series;
    const { parameter: _, ...bare } = first as typeof first & { parameter?: string };
    expect(
      issueOf(() => packParameters('rongchang', [{ ...pack, series: [{ ...bare, ...change }] } as never])),
    ).toMatchObject(expected);
  });
  it('a unit that does not fit is refused', () => {
    const pack = parameterPack('chongqing');
    const series = { ...pack.series[0], parameter: 'dibaoStandardAnnual' };
    expect(issueOf(() => packParameters('rongchang', [{ ...pack, series: [series] } as never]))).toMatchObject({
      code: 'unit-mismatch',
    });
  });
});

describe('floors and averages', () => {
  const notes = (jurisdiction: string, pack: string, value: unknown, asOf: string) =>
    plausibilityNotes(jurisdiction, [pack], { dibaoStandardAnnual: value }, asOf).map(
      ({ role, relation, own, figure }) => `${role}: ${own} ${relation} ${figure}`,
    );

  it.each<[string, unknown, string, string[]]>([
    ['henan-floors', '4259.99', '2020-06-30', ['floor: 4259.99 below 4260']],
    ['henan-floors', '4260', '2020-06-30', []],
    ['henan-floors', '9000', '2020-06-30', []],
    ['henan-floors', '3500', '2018-06-30', []],
    ['henan-floors', '3400', '2017-12-31', []],
    ['henan-floors', [{ from: '2019-01-01', value: '3000' }], '2020-06-30', ['floor: 3000 below 4260']],
    ['henan-floors', [{ from: '2019-01-01', until: '2019-12-31', value: '3000' }], '2020-06-30', []],
  ])('%s beside %j on %s', (pack, value, asOf, expected) =>
    expect(notes('yancheng', pack, value, asOf)).toEqual(expected),
  );

  it('an average is only set beside, whichever side it lies on; where none was found nothing is said', () => {
    const of = (value: string, asOf: string) => notes('inner-mongolia', 'inner-mongolia-averages', value, asOf);
    expect([
      of('6000', '2020-06-30'),
      of('7000', '2020-06-30'),
      of('6307', '2020-06-30'),
      of('1', '2018-06-30'),
      of('1', '2021-06-30'),
    ]).toEqual([['average: 6000 below 6307'], ['average: 7000 above 6307'], [], [], []]);
    expect(
      plausibilityNotes('inner-mongolia', ['inner-mongolia-averages'], { dibaoStandardAnnual: '6000' }, '2020-06-30')[0]
        ?.text.zh,
    ).toContain('平均数不是标准');
  });

  it('say nothing where the deployer gave no standard, and nothing in another jurisdiction', () => {
    expect(plausibilityNotes('yancheng', ['henan-floors'], {}, '2020-06-30')).toEqual([]);
    expect(plausibilityNotes('mingshan', ['henan-floors'], { dibaoStandardAnnual: '1' }, '2020-06-30')).toEqual([]);
  });

  it('change no decision', async () => {
    const ruleSet = loadJurisdiction('inner-mongolia');
    const own = { dibaoStandardAnnual: '6000' };
    const [bare, beside] = await Promise.all(
      [own, packParameters('inner-mongolia', ['inner-mongolia-averages'], own)].map((parameters) =>
        evaluate(ruleSet, { asOf: '2020-06-30', perCapitaAnnualNetIncome: '6100' }, { parameters }),
      ),
    );
    expect(JSON.stringify(beside)).toBe(JSON.stringify(bare));
  });
});

const design = new URL('../../shared/design/parameters.md', import.meta.url);
describe.runIf(existsSync(design))(
  'against the table that the figures come from (skipped where the table is not at hand)',
  () => {
    it('every figure stands in it', () => {
      const table = readFileSync(design, 'utf8').replaceAll(',', ' ');
      for (const pack of packs)
        for (const series of pack.series)
          for (const { value } of series.values)
            if (value !== null) expect(table).toMatch(new RegExp(`\\b${value}\\b`));
    });
  },
);
