import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/index.js';
import type { InForce, RuleFile } from '../../src/schema/rule-set.js';
import { forCases, ruleSets } from '../support/check.js';
import {
  fraction,
  type Known,
  least,
  namesIn,
  order,
  type Scene,
  type Truth,
  truthOf,
  valueIn,
} from '../support/oracle.js';

type Json = Readonly<Record<string, unknown>>;

const times = (factor: string, name: string) => (of: (name: string) => Known) => product(of(name), fraction(factor));
const product = (a: Known, b: Known): Known =>
  Array.isArray(a) && Array.isArray(b) ? ([a[0] * b[0], a[1] * b[1]] as unknown as Known) : null;
const quotient = (a: Known, b: Known): Known =>
  Array.isArray(a) && Array.isArray(b) ? ([a[0] * b[1], a[1] * b[0]] as unknown as Known) : null;
const every =
  (test: (member: (name: string) => Known) => Truth) =>
  (_: unknown, scene: Scene): Truth =>
    least([
      ...listed(scene).map((member) => test((name) => valueIn(scene, name, member, ''))),
      ...(isComplete(scene) ? [] : [null]),
    ]);
const some = (test: (member: (name: string) => Known) => Truth) => (of: unknown, scene: Scene) => {
  const none = every((member) => flip(test(member)))(of, scene);
  return flip(none);
};
const flip = (truth: Truth): Truth => (truth === null ? null : !truth);
const is = (value: Known): Truth => (typeof value === 'boolean' ? value : null);

const inOrder = (of: (name: string) => Known): Truth => {
  const wellOff = of('becameWellOffFinding');
  const steps = ['villagerAssembly', 'publicNotice', 'announcement'].map((step) =>
    is(of(`discontinuationSteps.${step}`)),
  );
  return least([wellOff === null ? null : wellOff === 'yes', ...steps]);
};

const listed = ({ household }: Scene) => (household.members ?? []) as Json[];
const isComplete = (scene: Scene) => {
  const { householdSize = null } = scene.household;
  return listed(scene).length > 0 && (householdSize === null || householdSize === listed(scene).length);
};

/** The derived facts of the shipped rule sets, worked out by hand. Rules that rest on others are left out below. */
const DERIVED: Scene['derived'] = {
  twiceDibaoStandardMonthly: times('2', 'dibaoStandardMonthly'),
  dibaoStandardFloor: times('1.06', 'priorDibaoStandardAnnual'),
  tekunStandardFloor: times('1.8', 'dibaoStandardAnnual'),
  clearExcessLine: (of) => product(of('clearlyExceedRatio'), of('priorYearHouseholdIncome')),
  perCapitaMonthlyIncome: (of) =>
    quotient(of('householdMonthlyIncome'), of('householdSize')) ??
    quotient(quotient(of('householdAnnualIncome'), of('householdSize')), fraction('12')),
  perCapitaAnnualIncome: (of) => quotient(of('householdAnnualIncome'), of('householdSize')),
  everyMemberHasFamilyDoctor: every((member) => is(member('familyDoctorContract'))),
  allInBasicInsurance: every((member) => is(member('insurance.basic'))),
  allInCriticalInsurance: every((member) => is(member('insurance.critical'))),
  allInMedicalAssistance: every((member) => is(member('insurance.medicalAssistance'))),
  stoppingInOrder: (of) => inOrder(of),
  aidValidlyStopped: (of) => least([is(of('aidDiscontinued')), inOrder(of)]),
  hasDisabledMember: some((member) => is(member('isDisabled'))),
  hasLeftBehindMember: some((member) => {
    const type = member('leftBehindType');
    return type === null ? null : order(type, 'none') !== 0;
  }),
};

describe.each(ruleSets)('a second reading of %s', (_, ruleSet) => {
  const facts = { ...ruleSet.vocabulary.facts, ...ruleSet.file.facts };
  const { addressee, instrument, periods = {} } = ruleSet.file;
  const isReadable = ({ conditions, readings = [] }: RuleFile) =>
    [conditions, ...readings.map((reading) => reading.conditions)]
      .flatMap(namesIn)
      .every((name) => name === 'asOf' || facts[name.split('.')[0] ?? ''] !== undefined || DERIVED[name] !== undefined);
  const readable = ruleSet.file.rules.filter(isReadable);

  it('covers nearly all rules', () => expect(readable.length / ruleSet.file.rules.length).toBeGreaterThan(0.9));

  const statusOf = (rule: RuleFile, scene: Scene, member: Json | 'unlisted' | null, adopted: string | undefined) => {
    const of = (name: string) => valueIn(scene, name, member, rule.id);
    const asOf = String(scene.household.asOf);
    const inForce = ({ from = '', until = '9999', during }: InForce = {}) => {
      const end = during === undefined ? '9999' : of(periods[during]?.end ?? '');
      return least([from <= asOf, asOf <= until, end === null ? null : asOf <= String(end)]);
    };
    const truth = (conditions: unknown) => (conditions === undefined ? true : truthOf(conditions as Json, of));
    const addressed = truth(addressee?.conditions);
    if (addressed !== true) return addressed === false ? 'out-of-scope' : 'undetermined';
    const readings = (rule.readings ?? []).filter(({ id }) => adopted === undefined || id === adopted);
    const sides = (readings.length === 0 ? [{}] : readings).map((reading: Partial<(typeof readings)[number]>) => {
      const force = least([inForce({ from: instrument.date, ...rule.inForce }), inForce(reading.inForce)]);
      const conditions = least([truth(rule.conditions), truth(reading.conditions)]);
      if (force === false) return 'not-in-force';
      if (conditions === false) return 'not-met';
      return force === null || conditions === null ? 'undetermined' : 'met';
    });
    if (new Set(sides).size === 1) return sides[0];
    return sides.every((side) => side === 'not-met' || side === 'not-in-force') ? 'not-met' : 'undetermined';
  };

  it('comes to the same statuses', async () => {
    await forCases(ruleSet, 70, async ({ household, options }) => {
      const decision = await evaluate(ruleSet, household, options);
      const scene: Scene = {
        household,
        parameters: options.parameters,
        facts: facts as Scene['facts'],
        derived: DERIVED,
      };
      const found = new Map(decision.outcomes.map(({ clause, subject, status }) => [`${clause}@${subject}`, status]));
      for (const rule of readable) {
        const members: [string, Json | 'unlisted' | null][] = listed(scene).map((member) => [
          String(member.id),
          member,
        ]);
        if (rule.subject === 'household')
          expect(found.get(`${rule.id}@household`), rule.id).toBe(
            statusOf(rule, scene, null, options.adopt?.[rule.id]),
          );
        else
          for (const [id, member] of [...members, ...(isComplete(scene) ? [] : [['household', 'unlisted'] as const])])
            expect(found.get(`${rule.id}@${id}`), `${rule.id} of ${id}`).toBe(
              statusOf(rule, scene, member, options.adopt?.[rule.id]),
            );
      }
    });
  });
});
