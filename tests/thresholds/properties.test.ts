import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, exact, parseExact } from '../../src/base/exact.js';
import { type Decision, evaluate } from '../../src/index.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { caseInput, readCases } from '../../src/testing/cases.js';
import { type Threshold, thresholds } from '../../src/thresholds/thresholds.js';
import { scaled } from '../support/size.js';

const FACTS = [
  'perCapitaMonthlyIncome',
  'householdMonthlyIncome',
  'householdAnnualIncome',
  'perCapitaAnnualNetIncome',
  'perCapitaAnnualIncome',
  'householdExpenditure',
  'priorYearHouseholdIncome',
  'householdSize',
  'helperVisitsThisYear',
  'taperDecision.months',
  'dibaoStandardMonthly',
  'dibaoStandardAnnual',
  'priorDibaoStandardAnnual',
  'clearlyExceedRatio',
  'liftingStandard',
];
const WHOLE = new Set(['householdSize', 'helperVisitsThisYear', 'taperDecision.months']);
const PARAMETERS = new Set([
  'dibaoStandardMonthly',
  'dibaoStandardAnnual',
  'priorDibaoStandardAnnual',
  'clearlyExceedRatio',
  'liftingStandard',
]);

const inputs = jurisdictions.flatMap((jurisdiction) => {
  const file = readCases(
    JSON.parse(readFileSync(new URL(`../../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
  );
  return file.cases.map((entry) => ({ jurisdiction, id: entry.id, ...caseInput(file, entry) }));
});

/** Read off a decision of the interpreter, independently of how thresholds are found. */
function aspectsOf(decision: Decision): Map<string, string> {
  const found = new Map<string, string>();
  for (const { clause, subject, status, readings, marks, duty } of decision.outcomes) {
    found.set(`${clause} ${subject} status `, status);
    for (const reading of readings ?? []) found.set(`${clause} ${subject} reading ${reading.id}`, reading.status);
    for (const mark of marks ?? [])
      found.set(`${clause} ${subject} mark ${mark.id}`, mark.truth === null ? 'unknown' : String(mark.truth));
    if (duty !== undefined) found.set(`${clause} ${subject} duty `, duty);
  }
  return found;
}

const keyOf = (entry: Threshold) => `${entry.clause} ${entry.subject} ${entry.what} ${entry.id ?? ''}`;
const numberOf = (text: string) => {
  const [n = '', d] = text.split('/');
  return d === undefined ? exact(n) : { n: exact(n).n, d: exact(d).n };
};

/** What the thresholds of one aspect say of a value. */
function expectedAt(list: readonly Threshold[], value: string): string | null {
  const at = parseExact(value) ?? exact(0);
  const passed = list.filter((entry) => compare(numberOf(entry.at), at) <= 0).at(-1);
  if (passed === undefined) return list[0]?.before ?? null;
  return compare(numberOf(passed.at), at) === 0 ? passed.on : passed.after;
}

const spread = fc.oneof(
  fc.integer({ min: 0, max: 3_000_000 }).map((fen) => (fen / 100).toFixed(2)),
  fc.integer({ min: 0, max: 200 }).map(String),
);

describe('between two thresholds nothing changes, and at each of them what it says', () => {
  it('holds for random values of random facts, by the interpreter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...inputs),
        fc.constantFrom(...FACTS),
        fc.array(spread, { minLength: 2, maxLength: 4 }),
        async (input, fact, values) => {
          const ruleSet = loadJurisdiction(input.jurisdiction);
          const options = { parameters: input.parameters, ...input.options };
          const found = thresholds(ruleSet, input.household, fact, options);
          const byAspect = new Map<string, Threshold[]>();
          for (const entry of found) byAspect.set(keyOf(entry), [...(byAspect.get(keyOf(entry)) ?? []), entry]);
          const least =
            fact === 'householdSize' ? Math.max(1, (input.household.members as unknown[] | undefined)?.length ?? 0) : 0;
          const probes = [...values, ...found.map((entry) => entry.at).filter((at) => !at.includes('/'))].map(
            (value) => (WHOLE.has(fact) ? String(Math.max(least, Math.round(Number(value) % 40))) : value),
          );
          const seen: Map<string, string>[] = [];
          for (const value of probes) {
            const decision = PARAMETERS.has(fact)
              ? await evaluate(ruleSet, input.household, {
                  ...options,
                  parameters: { ...input.parameters, [fact]: value },
                })
              : await evaluate(ruleSet, withFact(input.household, fact, value), options);
            const aspects = aspectsOf(decision);
            for (const [key, list] of byAspect)
              if (!/ (programme|flag) /.test(key))
                expect([key, aspects.get(key) ?? 'none']).toEqual([key, expectedAt(list, value)]);
            seen.push(new Map([...aspects].filter(([key]) => !byAspect.has(key))));
          }
          for (const other of seen) expect(other).toEqual(seen[0]);
        },
      ),
      { numRuns: scaled(120) },
    );
  });
});

function withFact(household: Record<string, unknown>, fact: string, value: string): Record<string, unknown> {
  const [key = '', part] = fact.split('.');
  const written = WHOLE.has(fact) ? Number(value) : value;
  return {
    ...household,
    [key]: part === undefined ? written : { ...(household[key] as object | undefined), [part]: written },
  };
}

describe('the shipped rule sets', () => {
  const lines = (jurisdiction: string, id: string, fact: string, change: object = {}) => {
    const input = inputs.find((entry) => entry.jurisdiction === jurisdiction && entry.id === id);
    if (input === undefined) throw new Error(`no case ${id}`);
    return thresholds(loadJurisdiction(jurisdiction), { ...input.household, ...change }, fact, {
      parameters: input.parameters,
    }).map(
      (entry) =>
        `${entry.at} ${entry.clause} ${entry.what}${entry.id === undefined ? '' : ` ${entry.id}`}: ${entry.before} | ${entry.on} | ${entry.after}`,
    );
  };

  it('says at which income the taper of Rongchang starts and ends, neither line included', () => {
    expect(lines('rongchang', 'lifted-overview', 'perCapitaMonthlyIncome')).toEqual([
      '450 rongchang/2-f status: not-met | not-met | met',
      '900 rongchang/2-f status: met | not-met | not-met',
    ]);
    expect(
      lines('rongchang', 'lifted-overview', 'householdMonthlyIncome', {
        perCapitaMonthlyIncome: null,
        householdSize: 7,
      }),
    ).toEqual([
      '3150 rongchang/2-f status: not-met | not-met | met',
      '6300 rongchang/2-f status: met | not-met | not-met',
    ]);
    expect(lines('rongchang', 'lifted-overview', 'dibaoStandardMonthly', { perCapitaMonthlyIncome: '500' })).toEqual([
      '250 rongchang/2-f status: not-met | not-met | met',
      '500 rongchang/2-f status: met | not-met | not-met',
    ]);
  });

  it('shows the two clauses of Mingshan disagree at 6000 as their words do', () => {
    expect(lines('mingshan', 'key-lifted-overview', 'perCapitaAnnualNetIncome').slice(0, 3)).toEqual([
      '6000 mingshan/1.3.1-a status: met | undetermined | undetermined',
      '6000 mingshan/1.3.1-a reading inclusive: met | met | not-met',
      '6000 mingshan/1.3.1-a reading strict: met | not-met | not-met',
    ]);
    expect(
      lines('mingshan', 'key-lifted-overview', 'perCapitaAnnualIncome', { members: [{ id: 'm1' }], householdSize: 1 }),
    ).toContain('6000 mingshan/2.1.1-c status: met | undetermined | undetermined');
  });
});
