import { describe, expect, it } from 'vitest';
import { evaluate, loadRuleSet, ruleSetIssues } from '../../src/index.js';
import { jurisdictions, loadJurisdiction, ruleSetFile } from '../../src/rules.js';
import type { RuleSetFile } from '../../src/schema/rule-set.js';

const TEXT = { zh: '示例', en: 'example' };
const CITE = { section: '一', anchor: '示例条文' };
const test = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
const rule = (id: string, more: object = {}) => ({
  id,
  kind: 'eligibility',
  subject: 'household',
  modality: 'must',
  programme: 'dibao',
  cite: CITE,
  name: TEXT,
  summary: TEXT,
  conditions: { all: [test('incomeChanged', 'equal', true)] },
  event: { type: 'entitlement' },
  ...more,
});
const entry = (id: string, more: object = {}) => ({
  id,
  kind: 'procedure',
  reason: 'undefined',
  cite: CITE,
  summary: TEXT,
  ...more,
});
const file = (more: { rules?: { id: string }[]; ledger?: { id: string }[] } & Record<string, unknown> = {}) => {
  const { rules = [rule('example/1')], ledger = [] } = more;
  return {
    jurisdiction: 'example',
    version: '1.0.0',
    name: TEXT,
    instrument: { title: TEXT, number: null, issuer: TEXT, date: '2020-01-01' },
    clauses: [...ledger, ...rules].map(({ id }) => id).sort(),
    ...more,
    rules,
    ledger,
  };
};
const issues = (raw: unknown, overlays: unknown[] = []) =>
  ruleSetIssues(raw, { overlays }).map(({ code, path }) => `${code} ${path.join('.')}`);
const decide = (raw: unknown, household: object, options: object = {}) =>
  evaluate(loadRuleSet(raw), { asOf: '2020-06-30', ...household }, options);

describe('loading', () => {
  it('finds nothing wrong with the file that the others here are changed from, nor with any shipped one', () => {
    expect(issues(file())).toEqual([]);
    for (const jurisdiction of jurisdictions) expect(issues(ruleSetFile(jurisdiction))).toEqual([]);
  });

  it.each([
    undefined,
    null,
    true,
    17,
    'text',
    [],
    [[]],
    new Map(),
    { rules: 1 },
    { __proto__: null },
    10n,
    Number.NaN,
    () => null,
  ])('never throws, whatever is given instead of a file (%o)', (raw) => {
    expect(ruleSetIssues(raw).length).toBeGreaterThan(0);
  });

  it('never throws on a file that holds itself', () => {
    const round: Record<string, unknown> = { ...file() };
    round.extra = round;
    expect(issues(round)).toContain('unknown-key extra');
  });

  it('does not change or freeze the file that it is given', () => {
    const given = structuredClone(ruleSetFile('rongchang')) as RuleSetFile;
    const before = JSON.stringify(given);
    loadRuleSet(given);
    expect(JSON.stringify(given)).toBe(before);
    given.rules.pop();
    expect(loadJurisdiction('rongchang').rules).toHaveLength(17);
  });
});

