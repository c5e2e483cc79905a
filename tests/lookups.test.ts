import { describe, expect, it, vi } from 'vitest';
import { evaluate, JiantuiError, type LookupContext, loadRuleSet } from '../src/index.js';
import { loadJurisdiction } from '../src/rules.js';
import { household, later, parameters, rongchang, statusOf, stepsOf, without } from './support/lookups.js';

describe('a look-up', () => {
  it('gives a fact, at once or later, read as a snapshot is read', async () => {
    for (const answer of ['600.00', 600, later('600.00'), later(600)]) {
      const decision = await evaluate(rongchang, without('perCapitaMonthlyIncome'), {
        parameters,
        lookups: { perCapitaMonthlyIncome: () => answer },
      });
      expect(statusOf(decision, 'rongchang/2-f')).toBe('met');
      expect(stepsOf(decision.trace, 'fact', 'perCapitaMonthlyIncome')[0]).toMatchObject({
        value: '600',
        detail: { how: 'lookup' },
      });
    }
  });

  it('is asked about this household on this day, once a run, however many rules need it', async () => {
    const lookup = vi.fn((_: LookupContext) => later('lifted'));
    const decision = await evaluate(rongchang, without('povertyRegistration'), {
      parameters,
      lookups: { povertyRegistration: lookup },
    });
    expect(lookup.mock.calls).toEqual([[{ household: 'rc-1', asOf: '2020-06-30', member: null, clause: null }]]);
    const used = decision.outcomes.filter(({ clause }) =>
      ['rongchang/1.2.2-b', 'rongchang/2-f', 'rongchang/5.2', 'rongchang/6.2-a'].includes(clause),
    );
    expect(used.map(({ status }) => status)).toEqual(['met', 'met', 'met', 'met']);
  });

  it('is asked again by the next run', async () => {
    const lookup = vi.fn(() => 'lifted');
    for (let run = 0; run < 2; run += 1)
      await evaluate(rongchang, without('povertyRegistration'), {
        parameters,
        lookups: { povertyRegistration: lookup },
      });
    expect(lookup).toHaveBeenCalledTimes(2);
  });

  it('may answer a finding with who made it, which the trace shows', async () => {
    const lookups = {
      meetsDibaoConditions: () => later({ value: 'yes', authority: '街道办事处', date: '2020-04-22' }),
    };
    const decision = await evaluate(
      rongchang,
      { ...household, povertyRegistration: 'notLifted' },
      { parameters, lookups },
    );
    expect(decision.questions.some(({ name }) => name === 'meetsDibaoConditions')).toBe(false);
    expect(stepsOf(decision.trace, 'fact', 'meetsDibaoConditions')[0]?.detail).toMatchObject({
      how: 'lookup',
      finding: { authority: '街道办事处', date: '2020-04-22' },
    });
  });

  it.each([[null], [undefined], [later(null)], ['unknown']])(
    'that does not know (%s) leaves the fact unknown',
    async (answer) => {
      const decision = await evaluate(rongchang, household, {
        parameters,
        lookups: { meetsReliefConditions: () => answer },
      });
      expect(stepsOf(decision.trace, 'fact', 'meetsReliefConditions')[0]).toMatchObject({ value: null });
      expect(decision.questions.map(({ name }) => name)).toContain('meetsReliefConditions');
    },
  );
});

