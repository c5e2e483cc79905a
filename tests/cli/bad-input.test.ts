import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOUSEHOLDS, jiantui, workFolder } from './harness.js';

const write = workFolder();

/** What a message has to name, whatever the language. */
type Named = readonly (string | RegExp)[];

const GOOD = { id: 'h', jurisdiction: 'rongchang', asOf: '2020-06-30', povertyRegistration: 'lifted' };

/** One household that is not right: what is changed in a good one, and what the message names. */
const households: readonly (readonly [string, Record<string, unknown>, Named])[] = [
  ['a key that is not known', { povertyRegistraton: 'lifted' }, ['povertyRegistraton', 'povertyRegistration']],
  [
    'a key of a member that is not known',
    { members: [{ id: 'm', isDisable: true }] },
    ['members[0].isDisable', 'isDisabled'],
  ],
  [
    'a key of a finding that is not known',
    { marginalHouseholdFinding: { value: 'yes', autority: 'x' } },
    ['marginalHouseholdFinding.autority', 'authority'],
  ],
  ['a value of an enum that is not known', { dibaoStatus: 'recieving' }, ['dibaoStatus', '"recieving"', 'receiving']],
  ['a value of an enum in Chinese', { povertyRegistration: '已脱贫' }, ['povertyRegistration', '"已脱贫"', '"lifted"']],
  ['a value of a set that is not known', { povertyCauses: ['ilness'] }, ['povertyCauses[0]', 'illness']],
  [
    'a text where a yes or no belongs',
    { incomeChanged: '是' },
    ['incomeChanged', '"是"', /true (或|or) false(?!.*(想写|did you mean))/],
  ],
  ['a quoted true', { incomeChanged: 'True' }, ['incomeChanged', '"True"', /true\b/]],
  ['a number where an enum belongs', { dibaoStatus: 1 }, ['dibaoStatus', '1', 'receiving']],
  ['a list where a finding belongs', { meetsDibaoConditions: ['yes'] }, ['meetsDibaoConditions', '1']],
  [
    'a finding that is neither yes nor no',
    { meetsDibaoConditions: 'maybe' },
    ['meetsDibaoConditions', '"maybe"', 'yes', 'no'],
  ],
  ['an object where money belongs', { perCapitaMonthlyIncome: { amount: 1 } }, ['perCapitaMonthlyIncome', 'amount']],
  [
    'an answer for a clause that there is not',
    { otherLikeCategoryFinding: { 'rongchang/2-z': 'yes' } },
    ['otherLikeCategoryFinding.rongchang/2-z', /rongchang\/2-[a-h]/],
  ],
  ['NaN', { perCapitaMonthlyIncome: 'NaN' }, ['perCapitaMonthlyIncome', '"NaN"', '450.00']],
  ['Infinity', { perCapitaMonthlyIncome: 'Infinity' }, ['perCapitaMonthlyIncome', '"Infinity"', '450.00']],
  ['an exponent', { perCapitaMonthlyIncome: '4.5e2' }, ['perCapitaMonthlyIncome', '"4.5e2"', '450.00']],
  ['a thousands separator', { perCapitaMonthlyIncome: '1,200.00' }, ['perCapitaMonthlyIncome', '"1,200.00"', '450.00']],
  ['full-width digits', { perCapitaMonthlyIncome: '４５０' }, ['perCapitaMonthlyIncome', '"４５０"', '450.00']],
  ['money with its unit', { perCapitaMonthlyIncome: '450元' }, ['perCapitaMonthlyIncome', '"450元"', '450.00']],
  ['negative money', { perCapitaMonthlyIncome: '-1.00' }, ['perCapitaMonthlyIncome', '-1.00', '0']],
  ['a negative number', { householdAnnualIncome: -5 }, ['householdAnnualIncome', '-5', '0']],
  ['more digits than any money has', { perCapitaMonthlyIncome: '9'.repeat(40) }, ['perCapitaMonthlyIncome']],
  ['half a person', { householdSize: 2.5 }, ['householdSize', '2.5']],
  ['nobody in the household', { householdSize: 0 }, ['householdSize', '0', '1']],
  [
    'fewer persons than members',
    { householdSize: 1, members: [{ id: 'a' }, { id: 'b' }] },
    ['householdSize', '1', '2'],
  ],
  ['a day that does not exist', { asOf: '2020-02-30' }, ['asOf', '"2020-02-30"', 'YYYY-MM-DD']],
  ['a day in another form', { asOf: '2020/6/30' }, ['asOf', '"2020/6/30"', 'YYYY-MM-DD']],
  ['a day in Chinese', { asOf: '2020年6月30日' }, ['asOf', '"2020年6月30日"', 'YYYY-MM-DD']],
  [
    'a month that does not exist',
    { taperDecision: { startMonth: '2020-13' } },
    ['taperDecision.startMonth', '"2020-13"', 'YYYY-MM'],
  ],
  [
    'a finding on a day that does not exist',
    { marginalHouseholdFinding: { value: 'yes', date: '2021-02-29' } },
    ['marginalHouseholdFinding.date', '"2021-02-29"'],
  ],
  ['two days that contradict each other', { asOfDate: '2020-07-01' }, ['asOfDate', '"2020-07-01"', '"2020-06-30"']],
  ['no day at all', { asOf: undefined }, ['asOf', 'YYYY-MM-DD']],
  ['a member without id', { members: [{ isDisabled: true }] }, ['members[0].id']],
  ['an empty id', { id: '' }, ['id']],
  ['two members of one id', { members: [{ id: 'm' }, { id: 'm' }] }, ['members[1].id', '"m"']],
  ['a member named like the household', { members: [{ id: 'household' }] }, ['members[0].id', '"household"']],
  ['members as an object', { members: { m1: {} } }, ['members', 'm1']],
  [
    '100,000 members',
    { members: Array.from({ length: 100_000 }, (_, index) => ({ id: `m${index}` })) },
    ['members', '100000', '200'],
  ],
  ['a text as long as a book', { localArea: '长'.repeat(100_000) }, ['localArea', '500']],
  ['the key constructor', { constructor: 'x' }, ['constructor']],
  ['the key toString', { toString: 1 }, ['toString']],
  [
    'a parameter among the facts',
    { dibaoStandardMonthly: '450.00' },
    ['dibaoStandardMonthly', /参数文件|belongs in the parameters/],
  ],
  ['a fact of a member said of the household', { isDisabled: true }, ['isDisabled', 'members']],
  [
    'a fact of the household said of a member',
    { members: [{ id: 'm', dibaoStatus: 'none' }] },
    ['members[0].dibaoStatus', /整户|household/],
  ],
  ['an unknown jurisdiction', { jurisdiction: 'rongchan' }, ['jurisdiction', '"rongchan"', 'rongchang', 'mingshan']],
  ['no jurisdiction', { jurisdiction: undefined }, ['jurisdiction', '--jurisdiction', 'rongchang']],
];