describe('all problems at once', () => {
  it('a slip in the shape of one rule hides nothing that is wrong elsewhere, and is not reported twice', () => {
    const raw = file({
      rules: [
        rule('example/1', { summary: 5 }),
        rule('example/2', { conditions: { all: [test('incomeChangd', 'equal', true)] } }),
      ],
      derived: { twice: 5, wrong: '1 +' },
    });
    expect(issues(raw).sort()).toEqual([
      'formula-syntax derived.wrong',
      'unknown-name rules.1.conditions.all.0.fact',
      'wrong-type derived.twice',
      'wrong-type rules.0.summary',
    ]);
  });

  it('of a rule whose id cannot be read no clause is called missing', () => {
    const raw = {
      ...file({ rules: [rule('Example One'), rule('example/2', { cite: undefined })] }),
      clauses: ['example/1', 'example/2'],
    };
    expect(issues(raw)).toEqual(['wrong-form rules.0.id', 'no-citation rules.1.cite']);
  });

  it('what uses a derived fact that is wrong is not wrong for that', () => {
    const derived = { broken: '1 +', leans: 'broken + 1' };
    const raw = file({
      derived,
      rules: [
        rule('example/1', {
          conditions: { all: [test('broken', 'lessThan', 5), test('leans', 'lessThan', { fact: 'broken' })] },
        }),
      ],
    });
    expect(issues(raw)).toEqual(['formula-syntax derived.broken']);
  });

  it('both sides of a comparison are looked up', () => {
    const raw = file({
      rules: [rule('example/1', { conditions: { all: [test('oneUnknown', 'equal', { fact: 'anotherUnknown' })] } })],
    });
    expect(issues(raw)).toEqual([
      'unknown-name rules.0.conditions.all.0.fact',
      'unknown-name rules.0.conditions.all.0.value.fact',
    ]);
  });

  it('a list of dated values with an impossible day is reported, not stumbled over', () => {
    const values = [
      { from: '2020-01-01', value: '1' },
      { from: '2020-13-45', value: '2' },
    ];
    expect(issues(file({ parameters: { dibaoStandardMonthly: values } }))).toEqual([
      'no-such-day parameters.dibaoStandardMonthly.1.from',
    ]);
  });
});

describe('places', () => {
  const overlay = { overlay: 'town', extends: 'example', authority: '示例镇' };
  const wrong = { conditions: { all: [test('incomeChangd', 'equal', true)] } };
  const overrides = { overrides: { clause: 'example/1', why: TEXT, authority: '示例镇' } };

  it('of an overlay’s rules are those of its own file', () => {
    const raw = file({ rules: [rule('example/1'), rule('example/2', wrong)] });
    const more = [
      { ...overlay, overlay: 'first', rules: [rule('example/local.0')] },
      { ...overlay, rules: [rule('example/local.1'), rule('example/local.2', { ...overrides, ...wrong })] },
    ];
    expect(issues(raw, more)).toEqual([
      'unknown-name rules.1.conditions.all.0.fact',
      'unknown-name overlays.1.rules.1.conditions.all.0.fact',
    ]);
  });

  it('of an overlay’s formulas and facts too', () => {
    const facts = {
      head: {
        scope: 'household',
        type: 'ratio',
        name: TEXT,
        otherwise: [{ formula: '1 +', assumption: 'per-head-from-total' }],
      },
    };
    expect(
      issues(file({ derived: { mine: '1 +' } }), [{ ...overlay, derived: { theirs: '1 +' }, facts }]).sort(),
    ).toEqual([
      'formula-syntax derived.mine',
      'formula-syntax overlays.0.derived.theirs',
      'formula-syntax overlays.0.facts.head.otherwise.0',
    ]);
  });
});

describe('circles through the formulas that stand in for facts', () => {
  const fact = (formula: string) => ({
    scope: 'household',
    type: 'ratio',
    name: TEXT,
    otherwise: [{ formula, assumption: 'per-head-from-total' }],
  });

  it.each([
    ['itself', { one: fact('one + 1') }, {}, 'cycle facts.one.otherwise'],
    ['each other', { one: fact('two + 1'), two: fact('one - 1') }, {}, 'cycle facts.one.otherwise'],
    ['a derived fact', { one: fact('three + 1') }, { three: 'one * 2' }, 'cycle facts.one.otherwise'],
  ])('by way of %s are refused: they could not be worked out', (_, facts, derived, issue) => {
    expect(issues(file({ facts, derived }))).toEqual([issue]);
  });

  it('chains are fine', async () => {
    const facts = {
      one: fact('two + 1'),
      two: fact('three + 1'),
      three: { scope: 'household', type: 'ratio', name: TEXT },
    };
    const decision = await decide(
      file({ facts, rules: [rule('example/1', { conditions: { all: [test('one', 'equal', 5)] } })] }),
      { three: 3 },
    );
    expect(decision.outcomes[0]?.status).toBe('met');
  });
});

