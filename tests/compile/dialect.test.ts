import fc from 'fast-check';
import { Engine, type RuleProperties } from 'json-rules-engine';
import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import { compileRules, type EngineRule } from '../../src/compile/dialect.js';
import { scaled } from '../support/size.js';

type Facts = Record<string, unknown>;

/** What the real package says of complete facts: the types of events that fire, and of those that fail. */
async function stock(rules: readonly EngineRule[], facts: Facts) {
  const engine = new Engine(rules as unknown as RuleProperties[], { allowUndefinedFacts: true });
  const { events, failureEvents } = await engine.run(facts);
  const sorted = (list: readonly { type: string }[]) => list.map((event) => event.type).sort();
  return { events: sorted(events), failureEvents: sorted(failureEvents) };
}

function ours(rules: readonly EngineRule[], facts: Facts) {
  const { events, failureEvents } = compileRules(rules)(facts);
  return {
    events: events.map((event) => event.type).sort(),
    failureEvents: failureEvents.map((event) => event.type).sort(),
  };
}

/** In the manner of the package's own documentation: thresholds, nested groups, facts compared with facts, lists, `not`. */
const RULES: readonly EngineRule[] = [
  {
    name: 'fouled out',
    priority: 10,
    conditions: {
      any: [
        {
          all: [
            { fact: 'gameMinutes', operator: 'equal', value: 40 },
            { fact: 'fouls', operator: 'greaterThanInclusive', value: 5 },
          ],
        },
        {
          all: [
            { fact: 'gameMinutes', operator: 'equal', value: 48 },
            { fact: 'fouls', operator: 'greaterThanInclusive', value: 6 },
          ],
        },
      ],
    },
    event: { type: 'fouled-out', params: { message: 'the player has fouled out' } },
  },
  {
    conditions: {
      all: [
        { fact: 'status', operator: 'in', value: ['leave', 'sick'] },
        { fact: 'company', operator: 'equal', value: 'north' },
      ],
    },
    event: { type: 'paid-leave' },
  },
  { conditions: { all: [{ fact: 'tags', operator: 'contains', value: 'urgent' }] }, event: { type: 'urgent' } },
  { conditions: { all: [{ fact: 'tags', operator: 'doesNotContain', value: 'done' }] }, event: { type: 'open' } },
  {
    conditions: {
      any: [
        { fact: 'height', operator: 'lessThan', value: { fact: 'limit' } },
        { fact: 'height', operator: 'greaterThan', value: 200 },
      ],
    },
    event: { type: 'height' },
  },
  {
    conditions: {
      not: {
        all: [
          { fact: 'status', operator: 'notEqual', value: 'leave' },
          { fact: 'fouls', operator: 'lessThanInclusive', value: 3 },
        ],
      },
    },
    event: { type: 'not' },
  },
  {
    conditions: {
      all: [
        { fact: 'status', operator: 'notIn', value: ['sick'] },
        {
          any: [
            { fact: 'company', operator: 'equal', value: 'south' },
            { not: { fact: 'fouls', operator: 'equal', value: 0 } },
          ],
        },
      ],
    },
    event: { type: 'nested' },
  },
];

const facts = fc.record({
  gameMinutes: fc.constantFrom(40, 48, 0),
  fouls: fc.integer({ min: 0, max: 7 }),
  status: fc.constantFrom('leave', 'sick', 'working'),
  company: fc.constantFrom('north', 'south'),
  tags: fc.subarray(['urgent', 'done', 'late']),
  height: fc.constantFrom(150, 180, 180.5, 201),
  limit: fc.constantFrom(149.9, 150, 180, 181),
});

