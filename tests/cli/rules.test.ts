import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { jiantui, workFolder } from './harness.js';

const write = workFolder();
const rongchang = () => JSON.parse(readFileSync('rules/rongchang.json', 'utf8'));

describe('jiantui rules list', () => {
  it('lists the jurisdictions with their instruments and counts', async () => {
    const ran = await jiantui(['rules', 'list']);
    expect(ran).toMatchObject({ status: 0, err: '' });
    for (const jurisdiction of jurisdictions) expect(ran.out).toMatch(new RegExp(`^${jurisdiction} `, 'mu'));
    expect(ran.out).toContain('《荣昌区民政局巩固拓展脱贫攻坚成果实施方案》（荣民发〔2020〕17号）');
    const { out } = await jiantui(['rules', 'list', '--format', 'json']);
    const rows = JSON.parse(out) as {
      jurisdiction: string;
      clauses: number;
      rules: number;
      ledger: number;
      digest: string;
    }[];
    expect(rows.map((row) => row.jurisdiction)).toEqual(jurisdictions);
    for (const row of rows) expect(row.rules + row.ledger).toBe(row.clauses);
    for (const row of rows) expect(row.digest).toBe(loadJurisdiction(row.jurisdiction).digest);
  });

  it.each(jurisdictions)('lists every clause of %s once, as a rule or in the ledger', async (jurisdiction) => {
    const ruleSet = loadJurisdiction(jurisdiction);
    const ran = await jiantui(['rules', 'list', jurisdiction, '--lang', 'en']);
    const lines = ran.out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(ruleSet.file.clauses);
    expect(lines.filter((line) => / rule {2}/u.test(line))).toHaveLength(ruleSet.rules.length);
    const { out } = await jiantui(['rules', 'list', jurisdiction, '--format', 'json']);
    expect(JSON.parse(out).filter((row: { in: string }) => row.in === 'ledger')).toHaveLength(ruleSet.ledger.length);
  });

  it('knows no other jurisdiction', async () => {
    const ran = await jiantui(['rules', 'list', 'rongchan']);
    expect(ran).toMatchObject({ status: 1, out: '' });
    expect(ran.err).toMatch(/rongchan.*rongchang/u);
  });
});

describe('jiantui rules check', () => {
  it.each(jurisdictions)('finds nothing wrong with %s', async (jurisdiction) => {
    const ran = await jiantui(['rules', 'check', `rules/${jurisdiction}.json`]);
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain('没有问题');
  });

  it('lists every problem of a rule file with its line, and its suggestion', async () => {
    const file = rongchang();
    file.rules[0].conditions.all[0].fact = 'povertyRegistraton';
    file.rules[1].cite = undefined;
    file.ledger.pop();
    const path = write('rules.json', file);
    const ran = await jiantui(['rules', 'check', path]);
    expect(ran).toMatchObject({ status: 1, err: '' });
    const lines = ran.out.trimEnd().split('\n');
    const at = (text: string) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .findIndex((line) => line.includes(text)) + 1;
    expect(lines).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `rules\\.json:${at('povertyRegistraton')}:\\d+: rules\\[0\\]\\.conditions\\.all\\[0\\]\\.fact: .*povertyRegistration`,
          'u',
        ),
      ),
    );
    expect(lines).toContainEqual(expect.stringContaining('rules[1].cite'));
    expect(lines).toContainEqual(expect.stringContaining('rongchang/end'));
    expect(lines.at(-1)).toBe(`${path}：${lines.length - 1} 处问题`);
  });

  it('checks an overlay on the jurisdiction that it extends, and names its own lines', async () => {
    const good = { overlay: 'a', extends: 'rongchang', authority: 'A', parameters: { povertyPeriodEnd: '2020-12-31' } };
    expect(await jiantui(['rules', 'check', write('overlay.json', good)])).toMatchObject({ status: 0, err: '' });
    const path = write('bad-overlay.json', { ...good, parameters: { povertyPeriodEnd: '2020-12-32' } });
    const alone = await jiantui(['rules', 'check', path]);
    expect(alone.status).toBe(1);
    expect(alone.out).toMatch(/bad-overlay\.json:6:\d+: parameters\.povertyPeriodEnd: .*2020-12-32/u);
    const upon = await jiantui(['rules', 'check', 'rules/rongchang.json', '--overlay', path]);
    expect(upon.status).toBe(1);
    expect(upon.out).toMatch(/bad-overlay\.json:6:\d+: parameters\.povertyPeriodEnd/u);
    const used = await jiantui(['evaluate', 'fixtures/households/rongchang.json', '--overlay', path]);
    expect(used).toMatchObject({ status: 1, out: '' });
    expect(used.err).toMatch(/bad-overlay\.json:6:\d+: parameters\.povertyPeriodEnd/u);
  });

  it('says which jurisdiction an overlay extends in vain', async () => {
    const ran = await jiantui([
      'rules',
      'check',
      write('lost.json', { overlay: 'a', extends: 'rongchan', authority: 'A' }),
    ]);
    expect(ran).toMatchObject({ status: 1, out: '' });
    expect(ran.err).toMatch(/lost\.json:3:\d+: extends: .*rongchang/u);
  });
});
