import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact } from '../../src/base/exact.js';
import type { Truth } from '../../src/base/truth.js';
import type { Value } from '../../src/base/value.js';
import { evaluate } from '../../src/index.js';
import type { Node } from '../../src/plan/plan.js';
import { openTests, test, truthOf } from '../../src/plan/truths.js';
import { operators } from '../../src/schema/rule-set.js';
import { forCases, ruleSets } from '../support/check.js';
import { least, truthOf as readTruth, type Scene, valueIn } from '../support/oracle.js';
import { runs } from '../support/size.js';

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.boolean(),
  fc.constantFrom('lifted', '2020-06-30', 'yes', ''),
  fc.integer({ min: 0, max: 9 }).map(exact),
  fc.subarray(['a', 'b', 'c']),
);

/** A tree of conditions over so many tests; only the index of a test is looked at. */
const tree = (tests: number): fc.Arbitrary<Node> =>
  fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.integer({ min: 0, max: tests - 1 }).map((index) => ({ kind: 'test', index }) as Node),
      fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        parts: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
      }),
      fc.record({ kind: fc.constant('not' as const), part: tie('node') }),
    ),
  })).node;
const truth = fc.constantFrom<Truth>(true, false, null);

describe('a comparison', () => {
  it('with something unknown is unknown, whatever the operator and whichever the side', () => {
    fc.assert(
      fc.property(fc.constantFrom(...operators), value, (operator, known) => {
        expect([test(operator, null, known), test(operator, known, null), test(operator, null, null)]).toEqual([
          null,
          null,
          null,
        ]);
      }),
      runs(200),
    );
  });

  it('of two known values is true or false, never an error, and its negation is the opposite', () => {
    const opposite = { equal: 'notEqual', in: 'notIn', contains: 'doesNotContain' } as const;
    fc.assert(
      fc.property(value, value, (left, right) => {
        for (const operator of operators) expect(typeof test(operator, left, right)).toBe('boolean');
        for (const [one, other] of Object.entries(opposite) as [
          keyof typeof opposite,
          (typeof opposite)[keyof typeof opposite],
        ][]) {
          expect(test(other, left, right)).toBe(!test(one, left, right));
        }
      }),
      runs(300),
    );
  });
});

describe('a fold of conditions', () => {
  const TESTS = 5;
  const folds = fc.tuple(
    tree(TESTS),
    fc.array(truth, { minLength: TESTS, maxLength: TESTS }),
    fc.array(fc.boolean(), { minLength: TESTS, maxLength: TESTS }),
  );

  it('that is settled stays as it is, whatever the unknown answers turn out to be', () => {
    fc.assert(
      fc.property(folds, ([node, truths, answers]) => {
        const settled = truthOf(node, truths);
        const complete = truths.map((known, index) => known ?? answers[index] ?? false);
        expect(truthOf(node, complete)).not.toBeNull();
        if (settled !== null) expect(truthOf(node, complete)).toBe(settled);
      }),
      runs(2000),
    );
  });

  it('is open just where it has open tests; answering another test changes nothing', () => {
    fc.assert(
      fc.property(folds, ([node, truths, answers]) => {
        const open = new Set(openTests(node, truths).map(({ index }) => index));
        expect(open.size > 0).toBe(truthOf(node, truths) === null);
        const others = truths.map((known, index) => known ?? (open.has(index) ? null : (answers[index] ?? false)));
        expect(truthOf(node, others)).toBe(truthOf(node, truths));
      }),
      runs(2000),
    );
  });
});

/** The two sentences of the issue, on the rules as they are shipped. */
describe.each(ruleSets)('under %s', (_, ruleSet) => {
  const { facts } = ruleSet.vocabulary;
  const conjunctions = ruleSet.file.rules.filter(
    (rule) => rule.subject === 'household' && rule.conditions !== undefined && 'all' in rule.conditions,
  );

  it('one known false beats a missing parameter', async () => {
    let beaten = 0;
    await forCases(ruleSet, 35, async ({ household, options }) => {
      const decision = await evaluate(ruleSet, household, { ...options, parameters: {} });
      const scene: Scene = { household, parameters: {}, facts: facts as Scene['facts'], derived: {} };
      const { addressee } = ruleSet.file;
      const asked = (name: string) => valueIn(scene, name, null, 'addressee');
      if (
        addressee !== undefined &&
        readTruth(addressee.conditions as unknown as Readonly<Record<string, unknown>>, asked) !== true
      )
        return;
      for (const { id, conditions } of conjunctions) {
        const parts = (conditions as { all: Readonly<Record<string, unknown>>[] }).all;
        const truths = parts.map((part) => readTruth(part, (name) => valueIn(scene, name, null, id)));
        if (least(truths) !== false) continue;
        const status = decision.outcomes.find(({ clause }) => clause === id)?.status;
        // Only time goes before: a date of its own puts a rule out of force without any parameter.
        if (status !== 'not-in-force') expect([id, status]).toEqual([id, 'not-met']);
        if (truths.includes(null)) beaten += 1;
      }
    });
    expect(beaten).toBeGreaterThan(0);
  });

  it('a household of which nothing is known gets no verdict: nothing is met that tests anything', async () => {
    for (const asOf of ['2019-06-30', '2020-06-30', '2021-06-30']) {
      for (const members of [undefined, [], [{ id: 'm1' }]]) {
        const decision = await evaluate(ruleSet, { asOf, ...(members === undefined ? {} : { members }) });
        const untested = new Set(
          ruleSet.rules
            .filter(({ rule, readings }) => rule.conditions === undefined && readings.length === 0)
            .map(({ id }) => id),
        );
        const dated = new Set(
          ruleSet.rules
            .filter(
              ({ tests, marks }) =>
                marks.length === 0 &&
                tests.every(({ left, right }) => left.name.name === 'asOf' && right.kind === 'constant'),
            )
            .map(({ id }) => id),
        );
        for (const { clause, status } of decision.outcomes)
          if (status === 'met') expect(untested.has(clause) || dated.has(clause), clause).toBe(true);
        for (const { programme, verdict, clauses } of decision.eligibility) {
          if (verdict === 'eligible' || verdict === 'discretionary')
            expect(
              clauses.every((clause) => untested.has(clause) || dated.has(clause)),
              programme,
            ).toBe(true);
          expect(verdict === 'not-eligible' && !clauses.every((clause) => dated.has(clause)), programme).toBe(false);
        }
        for (const { verdict } of decision.tapers)
          expect(['undetermined', 'silent', 'not-in-force']).toContain(verdict);
      }
    }
  });
});
