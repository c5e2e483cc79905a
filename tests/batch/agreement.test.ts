import { describe, expect, it } from 'vitest';
import { answerAll } from '../../src/answer/direct.js';
import { prepare } from '../../src/answer/prepare.js';
import { parsePlain } from '../../src/batch/plain-json.js';
import { createRows, type Rows } from '../../src/batch/rows.js';
import { assemble } from '../../src/decision/assemble.js';
import { type DecideOptions, evaluate, type RuleSet } from '../../src/index.js';
import { type BulkAnswers, createBulkAnswers } from '../../src/population/answer.js';
import { createCellReader } from '../../src/population/cells.js';
import { createLine } from '../../src/population/line.js';
import { createMissingFinder } from '../../src/population/missing.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { generateCase } from '../support/generate.js';
import { sample, scaled } from '../support/size.js';
import { casesOf, decoder, expectedLine } from './support.js';

type Options = Pick<DecideOptions, 'parameters' | 'adopt' | 'knownOn'>;
type Household = Readonly<Record<string, unknown>>;

/** Rows that have already learnt from other households, as in a long run: what they remember must not mislead them. */
function runs(ruleSet: RuleSet) {
  const made = new Map<string, { bulk: BulkAnswers; rows: Rows }>();
  return (options: Options, asOf?: string) => {
    const key = JSON.stringify([options, asOf]);
    let run = made.get(key);
    if (run === undefined) {
      const bulk = createBulkAnswers(ruleSet, options);
      made.set(key, (run = { bulk, rows: createRows(bulk, { to: 'ndjson', full: false, asOf }) }));
    }
    return run;
  };
}

/** The lines of households as objects, then those of their texts; and how many were answered together. */
function linesOf(rows: Rows, households: readonly Household[]) {
  for (const [index, household] of households.entries()) rows.household(index + 1, 1, () => household);
  for (const [index, household] of households.entries()) {
    rows.household(index + 1, 1, () => parsePlain(JSON.stringify(household)) ?? household);
  }
  const { output, counts } = rows.take();
  const lines = decoder.decode(output).trim().split('\n');
  return { lines: lines.map((line) => JSON.parse(line) as unknown), together: counts.together };
}

/** How many of some households, each asked twice, had to be looked at themselves for what is missing. */
function missesFor({ ruleSet, settings, conditions, kernel }: BulkAnswers, households: readonly Household[]): number {
  if (kernel === null) throw new Error('no kernel');
  const finder = createMissingFinder(ruleSet, settings, conditions);
  const cells = createCellReader(ruleSet, kernel.tables);
  const line = createLine<null>([kernel], undefined, undefined, true, (_, [own], index) => {
    if (own === undefined) return;
    finder.find(own.results, index, String, () => cells(own.chunk, index, own.day, own.area));
  });
  for (const household of [...households, ...households]) line.add(household, () => null);
  line.flush();
  return finder.misses;
}

/** What is to be expected of households: each is decided once, without any of the compiled code. */
function expectedLines(ruleSet: RuleSet, households: readonly Household[], options: Options): unknown[] {
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
    const { bulk, rows } = runOf(options);
    // Keys in another order now and then: the one that the reader expects is what it has seen so far.
    const households = Array.from({ length: COUNT }, (_, seed) => {
      const { household } = generateCase(ruleSet, seed);
      return seed % 7 === 3 ? turnedRound(household) : household;
    });
    const { lines, together } = linesOf(rows, households);
    const expected = expectedLines(ruleSet, households, options);
    for (const [index, line] of lines.entries()) expect(line, `line ${index}`).toEqual(expected[index]);
    expect(bulk.kernel).not.toBeNull();
    expect(missesFor(bulk, households)).toBeLessThan(COUNT);
    // Numbers as JavaScript prints them, texts, findings with their authority: all but the odd fit the columns.
    expect(together).toBeGreaterThan(1.6 * COUNT);
  });
});
