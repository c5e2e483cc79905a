import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instantIssue, plainDay } from '../src/base/instant.js';
import { compile } from '../src/compile/index.js';
import { evaluate, JiantuiError } from '../src/index.js';
import { loadJurisdiction } from '../src/rules.js';
import { simulate } from '../src/simulate/index.js';
import { timeline } from '../src/taper/index.js';
import { createWorksheet } from '../src/worksheet/index.js';
import { jiantui, PARAMETERS, workFolder } from './cli/harness.js';

const ruleSet = loadJurisdiction('rongchang');
const file = workFolder();
/** An evening in UTC that is the next day in China. */
const EVENING = '2020-12-31T16:00:00.000Z';
const MIDNIGHT = '2020-12-31T00:00:00.000Z';
const household = (more: object) => ({ id: 'a', jurisdiction: 'rongchang', asOf: '2020-06-30', ...more });

describe('one function for all', () => {
  it.each([
    [EVENING, '2020-12-31 (UTC) or 2021-01-01 (UTC+8)'],
    [new Date(EVENING), '2020-12-31 (UTC) or 2021-01-01 (UTC+8)'],
    ['2020-12-31T16:00Z', '2020-12-31 (UTC) or 2021-01-01 (UTC+8)'],
    ['2020-12-31 16:00:00+00', '2020-12-31 (UTC) or 2021-01-01 (UTC+8)'],
    ['2021-01-01T00:00:00+08:00', '2020-12-31 (UTC) or 2021-01-01 (UTC+8)'],
    ['2020-12-31T20:00:00-0500', '2021-01-01 (UTC) or 2020-12-31 (as written)'],
    ['2020-12-31T10:00:00Z', '2020-12-31'],
    ['2020-12-31T23:59:59.999Z', '2020-12-31 (UTC) or 2021-01-01 (UTC+8)'],
    ['2020-12-31T00:00:00.001Z', '2020-12-31'],
  ])('%s is no day', (raw, expected) => {
    expect(instantIssue(raw, ['x'])).toMatchObject({ code: 'instant', path: ['x'], expected });
  });
  it.each([MIDNIGHT, new Date(MIDNIGHT), '2020-12-31T00:00Z', '2020-12-31 00:00:00+00', '2020-12-31T00:00:00+00:00'])(
    '%s is the day that it begins',
    (raw) => {
      expect(instantIssue(raw, [])).toBeNull();
      expect(plainDay(raw)).toBe('2020-12-31');
    },
  );
  it.each(['2020-12-31', '2020-12-31T16:00:00', '2020-13-31T00:00:00Z', '', 5, null, new Date('no day')])(
    '%s is left as it is',
    (raw) => {
      expect(instantIssue(raw, [])).toBeNull();
      expect(plainDay(raw)).toBe(raw);
    },
  );
});