/** One file that is not right as a file. */
const files: readonly (readonly [string, string | Uint8Array, Named])[] = [
  ['an empty file', '', ['JSON']],
  ['a file of blanks', ' \n\n ', ['JSON']],
  ['JSON that breaks off', '{ "id": "h",\n  "asOf": "2020-06-30"', [':2:23', '}']],
  ['JSON that breaks off in a text', '{ "id": "h', [':1:', '"']],
  ['a comma too many', '{ "id": "h", }', [':1:14', '}']],
  ['a missing comma', '{ "id": "h"\n  "asOf": "2020-06-30" }', [':2:3', '"asOf"']],
  ['single quotes', "{ 'id': 'h' }", [':1:3', '"']],
  ['a comment', '{ // one\n "id": "h" }', [':1:3']],
  ['NaN as a value', '{ "perCapitaMonthlyIncome": NaN }', [':1:29']],
  ['several households without a list', '{ "id": "a" }\n{ "id": "b" }', [':2:1', '[ … ]']],
  ['1e400', '{ "perCapitaMonthlyIncome": 1e400 }', [':1:29', 'perCapitaMonthlyIncome', '1e400']],
  [
    'a number with more digits than a number holds',
    '{ "perCapitaMonthlyIncome": 600.000000000000000001 }',
    ['perCapitaMonthlyIncome', '"600.000000000000000001"'],
  ],
  ['a key given twice', '{ "asOf": "2020-06-30",\n  "asOf": "2021-06-30" }', [':2:3', 'asOf']],
  [
    'the key __proto__',
    '{ "asOf": "2020-06-30", "__proto__": { "dibaoStatus": "receiving" } }',
    ['__proto__', ':1:25'],
  ],
  ['100,000 brackets', '['.repeat(100_000), [':1:101', '100']],
  ['GBK', new Uint8Array([0x7b, 0x22, 0xc8, 0xd9, 0xb2, 0xfd, 0x22, 0x3a, 0x31, 0x7d]), ['0xD9', 'UTF-8', 'GBK']],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]), ['0xFF', 'UTF-8', 'UTF-16']],
  ['a byte that no encoding has', new Uint8Array([0x7b, 0x0a, 0x0a, 0x22, 0xff, 0x22, 0x7d]), ['0xFF', '3', 'UTF-8']],
  ['a text', '"rongchang"', ['"rongchang"']],
  ['a number', '42', ['42']],
  ['null', 'null', ['null']],
];

