import { describe, expect, it } from 'vitest';
import { createJudge, type Judge, type JudgeOptions } from '../../src/batch/judge.js';
import { createRows, type Rows } from '../../src/batch/rows.js';
import { assemble } from '../../src/decision/assemble.js';
import { answerAll } from '../../src/evaluate/answer.js';
import { prepare } from '../../src/evaluate/prepare.js';
import { evaluate, type RuleSet } from '../../src/index.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { generateCase } from '../support/generate.js';
import { sample, scaled } from '../support/size.js';
import { casesOf, decoder, expectedLine } from './support.js';

type Household = Readonly<Record<string, unknown>>;

/** Rows that have already learnt from other households, as in a long run: what they remember must not mislead them. */
function runs(ruleSet: RuleSet) {
  const made = new Map<string, { judge: Judge; rows: Rows }>();
  return (options: JudgeOptions, asOf?: string) => {
    const key = JSON.stringify([options, asOf]);
    let run = made.get(key);
    if (run === undefined) {
      const judge = createJudge(ruleSet, options);
      made.set(key, (run = { judge, rows: createRows(judge, { to: 'ndjson', full: false, asOf }) }));
    }
    return run;
  };
}

/** The lines of households as objects, then those of their bytes; and how many were read from the bytes alone. */
function linesOf(rows: Rows, households: readonly Household[]) {
  for (const [index, household] of households.entries()) rows.household(index + 1, 1, () => household);
  for (const [index, household] of households.entries()) {
    const bytes = new TextEncoder().encode(JSON.stringify(household));
    rows.bytes(bytes, 0, bytes.length, index + 1, 1, () => household);
  }
  const { output, counts } = rows.take();
  const lines = decoder.decode(output).trim().split('\n');
  return { lines: lines.map((line) => JSON.parse(line) as unknown), scanned: counts.scanned };
}

/** What is to be expected of households: each is decided once, without any of the compiled code. */
function expectedLines(ruleSet: RuleSet, households: readonly Household[], options: JudgeOptions): unknown[] {
  const lines = households.map((household, index) =>
    expectedLine(ruleSet, index + 1, assemble(answerAll(ruleSet, prepare(ruleSet, household, options)))),
  );
  return [...lines, ...lines];
}

/** The same household with its keys, and those of its members, the other way round. */
function turnedRound(household: Household): Household {
  const turned = (record: object) => Object.fromEntries(Object.entries(record).reverse());
  const { members } = household;
  return turned({ ...household, ...(Array.isArray(members) ? { members: members.map(turned) } : {}) });
}

const COUNT = scaled(500);

describe.each(jurisdictions)('%s: a result line says what evaluate says', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);
  const runOf = runs(ruleSet);

  it.each(sample(casesOf(jurisdiction)).map((entry) => [entry.name, entry] as const))(
    'case %s',
    async (_, { household, parameters, options: { asOf, adopt } }) => {
      const options = { parameters, ...(adopt === undefined ? {} : { adopt }) };
      const decision = await evaluate(ruleSet, household, { ...options, ...(asOf === undefined ? {} : { asOf }) });
      const expected = expectedLine(ruleSet, 1, decision);
      expect(linesOf(runOf(options, asOf).rows, [household]).lines).toEqual([expected, expected]);
    },
  );

  it('generated households, parameters and readings', () => {
    for (let seed = 0; seed < scaled(20) * 5; seed += 5) {
      const { options } = generateCase(ruleSet, seed);
      const households = [0, 1, 2, 3, 4].map((more) => generateCase(ruleSet, seed + more).household);
      const { lines } = linesOf(runOf(options).rows, households);
      expect(lines, `seeds from ${seed}`).toEqual(expectedLines(ruleSet, households, options));
    }
  });

  it('many generated households after one another, and most of them without a second look', () => {
    const { options } = generateCase(ruleSet, 11, { missing: 0.1 });
    const { judge, rows } = runOf(options);
    // Keys in another order now and then: the one that the reader expects is what it has seen so far.
    const households = Array.from({ length: COUNT }, (_, seed) => {
      const { household } = generateCase(ruleSet, seed);
      return seed % 7 === 3 ? turnedRound(household) : household;
    });
    const { lines, scanned } = linesOf(rows, households);
    const expected = expectedLines(ruleSet, households, options);
    for (const [index, line] of lines.entries()) expect(line, `line ${index}`).toEqual(expected[index]);
    expect(judge.isFast).toBe(true);
    expect(judge.misses).toBeLessThan(COUNT);
    // Numbers as JavaScript prints them, texts, findings with their authority: all but the odd are read from their bytes.
    expect(scanned).toBeGreaterThan(0.8 * COUNT);
  });
});
