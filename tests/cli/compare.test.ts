import { describe, expect, it } from 'vitest';
import { jiantui, workFolder } from './harness.js';

const FILE = 'fixtures/households/compare.json';
const LAID_OUT = 'fixtures/parameters/compare-2020.json';
const PLAIN = 'fixtures/parameters/rongchang-2020.json';
const file = workFolder();

describe('compare', () => {
  it('puts the five side by side', async () => {
    const { status, out, err } = await jiantui([
      'compare',
      FILE,
      '--parameters',
      LAID_OUT,
      '--programme',
      'dibao-taper',
    ]);
    expect([status, err]).toEqual([0, '']);
    expect(out.split('\n').slice(0, 5)).toEqual([
      'cmp-0001　各文件对照　评估基准日2020年6月30日',
      '',
      '项目        荣昌区    明山区      郾城区    海南省    内蒙古自治区',
      '低保渐退期  应予落实  可予落实    未作规定  未作规定  可予落实',
      '            6个月整   最多12个月                      月数未定',
    ]);
    expect(out).toContain('〔二（2-f）〕');
  });

  it('gives the same as JSON, of the programmes asked for', async () => {
    const { status, out } = await jiantui([
      'compare',
      FILE,
      '--parameters',
      LAID_OUT,
      '--programme',
      'dibao-taper',
      '--format',
      'json',
    ]);
    const comparison = JSON.parse(out);
    expect(status).toBe(0);
    expect(comparison.programmes).toHaveLength(1);
    expect(comparison.programmes[0].sides.map((side: { verdict: string }) => side.verdict)).toEqual([
      'eligible',
      'discretionary',
      'silent',
      'silent',
      'discretionary',
    ]);
  });

  it('says so where one list of parameters is supposed to hold everywhere', async () => {
    const { status, err } = await jiantui(['compare', FILE, '--parameters', PLAIN, '--lang', 'en']);
    expect([status, err]).toEqual([
      0,
      'the parameters are not laid out by jurisdiction; they are supposed to hold everywhere, for the comparison only\n',
    ]);
  });

  it('uses a pack only where it belongs', async () => {
    const json = async (...argv: string[]) =>
      JSON.parse((await jiantui(['compare', FILE, '--as-of', '2020-10-01', '--format', 'json', ...argv])).out);
    const standard = (comparison: { measures: { name: string; sides: { value: string | null }[] }[] }) =>
      comparison.measures.find(({ name }) => name === 'dibaoStandardMonthly')?.sides.map(({ value }) => value);
    expect(standard(await json())).toEqual([null, null, null, null, null]);
    expect(standard(await json('--pack', 'chongqing'))).toEqual(['496', null, null, null, null]);
    expect(standard(await json('--pack', 'chongqing', '--parameters', LAID_OUT))).toEqual([
      '450',
      null,
      null,
      null,
      null,
    ]);
  });

  it.each([
    [['--programme', 'dibao-tapr'], 1, /--programme: .*dibao-taper/],
    [['--pack', 'nation'], 1, /--pack: .*chongqing/],
    [['--jurisdiction', 'hainan'], 2, /--jurisdiction/],
    [['--as-of', '2020-02-30'], 1, /2020-02-30/],
  ])('refuses %j', async (argv, status, message) => {
    const ran = await jiantui(['compare', FILE, ...argv]);
    expect([ran.status, ran.out]).toEqual([status, '']);
    expect(ran.err).toMatch(message);
  });

  it('names the file and the place of what is wrong in it', async () => {
    const bad = file('bad.json', { asOf: '2020-06-30', povertyRegistraton: 'lifted' });
    const list = file('list.json', [{}]);
    expect((await jiantui(['compare', bad])).err).toMatch(/bad\.json:3:\d+: povertyRegistraton.*povertyRegistration/);
    expect((await jiantui(['compare', list])).err).toContain('list.json');
    const parameters = file('parameters.json', { rongchang: { dibaoStandardMonthly: '-1' } });
    expect((await jiantui(['compare', FILE, '--parameters', parameters])).err).toContain('parameters.json');
  });
});

describe('thresholds', () => {
  const argv = ['thresholds', FILE, '--jurisdiction', 'rongchang', '--parameters', PLAIN];

  it('says at which income the taper starts and ends', async () => {
    const { status, out } = await jiantui([...argv, '--fact', 'perCapitaMonthlyIncome']);
    expect([status, out]).toEqual([
      0,
      '家庭月人均收入 每人每月450元\n  低保渐退期（6个月）（rongchang/2-f）　低于它：条件不具备；正好：条件不具备；高于它：条件具备\n' +
        '家庭月人均收入 每人每月900元\n  低保渐退期（6个月）（rongchang/2-f）　低于它：条件具备；正好：条件不具备；高于它：条件不具备\n',
    ]);
  });

  it('as JSON, of a parameter, of a member', async () => {
    const parameter = JSON.parse((await jiantui([...argv, '--fact', 'dibaoStandardMonthly', '--format', 'json'])).out);
    expect(parameter.map(({ at, clause }: { at: string; clause: string }) => `${at} ${clause}`)).toEqual([
      '337.5 rongchang/2-f',
      '675 rongchang/2-f',
    ]);
    const household = file('member.json', {
      jurisdiction: 'mingshan',
      asOf: '2020-06-30',
      povertyRegistration: 'lifted',
      householdSize: 1,
      members: [{ id: 'm1', educationStage: 'preschool' }],
    });
    const { out } = await jiantui([
      'thresholds',
      household,
      '--fact',
      'attendedMonths',
      '--member',
      'm1',
      '--lang',
      'en',
    ]);
    expect(out).toContain(
      'Kindergarten aid (mingshan/2.1.4.2-a, member m1), mark “there are months of attendance”: below: no; at it: yes; above: yes',
    );
  });

  it('says when nothing depends on the number', async () => {
    expect((await jiantui([...argv, '--fact', 'householdExpenditure', '--lang', 'en'])).out).toMatch(
      /^nothing changes whatever the /,
    );
  });

  it.each([
    [[], 2, '--fact NAME'],
    [['--fact', 'perCapitaMonthlyIncom'], 1, 'perCapitaMonthlyIncome'],
    [['--fact', 'attendedMonths'], 1, '--member'],
    [['--fact', 'attendedMonths', '--member', 'm9'], 1, '--member'],
  ])('refuses %j', async (rest, status, message) => {
    const ran = await jiantui([...argv, ...rest]);
    expect([ran.status, ran.out]).toEqual([status, '']);
    expect(ran.err).toContain(message);
  });
});

