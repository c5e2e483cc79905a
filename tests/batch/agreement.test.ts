import { describe, expect, it } from 'vitest';
import { createJudge, type JudgeOptions } from '../../src/batch/judge.js';
import { createRows } from '../../src/batch/rows.js';
import { evaluate, type RuleSet } from '../../src/index.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { generateCase } from '../support/generate.js';
import { casesOf, decoder, expectedLine } from './support.js';

/** Judges that have already learnt from other households, as in a long run: what they remember must not mislead them. */
function judges(ruleSet: RuleSet) {
  const made = new Map<string, ReturnType<typeof createJudge>>();
  return (options: JudgeOptions) => {
    const key = JSON.stringify(options);
    const judge = made.get(key) ?? createJudge(ruleSet, options);
    made.set(key, judge);
    return judge;
  };
}

/** The line of an object, and that of its bytes, beside what is to be expected. */
async function lines(
  ruleSet: RuleSet,
  judge: ReturnType<typeof createJudge>,
  household: Readonly<Record<string, unknown>>,
  options: JudgeOptions,
  asOf: string | undefined,
) {
  const decision = await evaluate(ruleSet, household, { ...options, ...(asOf === undefined ? {} : { asOf }) });
  const rows = createRows(judge, { to: 'ndjson', full: false, asOf });
  const bytes = new TextEncoder().encode(JSON.stringify(household));
  rows.household(7, 1, () => household);
  rows.bytes(bytes, 0, bytes.length, 7, 1, () => household);
  const { output, counts } = rows.take();
  const found = decoder
    .decode(output)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  const expected = expectedLine(ruleSet, 7, decision);
  return { found, expected: [expected, expected], scanned: counts.scanned };
}

describe.each(jurisdictions)('%s: a result line says what evaluate says', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);
  const judgeFor = judges(ruleSet);

  it.each(casesOf(jurisdiction).map((entry) => [entry.name, entry] as const))(
    'case %s',
    async (_, { household, parameters, options: { asOf, adopt } }) => {
      const options = { parameters, ...(adopt === undefined ? {} : { adopt }) };
      const { found, expected } = await lines(ruleSet, judgeFor(options), household, options, asOf);
      expect(found).toEqual(expected);
    },
  );

  it('generated households, parameters and readings', async () => {
    for (let seed = 0; seed < 100; seed++) {
      const { household, options } = generateCase(ruleSet, seed);
      const { found, expected } = await lines(ruleSet, createJudge(ruleSet, options), household, options, undefined);
      expect(found, `seed ${seed}`).toEqual(expected);
    }
  });

  it('many generated households after one another, and most of them without a second look', async () => {
    const { options } = generateCase(ruleSet, 11, { missing: 0.1 });
    const judge = createJudge(ruleSet, options);
    expect(judge.isFast).toBe(true);
    let fast = 0;
    for (let seed = 0; seed < 500; seed++) {
      const { household } = generateCase(ruleSet, seed);
      const { found, expected, scanned } = await lines(ruleSet, judge, household, options, undefined);
      expect(found, `seed ${seed}`).toEqual(expected);
      fast += scanned;
    }
    expect(judge.misses).toBeLessThan(500);
    // Numbers as JavaScript prints them, texts, findings with their authority: all but the odd are read from their bytes.
    expect(fast).toBeGreaterThan(400);
  });
});