describe('a look-up is not asked', () => {
  const never = () => {
    throw new Error('asked without need');
  };
  const reject = { onLookupError: 'reject' } as const;

  it('when the snapshot gives the fact', async () => {
    await expect(
      evaluate(rongchang, household, {
        parameters,
        ...reject,
        lookups: { perCapitaMonthlyIncome: never, povertyRegistration: never },
      }),
    ).resolves.toBeDefined();
  });

  it('for what a given fact could be worked out from', async () => {
    const lookups = { householdMonthlyIncome: never, householdAnnualIncome: never, householdSize: never };
    await expect(evaluate(rongchang, household, { parameters, ...reject, lookups })).resolves.toBeDefined();
  });

  it('when the only clause that needs it is not in force', async () => {
    const lookups = { incomeChanged: never, perCapitaMonthlyIncome: never };
    const options = { parameters, ...reject, lookups };
    const decision = await evaluate(
      rongchang,
      { ...without('incomeChanged', 'perCapitaMonthlyIncome'), asOf: '2021-01-01' },
      options,
    );
    expect(statusOf(decision, 'rongchang/2-f')).toBe('not-in-force');
    // On the last day of the period the clause is in force, and asks.
    await expect(evaluate(rongchang, { ...without('incomeChanged'), asOf: '2020-12-31' }, options)).rejects.toThrow(
      'asked without need',
    );
  });

  it('when no rule tests it', async () => {
    await expect(
      evaluate(rongchang, household, { parameters, ...reject, lookups: { drinkingWaterSafe: never } }),
    ).resolves.toBeDefined();
  });

  it('when the snapshot shows that the instrument does not speak of the household', async () => {
    const options = { parameters: {}, ...reject, lookups: { housingDangerGrade: never } };
    const beyond = await evaluate(
      loadJurisdiction('hainan'),
      { asOf: '2020-06-30', povertyRegistration: 'neverRegistered' },
      options,
    );
    expect(new Set(beyond.outcomes.map(({ status }) => status))).toEqual(new Set(['out-of-scope']));
    await expect(
      evaluate(loadJurisdiction('hainan'), { asOf: '2020-06-30', povertyRegistration: 'lifted' }, options),
    ).rejects.toThrow('asked without need');
  });

  it('for members who are not listed', async () => {
    const lookup = vi.fn(() => 'none');
    const decision = await evaluate(
      rongchang,
      { ...household, povertyRegistration: 'notLifted' },
      { parameters, lookups: { labourCapacity: lookup } },
    );
    expect(lookup).not.toHaveBeenCalled();
    expect(statusOf(decision, 'rongchang/2-e')).toBe('undetermined');
  });
});

