import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../src/base/error.js';
import { questionsFor } from '../src/decision/questions.js';
import { type Decision, evaluate } from '../src/index.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
import { caseInput, readCases } from '../src/testing/cases.js';
import { scaled } from './support/size.js';

const decide = (jurisdiction: string, household: object, options: object = {}) =>
  evaluate(loadJurisdiction(jurisdiction), { asOf: '2020-06-30', ...household }, options);
const outcome = (decision: Decision, clause: string) => decision.outcomes.find((entry) => entry.clause === clause);
const inputs = jurisdictions.flatMap((jurisdiction) => {
  const file = readCases(
    JSON.parse(readFileSync(new URL(`../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
  );
  return file.cases.map((entry) => ({ jurisdiction, id: entry.id, ...caseInput(file, entry) }));
});

describe('what to ask next', () => {
  it('begins with facts, then parameters, then findings; among equals with what settles most', async () => {
    for (const jurisdiction of jurisdictions) {
      const { questions } = await decide(jurisdiction, {});
      const cost = { fact: 0, parameter: 1, finding: 2 };
      questions.forEach((question, index) => {
        const next = questions[index + 1];
        if (next === undefined) return;
        expect(cost[question.kind]).toBeLessThanOrEqual(cost[next.kind]);
        if (question.kind === next.kind) expect(question.settles.length).toBeGreaterThanOrEqual(next.settles.length);
      });
      expect(questions[0]?.name).toBe('povertyRegistration');
    }
  });

  it('asks for nothing that can no longer matter', async () => {
    const decision = await decide(
      'rongchang',
      {
        povertyRegistration: 'neverRegistered',
        hardshipEvents: [{ type: 'suddenEvent' }],
        marginalHouseholdFinding: 'no',
        unstableLiftedFinding: 'no',
        meetsReliefConditions: 'no',
        meetsDibaoConditions: 'no',
        meetsTekunConditions: 'no',
        inNamedCohort: { 'rongchang-104-315': false },
        members: [{ id: 'a' }],
      },
      { parameters: { povertyPeriodEnd: '2020-12-31' } },
    );
    expect(decision.questions.map(({ name, kind, settles }) => [name, kind, settles])).toEqual([
      ['basicLivingHardshipFinding', 'finding', ['rongchang/2-h']],
    ]);
  });

  it('asks for which programme a clause that is met holds, and which flag it raises', async () => {
    const decision = await decide('rongchang', {
      povertyRegistration: 'lifted',
      marginalHouseholdFinding: 'yes',
      meetsTekunConditions: 'yes',
    });
    expect(outcome(decision, 'rongchang/4-a')?.status).toBe('met');
    expect(outcome(decision, 'rongchang/5.1-a')?.status).toBe('met');
    expect(decision.risks.find(({ flag }) => flag === 'unstable-lifted')?.status).toBe('undetermined');
    expect(decision.questions.find(({ name }) => name === 'unstableLiftedFinding')).toMatchObject({
      settles: ['rongchang/5.1-a'],
      programmes: [],
    });
    expect(decision.questions.find(({ name }) => name === 'meetsDibaoConditions')?.settles).toContain('rongchang/4-a');
  });
});

describe('what to ask next about one programme', () => {
  it('names the open clauses of that programme only', async () => {
    const decision = await decide(
      'rongchang',
      { povertyRegistration: 'lifted', dibaoStatus: 'receiving', dibaoCategory: 'rural', incomeChanged: true },
      { parameters: { povertyPeriodEnd: '2020-12-31' } },
    );
    expect(questionsFor(decision, 'dibao-taper').map(({ name, kind, settles }) => [name, kind, settles])).toEqual([
      ['perCapitaMonthlyIncome', 'fact', ['rongchang/2-f']],
      ['dibaoStandardMonthly', 'parameter', ['rongchang/2-f']],
    ]);
    expect(questionsFor(decision, 'temporary-assistance').map(({ name }) => name)).toEqual([
      'hardshipEvents',
      'basicLivingHardshipFinding',
      'livingStillDifficultFinding',
      'otherLikeCategoryFinding',
    ]);
  });

  it('asks nothing where the verdict is settled, or where the instrument itself leaves it open', async () => {
    const decision = await decide('rongchang', { povertyRegistration: 'lifted' });
    expect(questionsFor(decision, 'education-aid')).toEqual([]);
    expect(decision.eligibility.find(({ programme }) => programme === 'household-splitting')?.verdict).toBe(
      'undetermined',
    );
    expect(questionsFor(decision, 'household-splitting')).toEqual([]);
  });

  it('a programme stays open for a limb, and the question says so', async () => {
    const decision = await decide('rongchang', {
      povertyRegistration: 'neverRegistered',
      marginalHouseholdFinding: 'yes',
      meetsTekunConditions: 'yes',
      meetsReliefConditions: 'no',
    });
    expect(decision.eligibility.find(({ programme }) => programme === 'tekun')?.verdict).toBe('eligible');
    expect(questionsFor(decision, 'tekun')).toEqual([]);
    expect(questionsFor(decision, 'dibao')).toMatchObject([
      { name: 'meetsDibaoConditions', kind: 'finding', settles: ['rongchang/4-a', 'rongchang/5.1-c'] },
    ]);
  });

  it('refuses a programme that there is not, with the nearest', async () => {
    const decision = await decide('hainan', {});
    expect(() => questionsFor(decision, 'education-ad')).toThrow(JiantuiError);
    expect(() => questionsFor(decision, 'education-ad')).toThrow(/did you mean education-aid/);
  });

  it('every verdict that data could settle has a question, in every case of every jurisdiction', async () => {
    for (const { jurisdiction, id, household, parameters, options } of inputs) {
      const ruleSet = loadJurisdiction(jurisdiction);
      const decision = await evaluate(ruleSet, household, { parameters, ...options });
      // A clause that only names a programme leaves it open whatever is learned.
      const bearsOn = (clause: string, programme: string) =>
        ruleSet.rules.some(
          (rule) =>
            rule.id === clause &&
            !rule.rule.names?.includes(programme) &&
            rule.programmes.some(({ id: own }) => own === programme || `${own}-taper` === programme),
        );
      for (const { programme, verdict, clauses } of decision.eligibility) {
        const questions = questionsFor(decision, programme);
        if (verdict !== 'undetermined') expect([id, programme, questions]).toEqual([id, programme, []]);
        else if (
          clauses.some(
            (clause) =>
              bearsOn(clause, programme) &&
              decision.outcomes.some((entry) => entry.clause === clause && (entry.unresolved?.facts.length ?? 0) > 0),
          )
        ) {
          expect([id, programme, questions.length > 0]).toEqual([id, programme, true]);
        }
      }
    }
  });
});

describe('bounds', () => {
  const bounds = async (jurisdiction: string, clause: string, household: object, options: object = {}) =>
    outcome(await decide(jurisdiction, household, options), clause)?.bounds;

  it.each<[string, string, object, object, object]>([
    [
      'Mingshan, no finding yet: 0 to 12 months, not a fixed 12',
      'mingshan',
      { povertyRegistration: 'lifted', dibaoStatus: 'receiving' },
      {},
      {
        clause: 'mingshan/2.1.6.4-b',
        statuses: ['met', 'not-met'],
        months: { from: 0, to: 12 },
        note: { en: '0 to 12 months as the authority decides; not a fixed 12' },
      },
    ],
    [
      'Rongchang, income unknown: none or exactly six',
      'rongchang',
      { povertyRegistration: 'lifted', dibaoStatus: 'receiving', dibaoCategory: 'rural', incomeChanged: true },
      { parameters: { povertyPeriodEnd: '2020-12-31' } },
      {
        clause: 'rongchang/2-f',
        statuses: ['met', 'not-met'],
        months: { from: 0, to: 6 },
        note: { en: 'either none or exactly 6 months' },
      },
    ],
    [
      'Rongchang, end of the period not given',
      'rongchang',
      {
        povertyRegistration: 'lifted',
        dibaoStatus: 'receiving',
        dibaoCategory: 'rural',
        incomeChanged: true,
        perCapitaMonthlyIncome: '600',
      },
      { parameters: { dibaoStandardMonthly: '450' } },
      { clause: 'rongchang/2-f', statuses: ['met', 'not-in-force'], months: { from: 0, to: 6 } },
    ],
    [
      'Inner Mongolia: no number may be assumed',
      'inner-mongolia',
      { povertyRegistration: 'lifted', dibaoStatus: 'receiving' },
      { parameters: { povertyPeriodEnd: '2020-12-31' } },
      { clause: 'inner-mongolia/2.4-e', statuses: ['met', 'not-met'], months: { from: 0, to: null } },
    ],
    [
      'Hainan, not known to be lifted',
      'hainan',
      { everHadHelper: false },
      { parameters: { povertyPeriodEnd: '2020-12-31' } },
      { clause: 'hainan/1.6-c', statuses: ['met', 'out-of-scope'] },
    ],
    [
      'Hainan, not known to be lifted, and no help to speak of',
      'hainan',
      { everHadHelper: true },
      { parameters: { povertyPeriodEnd: '2020-12-31' } },
      { clause: 'hainan/1.6-c', statuses: ['not-met', 'out-of-scope'] },
    ],
    [
      'Mingshan at exactly 6000: the readings differ, nothing else is possible',
      'mingshan',
      { povertyRegistration: 'lifted', perCapitaAnnualNetIncome: '6000', inKeyLiftedCohort: true },
      {},
      { clause: 'mingshan/1.3.1-a', statuses: ['met', 'not-met'] },
    ],
  ])('%s', async (_name, jurisdiction, household, options, expected) => {
    const { clause, ...rest } = expected as { clause: string };
    expect(await bounds(jurisdiction, clause, household, options)).toMatchObject(rest);
  });

  it('count only the reading that was adopted', async () => {
    const at = { povertyRegistration: 'lifted', perCapitaAnnualNetIncome: '6000' };
    expect(await bounds('mingshan', 'mingshan/1.3.1-a', at)).toMatchObject({ statuses: ['met', 'not-met'] });
    expect(
      await bounds('mingshan', 'mingshan/1.3.1-a', at, { adopt: { 'mingshan/1.3.1-a': 'strict' } }),
    ).toBeUndefined();
    expect(
      await bounds(
        'inner-mongolia',
        'inner-mongolia/4.1-a',
        {},
        { adopt: { 'inner-mongolia/4.1-a': 'lifted-in-period' } },
      ),
    ).toMatchObject({ statuses: ['met', 'not-met'] });
    expect(await bounds('inner-mongolia', 'inner-mongolia/4.1-a', {}, {})).toMatchObject({
      statuses: ['met', 'not-met', 'not-in-force'],
    });
  });

  it('say no months where the taper can no longer be given', async () => {
    // A taper clause under an instrument whose addressee is open, with a condition known to fail.
    const { loadRuleSet } = await import('../src/index.js');
    const { ruleSetFile } = await import('../src/rules.js');
    const hainan = ruleSetFile('hainan') as { addressee: object };
    const ruleSet = loadRuleSet({ ...(ruleSetFile('mingshan') as object), addressee: hainan.addressee });
    const decision = await evaluate(ruleSet, { asOf: '2020-06-30', dibaoStatus: 'none' });
    expect(outcome(decision, 'mingshan/2.1.6.4-b')?.bounds).toMatchObject({
      statuses: ['not-met', 'out-of-scope'],
      months: { from: 0, to: 0 },
    });
  });

  it('hold whatever the answers turn out to be', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...inputs),
        fc.array(fc.nat(), { maxLength: 12 }),
        async ({ jurisdiction, household, parameters, options }, picks) => {
          const ruleSet = loadJurisdiction(jurisdiction);
          const keys = Object.keys(household).filter(
            (key) => !['id', 'asOf', 'members', 'jurisdiction', 'householdSize'].includes(key),
          );
          const hidden = new Set(picks.map((pick) => keys[pick % keys.length]));
          const known = Object.fromEntries(Object.entries(household).filter(([key]) => !hidden.has(key)));
          const [full, partial] = await Promise.all(
            [household, known].map((snapshot) => evaluate(ruleSet, snapshot, { parameters, ...options })),
          );
          partial?.outcomes.forEach((entry, index) => {
            const settled = full?.outcomes[index];
            expect([settled?.clause, settled?.subject]).toEqual([entry.clause, entry.subject]);
            if (entry.status !== 'undetermined') expect(settled?.status).toBe(entry.status);
            else if (settled?.status === 'undetermined')
              for (const status of settled.bounds?.statuses ?? []) expect(entry.bounds?.statuses).toContain(status);
            else expect(entry.bounds?.statuses).toContain(settled?.status);
          });
        },
      ),
      { numRuns: scaled(150) },
    );
  });
});

describe('the members listed', () => {
  it.each([
    ['without a number of persons', {}, true],
    ['with as many persons', { householdSize: 1 }, false],
    ['with more persons', { householdSize: 2 }, false],
    ['with none listed', { members: [] }, false],
  ])('are taken to be all of them, and it is said so, %s: %o', async (_title, change, isSaid) => {
    const decision = await decide('rongchang', { members: [{ id: 'a' }], ...change });
    const said = decision.assumptions.find(({ id }) => id === 'listed-members');
    expect(said !== undefined).toBe(isSaid);
    if (said !== undefined)
      expect(said.clauses).toEqual([
        ...new Set(decision.outcomes.filter(({ subject }) => subject === 'a').map(({ clause }) => clause)),
      ]);
  });
});
