import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/answer/evaluate.js';
import { JiantuiError } from '../../../src/base/error.js';
import { issueText } from '../../../src/base/issue-text.js';
import { compile } from '../../../src/compile/compile.js';
import { explain } from '../../../src/explain/explain.js';
import { jurisdictions, loadJurisdiction, ruleSetFile } from '../../../src/rules.js';
import { ruleSetIssues } from '../../../src/ruleset/load.js';
import { timeline } from '../../../src/taper/index.js';
import { generateCase } from '../../support/generate.js';
import { random } from '../../support/random.js';
import { spoilt } from './hostile.js';

// `npm run slow:fuzz`: JIANTUI_FUZZ structured inputs in all, default 100,000.
const ALL = Number(process.env.JIANTUI_FUZZ ?? 100_000);
const EACH = Math.ceil(ALL / jurisdictions.length);

/** What came of an input: a decision, or the one error, with a message that hides nothing. */
async function outcome<T>(work: () => T | Promise<T>): Promise<{ ok: T } | { error: string }> {
  try {
    return { ok: await work() };
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    for (const issue of error.issues) {
      expect(issueText(issue, 'zh')).not.toMatch(/undefined|\[object|\p{Cc}/u);
      expect(issueText(issue, 'en')).not.toMatch(/undefined|\[object|\p{Cc}/u);
    }
    return { error: error.message };
  }
}

describe.each([...jurisdictions])('%s', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);
  const file = ruleSetFile(jurisdiction);

  it('spoilt households, parameters and options', async () => {
    for (let seed = 0; seed < EACH; seed++) {
      const source = random(seed);
      const { household, options } = generateCase(ruleSet, seed);
      const spoils = source.int(3);
      const given = spoils === 1 ? household : spoilt(household, source);
      const settings = (spoils === 0 ? options : spoilt(options, source)) as typeof options;
      const compiled = await outcome(() => compile(ruleSet, settings).decide(given));
      if ('ok' in compiled)
        expect(explain(compiled.ok, ruleSet, { language: seed % 2 === 0 ? 'zh' : 'en' })).not.toMatch(
          /\p{Co}|\[object/u,
        );
      if (seed % 20 !== 0) continue;
      const evaluated = await outcome(() => evaluate(ruleSet, given, settings));
      expect('ok' in evaluated).toBe('ok' in compiled);
      if ('ok' in evaluated && 'ok' in compiled) expect(JSON.stringify(evaluated.ok)).toBe(JSON.stringify(compiled.ok));
    }
  });

  it('spoilt rule files', () => {
    for (let seed = 0; seed < EACH / 100; seed++) {
      const issues = ruleSetIssues(spoilt(file, random(seed)));
      for (const issue of issues) expect(issueText(issue, 'zh')).not.toMatch(/undefined|\[object|\p{Cc}/u);
    }
  });

  it('spoilt histories', async () => {
    const history = JSON.parse(readFileSync('fixtures/histories/rongchang.json', 'utf8'));
    for (let seed = 0; seed < EACH / 100; seed++) {
      const given = spoilt({ ...history, jurisdiction }, random(seed));
      await outcome(() => timeline(ruleSet, given));
    }
  });
});