describe('order', () => {
  it('of the ledger does not matter to a verdict that rests on several entries', async () => {
    const ledger = [entry('example/2', { names: ['relief'] }), entry('example/3', { names: ['relief'] })];
    const clausesOf = async (list: { id: string }[]) =>
      (
        await decide({ ...file({ ledger: list }), clauses: ['example/1', 'example/2', 'example/3'] }, {})
      ).eligibility.find(({ programme }) => programme === 'relief');
    expect(await clausesOf([...ledger].reverse())).toEqual(await clausesOf(ledger));
    expect((await clausesOf(ledger))?.clauses).toEqual(['example/2', 'example/3']);
  });
});

describe('readings that all deny', () => {
  /** One reading tests validity, the other does not, and the common conditions fail. */
  const readings = [
    { id: 'always', name: TEXT },
    { id: 'in-time', name: TEXT, inForce: { during: 'period' } },
  ];
  const raw = file({
    rules: [rule('example/1', { readings })],
    periods: { period: { name: TEXT, end: 'povertyPeriodEnd' } },
  });
  const status = async (household: object, parameters: object) =>
    (await decide(raw, household, { parameters })).outcomes[0];

  it('deny together, whether or not the period is over, and learning its end opens nothing', async () => {
    for (const parameters of [{}, { povertyPeriodEnd: '2020-12-31' }, { povertyPeriodEnd: '2019-12-31' }]) {
      expect(await status({ incomeChanged: false }, parameters)).toMatchObject({ status: 'not-met' });
    }
    const decision = await decide(raw, { incomeChanged: false }, { parameters: { povertyPeriodEnd: '2019-12-31' } });
    expect(decision.eligibility.find(({ programme }) => programme === 'dibao')).toMatchObject({
      verdict: 'not-eligible',
      clauses: ['example/1'],
    });
    expect(decision.questions).toEqual([]);
  });

  it('are open where one of them would grant', async () => {
    expect(await status({ incomeChanged: true }, { povertyPeriodEnd: '2019-12-31' })).toMatchObject({
      status: 'undetermined',
      unresolved: { facts: [], parameters: [], readings: ['always', 'in-time'] },
    });
  });
});

