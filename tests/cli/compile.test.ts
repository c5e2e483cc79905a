import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { toModule } from '../../src/compile/to-module.js';
import { evaluate, loadRuleSet, openRuleSet } from '../../src/index.js';
import { jurisdictions, loadJurisdiction, ruleSetFile } from '../../src/rules.js';
import { caseInput, readCases } from '../../src/testing/cases.js';
import { loadModule } from '../compile/support/agree.js';
import { jiantui, PARAMETERS, workFolder } from './harness.js';

const file = workFolder();
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Tells statuses with a module, in a process in which nothing can make code from text. */
const RUNNER = `
import { readFileSync } from 'node:fs';
import { openModule } from './sync.mjs';
import * as module from './compiled.mjs';
try {
  new Function('return 1');
  throw new Error('code can be made from text here');
} catch (error) {
  if (!(error instanceof EvalError)) throw error;
}
const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const statuses = openModule(module);
const tell = ({ household, asOf }) => {
  try {
    return statuses(household, asOf === undefined ? {} : { asOf }).map(({ clause, subject, status }) => [clause, subject, status].join(' ')).sort();
  } catch (error) {
    return error.issues[0].code;
  }
};
process.stdout.write(JSON.stringify(read('households.json').map(tell)));
`;

await build({
  entryPoints: ['src/sync.ts'],
  outfile: file('sync.mjs', ''),
  bundle: true,
  format: 'esm',
  platform: 'browser',
});

