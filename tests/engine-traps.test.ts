import { readFileSync } from 'node:fs';
import {
  type Almanac,
  Engine,
  type EngineOptions,
  Rule,
  type RuleProperties,
  type RuleResult,
} from 'json-rules-engine';
import { describe, expect, it, vi } from 'vitest';
import { evaluate, loadRuleSet, ruleSetIssues } from '../src/index.js';
import { test } from '../src/plan/truths.js';
import type { Decision } from '../src/schema/decision.js';

/**
 * What json-rules-engine was seen to do, and what this library does in its place. The first half of each pair is on the raw
 * package: when an upgrade changes it, this says so, and the half beside it tells what hangs on it.
 */
const event = { type: 'fired' };
const leaf = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
const run = (
  rules: RuleProperties[],
  facts: Record<string, unknown> = {},
  options: EngineOptions = { allowUndefinedFacts: true },
) => new Engine(rules, options).run(facts);
const fired = async (conditions: RuleProperties['conditions'], facts: Record<string, unknown> = {}) =>
  (await run([{ conditions, event }], facts)).events.length === 1;
const slow = <T>(value: T, milliseconds: number): Promise<T> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds, value));

/** The annotated parts of a rule's `all`. */
const leavesOf = (result: RuleResult | undefined) =>
  (result?.conditions as { all?: { fact?: string; result?: unknown }[] } | undefined)?.all ?? [];

const TEXT = { zh: '示例', en: 'example' };
const rule = (id: string, conditions: unknown, more: object = {}) => ({
  id,
  kind: 'eligibility',
  subject: 'household',
  modality: 'must',
  programme: 'dibao',
  cite: { section: '一', anchor: '示例条文' },
  name: TEXT,
  summary: TEXT,
  conditions,
  event: { type: 'entitlement' },
  ...more,
});
const file = (rules: { id: string }[]) => ({
  jurisdiction: 'example',
  version: '1.0.0',
  name: TEXT,
  instrument: { title: TEXT, number: null, issuer: TEXT, date: '2020-01-01' },
  clauses: rules.map(({ id }) => id),
  rules,
  ledger: [],
});
const ours = async (conditions: unknown, household: object, options: object = {}) =>
  statuses(
    await evaluate(loadRuleSet(file([rule('example/1', conditions)])), { asOf: '2020-06-30', ...household }, options),
  );
const statuses = (decision: Decision) => decision.outcomes.map(({ status }) => status).join();

it('is the version whose behaviour is pinned here', () => {
  const { version } = JSON.parse(
    readFileSync(new URL('../node_modules/json-rules-engine/package.json', import.meta.url), 'utf8'),
  );
  expect(version).toMatch(/^7\.3\./);
});

describe('two runs on one engine', () => {
  const rules: RuleProperties[] = [
    { name: 'first', priority: 2, conditions: { all: [leaf('slow', 'equal', 1)] }, event },
    { name: 'second', priority: 1, conditions: { all: [leaf('fast', 'equal', 1)] }, event },
  ];

  it('the engine: the slow one silently skips rules', async () => {
    const engine = new Engine(rules, { allowUndefinedFacts: true });
    engine.addFact('slow', () => slow(1, 20));
    engine.addFact('fast', () => 1);
    const late = engine.run();
    const [one, two] = await Promise.all([late, slow(null, 2).then(() => engine.run({ slow: 1 }))]);
    expect(two.results.map(({ name }) => name)).toEqual(['first', 'second']);
    expect(one.results.length + one.failureResults.length).toBeLessThan(2);
  });

  it('the engine: after a run that rejects, the next one is silently empty', async () => {
    const engine = new Engine(
      rules.map((entry) => ({ ...entry, priority: 1 })),
      { allowUndefinedFacts: true },
    );
    engine.addFact('slow', () => Promise.reject(new Error('down')));
    engine.addFact('fast', () => 1);
    // As people write it: try, catch, try again.
    const next = await engine.run().catch(() => engine.run({ slow: 1 }));
    expect([next.results, next.failureResults]).toEqual([[], []]);
  });

  it('ours: each run has an engine of its own', async () => {
    const ruleSet = loadRuleSet(
      file([
        rule('example/1', { all: [leaf('dibaoStatus', 'equal', 'receiving')] }),
        rule('example/2', { all: [leaf('incomeChanged', 'equal', true)] }),
      ]),
    );
    const decide = (wait: number, answer: unknown) =>
      evaluate(
        ruleSet,
        { asOf: '2020-06-30', incomeChanged: true },
        {
          lookups: {
            dibaoStatus: () => slow(null, wait).then(() => (answer instanceof Error ? Promise.reject(answer) : answer)),
          },
          onLookupError: 'reject',
        },
      );
    const runs = await Promise.allSettled([decide(10, 'receiving'), decide(5, new Error('down')), decide(1, 'none')]);
    expect(runs.map((entry) => (entry.status === 'fulfilled' ? statuses(entry.value) : 'rejected'))).toEqual([
      'met,met',
      'rejected',
      'not-met,met',
    ]);
    expect(statuses(await decide(0, 'receiving'))).toBe('met,met');
  });
});