describe('names of look-ups', () => {
  it.each([
    ['perCapitaMonthlyIncom', 'perCapitaMonthlyIncome'],
    ['dibaoStandardMonthly', undefined],
    ['twiceDibaoStandardMonthly', undefined],
    ['asOf', undefined],
    ['members', undefined],
    ['__proto__x', undefined],
  ])('%s is refused', async (name, suggestion) => {
    const thrown = await evaluate(rongchang, household, { parameters, lookups: { [name]: () => null } }).catch(
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(JiantuiError);
    expect(thrown).toMatchObject({ code: 'bad-option', issues: [{ code: 'unknown-name', path: ['lookups', name] }] });
    if (suggestion !== undefined) expect(thrown).toMatchObject({ issues: [{ suggestion }] });
  });
});

describe('a fact that is worked out from others', () => {
  const total = { ...without('perCapitaMonthlyIncome'), householdSize: 3 };

  it('waits for their look-ups', async () => {
    const lookups = { householdMonthlyIncome: () => later('1800.00', 5), householdSize: () => later(3, 1) };
    const decision = await evaluate(rongchang, without('perCapitaMonthlyIncome'), { parameters, lookups });
    expect(statusOf(decision, 'rongchang/2-f')).toBe('met');
    expect(stepsOf(decision.trace, 'derived', 'perCapitaMonthlyIncome')[0]).toMatchObject({
      value: '600',
      detail: { formula: 'householdMonthlyIncome / householdSize' },
    });
    expect(decision.assumptions.map(({ id }) => id)).toContain('per-head-from-total');
  });

  it('is asked itself first, and then nothing else', async () => {
    const householdMonthlyIncome = vi.fn(() => '9000.00');
    const decision = await evaluate(rongchang, total, {
      parameters,
      lookups: { perCapitaMonthlyIncome: () => '600.00', householdMonthlyIncome },
    });
    expect(statusOf(decision, 'rongchang/2-f')).toBe('met');
    expect(householdMonthlyIncome).not.toHaveBeenCalled();
  });

  it('is worked out when its own look-up does not know', async () => {
    const decision = await evaluate(rongchang, total, {
      parameters,
      lookups: { perCapitaMonthlyIncome: () => later(null), householdMonthlyIncome: () => later('1800.00') },
    });
    expect(statusOf(decision, 'rongchang/2-f')).toBe('met');
  });

  it('needs no second formula when the first gives a value, and the second when it does not', async () => {
    const householdAnnualIncome = vi.fn(() => '21600.00');
    const first = await evaluate(rongchang, total, {
      parameters,
      lookups: { householdMonthlyIncome: () => '2000.00', householdAnnualIncome },
    });
    expect(householdAnnualIncome).not.toHaveBeenCalled();
    expect(statusOf(first, 'rongchang/2-f')).toBe('met');
    const second = await evaluate(rongchang, total, {
      parameters,
      lookups: { householdMonthlyIncome: () => null, householdAnnualIncome },
    });
    expect(householdAnnualIncome).toHaveBeenCalledTimes(1);
    expect(stepsOf(second.trace, 'derived', 'perCapitaMonthlyIncome')[0]).toMatchObject({ value: '600' });
  });

  it('may rest on look-ups of every member', async () => {
    const hainan = loadJurisdiction('hainan');
    const asked: (string | null)[] = [];
    const basic = ({ member }: LookupContext) => {
      asked.push(member);
      return later(member !== 'm2');
    };
    const three = {
      asOf: '2020-06-30',
      povertyRegistration: 'lifted',
      householdSize: 3,
      members: [{ id: 'm1' }, { id: 'm2' }, { id: 'm3', insurance: { basic: true } }],
    };
    const decision = await evaluate(hainan, three, {
      parameters: { povertyPeriodEnd: '2020-12-31' },
      lookups: { 'insurance.basic': basic },
    });
    expect(asked.sort()).toEqual(['m1', 'm2']);
    expect(stepsOf(decision.trace, 'derived', 'allInBasicInsurance')[0]).toMatchObject({ value: false });
  });
});

describe('look-ups of members', () => {
  it('are asked for each listed member that does not give the fact, once', async () => {
    const lookup = vi.fn(({ member }: LookupContext) => later(member === 'm1' ? 'none' : 'full'));
    const members = ['m1', 'm2', 'm3'].map((id) => ({
      id,
      dependsOnFamilySupport: true,
      isSeverelyDisabled: true,
      ...(id === 'm3' ? { labourCapacity: 'partial' } : {}),
    }));
    const decision = await evaluate(
      rongchang,
      { ...household, povertyRegistration: 'notLifted', meetsDibaoConditions: 'yes', members },
      { parameters, lookups: { labourCapacity: lookup } },
    );
    expect(lookup.mock.calls.map(([context]) => context.member).sort()).toEqual(['m1', 'm2']);
    expect(['m1', 'm2', 'm3'].map((id) => statusOf(decision, 'rongchang/2-e', id))).toEqual(['met', 'not-met', 'met']);
  });

  it('tell the clause that asks, where the answer is given clause by clause', async () => {
    const asked = new Set<string>();
    const otherLikeCategoryFinding = ({ clause, member }: LookupContext) => {
      asked.add(`${clause} ${member}`);
      return clause === 'rongchang/2-e' ? 'yes' : 'no';
    };
    const member = {
      id: 'm1',
      dependsOnFamilySupport: true,
      labourCapacity: 'none',
      isSeverelyDisabled: false,
      isSeriouslyIll: false,
    };
    const poor = {
      ...household,
      povertyRegistration: 'notLifted',
      hardshipEvents: [],
      basicLivingHardshipFinding: 'yes',
      meetsDibaoConditions: 'yes',
      members: [member],
    };
    const decision = await evaluate(rongchang, poor, { parameters, lookups: { otherLikeCategoryFinding } });
    expect([...asked].sort()).toEqual(['rongchang/2-e m1', 'rongchang/2-h null']);
    expect(statusOf(decision, 'rongchang/2-e', 'm1')).toBe('met');
    expect(statusOf(decision, 'rongchang/2-h')).toBe('not-met');
  });
});

it('look-ups that answer what the snapshot would have said give the same statuses', async () => {
  const members = [{ id: 'm1', labourCapacity: 'none', dependsOnFamilySupport: true, isSeverelyDisabled: true }];
  const direct = await evaluate(loadRuleSet(rongchang.file), { ...household, members }, { parameters });
  const answers: Record<string, unknown> = {
    ...without('perCapitaMonthlyIncome'),
    perCapitaMonthlyIncome: '600.00',
    ...members[0],
  };
  const names = [...Object.keys(household), 'labourCapacity', 'dependsOnFamilySupport', 'isSeverelyDisabled'].filter(
    (name) => !['id', 'asOf'].includes(name),
  );
  const lookups = Object.fromEntries(names.map((name) => [name, () => later(answers[name])]));
  const asked = await evaluate(
    rongchang,
    { id: 'rc-1', asOf: '2020-06-30', members: [{ id: 'm1' }] },
    { parameters, lookups },
  );
  expect(asked.outcomes).toEqual(direct.outcomes);
});
