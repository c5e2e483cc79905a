import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as functions from '../../src/worksheet/functions.js';
import { headerFile } from '../../src/worksheet/header-file.js';
import { isCellError } from '../../src/worksheet/problem.js';
import { scaled } from '../support/size.js';

const HEADERS = [
  ...Object.values(headerFile.facts).flatMap((entry) => [entry.zh, entry.en]),
  ...Object.values(headerFile.row).map((entry) => entry.zh),
  ...Object.keys(headerFile.ambiguous),
  ...headerFile.ignored.headers,
  '成员1.年龄',
  '成员2.残疾人',
  'm1.isSeverelyDisabled',
  '家庭月人均收入（万元）',
  '其他同类情形（rongchang/2-h）',
  '各月人均收入 2020-03',
];

const long = fc.constantFrom(
  '长'.repeat(32_767),
  'x'.repeat(32_767),
  ' '.repeat(32_767),
  '，'.repeat(5000),
  '('.repeat(3000),
  '9'.repeat(5000),
  '/'.repeat(3000),
);
const cell = fc.oneof(
  fc.constantFrom(
    '是',
    '否',
    '已脱贫',
    '农村',
    '无',
    '未知',
    '2020-06-30',
    '2020年3月',
    600,
    3,
    44012,
    true,
    false,
    null,
    '',
  ),
  fc.constantFrom(
    '#N/A',
    '#VALUE!',
    'Err:502',
    '#REF!',
    1e308,
    -1e308,
    5e-324,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 53,
    '1e308',
    '６００',
    '2020-02-30',
    '💰👨‍👩‍👧',
    '\u0000',
    '\ud800',
    '=1+1',
    '__proto__',
    'constructor',
    '"><b>',
  ),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.integer(),
  long,
  fc.constantFrom<unknown>(
    undefined,
    {},
    [],
    Symbol('x'),
    () => 1,
    10n,
    new Date(Number.NaN),
    new Date('2020-06-30'),
    Object.create(null),
    new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
      },
    ),
  ),
);
const header = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...HEADERS) }, { weight: 1, arbitrary: cell });
const line = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 6 });
const range = fc.oneof(
  line(cell).map((cells) => [cells]),
  fc.array(line(cell), { maxLength: 4 }),
  line(cell),
  cell,
);
/** Headers and as many values, as people have them; or anything. */
const row = fc.oneof(
  fc
    .array(fc.tuple(header, cell), { maxLength: 8 })
    .map((columns) => [[columns.map(([, value]) => value)], [columns.map(([text]) => text)]] as const),
  fc
    .array(fc.tuple(header, cell), { maxLength: 8 })
    .map((columns) => [[columns.map(([text]) => text), columns.map(([, value]) => value)], null] as const),
  fc.tuple(range, range),
);
const jurisdiction = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>('荣昌', 'rongchang', '内蒙古', [['海南']], 'YanCheng', '明山区') },
  cell,
);
const programme = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>('低保', 'dibao-taper', '临时救助', '渐退', '') },
  cell,
);
const date = fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>('2020-06-30', 44012, null, '') }, cell);
const parameters = fc.oneof(
  fc.constant(null),
  fc.constantFrom<unknown>(
    [['低保标准（月）', 450]],
    [
      ['参数', '数值'],
      ['脱贫攻坚期截止日', 44196],
      ['语言', 'id'],
    ],
    [['日期系统', 1904]],
    [['rongchang/5.1-c', 'everyone']],
  ),
  range,
);

/** A value that a cell can show: text of at most a cell's length, a finite number, a table of them, or an error with a message. */
function isShowable(value: unknown): boolean {
  // An internal error would be a bug that the last catch has hidden.
  if (isCellError(value))
    return value.message.length > 0 && value.message.length <= 500 && !/内部错误|internal error/.test(value.message);
  if (Array.isArray(value))
    return (
      value.length > 0 &&
      value.every(
        (cells) =>
          Array.isArray(cells) &&
          cells.length === value[0].length &&
          cells.every((item) => typeof item !== 'object' && isShowable(item)),
      )
    );
  return (typeof value === 'string' && value.length <= 32_767) || (typeof value === 'number' && Number.isFinite(value));
}

describe('no cell throws out of a function, and every answer can be shown', () => {
  const runs = { numRuns: scaled(300) };
  const { ELIGIBLE, TAPER, RISK, WHY, MISSING, CLAUSE, COMPARE, EVALUATE } = functions as unknown as Record<
    string,
    (...args: unknown[]) => unknown
  >;
  const holds = (call: ((...args: unknown[]) => unknown) | undefined, ...args: fc.Arbitrary<unknown>[]) =>
    fc.assert(
      fc.property(fc.tuple(...args), row, date, parameters, cell, (head, [values, headers], day, law, tail) => {
        const answer = call?.(...head, values, headers, day, law, tail);
        if (!isShowable(answer)) throw new Error(`cannot be shown: ${JSON.stringify(answer)?.slice(0, 300)}`);
      }),
      runs,
    );

  it('ELIGIBLE', () => holds(ELIGIBLE, jurisdiction, programme));
  it('TAPER', () => holds(TAPER, jurisdiction));
  it('RISK', () => holds(RISK, jurisdiction));
  it('WHY', () => holds(WHY, jurisdiction, programme));
  it('MISSING', () => holds(MISSING, jurisdiction, programme));
  it('CLAUSE', () =>
    holds(CLAUSE, fc.oneof(fc.constantFrom<unknown>('rongchang/2-f', '荣昌/2-F', 'hainan/1-a', 'rongchang/3'), cell)));
  it('COMPARE', () => holds(COMPARE));
  it('EVALUATE', () => holds(EVALUATE, jurisdiction));
  it('called with nothing at all', () => {
    for (const call of Object.values(functions) as (() => unknown)[]) expect(isCellError(call())).toBe(true);
  });
});
