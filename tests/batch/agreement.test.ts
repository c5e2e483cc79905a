import { describe, expect, it } from 'vitest';
import { createJudge, type JudgeOptions } from '../../src/batch/judge.js';
import { createJsonRenderer } from '../../src/batch/render.js';
import { evaluate, type RuleSet } from '../../src/index.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { generateCase } from '../support/generate.js';
import { casesOf, expectedLine, written } from './support.js';

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

async function lines(
  ruleSet: RuleSet,
  judge: ReturnType<typeof createJudge>,
  household: Record<string, unknown>,
  options: JudgeOptions,
  asOf: string | undefined,
) {
  const day = asOf === undefined ? {} : { asOf };
  const decision = await evaluate(ruleSet, household, { ...options, ...day });
  const row = judge.compiled.read(household, day);
  const ids = (member: number) => String((household.members as { id: string }[])[member]?.id);
  const render = createJsonRenderer(judge.outline);
  const found = JSON.parse(
    written((out) =>
      render.line(
        7,
        judge.judge(row, ids, () => household),
        (to) => to.text(render.id(decision.household.id)),
        out,
      ),
    ),
  ) as unknown;
  return { found, expected: expectedLine(ruleSet, 7, decision) };
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
    for (let seed = 0; seed < 500; seed++) {
      const { household } = generateCase(ruleSet, seed);
      const { found, expected } = await lines(ruleSet, judge, household, options, undefined);
      expect(found, `seed ${seed}`).toEqual(expected);
    }
    expect(judge.misses).toBeLessThan(500);
  });
});