describe('what is unresolved where one unknown is asked in several places', () => {
  const unresolved = async (conditions: object, household: object, more: object = {}) => {
    const { outcomes } = await decide(file({ rules: [rule('example/1', { conditions, ...more })] }), household);
    return [outcomes[0]?.status, outcomes[0]?.unresolved && Object.values(outcomes[0].unresolved).flat()];
  };
  const lifted = test('povertyRegistration', 'equal', 'lifted');
  const found = test('unstableLiftedFinding', 'equal', 'yes');

  it.each([
    ['A or (A and B): B never matters', { any: [lifted, { all: [lifted, found] }] }, {}, ['povertyRegistration']],
    ['A and (A or B): B never matters', { all: [lifted, { any: [lifted, found] }] }, {}, ['povertyRegistration']],
    [
      'A and (not A or B): B matters',
      { all: [lifted, { any: [{ not: lifted }, found] }] },
      {},
      ['povertyRegistration', 'unstableLiftedFinding'],
    ],
    [
      'no value is two at once',
      {
        any: [
          { all: [lifted, test('povertyRegistration', 'equal', 'relapsed'), found] },
          test('incomeChanged', 'equal', true),
        ],
      },
      {},
      ['incomeChanged', 'povertyRegistration'],
    ],
    [
      'a sum below one line is below a higher one',
      {
        all: [
          test('perCapitaMonthlyIncome', 'lessThan', '100'),
          { any: [test('perCapitaMonthlyIncome', 'lessThan', '200'), found] },
        ],
      },
      {},
      ['perCapitaMonthlyIncome'],
    ],
    [
      'a sum may lie between two lines',
      {
        all: [
          test('perCapitaMonthlyIncome', 'lessThan', '200'),
          { any: [test('perCapitaMonthlyIncome', 'lessThan', '100'), found] },
        ],
      },
      {},
      ['perCapitaMonthlyIncome', 'unstableLiftedFinding'],
    ],
    [
      'money is never negative',
      {
        any: [
          {
            all: [
              test('perCapitaMonthlyIncome', 'lessThan', '0'),
              test('perCapitaMonthlyIncome', 'lessThan', '5'),
              found,
            ],
          },
          lifted,
        ],
      },
      {},
      ['perCapitaMonthlyIncome', 'povertyRegistration'],
    ],
    [
      'a day before one is before a later one',
      {
        all: [
          test('lastIncomeMonitoringDate', 'lessThan', '2020-01-01'),
          { any: [test('lastIncomeMonitoringDate', 'lessThan', '2020-02-01'), found] },
        ],
      },
      {},
      ['lastIncomeMonitoringDate'],
    ],
    [
      'a set may hold both',
      {
        all: [
          test('povertyCauses', 'contains', 'illness'),
          {
            any: [
              { all: [test('povertyCauses', 'contains', 'illness'), test('povertyCauses', 'contains', 'disaster')] },
              found,
            ],
          },
        ],
      },
      {},
      ['povertyCauses', 'unstableLiftedFinding'],
    ],
  ])('%s', async (_, conditions, household, names) => {
    expect(await unresolved(conditions, household)).toEqual(['undetermined', names]);
  });

  it('what all readings share counts as one place: where they could only differ, no fact is asked', async () => {
    const readings = [
      {
        id: 'inclusive',
        name: TEXT,
        conditions: { all: [test('perCapitaMonthlyIncome', 'lessThanInclusive', '100')] },
      },
      { id: 'strict', name: TEXT, conditions: { all: [test('perCapitaMonthlyIncome', 'lessThan', '100')] } },
      { id: 'listed', name: TEXT, conditions: { all: [found] } },
    ];
    expect(await unresolved({ all: [lifted] }, { perCapitaMonthlyIncome: '100' }, { readings })).toEqual([
      'undetermined',
      ['povertyRegistration', 'strict'],
    ]);
    expect(await unresolved({ all: [lifted] }, { perCapitaMonthlyIncome: '99' }, { readings })).toEqual([
      'undetermined',
      ['povertyRegistration', 'unstableLiftedFinding'],
    ]);
  });
});

describe('a programme of a rule whose addressee is not known', () => {
  it('stays open, even where its own conditions fail: the instrument may not speak of the household at all', async () => {
    const addressee = { name: TEXT, conditions: { all: [test('povertyRegistration', 'equal', 'lifted')] } };
    const programme = [{ id: 'dibao', when: { all: [test('meetsDibaoConditions', 'equal', 'yes')] } }];
    const verdict = async (household: object) =>
      (
        await decide(file({ addressee, rules: [rule('example/1', { programme })] }), {
          incomeChanged: true,
          meetsDibaoConditions: 'no',
          ...household,
        })
      ).eligibility.find((each) => each.programme === 'dibao')?.verdict;
    expect([
      await verdict({}),
      await verdict({ povertyRegistration: 'lifted' }),
      await verdict({ povertyRegistration: 'neverRegistered' }),
    ]).toEqual(['undetermined', 'not-eligible', 'out-of-scope']);
  });
});

it('a parameter file may name its schema', async () => {
  const standard = { dibaoStandardMonthly: '450.00' };
  const [plain, named] = [
    await decide(file(), {}, { parameters: standard }),
    await decide(file(), {}, { parameters: { $schema: '../rules/schema/parameters.schema.json', ...standard } }),
  ];
  expect(JSON.stringify(named)).toBe(JSON.stringify(plain));
});