/** One parameters file that is not right. */
const parameters: readonly (readonly [string, unknown, Named])[] = [
  ['a parameter that is not known', { dibaoStandardMonthy: '450.00' }, ['dibaoStandardMonthy', 'dibaoStandardMonthly']],
  ['a fact among the parameters', { perCapitaMonthlyIncome: '450.00' }, ['perCapitaMonthlyIncome']],
  [
    'periods that overlap',
    {
      dibaoStandardMonthly: [
        { from: '2020-01-01', until: '2020-12-31', value: '450' },
        { from: '2020-09-01', value: '496' },
      ],
    },
    ['dibaoStandardMonthly', '2020-09-01'],
  ],
  [
    'periods with a hole',
    {
      dibaoStandardMonthly: [
        { from: '2018-01-01', until: '2018-12-31', value: '410' },
        { from: '2020-09-01', value: '496' },
      ],
    },
    ['dibaoStandardMonthly', '2018-12-31', '2020-09-01'],
  ],
  [
    'a period that ends before it begins',
    { dibaoStandardMonthly: [{ from: '2020-12-31', until: '2020-01-01', value: '450' }] },
    ['dibaoStandardMonthly', '2020-12-31'],
  ],
  [
    'a first day that does not exist',
    { dibaoStandardMonthly: [{ from: '2019-02-29', value: '450' }] },
    ['dibaoStandardMonthly[0].from', '"2019-02-29"'],
  ],
  ['a standard below zero', { dibaoStandardMonthly: '-450.00' }, ['dibaoStandardMonthly', '-450.00']],
  ['a text for money', { dibaoStandardMonthly: 'much' }, ['dibaoStandardMonthly', '"much"']],
  ['a day that does not exist', { povertyPeriodEnd: '2020-11-31' }, ['povertyPeriodEnd', '"2020-11-31"']],
  ['an empty list of values', { dibaoStandardMonthly: [] }, ['dibaoStandardMonthly']],
  [
    'a key of a dated value that is not known',
    { dibaoStandardMonthly: [{ form: '2020-01-01', value: '450' }] },
    ['dibaoStandardMonthly[0].form', 'from'],
  ],
  ['a list', ['450.00'], ['1']],
];

/** Options whose form is right and whose value is not. */
const options: readonly (readonly [string, readonly string[], Named])[] = [
  [
    'an unknown jurisdiction',
    ['--jurisdiction', 'rongchan'],
    ['--jurisdiction', '"rongchan"', 'rongchang', 'mingshan'],
  ],
  ['a jurisdiction named like a property', ['--jurisdiction', 'constructor'], ['--jurisdiction', '"constructor"']],
  ['a day that does not exist', ['--as-of', '2020-02-30'], ['--as-of', '"2020-02-30"', 'YYYY-MM-DD']],
  [
    'a reading that the clause does not have',
    ['--adopt', 'rongchang/5.1-c=everybody'],
    ['--adopt', '"everybody"', 'everyone', 'watch-groups'],
  ],
  [
    'a clause that does not exist',
    ['--adopt', 'rongchang/5.1-z=everyone'],
    ['--adopt', '"rongchang/5.1-z"', 'rongchang/5.1-c'],
  ],
  [
    'a clause with one reading only',
    ['--adopt', 'rongchang/2-f=everyone'],
    ['--adopt', '"rongchang/2-f"', 'rongchang/5.1-c'],
  ],
  [
    'a parameters file that is not there',
    ['--parameters', 'fixtures/parameters/rongchang-2021.json'],
    ['rongchang-2021.json', 'rongchang-2020.json'],
  ],
  ['a folder', ['--parameters', 'fixtures'], ['fixtures']],
];

