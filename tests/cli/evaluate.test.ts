import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/index.js';
import { loadJurisdiction } from '../../src/rules.js';
import { HOUSEHOLDS, jiantui, PARAMETERS, workFolder } from './harness.js';

const write = workFolder();
const START = ['evaluate', HOUSEHOLDS, '--jurisdiction', 'rongchang', '--parameters', PARAMETERS];
const households = JSON.parse(readFileSync(HOUSEHOLDS, 'utf8')) as Record<string, unknown>[];
const parameters = JSON.parse(readFileSync(PARAMETERS, 'utf8')) as Record<string, unknown>;
const [first = {}] = households;

describe('jiantui evaluate', () => {
  it('prints every example household in a few lines', async () => {
    const ran = await jiantui(START);
    expect(ran).toMatchObject({ status: 0, err: '' });
    const blocks = ran.out.trimEnd().split('\n\n');
    expect(blocks.map((block) => block.split('　')[0])).toEqual(households.map(({ id }) => id));
    for (const block of blocks) expect(block.split('\n').length).toBeLessThanOrEqual(13);
    expect(blocks[0]?.split('\n').slice(0, 4)).toEqual([
      'rc-0001　重庆市荣昌区　评估基准日2020年6月30日',
      '  应予渐退  低保渐退期：正好6个月；家庭月人均收入600元，高于低保标准（月）450元，低于2倍低保标准900元〔二（2-f）〕',
      '  渐退决定  2020年3月至2020年8月，已用4个月，剩2个月；月数和起始月份合乎条文；起始月份的条件未能显示：本次资料晚于决定，由逐月核对（timeline）检查〔二（2-f）〕',
      '  应予落实  帮扶政策接续〔一（二）2（1.2.2-b）〕',
    ]);
  });

  it.each([
    ['rc-0002', '单人户低保（成员m2、m3）'],
    ['rc-0003', '应予落实  临时救助〔二（2-h）〕'],
    ['rc-0004', '与条文不符：决定为12个月，条款规定正好6个月；渐退到2021年4月为止，超出脱贫攻坚期截止日2020年12月31日'],
    ['rc-0004', '家庭月人均收入16400÷36元（约455.56，比较时不作舍入）'],
    ['rc-0005', '低保渐退期：家庭月人均收入900元，不低于2倍低保标准900元〔二（2-f）〕'],
    ['rc-0006', '应予落实  特困供养〔四（4-a）；五（一）（5.1-c）〕'],
    ['rc-0007', '〔五（一）（5.1-c）；六（二）（6.2-b）〕'],
    ['rc-0008', '低保渐退期：低保类别为“城市低保”〔二（2-f）〕'],
    ['rc-0009', '低保渐退期：缺“家庭收入是否发生变化”“家庭月人均收入”〔二（2-f）〕'],
    ['rc-0010', '低保渐退期：评估基准日2021年3月31日，晚于脱贫攻坚期截止日2020年12月31日〔二（2-f）〕'],
  ])('%s: %s', async (id, line) => {
    const { out } = await jiantui(START);
    expect(out.split('\n\n').find((block) => block.startsWith(id))).toContain(line);
  });

  it('prints as JSON what the library decides, one object or a list', async () => {
    const ruleSet = loadJurisdiction('rongchang');
    const decision = JSON.parse(JSON.stringify(await evaluate(ruleSet, first, { parameters })));
    const list = await jiantui([...START, '--format', 'json']);
    expect(JSON.parse(list.out)).toHaveLength(households.length);
    expect(JSON.parse(list.out)[0]).toEqual(decision);
    const one = await jiantui(['evaluate', '-', '--parameters', PARAMETERS, '--format', 'json'], {
      stdin: JSON.stringify(first),
    });
    expect(JSON.parse(one.out)).toEqual(decision);
    expect((await jiantui([...START, '--format', 'json'])).out).toBe(list.out);
  });

  it('decides on another day, under another reading, in English', async () => {
    const file = write('one.json', first);
    const late = await jiantui(['evaluate', file, '--parameters', PARAMETERS, '--as-of', '2021-01-01']);
    expect(late.out).toContain('不在期内  低保渐退期');
    const never = write('never.json', {
      id: 'n',
      asOf: '2020-06-30',
      povertyRegistration: 'neverRegistered',
      marginalHouseholdFinding: 'no',
      unstableLiftedFinding: 'no',
      meetsReliefConditions: 'yes',
    });
    const open = await jiantui(['evaluate', never, '--jurisdiction', 'rongchang', '--lang', 'en']);
    expect(open.out).toContain('relief: two readings differ');
    const adopted = await jiantui([
      'evaluate',
      never,
      '--jurisdiction',
      'rongchang',
      '--adopt',
      'rongchang/5.1-c=everyone',
      '--lang',
      'en',
    ]);
    expect(adopted.out).toMatch(/Due +relief \[五（一） \(5\.1-c\)\]/);
  });

  it('lays overlays on, and says whose parameter it is', async () => {
    const overlay = write('overlay.json', {
      overlay: 'rc-standards',
      extends: 'rongchang',
      authority: '荣昌区民政局',
      parameters: {
        dibaoStandardMonthly: [{ from: '2020-01-01', value: '496.00', source: '示例' }],
        povertyPeriodEnd: '2020-12-31',
      },
      adopt: { 'rongchang/5.1-c': 'everyone' },
    });
    const file = write('one.json', first);
    const ran = await jiantui(['explain', file, '--overlay', overlay]);
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain('低保标准（月）每人每月496元（2020年1月1日起，来源：示例，荣昌区民政局提供）');
    expect(ran.out).toContain(
      '已选定“凡符合条件的均适用，含自行申请”的读法，选定者是荣昌区民政局〔五（一）（5.1-c）〕。',
    );
  });

  it('keeps JSON numbers exact at the line', async () => {
    const verdict = async (income: string) => {
      const text = JSON.stringify({ ...first, taperDecision: undefined }).replace('"600.00"', income);
      const { out } = await jiantui(['evaluate', '-', '--parameters', PARAMETERS, '--format', 'json'], { stdin: text });
      return JSON.parse(out).tapers[0].verdict as string;
    };
    const incomes = ['450', '450.01', '899.99', '900.00', '900', '450.000000001'];
    expect(await Promise.all(incomes.map(verdict))).toEqual([
      'not-granted',
      'granted',
      'granted',
      'not-granted',
      'not-granted',
      'granted',
    ]);
  });

  it('passes over households that cannot be read and decides the others', async () => {
    const file = write('mixed.json', [
      first,
      { ...first, id: 'bad', dibaoStatus: 'recieving' },
      7,
      { ...first, id: 'last' },
    ]);
    const ran = await jiantui(['evaluate', file, '--parameters', PARAMETERS]);
    expect(ran.status).toBe(1);
    expect(ran.out.match(/^\S+(?=　)/gmu)).toEqual(['rc-0001', 'last']);
    const [bad, junk, total] = ran.err.trimEnd().split('\n');
    expect(bad).toMatch(/mixed\.json:\d+:\d+: \[1\]\.dibaoStatus: .*recieving.*receiving/u);
    expect(junk).toMatch(/mixed\.json:\d+:\d+: \[2\]: .*7/u);
    expect(total).toBe('4 户中有 2 户的资料有误，没有作判断；其余各户已作判断');
    const json = await jiantui(['evaluate', file, '--parameters', PARAMETERS, '--format', 'json']);
    expect(JSON.parse(json.out).map((decision: { household: { id: string } }) => decision.household.id)).toEqual([
      'rc-0001',
      'last',
    ]);
    expect(json.status).toBe(1);
  });

  it('reports a household with hundreds of problems in a few lines', async () => {
    const members = Array.from({ length: 150 }, (_, index) => ({ id: `m${index}`, sex: 'x', memberAge: 'old' }));
    const ran = await jiantui(['evaluate', write('many.json', { ...first, members })]);
    expect(ran.status).toBe(1);
    expect(ran.err.trimEnd().split('\n')).toHaveLength(21);
    expect(ran.err).toContain('另有 280 处问题');
  });

  it('takes each household under its own instrument', async () => {
    const other = { id: 'ms', jurisdiction: 'mingshan', asOf: '2020-06-30', povertyRegistration: 'lifted' };
    const ran = await jiantui([
      'evaluate',
      write('two.json', [first, other]),
      '--adopt',
      'rongchang/5.1-c=everyone',
      '--adopt',
      'mingshan/2.1.1-c=rule',
    ]);
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toMatch(/^rc-0001　重庆市荣昌区/mu);
    expect(ran.out).toMatch(/^ms　.*明山/mu);
    const wrong = await jiantui(['evaluate', write('two.json', [first, other]), '--adopt', 'hainan/1.1-a=rule']);
    expect(wrong).toMatchObject({ status: 1, out: '' });
    expect(wrong.err).toContain('hainan/1.1-a');
  });

  it('has nothing to say of an empty list', async () => {
    expect(await jiantui(['evaluate', '-', '--format', 'json'], { stdin: '[]' })).toEqual({
      status: 0,
      out: '[]\n',
      err: '文件里一户也没有\n',
    });
    expect(await jiantui(['evaluate', '-'], { stdin: '[]' })).toMatchObject({ status: 0, out: '' });
  });

  it('reads UTF-8 with a byte order mark', async () => {
    const plain = await jiantui(['evaluate', '-', '--parameters', PARAMETERS], { stdin: JSON.stringify(first) });
    const marked = await jiantui(['evaluate', '-', '--parameters', PARAMETERS], {
      stdin: `\ufeff${JSON.stringify(first)}`,
    });
    expect(marked).toEqual(plain);
  });
});

describe('on a terminal', () => {
  const esc = '\u001b';

  it('uses colour there only, and not where none is wanted', async () => {
    expect((await jiantui(START)).out).not.toContain(esc);
    expect((await jiantui(START, { columns: 100 })).out).toContain(`${esc}[32m应予渐退${esc}[0m`);
    expect((await jiantui(START, { columns: 100, env: { NO_COLOR: '1' } })).out).not.toContain(esc);
    expect((await jiantui(START, { columns: 100, env: { TERM: 'dumb' } })).out).not.toContain(esc);
    expect((await jiantui([...START, '--format', 'json'], { columns: 100 })).out).not.toContain(esc);
  });

  it('says the same words folded to the width', async () => {
    const wide = (await jiantui(START)).out;
    const folded = (await jiantui(START, { columns: 80, env: { NO_COLOR: '1' } })).out;
    const width = (line: string) => [...line].reduce((sum, char) => sum + (/[\u2e80-\uffef]/u.test(char) ? 2 : 1), 0);
    expect(Math.max(...folded.split('\n').map(width))).toBeLessThanOrEqual(80);
    expect(folded.replace(/\s/gu, '')).toBe(wide.replace(/\s/gu, ''));
  });
});