describe('null on the right-hand side', () => {
  it('the engine: it is coerced, and 7 > null is true', async () => {
    expect(
      await fired({ all: [leaf('income', 'greaterThan', { fact: 'standard' })] }, { income: 7, standard: null }),
    ).toBe(true);
    expect(
      await fired({ all: [leaf('income', 'lessThan', { fact: 'standard' })] }, { income: -7, standard: null }),
    ).toBe(true);
  });

  it('ours: it is unknown on either side', async () => {
    expect(test('greaterThan', null, null)).toBeNull();
    expect(
      await ours(
        { all: [leaf('perCapitaMonthlyIncome', 'greaterThan', { fact: 'dibaoStandardMonthly' })] },
        { perCapitaMonthlyIncome: '7' },
      ),
    ).toBe('undetermined');
  });
});

describe('an operator that throws', () => {
  it('the engine: the results of the other rules are lost with it', async () => {
    const engine = new Engine([
      { conditions: { all: [leaf('a', 'breaks', 1)] }, event },
      { conditions: { all: [leaf('a', 'equal', 1)] }, event },
    ]);
    engine.addOperator('breaks', () => {
      throw new Error('broken');
    });
    await expect(engine.run({ a: 1 })).rejects.toThrow('broken');
  });

  it('ours: no comparison throws, whatever stands on its sides', () => {
    const values = [null, true, '', 'text', [], ['a'], '2020-01-01'];
    for (const left of values)
      for (const right of values)
        for (const operator of ['lessThan', 'in', 'contains', 'equal'] as const)
          expect([true, false, null]).toContain(test(operator, left, right));
  });
});

describe('an empty group', () => {
  it('the engine: any and all of nothing are true', async () => {
    expect(await fired({ any: [] })).toBe(true);
    expect(await fired({ all: [] })).toBe(true);
  });

  it('ours: it is refused when the rule set is loaded', () => {
    for (const group of ['any', 'all'])
      expect(ruleSetIssues(file([rule('example/1', { [group]: [] })])).map(({ code }) => code)).toEqual([
        'empty-group',
      ]);
  });
});

describe('a fact that is not there', () => {
  it('the engine: notEqual, notIn and not are true of it', async () => {
    expect(await fired({ all: [leaf('status', 'notEqual', 'lifted')] })).toBe(true);
    expect(await fired({ all: [leaf('status', 'notIn', ['lifted'])] })).toBe(true);
    expect(await fired({ not: leaf('status', 'equal', 'lifted') })).toBe(true);
    expect(await fired({ all: [leaf('status', 'equal', 'lifted')] })).toBe(false);
  });

  it('ours: every one of them is unknown', async () => {
    const conditions = [
      { all: [leaf('povertyRegistration', 'notEqual', 'lifted')] },
      { all: [leaf('povertyRegistration', 'notIn', ['lifted'])] },
      { not: leaf('povertyRegistration', 'equal', 'lifted') },
    ];
    for (const each of conditions) expect(await ours(each, {})).toBe('undetermined');
  });

  it('the engine: a path that leads nowhere throws no error either', async () => {
    expect(
      await fired({ all: [{ ...leaf('record', 'notEqual', 1), path: '$.no.such.part' }] }, { record: { part: 1 } }),
    ).toBe(true);
  });

  it('ours: paths are no part of the format', () => {
    const withPath = rule('example/1', { all: [{ ...leaf('dibaoStatus', 'equal', 'none'), path: '$.x' }] });
    expect(ruleSetIssues(file([withPath])).map(({ code, path }) => [code, path.at(-1)])).toEqual([
      ['unknown-key', 'path'],
    ]);
  });
});