describe('rules of json-rules-engine', () => {
  it('fire as in the package, where every fact is there', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (given) => {
        expect(ours(RULES, given)).toEqual(await stock(RULES, given));
      }),
      { numRuns: scaled(200) },
    );
  });

  it('give events of higher priority first, with their parameters', () => {
    const { events, results } = compileRules([...RULES].reverse())({
      gameMinutes: 40,
      fouls: 6,
      status: 'sick',
      company: 'south',
      tags: ['done'],
      height: 150,
      limit: 150,
    });
    expect(events[0]).toEqual({ type: 'fouled-out', params: { message: 'the player has fouled out' } });
    expect(results[0]).toEqual({ name: 'fouled out', event: RULES[0]?.event, priority: 10, result: true });
  });

  it('stay open where a fact is missing, unlike in the package', async () => {
    const rules: EngineRule[] = [
      { conditions: { all: [{ fact: 'a', operator: 'notEqual', value: 1 }] }, event: { type: 'not-equal' } },
      { conditions: { not: { fact: 'a', operator: 'equal', value: 1 } }, event: { type: 'not' } },
      {
        conditions: {
          any: [
            { fact: 'a', operator: 'equal', value: 1 },
            { fact: 'b', operator: 'equal', value: 2 },
          ],
        },
        event: { type: 'settled' },
      },
    ];
    expect((await stock(rules, { b: 2 })).events).toEqual(['not', 'not-equal', 'settled']);
    const { events, failureEvents, results } = compileRules(rules)({ b: 2 });
    expect([events, failureEvents]).toEqual([[{ type: 'settled' }], []]);
    expect(results.map((result) => result.result)).toEqual([null, null, true]);
  });

  it.each([
    ['null', { a: null }],
    ['undefined', { a: undefined }],
    ['absent', {}],
  ])('take %s as unknown for every operator', (_, given) => {
    const operators = [
      'equal',
      'notEqual',
      'in',
      'notIn',
      'contains',
      'doesNotContain',
      'lessThan',
      'lessThanInclusive',
      'greaterThan',
      'greaterThanInclusive',
    ];
    const rules = operators.map(
      (operator): EngineRule => ({
        conditions: { all: [{ fact: 'a', operator, value: operator.toLowerCase().endsWith('in') ? ['x'] : 1 }] },
        event: { type: operator },
      }),
    );
    expect(compileRules(rules)(given).results.map((result) => result.result)).toEqual(operators.map(() => null));
  });

  it('do not see inherited properties as facts', () => {
    const rules: EngineRule[] = [
      { conditions: { all: [{ fact: 'constructor', operator: 'notEqual', value: 1 }] }, event: { type: 'x' } },
    ];
    expect(compileRules(rules)({}).results[0]?.result).toBe(null);
  });

  it('compare digits in texts exactly', () => {
    const rules: EngineRule[] = [
      {
        conditions: { all: [{ fact: 'a', operator: 'greaterThan', value: '9007199254740993' }] },
        event: { type: 'x' },
      },
    ];
    expect(compileRules(rules)({ a: '9007199254740994' }).results[0]?.result).toBe(true);
    expect(compileRules(rules)({ a: '9007199254740993' }).results[0]?.result).toBe(false);
  });

  const test = { fact: 'a', operator: 'equal', value: 1 };
  it.each([
    ['a path', { all: [{ ...test, path: '$.b' }] }, 'rules[0].conditions.all[0].path'],
    ['parameters of a fact', { all: [{ ...test, params: {} }] }, 'rules[0].conditions.all[0].params'],
    ['a custom operator', { all: [{ ...test, operator: 'startsWith' }] }, 'rules[0].conditions.all[0].operator'],
    ['a decorated operator', { all: [{ ...test, operator: 'someFact:equal' }] }, 'rules[0].conditions.all[0].operator'],
    ['a named condition', { all: [{ condition: 'adult' }] }, 'rules[0].conditions.all[0].condition'],
    ['an empty group', { all: [] }, 'rules[0].conditions.all'],
    [
      'a path on the right',
      { all: [{ ...test, value: { fact: 'b', path: '$.c' } }] },
      'rules[0].conditions.all[0].value.path',
    ],
    ['a test alone', test, 'rules[0].conditions'],
    ['a text to look in', { all: [{ ...test, operator: 'in', value: 'abc' }] }, 'rules[0].conditions.all[0].value'],
  ])('refuse %s', (_, conditions, place) => {
    const run = () => compileRules([{ conditions, event: { type: 'x' } }]);
    expect(run).toThrow(JiantuiError);
    expect(run).toThrow(place);
  });
});
