import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { evaluate, JiantuiError, loadRuleSet } from '../src/index.js';
import { household, later, parameters, rongchang, statusOf, stepsOf, without } from './support/lookups.js';

describe('a look-up that fails', () => {
  const unhandled = vi.fn();
  beforeEach(() => void process.on('unhandledRejection', unhandled));
  afterEach(() => {
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  const failures: [string, () => unknown, string][] = [
    [
      'throws',
      () => {
        throw new Error('no connection');
      },
      'no connection',
    ],
    ['rejects', () => Promise.reject(new Error('timed out')), 'timed out'],
    ['rejects later', () => later(null).then(() => Promise.reject(new Error('timed out'))), 'timed out'],
    ['rejects with a text', () => Promise.reject('down'), 'down'],
    ['answers what the fact cannot be', () => 'a lot', 'perCapitaMonthlyIncome'],
    ['answers a negative amount', () => '-1.00', 'negative'],
    ['answers an amount that is not one', () => Number.POSITIVE_INFINITY, 'perCapitaMonthlyIncome'],
  ];

  it.each(failures)('(%s) leaves the fact unknown, with the error in the trace', async (_how, lookup, message) => {
    const decision = await evaluate(rongchang, without('perCapitaMonthlyIncome'), {
      parameters,
      lookups: { perCapitaMonthlyIncome: lookup },
    });
    expect(decision.outcomes.find(({ clause }) => clause === 'rongchang/2-f')).toMatchObject({
      status: 'undetermined',
      unresolved: { facts: ['perCapitaMonthlyIncome'] },
    });
    const [step] = stepsOf(decision.trace, 'fact', 'perCapitaMonthlyIncome');
    expect(step).toMatchObject({ value: null, detail: { how: 'failed', error: expect.stringContaining(message) } });
    // What does not hang on it is decided all the same.
    expect(statusOf(decision, 'rongchang/1.2.2-b')).toBe('met');
  });

  it.each(failures)(
    '(%s) rejects, where the caller wants that, and names fact and cause',
    async (_how, lookup, message) => {
      const run = evaluate(rongchang, without('perCapitaMonthlyIncome'), {
        parameters,
        onLookupError: 'reject',
        lookups: { perCapitaMonthlyIncome: lookup },
      });
      const thrown = await run.catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(JiantuiError);
      expect(thrown).toMatchObject({
        code: 'lookup-failed',
        issues: [{ code: 'lookup-failed', path: ['perCapitaMonthlyIncome'], found: expect.stringContaining(message) }],
      });
      expect((thrown as JiantuiError).cause).toBeDefined();
    },
  );

  it('rejects once where several fail, and leaves the next run whole', async () => {
    const fail = () => later(null).then(() => Promise.reject(new Error('down')));
    const lookups = {
      perCapitaMonthlyIncome: fail,
      povertyRegistration: fail,
      dibaoStatus: fail,
      hardshipEvents: fail,
    };
    const options = { parameters, onLookupError: 'reject', lookups } as const;
    await expect(
      evaluate(rongchang, without('perCapitaMonthlyIncome', 'povertyRegistration', 'dibaoStatus'), options),
    ).rejects.toMatchObject({ code: 'lookup-failed' });
    await later(null, 20);
    const decision = await evaluate(rongchang, household, { parameters });
    expect(statusOf(decision, 'rongchang/2-f')).toBe('met');
    expect(decision.outcomes).toHaveLength(rongchang.rules.length);
  });

  it('names the member', async () => {
    const run = evaluate(
      rongchang,
      { ...household, povertyRegistration: 'notLifted', members: [{ id: 'm7' }] },
      { parameters, onLookupError: 'reject', lookups: { labourCapacity: () => Promise.reject(new Error('down')) } },
    );
    await expect(run).rejects.toMatchObject({ issues: [{ path: ['m7', 'labourCapacity'] }] });
  });
});

describe('runs at the same time', () => {
  it('do not disturb each other, slow beside fast', async () => {
    const decide = (income: string, wait: number) =>
      evaluate(
        rongchang,
        { ...without('perCapitaMonthlyIncome'), id: income },
        { parameters, lookups: { perCapitaMonthlyIncome: () => later(income, wait) } },
      );
    const incomes = ['450.00', '450.01', '899.99', '900.00'];
    const decisions = await Promise.all(
      [...incomes, ...incomes].map((income, index) => decide(income, (index * 7) % 11)),
    );
    expect(decisions.map((decision) => statusOf(decision, 'rongchang/2-f'))).toEqual(
      [...Array(2)].flatMap(() => ['not-met', 'met', 'met', 'not-met']),
    );
    const alone = await Promise.all(incomes.map((income) => decide(income, 0)));
    expect(decisions.slice(0, 4).map((decision) => JSON.stringify(decision))).toEqual(
      alone.map((decision) => JSON.stringify(decision)),
    );
  });

  it('of different rule sets share one household', async () => {
    const [one, two] = await Promise.all([
      evaluate(rongchang, without('povertyRegistration'), {
        parameters,
        lookups: { povertyRegistration: () => later('lifted', 4) },
      }),
      evaluate(loadRuleSet(rongchang.file), without('povertyRegistration'), {
        parameters,
        lookups: { povertyRegistration: () => later('notLifted', 1) },
      }),
    ]);
    expect([statusOf(one, 'rongchang/1.2.2-b'), statusOf(two, 'rongchang/1.2.2-b')]).toEqual(['met', 'not-met']);
  });
});