describe('packs', () => {
  it('are listed, and shown with every source', async () => {
    const { out } = await jiantui(['rules', 'packs', '--lang', 'en']);
    expect(out).toContain('chongqing');
    expect(out).not.toContain('2020-09-01');
    expect((await jiantui(['rules', 'packs', 'chongqing', '--lang', 'en'])).out).toContain(
      '2020-09-01 – 2021-08-31  496  F1  notice of Chongqing of 26 August 2020 (official page)',
    );
    expect(JSON.parse((await jiantui(['rules', 'packs', 'henan-floors', '--format', 'json'])).out)).toMatchObject({
      pack: 'henan-floors',
      for: ['yancheng'],
    });
    expect((await jiantui(['rules', 'packs', 'henan'])).status).toBe(1);
  });

  it('supply evaluate, after the deployer’s own figures', async () => {
    const standard = async (...argv: string[]) => {
      const { out } = await jiantui(['evaluate', FILE, '--jurisdiction', 'rongchang', '--format', 'json', ...argv]);
      const found = /"id": "dibaoStandardMonthly",[^{]*?"value": ("[^"]*"|null)/.exec(out);
      return JSON.parse(found?.[1] ?? '"none"');
    };
    expect(await standard('--pack', 'chongqing', '--as-of', '2020-10-01')).toBe('496');
    expect(await standard('--pack', 'chongqing')).toBeNull();
    expect(await standard('--pack', 'chongqing', '--as-of', '2020-10-01', '--parameters', PLAIN)).toBe('450');
  });

  it('are refused elsewhere', async () => {
    const { status, err } = await jiantui([
      'evaluate',
      FILE,
      '--jurisdiction',
      'mingshan',
      '--pack',
      'chongqing',
      '--lang',
      'en',
    ]);
    expect([status, err]).toEqual([
      1,
      'jiantui: --pack: this pack is not for this jurisdiction: one place’s standard is not used in another; found chongqing (mingshan); expected rongchang\n',
    ]);
  });

  it('point out a standard below the floor, and decide by it all the same', async () => {
    const own = file('own.json', { dibaoStandardAnnual: '4000' });
    const ran = (...argv: string[]) =>
      jiantui(['evaluate', FILE, '--jurisdiction', 'yancheng', '--parameters', own, ...argv]);
    const [bare, noted] = [await ran(), await ran('--pack', 'henan-floors')];
    expect(noted.err).toContain('4000，低于农村低保最低标准（年）4260');
    expect([noted.status, noted.out]).toEqual([0, bare.out]);
  });
});

describe('coverage', () => {
  it('accounts for 293 clauses', async () => {
    const { status, out } = await jiantui(['rules', 'coverage', '--format', 'json']);
    const all: { clauses: unknown[] }[] = JSON.parse(out);
    expect([status, all.reduce((sum, { clauses }) => sum + clauses.length, 0)]).toEqual([0, 293]);
  });

  it('shows a rule with its cases and open words, a ledger clause with its reason', async () => {
    const { status, out } = await jiantui(['rules', 'coverage', 'rongchang', '--lang', 'en']);
    expect(status).toBe(0);
    expect(out).toMatch(
      /rongchang\/2-f {2}〔二〕 {2}taper · must {2}Six-month taper\n {2}Registered poor[^\n]+\n {2}Cases: met \d+, not met \d+, undetermined \d+, not in force \d+\n/,
    );
    expect(out).toMatch(/rongchang\/2-c {2}〔二〕 {2}ledger · named without content\n/);
    expect(out).toContain('The clause states no condition, so that no case can be not met');
  });

  it('lists the rules of an overlay with who added them', async () => {
    const { status, out } = await jiantui([
      'rules',
      'coverage',
      'inner-mongolia',
      '--overlay',
      'fixtures/overlays/inner-mongolia-banner.json',
    ]);
    expect(status).toBe(0);
    expect(out).toContain('inner-mongolia/local.taper');
    expect(out).toContain('由示例旗扶贫开发领导小组（虚构）增补');
  });

  it('knows no other jurisdiction', async () => {
    expect(await jiantui(['rules', 'coverage', 'rongchan'])).toMatchObject({ status: 1, out: '' });
  });
});