/** Takes a day in one of the places where days are given, and gives back the text of what comes of it. */
type Place = (day: unknown) => Promise<string>;
const days = (day: unknown) => JSON.parse(JSON.stringify(day)) as string;
const decided = async (snapshot: object, options: object = {}) =>
  JSON.stringify(await evaluate(ruleSet, snapshot, options)).replace(/"(digest|households?Digest)[^,]*,/gu, '');
const ran = async (argv: string[]) => {
  const { status, out, err } = await jiantui(argv);
  if (status !== 0) throw new Error(err + out);
  return out;
};
const batch = async (input: string) => {
  const output = `${input}.out`;
  const { status } = await jiantui(['batch', input, '-o', output, '--quiet', ...WHERE]);
  return readFileSync(status === 0 ? output : `${output}.errors.ndjson`, 'utf8');
};
const sheet = createWorksheet();
const HEADERS = [['评估基准日', '建档立卡状态', '低保状态', '低保类别', '家庭人均月收入', '收入变化']];
const PARAMETER_CELLS = [
  ['低保标准（月）', '450.00'],
  ['脱贫攻坚期截止日', '2020-12-31'],
  ['语言', 'id'],
];
const row = (day: unknown) => [[day, '已脱贫', '在享', '农村', 600, '是']];
const finding = (date: unknown) => household({ stableLiftedFinding: { value: 'yes', date } });

const PLACES: Readonly<Record<string, Place>> = {
  asOf: (day) => decided(household({ asOf: day })),
  'asOf of the options': (day) => decided(household({}), { asOf: day }),
  'a compiled rule set': async (day) => JSON.stringify(compile(ruleSet, {}).decide(household({ asOf: day }))),
  'the option of a compiled rule set': async (day) =>
    JSON.stringify(compile(ruleSet, {}).decide(household({}), { asOf: day as string })),
  'the beginning of a parameter': (day) =>
    decided(household({ asOf: '2021-01-01' }), {
      parameters: { dibaoStandardMonthly: [{ from: day, value: '450.00' }] },
    }),
  'a parameter that is a day': (day) => decided(household({}), { parameters: { povertyPeriodEnd: day } }),
  'a history': async (day) =>
    JSON.stringify(
      await timeline(() => ruleSet, { id: 'a', snapshots: [household({ asOf: day })] }, { jurisdiction: 'rongchang' }),
    ),
  'a simulation': async (day) => {
    const { result } = await simulate([household({ asOf: day })], { baseline: ruleSet });
    if (result.bad.n > 0) throw new Error(result.bad.examples[0]?.problems[0]);
    return JSON.stringify(result);
  },
  'a worksheet': async (day) =>
    JSON.stringify(sheet.eligible('荣昌', '渐退', row(day), HEADERS, undefined, PARAMETER_CELLS)),
  'the settings of a worksheet': async (day) =>
    JSON.stringify(
      sheet.eligible('荣昌', '渐退', row(null), HEADERS, undefined, [...PARAMETER_CELLS, ['评估基准日', day]]),
    ),
  'a line of JSON': (day) => batch(file('in.ndjson', JSON.stringify(household({ asOf: day })))),
  'a table': (day) => batch(file('in.csv', `户编号,评估基准日\na,${days(day)}\n`)),
  'a simulated table': (day) =>
    ran(['simulate', file('sim.csv', `户编号,评估基准日\na,${days(day)}\n`), '--format', 'json', '--quiet', ...WHERE]),
  'the command line': (day) =>
    ran(['evaluate', file('one.json', household({})), '--as-of', days(day), '--format', 'json', ...WHERE]),
};
const WHERE = ['--jurisdiction', 'rongchang', '--parameters', PARAMETERS, '--lang', 'en'];

describe.each(Object.entries(PLACES))('%s', (_, place) => {
  it('refuses an instant, and says which days it could be', async () => {
    for (const raw of [EVENING, new Date(EVENING)]) {
      const said = await place(raw).catch((error: Error) => error.message);
      expect(said).toContain('2020-12-31');
      expect(said).toContain('2021-01-01');
      expect(said).toMatch(/UTC\+8/);
    }
  });
  it('takes midnight in UTC for the day', async () => {
    const plain = await place('2020-12-31');
    for (const raw of [MIDNIGHT, new Date(MIDNIGHT)]) expect(strip(await place(raw))).toBe(strip(plain));
  });
});

/** Without the digests of what was given, which differ as it does. */
function strip(text: string): string {
  return text.replace(/sha256:[0-9a-f]+/gu, '');
}

it('the date of a finding, and the answer of a look-up', async () => {
  await expect(evaluate(ruleSet, finding(EVENING))).rejects.toThrow(JiantuiError);
  await expect(evaluate(ruleSet, finding(EVENING))).rejects.toThrow('2021-01-01 (UTC+8)');
  await expect(evaluate(ruleSet, finding(new Date(MIDNIGHT)))).resolves.toBeDefined();
  const asked = {
    onLookupError: 'reject' as const,
    lookups: { stableLiftedFinding: () => ({ value: 'yes', date: EVENING }) },
  };
  await expect(evaluate(ruleSet, household({}), asked)).rejects.toThrow('2021-01-01 (UTC+8)');
});