describe('what an operator answers', () => {
  const answering = async (answer: unknown) => {
    const engine = new Engine([{ conditions: { all: [leaf('a', 'answers', 1)] }, event }]);
    engine.addOperator('answers', () => answer as boolean);
    const { events, results, failureResults } = await engine.run({ a: 1 });
    const [leafOfRule] = [...results, ...failureResults].flatMap(leavesOf);
    return { fires: events.length === 1, result: leafOfRule?.result };
  };

  it('the engine: any truthy marker fires; null does not, and is kept at the leaf', async () => {
    expect((await answering('unknown')).fires).toBe(true);
    expect(await answering(null)).toEqual({ fires: false, result: null });
    expect(await answering(false)).toEqual({ fires: false, result: false });
    expect(await answering(true)).toEqual({ fires: true, result: true });
  });

  it('ours: true, false or null, and the fold over the leaves decides', async () => {
    // The engine would say that this fails; by Kleene it is not known.
    const conditions = { all: [leaf('dibaoStatus', 'equal', 'receiving'), leaf('incomeChanged', 'equal', true)] };
    expect(await ours(conditions, { incomeChanged: true })).toBe('undetermined');
    expect(await ours(conditions, { incomeChanged: false })).toBe('not-met');
  });
});

describe('priorities', () => {
  const leaves = async (first: number, second: number) => {
    const conditions = {
      all: [
        { ...leaf('a', 'equal', 2), priority: first },
        { ...leaf('b', 'equal', 2), priority: second },
      ],
    };
    const { failureResults } = await run([{ conditions, event }], { a: 1, b: 1 });
    return leavesOf(failureResults[0]).map(({ fact, result }) => [fact, result]);
  };

  it('the engine: leaves of a later group may be skipped, and carry no result', async () => {
    expect(await leaves(2, 1)).toEqual([
      ['a', false],
      ['b', undefined],
    ]);
  });

  it('the engine: leaves of equal priority all carry one, in the order in which they were put', async () => {
    expect(await leaves(1, 1)).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });

  it('ours: priorities are no part of the format, and every test of a rule is answered', async () => {
    const weighed = rule('example/1', { all: [{ ...leaf('dibaoStatus', 'equal', 'none'), priority: 5 }] });
    expect(ruleSetIssues(file([weighed])).map(({ code }) => code)).toEqual(['unknown-key']);
    const two = rule('example/1', {
      all: [leaf('dibaoStatus', 'equal', 'none'), leaf('incomeChanged', 'equal', true)],
    });
    const { trace } = await evaluate(loadRuleSet(file([two])), {
      asOf: '2020-06-30',
      dibaoStatus: 'receiving',
      incomeChanged: false,
    });
    expect(JSON.stringify(trace).match(/"kind":"test"[^}]*"truth":false/g)).toHaveLength(2);
  });

  it('the engine: every leaf of a run carries the values that were compared', async () => {
    const { results } = await run([{ conditions: { all: [leaf('a', 'lessThan', { fact: 'b' })] }, event }], {
      a: 1,
      b: 2,
    });
    expect(leavesOf(results[0])[0]).toMatchObject({
      result: true,
      factResult: 1,
      valueResult: 2,
    });
  });
});

