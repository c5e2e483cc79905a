import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.js';
import { evaluate } from '../../src/index.js';
import { loadJurisdiction } from '../../src/rules.js';
import { jiantui, workFolder } from '../cli/harness.js';
import { decidedApart } from '../support/apart.js';
import { rule, TEXT, test } from '../support/small-rule-set.js';

/** `JIANTUI_APART` sets another number; the slow suite takes 2,000. */
const HOUSEHOLDS = Number(process.env.JIANTUI_APART ?? 40);

it('households come to the same bytes whoever was decided before them', async () => {
  const { differing, decided } = await decidedApart({ overlays: 5, households: HOUSEHOLDS, alone: 0.1 });
  expect(differing).toEqual([]);
  expect(decided).toBeGreaterThanOrEqual(HOUSEHOLDS);
}, 300_000);

describe('a fact worked out from a fact that is worked out', () => {
  // In Rongchang the monthly income is worked out from the household's, where it is not given.
  const overlay = {
    overlay: 'hardship',
    extends: 'rongchang',
    authority: '区民政局',
    derived: { inHardship: { formula: 'incomeChanged or perCapitaMonthlyIncome < 100', name: TEXT } },
    rules: [
      rule('rongchang/local.relief', {
        programme: 'relief',
        conditions: { all: [test('inHardship', 'equal', true)] },
      }),
    ],
  };
  const first = {
    id: 'a',
    asOf: '2020-06-30',
    povertyRegistration: 'lifted',
    dibaoStatus: 'receiving',
    incomeChanged: true,
  };
  const second = { ...first, id: 'b', incomeChanged: false };
  const verdictOf = (decision: { eligibility: readonly { programme: string; verdict: string }[] }) =>
    decision.eligibility.find(({ programme }) => programme === 'relief')?.verdict;
  const file = workFolder();

  it.each([
    ['in order', [first, second]],
    ['the other way round', [second, first]],
  ])('is each household’s own in a batch, %s', async (_, households) => {
    const input = file('rows.ndjson', households.map((each) => `${JSON.stringify(each)}\n`).join(''));
    const local = file('overlay.json', overlay);
    const output = file('decided.ndjson', '');
    for (const more of [[], ['--full']]) {
      const { status, err } = await jiantui([
        ...['batch', input, '-o', output, ...more, '--jurisdiction', 'rongchang', '--overlay', local, '--workers', '1'],
      ]);
      expect(status, err).toBe(0);
      const lines = readFileSync(output, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const verdicts = lines.map((line) => [line.id ?? line.household.id, line.verdicts?.relief ?? verdictOf(line)]);
      expect(Object.fromEntries(verdicts)).toEqual({ a: 'eligible', b: 'undetermined' });
    }
  });

  it('is each household’s own in decisions', async () => {
    const ruleSet = loadJurisdiction('rongchang', { overlays: [overlay] as never });
    const compiled = compile(ruleSet);
    for (const [household, verdict] of [
      [first, 'eligible'],
      [second, 'undetermined'],
      [first, 'eligible'],
    ] as const) {
      expect(verdictOf(await evaluate(ruleSet, household))).toBe(verdict);
      expect(verdictOf(compiled.decide(household))).toBe(verdict);
    }
  });
});