describe.each(jurisdictions)('the module of %s', (jurisdiction) => {
  it('runs where no code may be made from text, and tells what evaluate does', async () => {
    const cases = readCases(read(`fixtures/cases/${jurisdiction}.json`));
    const inputs = cases.cases
      .map((entry) => caseInput(cases, entry))
      .filter(({ parameters, options }) => options.adopt === undefined && same(parameters, cases.parameters ?? {}));
    const runner = file('runner.mjs', RUNNER);
    const folder = dirname(runner);
    const parameters = file('parameters.json', cases.parameters ?? {});
    const compiled = file('compiled.mjs', '');
    file(
      'households.json',
      inputs.map(({ household, options }) => ({ household, asOf: options.asOf })),
    );
    const argv = ['compile', jurisdiction, '--parameters', parameters];
    expect(await jiantui([...argv, '-o', compiled])).toEqual({ status: 0, out: '', err: '' });

    const ran = spawnSync(process.execPath, ['--disallow-code-generation-from-strings', runner], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect(ran.stderr).toBe('');
    const told = JSON.parse(ran.stdout) as (string | string[])[];
    const ruleSet = loadJurisdiction(jurisdiction);
    let compared = 0;
    for (const [index, { household, parameters, options }] of inputs.entries()) {
      // What the small form leaves to the full package it says.
      if (told[index] === 'unusual-household') continue;
      const { outcomes } = await evaluate(ruleSet, household, { parameters, ...options });
      expect(told[index]).toEqual(
        outcomes.map(({ clause, subject, status }) => `${clause} ${subject} ${status}`).sort(),
      );
      compared += 1;
    }
    expect(compared).toBeGreaterThan(inputs.length * 0.9);
    expect(compared).toBeGreaterThan(10);
  });
});

describe('jiantui compile', () => {
  const ruleSet = loadJurisdiction('rongchang');
  const argv = ['compile', 'rongchang', '--parameters', PARAMETERS];

  it('writes the module to the standard output, which - stands for', async () => {
    const text = toModule(ruleSet, { parameters: read(PARAMETERS) });
    expect(await jiantui(argv)).toEqual({ status: 0, out: text, err: '' });
    expect(await jiantui([...argv, '-o', '-'])).toEqual({ status: 0, out: text, err: '' });
  });

  it('says beside each clause what it is, and at the head what was settled', async () => {
    const { out } = await jiantui([...argv, '--adopt', 'rongchang/5.1-c=everyone']);
    for (const { id, rule } of ruleSet.rules)
      expect(out).toContain(`  // ${id} ${rule.cite?.section}: ${rule.name.zh} · ${rule.name.en}`);
    expect(out).toMatch(/^\/\/ dibaoStandardMonthly: 450/m);
    expect(out).toContain('\n// rongchang/5.1-c: reading everyone\n');
    expect(out).not.toMatch(/\beval\b|\bFunction\b/);
  });

  it('compiles a rule file, with its overlays, as it does a shipped rule set', async () => {
    const own = file('own-rules.json', ruleSetFile('rongchang') as object);
    expect((await jiantui(['compile', own, '--parameters', PARAMETERS])).out).toBe((await jiantui(argv)).out);
    const overlay = 'fixtures/overlays/inner-mongolia-banner.json';
    const banner = await jiantui(['compile', 'rules/inner-mongolia.json', '--overlay', overlay]);
    expect(banner.out).toBe((await jiantui(['compile', 'inner-mongolia', '--overlay', overlay])).out);
    expect(banner.out).not.toBe((await jiantui(['compile', 'inner-mongolia'])).out);
  });

  it('makes a checked rule set', async () => {
    const { out } = await jiantui(['compile', 'rongchang', '--as', 'rule-set']);
    expect(openRuleSet(JSON.parse(out))).toEqual(ruleSet);
    expect(await jiantui([...argv, '--as', 'rule-set', '--lang', 'en'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('--parameters'),
    });
  });

  it('never writes over what it reads', async () => {
    const own = file('kept.json', ruleSetFile('rongchang') as object);
    const parameters = file('kept-parameters.json', read(PARAMETERS) as object);
    const link = `${own}.link`;
    symlinkSync(own, link);
    const before = readFileSync(own, 'utf8');
    for (const output of [own, link, parameters]) {
      const ran = await jiantui(['compile', own, '--parameters', parameters, '-o', output, '--lang', 'en']);
      expect(ran).toMatchObject({ status: 1, out: '', err: expect.stringContaining('written over another') });
    }
    expect(readFileSync(own, 'utf8')).toBe(before);
    expect(read(parameters)).toEqual(read(PARAMETERS));
  });

  it.each<[string, string[], number, string]>([
    ['a jurisdiction that is not there', ['rongchan'], 1, 'did you mean rongchang?'],
    ['a file that is not there', ['no/such.json'], 1, 'no such file'],
    [
      'a parameter that is not there',
      ['rongchang', '--parameters', file('odd.json', { dibaoStandard: '1' })],
      1,
      'dibaoStandard',
    ],
    [
      'a rule file with a mistake',
      [file('bad.json', { ...(ruleSetFile('rongchang') as object), verison: 1 })],
      1,
      'did you mean version?',
    ],
    ['a pack for a rule file', ['rules/rongchang.json', '--pack', 'chongqing'], 2, '--pack'],
    ['a form that is not there', ['rongchang', '--as', 'sql'], 2, 'module'],
    ['no rule set', [], 2, 'JURISDICTION|FILE'],
    ['a folder that is not there', ['rongchang', '-o', '/no/such/folder/x.js'], 1, 'cannot be written'],
  ])('refuses %s', async (_, words, status, said) => {
    const ran = await jiantui(['compile', ...words, '--lang', 'en']);
    expect(ran.status, ran.err).toBe(status);
    expect(ran.err).toContain(said);
    expect(ran.out).toBe('');
  });

  it('writes nothing from a file into the code: a name cannot end its comment', async () => {
    const raw = structuredClone(ruleSetFile('rongchang')) as {
      name: { zh: string };
      rules: { name: { en: string } }[];
    };
    raw.name.zh = '名\nthrow new Error("head");\u2028throw 1;//';
    for (const rule of raw.rules) rule.name.en = 'name\r\nthrow new Error("rule");';
    const module = await loadModule(toModule(loadRuleSet(raw)));
    expect(module.kernel).toBeTypeOf('function');
  });
});

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