describe('named conditions and JSON', () => {
  it('the engine: a named condition loses its name in the results', async () => {
    const engine = new Engine([{ conditions: { all: [{ condition: 'poor' }] }, event }]);
    engine.setCondition('poor', { all: [leaf('a', 'equal', 1)] });
    const { results } = await engine.run({ a: 1 });
    expect(JSON.stringify(results[0]?.conditions)).not.toContain('poor');
  });

  it('the engine: toJSON drops the results of groups', async () => {
    const { results } = await run([{ conditions: { all: [{ any: [leaf('a', 'equal', 1)] }] }, event }], { a: 1 });
    const [group] = leavesOf(results[0]);
    expect(group?.result).toBe(true);
    const written = JSON.parse(JSON.stringify(results[0])) as { conditions: { all: object[] } };
    expect(written.conditions.all[0]).not.toHaveProperty('result');
  });

  it('ours: named conditions are refused, and the trace has the truth of every group', async () => {
    expect(ruleSetIssues(file([rule('example/1', { all: [{ condition: 'poor' }] })]))).not.toEqual([]);
    const grouped = rule('example/1', { all: [{ any: [leaf('incomeChanged', 'equal', true)] }] });
    const { trace } = await evaluate(loadRuleSet(file([grouped])), { asOf: '2020-06-30', incomeChanged: true });
    expect(JSON.stringify(trace)).toMatch(/"kind":"any","clause":"example\/1","truth":true/);
  });
});

describe('what our interpreter leans on', () => {
  it('ours: an engine rule for each clause in force and each subject, its conditions as they are written', async () => {
    const added = vi.spyOn(Engine.prototype, 'addRule');
    const ruleSet = loadRuleSet(
      file([
        rule('example/1', {
          any: [leaf('incomeChanged', 'equal', true), { not: leaf('dibaoStatus', 'equal', 'none') }],
        }),
        rule('example/2', { all: [leaf('labourCapacity', 'equal', 'none')] }, { subject: 'member' }),
        rule('example/3', { all: [leaf('incomeChanged', 'equal', true)] }, { inForce: { until: '2020-01-01' } }),
      ]),
    );
    await evaluate(ruleSet, { asOf: '2020-06-30', householdSize: 2, members: [{ id: 'm1' }] });
    const rules = added.mock.calls.map(([properties]) => properties);
    added.mockRestore();
    expect(rules.map(({ name }) => name)).toEqual(['example/1@household', 'example/2@0', 'example/2@unlisted']);
    expect(rules.map(({ conditions }) => conditions)).toEqual([
      { all: [{ any: [leaf('incomeChanged', 'equal', true), { not: leaf('dibaoStatus', 'equal', 'none') }] }] },
      { all: [{ all: [leaf('labourCapacity@0', 'equal', 'none')] }] },
      { all: [{ all: [leaf('labourCapacity@-2', 'equal', 'none')] }] },
    ]);
  });

  it('the engine: a fact is asked once a run, by however many rules', async () => {
    let asked = 0;
    const conditions = { all: [leaf('a', 'equal', 1)] };
    const engine = new Engine([
      { conditions, event },
      { conditions, event },
      { conditions, event },
    ]);
    engine.addFact('a', () => slow(++asked, 1));
    await engine.run();
    expect(asked).toBe(1);
  });

  it('the engine: a fact may ask for others through the almanac', async () => {
    const engine = new Engine([{ conditions: { all: [leaf('sum', 'equal', 3)] }, event }]);
    engine.addFact('one', () => slow(1, 1));
    engine.addFact('sum', async (_params, almanac: Almanac) => (await almanac.factValue<number>('one')) + 2);
    expect((await engine.run()).events).toHaveLength(1);
  });

  it('the engine: results carry the names of their rules, met and failed alike', async () => {
    const { results, failureResults } = await run(
      [
        new Rule({ name: 'met', conditions: { all: [leaf('a', 'equal', 1)] }, event }),
        new Rule({ name: 'failed', conditions: { all: [leaf('a', 'equal', 2)] }, event }),
      ] as RuleProperties[],
      { a: 1 },
    );
    expect([results.map(({ name }) => name), failureResults.map(({ name }) => name)]).toEqual([['met'], ['failed']]);
  });
});
