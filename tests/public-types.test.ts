import { expect, it } from 'vitest';
import {
  compile,
  type Decision,
  type Effect,
  evaluate,
  type Flag,
  type Household,
  type HouseholdFacts,
  type Jurisdiction,
  loadRuleSet,
  type MemberFacts,
  type ParameterFacts,
  type Parameters,
  type Programme,
  type RuleSet,
  type Status,
  type Verdict,
  type Vocabulary,
} from '../src/index.js';
import { loadJurisdiction, ruleSetFile } from '../src/rules.js';

// Each `@ts-expect-error` is a mistake that has to be one: `npm run types` fails where it compiles.

const household: Household = {
  id: 'a',
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  householdSize: 2,
  perCapitaMonthlyIncome: '500.00',
  householdAnnualIncome: 12_000,
  incomeChanged: null,
  unstableLiftedFinding: { value: 'yes', authority: '镇政府', date: new Date('2020-05-01') },
  otherLikeCategoryFinding: { 'rongchang/2-f': 'no', 'hainan/1-b': { value: 'unknown' } },
  newSupportNeeds: ['education', 'housing'],
  hardshipEvents: [{ type: 'majorIllness', date: '2020-01-05' }],
  taperDecision: { startMonth: '2020-05', months: 6 },
  members: [{ id: 'm1', memberAge: 40 }, { id: 'm2' }],
};
const parameters: Parameters = {
  dibaoStandardMonthly: [{ from: '2020-01-01', value: '450.00', source: '示例值，非公布标准' }],
  povertyPeriodEnd: '2020-12-31',
};

export const mistakes: readonly Household[] = [
  // @ts-expect-error a misspelt fact
  { dibaoStatuss: 'receiving' },
  // @ts-expect-error a misspelt value
  { dibaoStatus: 'recieving' },
  // @ts-expect-error a number of persons as text
  { householdSize: '3' },
  // @ts-expect-error a misspelt part
  { taperDecision: { startMont: '2020-05' } },
  // @ts-expect-error a misspelt entry of a set
  { newSupportNeeds: ['educaton'] },
  // @ts-expect-error a fact of members at the household
  { memberAge: 40 },
  // @ts-expect-error a member without an id
  { members: [{ memberAge: 40 }] },
  // @ts-expect-error a fact of households at a member
  { members: [{ id: 'm1', householdSize: 2 }] },
];
// @ts-expect-error a misspelt parameter
export const misspelt: Parameters = { dibaoStandardMontly: '450.00' };

it('a household and parameters in their types are read as they stand', async () => {
  const ruleSet = loadJurisdiction('rongchang' satisfies Jurisdiction);
  const decision = await evaluate(ruleSet, household, { parameters });
  const found = decision.eligibility.find(({ programme }) => programme === 'dibao-taper');
  const verdict: Verdict | undefined = found?.verdict;
  expect(verdict).toBeDefined();
  // @ts-expect-error a misspelt programme
  expect(decision.eligibility.find(({ programme }) => programme === 'dibao-tapr')).toBeUndefined();
  // @ts-expect-error a misspelt flag
  expect(decision.risks.find(({ flag }) => flag === 'unstable')).toBeUndefined();
  const statuses: Status[] = decision.outcomes.map(({ status }) => status);
  expect(statuses.length).toBeGreaterThan(10);
  // A decision of any rule set takes it.
  const any: Decision = decision;
  expect(any).toBe(decision);
});

it('an effect tells by its type what it carries', async () => {
  const { outcomes } = await evaluate(loadJurisdiction('rongchang'), household, { parameters });
  const months = (effect: Effect | null) => {
    switch (effect?.type) {
      case 'taper':
      case 'duty':
        return effect.months;
      case 'flag':
        // @ts-expect-error a flag has no months
        return effect.months;
      default:
        return undefined;
    }
  };
  expect(outcomes.flatMap(({ effect }) => months(effect) ?? [])).toContainEqual({ exactly: 6 });
});

it('a compiled rule set decides in both ways', async () => {
  const compiled = compile(loadJurisdiction('rongchang'), { parameters });
  const asked: string[] = [];
  const lookups = { incomeChanged: () => void asked.push('incomeChanged') };
  expect(JSON.stringify(await compiled.evaluate(household, { lookups }))).toBe(
    JSON.stringify(await evaluate(loadJurisdiction('rongchang'), household, { parameters, lookups })),
  );
  expect(asked).toEqual(['incomeChanged', 'incomeChanged']);
  expect(JSON.stringify(await compiled.evaluate(household))).toBe(JSON.stringify(compiled.decide(household)));
});

/** A vocabulary of one's own. */
interface Own extends Vocabulary {
  household: HouseholdFacts & { readonly hasGreenhouse?: boolean | null };
  member: MemberFacts;
  parameters: ParameterFacts;
  programme: Programme | 'greenhouse-grant';
  flag: Flag;
}

it('a vocabulary of one’s own goes through as a type', async () => {
  const own: Household<Own> = { asOf: '2020-06-30', dibaoStatus: 'none', hasGreenhouse: true };
  // @ts-expect-error a misspelt fact of one's own
  expect({ hasGreenhous: true } satisfies Household<Own>).toBeDefined();
  const { hasGreenhouse: _, ...shipped } = own;
  const ruleSet: RuleSet<Own> = loadRuleSet<Own>(ruleSetFile('rongchang'));
  const decision = await evaluate(ruleSet, shipped, { parameters });
  expect(decision.eligibility.find(({ programme }) => programme === 'greenhouse-grant')).toBeUndefined();
  // What comes from a file has no type yet: it is checked when it is read.
  const read: unknown = JSON.parse('{"asOf":"2020-06-30","dibaoStatuss":"none"}');
  await expect(evaluate(ruleSet, read)).rejects.toThrow(/did you mean dibaoStatus/);
});