/** Command lines that are not right. Status 2. */
const usage: readonly (readonly [string, readonly string[], Named])[] = [
  ['nothing', [], ['--help']],
  ['a command that does not exist', ['evalute', HOUSEHOLDS], ['evalute', 'evaluate']],
  ['half a command', ['rules'], ['rules', 'rules list']],
  ['a slip in the second word', ['rules', 'lst'], ['rules lst', 'rules list']],
  ['an option that does not exist', ['evaluate', HOUSEHOLDS, '--asof', '2020-06-30'], ['--asof', '--as-of']],
  ['an option of another command', ['explain', HOUSEHOLDS, '--format', 'json'], ['--format']],
  ['an option without its value', ['evaluate', HOUSEHOLDS, '--as-of'], ['--as-of', 'DATE']],
  [
    'an option in the place of a value',
    ['evaluate', HOUSEHOLDS, '--parameters', '--format', 'json'],
    ['--parameters', 'FILE'],
  ],
  ['a format that does not exist', ['evaluate', HOUSEHOLDS, '--format', 'xml'], ['--format', 'xml', 'text', 'json']],
  ['a language that does not exist', ['evaluate', HOUSEHOLDS, '--lang', 'fr'], ['--lang', 'fr', 'zh', 'en']],
  [
    'an adoption without a reading',
    ['evaluate', HOUSEHOLDS, '--adopt', 'rongchang/5.1-c'],
    ['--adopt', 'rongchang/5.1-c', '='],
  ],
  ['an option given twice', ['evaluate', HOUSEHOLDS, '--as-of', '2020-01-01', '--as-of', '2020-02-01'], ['--as-of']],
  ['no file', ['evaluate'], ['FILE']],
  ['two files', ['evaluate', HOUSEHOLDS, HOUSEHOLDS], [HOUSEHOLDS]],
];

async function expectMessage(argv: readonly string[], status: number, named: Named): Promise<void> {
  for (const language of ['zh', 'en'] as const) {
    const ran = await jiantui(argv.includes('--lang') ? argv : [...argv, '--lang', language]);
    expect(ran.status, ran.err).toBe(status);
    expect(ran.out).toBe('');
    for (const part of named)
      expect(ran.err).toMatch(
        typeof part === 'string' ? new RegExp(part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')) : part,
      );
    expect(ran.err).not.toMatch(/^\s+at |undefined|\[object|Error:|\.ts:\d|\.js:\d/mu);
    expect(ran.err.length).toBeLessThan(2000);
    if (language === 'zh' && !argv.includes('--lang')) expect(ran.err).toMatch(/[\u4e00-\u9fff]/u);
  }
}

describe('bad input', () => {
  it('is tried in more than forty ways', () =>
    expect(households.length + files.length + parameters.length + options.length).toBeGreaterThan(40));

  it.each(households)('household: %s', async (name, change, named) => {
    const file = write(`household-${name.replace(/\W/gu, '-')}.json`, { ...GOOD, ...change });
    await expectMessage(['evaluate', file], 1, [file, ...named]);
  });

  it.each(files)('file: %s', async (name, content, named) => {
    const file = write(`file-${name.replace(/\W/gu, '-')}.json`, content);
    await expectMessage(['evaluate', file, '--jurisdiction', 'rongchang'], 1, [file, ...named]);
  });

  it.each(parameters)('parameters: %s', async (name, content, named) => {
    const household = write('good.json', GOOD);
    const file = write(`parameters-${name.replace(/\W/gu, '-')}.json`, content as object);
    await expectMessage(['evaluate', household, '--parameters', file], 1, [file, ...named]);
  });

  it.each(options)('option: %s', async (_name, argv, named) => {
    const household = write('good.json', GOOD);
    await expectMessage(['evaluate', household, ...argv], 1, named);
  });

  it.each(usage)('usage: %s', async (_name, argv, named) => expectMessage(argv, 2, named));

  it('names a file that cannot be read, and one of a like name', async () => {
    const good = write('household-good.json', GOOD);
    await expectMessage(['evaluate', good.replace('good', 'goof')], 1, ['household-goof.json', good]);
    await expectMessage(['evaluate', dirname(good)], 1, [dirname(good)]);
    mkdirSync(`${dirname(good)}/empty`, { recursive: true });
    await expectMessage(['explain', `${dirname(good)}/empty/none.json`], 1, ['none.json']);
    await expectMessage(['evaluate', 'a\u0000b.json'], 1, []);
  });
});
