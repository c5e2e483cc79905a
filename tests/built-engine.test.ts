import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import type * as library from '../src/index.js';
import { evaluate } from '../src/index.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
import { checkedRuleSet } from '../src/ruleset/checked.js';
import { caseInput, readCases } from '../src/testing/cases.js';
import { engineWithoutExtras } from '../tsup.config.js';
import { sample } from './support/size.js';

/** The core as it is built: with json-rules-engine in it, without that package's paths and events. */
const folder = join('node_modules/.cache', `built-engine-${process.pid}`);
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const outfile = join(folder, 'core.mjs');
const { metafile } = await build({
  stdin: { contents: `export { evaluate, openRuleSet } from './src/index.ts';`, resolveDir: '.', loader: 'ts' },
  outfile,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  metafile: true,
  plugins: [engineWithoutExtras],
});
const core = (await import(pathToFileURL(outfile).href)) as Pick<typeof library, 'evaluate' | 'openRuleSet'>;
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('the core as it is built', () => {
  it('is made without what it does not need', () => {
    const files = Object.keys(metafile.inputs);
    const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    );
    expect(files.filter((file) => /node_modules\/(?:jsonpath-plus|eventemitter2)/.test(file))).toEqual([]);
    expect(
      used.filter((file) => /lezer|vocabulary\.json|schema\/(?:rule-set|decision)|issue-text-zh/.test(file)),
    ).toEqual([]);
    expect(used.filter((file) => /json-rules-engine/.test(file))).not.toEqual([]);
  });

  it.each(jurisdictions)('decides the cases of %s as the sources do', async (jurisdiction) => {
    const ruleSet = loadJurisdiction(jurisdiction);
    const opened = core.openRuleSet(JSON.parse(JSON.stringify(checkedRuleSet(ruleSet))));
    const file = readCases(read(`fixtures/cases/${jurisdiction}.json`));
    for (const entry of sample(file.cases)) {
      const { household, parameters, options } = caseInput(file, entry);
      const wanted = await evaluate(ruleSet, household, { parameters, ...options });
      expect(JSON.stringify(await core.evaluate(opened, household, { parameters, ...options })), entry.id).toBe(
        JSON.stringify(wanted),
      );
    }
  });

  it('asks look-ups, and puts up with those that fail', async () => {
    const ruleSet = loadJurisdiction('rongchang');
    const opened = core.openRuleSet(checkedRuleSet(ruleSet));
    const options = {
      parameters: { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' },
      lookups: {
        perCapitaMonthlyIncome: async () => '600.00',
        dibaoStatus: () => 'receiving',
        dibaoCategory: () => Promise.reject(new Error('not there')),
      },
    };
    const household = { asOf: '2020-06-30', povertyRegistration: 'lifted', incomeChanged: true };
    const wanted = await evaluate(ruleSet, household, options);
    expect(await core.evaluate(opened, household, options)).toEqual(wanted);
    expect(JSON.stringify(wanted.trace)).toContain('not there');
  });
});
