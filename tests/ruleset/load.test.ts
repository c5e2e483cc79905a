import { describe, expect, it } from 'vitest';
import { loadRuleSet, ruleSetIssues } from '../../src/index.js';
import { jurisdictions, loadJurisdiction, ruleSetFile } from '../../src/rules.js';
import type { RuleSetFile } from '../../src/schema/rule-set.js';
import { decide, entry, file, issues, rule, TEXT, test } from '../support/small-rule-set.js';

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
    expect(issues(round)).toContain('wrong-type extra');
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

it('a parameter file may name its schema', async () => {
  const standard = { dibaoStandardMonthly: '450.00' };
  const [plain, named] = [
    await decide(file(), {}, { parameters: standard }),
    await decide(file(), {}, { parameters: { $schema: '../rules/schema/parameters.schema.json', ...standard } }),
  ];
  expect(JSON.stringify(named)).toBe(JSON.stringify(plain));
});
