import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import { historyOf } from '../../src/generate/histories.js';
import { createPopulation } from '../../src/generate/population.js';
import type { PopulationSpec } from '../../src/generate/spec.js';
import { readHousehold } from '../../src/household/household.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { createEngine } from '../../src/simulate/engine.js';
import { entriesOf } from '../support/facts.js';

const rongchang = loadJurisdiction('rongchang');
const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
const spec: PopulationSpec = { seed: 7, size: 3000, asOf: '2020-06-30', parameters };
const made = [...createPopulation(rongchang, spec)];

/** How often each text occurs. */
function counts(values: Iterable<unknown>): Map<unknown, number> {
  const found = new Map<unknown, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}

describe('a population', () => {
  it.each(jurisdictions)('%s: every household can be read, and each fact that a rule asks is made', (jurisdiction) => {
    const ruleSet = loadJurisdiction(jurisdiction);
    const population = createPopulation(ruleSet, {
      ...spec,
      size: 200,
      parameters: { ...parameters, dibaoStandardAnnual: '5400' },
    });
    const given = new Set<string>();
    for (const household of population) {
      const read = readHousehold(ruleSet, household);
      for (const part of [read, ...read.members])
        for (const [key] of entriesOf(part.given)) given.add(key.split('#')[0] ?? key);
    }
    const asked = ruleSet.rules
      .flatMap((rule) => rule.tests)
      .flatMap((test) => [test.left, ...(test.right.kind === 'ref' ? [test.right.ref] : [])]);
    const unmade = asked.filter(
      ({ name }) =>
        name.given &&
        name.scope !== 'parameter' &&
        name.name !== 'asOf' &&
        name.formulas.length === 0 &&
        !given.has(name.name),
    );
    expect([...new Set(unmade.map(({ name }) => name.name))]).toEqual([]);
  });

  it('is the same from the same seed, in parts and one by one, and another from another seed', () => {
    const again = createPopulation(rongchang, spec);
    expect([...again.slice(100, 110)]).toEqual(made.slice(100, 110));
    expect(again.at(2999)).toEqual(made[2999]);
    expect(createPopulation(rongchang, { ...spec, seed: 8 }).at(5)).not.toEqual({ ...made[5], id: 'g8-5' });
  });

  it('makes the same facts whichever others are made beside them', () => {
    const both = createPopulation([rongchang, loadJurisdiction('yancheng')], spec);
    for (let index = 0; index < 50; index += 1) {
      const { members, ...household } = made[index] as { members?: { id: string }[] };
      expect(both.at(index)).toMatchObject(household);
      expect(((both.at(index).members ?? []) as object[]).length).toBe((members ?? []).length);
    }
  });

  it('says that it is invented', () => {
    expect(createPopulation(rongchang, spec).about.en).toContain('are not data');
  });

  it('has households of 1 to 12 persons', () => {
    const sizes = counts(made.map((household) => household.householdSize));
    expect([...sizes.keys()].sort((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('has incomes a cent below, at and a cent above each threshold of the rules', () => {
    const heads = counts(made.map((household) => household.perCapitaMonthlyIncome));
    for (const income of ['449.99', '450.00', '450.01', '899.99', '900.00', '900.01'])
      expect(heads.get(income), income).toBeGreaterThan(0);
  });

  it('gives income per head, per month and per year', () => {
    for (const fact of ['perCapitaMonthlyIncome', 'householdMonthlyIncome', 'householdAnnualIncome']) {
      expect(made.filter((household) => fact in household).length, fact).toBeGreaterThan(300);
    }
  });

  it('gives every answer of the taper clause', () => {
    const engine = createEngine(rongchang, { parameters });
    const verdicts = counts(
      [...createPopulation(rongchang, { ...spec, missing: 10 }).slice(0, 800)].map(
        (household) => engine.decide(household).tapers[0]?.verdict,
      ),
    );
    expect([...verdicts.keys()].sort()).toEqual(['granted', 'not-granted', 'undetermined']);
  });
});

describe('missing data', () => {
  it('leaves facts out at the rate asked for', () => {
    const kept = (household: Record<string, unknown>) =>
      Object.keys(household).filter((key) => !['id', 'asOf', 'members', 'inNamedCohort'].includes(key)).length;
    const full = made.reduce((sum, household) => sum + kept(household), 0);
    const thinned = [...createPopulation(rongchang, { ...spec, missing: 20 })].reduce(
      (sum, household) => sum + kept(household),
      0,
    );
    expect(1 - thinned / full).toBeGreaterThan(0.19);
    expect(1 - thinned / full).toBeLessThan(0.21);
  });

  it('changes nothing of what is still there', () => {
    const thinned = createPopulation(rongchang, { ...spec, missing: 30 });
    for (let index = 0; index < 200; index += 1) expect(made[index]).toMatchObject(thinned.at(index));
  });
});

describe('what cannot be made', () => {
  it.each([
    [{ asOf: '2020-02-30' }, 'no-such-day'],
    [{ size: -1 }, 'wrong-value'],
    [{ seed: 0.5 }, 'wrong-value'],
    [{ missing: 101 }, 'wrong-value'],
    [{ missing: Number.NaN }, 'wrong-value'],
  ])('%o', (change, code) => {
    const make = () => createPopulation(rongchang, { ...spec, ...change });
    expect(make).toThrow(JiantuiError);
    expect(make).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code })] }));
  });
});

describe('histories', () => {
  const population = createPopulation(rongchang, spec);
  const histories = Array.from({ length: 300 }, (_, index) =>
    historyOf(population, index, { months: 24, standard: '450.00' }),
  );

  it('have a snapshot for each month, each readable, the last in the month of the evaluation date', () => {
    for (const { snapshots } of histories) {
      expect(snapshots).toHaveLength(24);
      expect(snapshots.at(-1)?.asOf).toBe('2020-06-30');
      for (const snapshot of snapshots) readHousehold(rongchang, snapshot);
    }
  });

  it('decide a taper in the month in which income comes above the standard, and never two at once', () => {
    const decided = histories.filter(({ decisions }) => decisions.length > 0);
    expect(decided.length).toBeGreaterThan(100);
    for (const { decisions, snapshots } of decided) {
      for (const decision of decisions) {
        const month = snapshots.find((snapshot) => String(snapshot.asOf).startsWith(String(decision.startMonth)));
        expect(Number(month?.perCapitaMonthlyIncome)).toBeGreaterThan(450);
      }
      const starts = decisions.map((decision) => String(decision.startMonth));
      expect([...new Set(starts)].sort()).toEqual(starts);
    }
  });

  it('leave months out at the rate asked for', () => {
    const sparse = Array.from({ length: 200 }, (_, index) =>
      historyOf(population, index, { months: 24, standard: '450.00', missingMonths: 25 }),
    );
    const share = sparse.reduce((sum, { snapshots }) => sum + snapshots.length, 0) / (200 * 24);
    expect(share).toBeGreaterThan(0.72);
    expect(share).toBeLessThan(0.78);
  });
});
