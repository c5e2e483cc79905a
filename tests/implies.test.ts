import { describe, expect, it, vi } from 'vitest';
import vocabularyFile from '../rules/vocabulary.json' with { type: 'json' };
import { createRows } from '../src/batch/rows.js';
import { type Decision, evaluate, explain, JiantuiError, type RuleSet } from '../src/index.js';
import { createBulkAnswers } from '../src/population/answer.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
import { loadRuleSet } from '../src/ruleset/load.js';
import type { VocabularyFile } from '../src/schema/vocabulary.js';
import { clashIn, heldValues, implicationsOf } from '../src/snapshot/implies.js';
import { decoder, expectedLine } from './batch/support.js';
import { compileWays, disagreements, fits } from './compile/support/agree.js';
import { later, stepsOf } from './support/lookups.js';
import { file, issues, rule, TEXT, test } from './support/small-rule-set.js';

const facts = (vocabularyFile as unknown as VocabularyFile).facts;
const yancheng = loadJurisdiction('yancheng');
const parameters = { povertyPeriodEnd: '2020-12-31' };

/** One rule for each value of each fact of a member that implies something or is implied. */
function asking(fact: string): RuleSet {
  const ofMember = facts[fact]?.scope === 'member';
  const rules = heldValues(facts[fact] ?? { type: 'text' }).map((value, index) =>
    rule(`example/${index}`, {
      subject: ofMember ? 'member' : 'household',
      conditions: { all: [test(fact, 'equal', value)] },
    }),
  );
  return loadRuleSet(file({ rules }));
}

const put = (ofMember: boolean, record: object) => ({
  asOf: '2020-06-30',
  ...(ofMember ? { members: [{ id: 'a', ...record }, { id: 'b' }] } : record),
});

/** The household as every back end sees it: statuses, lines and questions have to be those of the interpreter. */
async function agreed(ruleSet: RuleSet, household: object): Promise<Decision> {
  const ways = await compileWays(ruleSet, {});
  expect(await disagreements(ruleSet, ways, household, {})).toEqual([]);
  const decision = await evaluate(ruleSet, household);
  expect(fits(ways.alone, household)).toBe(true);
  const rows = createRows(createBulkAnswers(ruleSet, {}), { to: 'ndjson', full: false, asOf: undefined });
  rows.household(1, 1, () => household);
  const { output, counts } = rows.take();
  expect(counts.together).toBe(1);
  expect(JSON.parse(decoder.decode(output))).toEqual(expectedLine(ruleSet, 1, decision));
  return decision;
}

const declared = Object.entries(facts).flatMap(([fact, { implies = [] }]) =>
  implies.map(({ when, fact: other, is }) => [fact, when, other, is] as const),
);
const single = declared.filter((entry) => !Array.isArray(entry[3]));

describe('what one fact implies of another', () => {
  it('is declared for those that hold by the meaning of the words', () => {
    expect(declared.map(([fact, when, other]) => `${fact}=${when} → ${other}`)).toContain(
      'isSeverelyDisabled=true → isDisabled',
    );
    expect(implicationsOf(facts).impossible).toEqual([]);
  });

  it.each(single)('%s = %s makes %s known as %s', async (fact, when, other, is) => {
    const household = put(facts[fact]?.scope === 'member', { [fact]: when });
    const decision = await agreed(asking(other), household);
    const values = heldValues(facts[other] ?? { type: 'text' });
    const own = decision.outcomes.filter(
      ({ subject }) => subject === (facts[fact]?.scope === 'member' ? 'a' : 'household'),
    );
    expect(own.map(({ status }) => status)).toEqual(values.map((value) => (value === is ? 'met' : 'not-met')));
    expect(stepsOf(decision.trace, 'fact', other)[0]).toMatchObject({
      value: is,
      detail: { how: 'implied' },
      steps: [{ kind: 'fact', id: fact, value: when, detail: { how: 'given' } }],
    });
    expect(decision.questions.filter(({ subject }) => subject !== 'b')).toEqual([]);
  });

  it.each(declared)('not so: where %s = %s cannot be, for %s is not %s', async (fact, when, other, is) => {
    const values = heldValues(facts[fact] ?? { type: 'text' });
    const denied = heldValues(facts[other] ?? { type: 'text' }).find((value) =>
      Array.isArray(is) ? !is.includes(value as string) : value !== is,
    );
    const ofMember = facts[fact]?.scope === 'member';
    const decision = await agreed(asking(fact), put(ofMember, { [other]: denied }));
    const own = decision.outcomes.filter(({ subject }) => subject === (ofMember ? 'a' : 'household'));
    // Of two values one is left; of more than two, which of the others it is stays open.
    const left = values.filter((value) => value !== when);
    expect(own.map(({ status }) => status)).toEqual(
      values.map((value) => (left.length > 1 ? 'undetermined' : value === when ? 'not-met' : 'met')),
    );
  });

  it('goes over several steps, and does not cross from one member to another', async () => {
    const decision = await agreed(asking('isDeFactoUnattendedChild'), put(true, { leftBehindType: 'elder' }));
    expect(decision.outcomes.map(({ clause, subject, status }) => `${clause}@${subject} ${status}`).sort()).toEqual([
      'example/0@a not-met',
      'example/0@b undetermined',
      'example/1@a met',
      'example/1@b undetermined',
    ]);
  });
});

describe('facts that contradict each other', () => {
  const clashes = declared.flatMap(([fact, when, other, is]) =>
    heldValues(facts[other] ?? { type: 'text' })
      .filter((value) => (Array.isArray(is) ? !is.includes(value as string) : value !== is))
      .map((value) => [fact, when, other, value] as const),
  );
  const message = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      expect(error).toBeInstanceOf(JiantuiError);
      return (error as JiantuiError).issues.map(({ code, found }) => `${code} ${found ?? ''}`).join();
    }
    return 'accepted';
  };

  it.each(clashes)('%s: %s beside %s: %s is refused by every reader, both named', async (fact, when, other, value) => {
    const ofMember = facts[fact]?.scope === 'member';
    const [one, two] = ofMember ? [{ [fact]: when }, { [other]: value }] : [{ [fact]: when }, { [other]: value }];
    // A rule set that asks neither, so that no cell holds them.
    const ruleSet = loadRuleSet(file());
    const ways = await compileWays(ruleSet, {});
    const bulk = createBulkAnswers(ruleSet, {});
    for (const record of [
      { ...one, ...two },
      { ...two, ...one },
    ]) {
      const household = put(ofMember, record);
      const error = await evaluate(ruleSet, household).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'bad-household' });
      const [issue] = (error as JiantuiError).issues;
      expect(issue?.code).toBe('contradiction');
      for (const part of [`${fact}: ${when}`, `${other}: ${value}`]) expect(issue?.found).toContain(part);
      for (const way of [ways.generated, ways.direct]) {
        expect(message(() => way.decide(household))).toContain('contradiction');
        expect(message(() => way.statuses(household))).toContain('contradiction');
      }
      expect(message(() => ways.alone(household))).toContain('unusual-household');
      const rows = createRows(bulk, { to: 'ndjson', full: false, asOf: undefined });
      rows.household(1, 1, () => household);
      const { errors, counts } = rows.take();
      expect(counts).toMatchObject({ bad: 1, together: 0 });
      expect(decoder.decode(errors)).toContain('contradiction');
    }
  });

  it('are found over several steps, and where both follow from others', () => {
    const { member } = implicationsOf(facts);
    const found = (record: Record<string, unknown>) => clashIn(member, (fact) => record[fact]);
    expect(found({ leftBehindType: 'elder', reproductiveStatus: 'newborn' })).not.toBeNull();
    expect(found({ isFullTimeHigher: true, isFreeVocational: true })).not.toBeNull();
    expect(found({ leftBehindType: 'woman', sex: 'male' })).not.toBeNull();
    expect(found({ leftBehindType: 'none', sex: 'male', isMinor: false, isElderly: false })).toBeNull();
  });

  it('do so within one member only', async () => {
    const members = [
      { id: 'a', isSeverelyDisabled: true },
      { id: 'b', isDisabled: false },
    ];
    await expect(evaluate(yancheng, { asOf: '2019-06-30', members })).resolves.toBeDefined();
  });

  it('do not where the finding is not known', async () => {
    for (const finding of ['unknown', { value: 'unknown', date: '2019-01-01' }, null])
      await expect(
        evaluate(yancheng, {
          asOf: '2019-06-30',
          members: [{ id: 'a', employmentCapableDisabled: finding, isDisabled: false }],
        }),
      ).resolves.toBeDefined();
  });
});

describe('a severely disabled person is a disabled person', () => {
  const household = {
    id: 'yc-11',
    asOf: '2019-06-30',
    povertyRegistration: 'notLifted',
    economicDifficultyFinding: 'yes',
    members: [{ id: 'm1', isSeverelyDisabled: true }],
  };

  it('under the clauses that speak of disabled people', async () => {
    const decision = await evaluate(yancheng, household, { parameters });
    const statuses = new Map(decision.outcomes.map(({ clause, subject, status }) => [`${clause}@${subject}`, status]));
    expect(statuses.get('yancheng/2.5-f@m1')).toBe('met');
    expect(statuses.get('yancheng/2.9-g@m1')).toBe('met');
    expect(statuses.get('yancheng/2.9-b@household')).toBe('met');
    expect(decision.questions.some(({ name, subject }) => name === 'isDisabled' && subject === 'm1')).toBe(false);
  });

  it.each([
    ['en', 'since', 'severely disabled'],
    ['zh', '推定', '属于重度残疾人'],
  ] as const)('and the explanation in %s says so', async (language, word, fact) => {
    const decision = await evaluate(yancheng, household, { parameters });
    const text = explain(decision, yancheng, { language, detail: 'full' });
    expect(text).toContain(word);
    expect(text).toContain(fact);
  });
});

describe('look-ups', () => {
  const ruleSet = asking('isDisabled');
  const household = { asOf: '2020-06-30', householdSize: 1, members: [{ id: 'a' }] };
  const status = (decision: Decision) => decision.outcomes[0]?.status;

  it('of a fact from which another follows are made where the other is needed', async () => {
    const isSeverelyDisabled = vi.fn(() => later(true));
    const decision = await evaluate(ruleSet, household, { lookups: { isSeverelyDisabled } });
    expect(status(decision)).toBe('met');
    expect(isSeverelyDisabled).toHaveBeenCalledTimes(1);
    expect(stepsOf(decision.trace, 'fact', 'isDisabled')[0]).toMatchObject({
      detail: { how: 'implied' },
      steps: [{ id: 'isSeverelyDisabled', detail: { how: 'lookup' } }],
    });
  });

  it('are not made of what follows already', async () => {
    const isDisabled = vi.fn(() => false);
    const decision = await evaluate(
      ruleSet,
      { ...household, members: [{ id: 'a', isSeverelyDisabled: true }] },
      { lookups: { isDisabled } },
    );
    expect(status(decision)).toBe('met');
    expect(isDisabled).toHaveBeenCalledTimes(0);
  });

  it('that do not know leave it to the others', async () => {
    const lookups = { isDisabled: () => later(null), isSeverelyDisabled: () => true };
    expect(status(await evaluate(ruleSet, household, { lookups }))).toBe('met');
    expect(status(await evaluate(ruleSet, household, { lookups: { isSeverelyDisabled: () => false } }))).toBe(
      'undetermined',
    );
  });

  it('that contradict each other are refused, both named', async () => {
    const both = loadRuleSet(
      file({
        rules: [
          rule('example/1', {
            subject: 'member',
            conditions: { all: [test('isDisabled', 'equal', false), test('isSeverelyDisabled', 'equal', true)] },
          }),
        ],
      }),
    );
    const error = await evaluate(both, household, {
      lookups: { isDisabled: () => later(false), isSeverelyDisabled: () => later(true) },
    }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'bad-household',
      issues: [{ code: 'contradiction', found: 'isDisabled: false, isSeverelyDisabled: true' }],
    });
  });
});

describe('a rule file’s own facts', () => {
  const own = (implies: readonly object[]) =>
    file({
      facts: { isBlind: { scope: 'member', type: 'boolean', name: TEXT, implies } },
      rules: [rule('example/1', { subject: 'member', conditions: { all: [test('isDisabled', 'equal', true)] } })],
    } as never);

  it('may imply those of the common vocabulary', async () => {
    const ruleSet = loadRuleSet(own([{ when: true, fact: 'isDisabled', is: true }]));
    const decision = await agreed(ruleSet, put(true, { isBlind: true }));
    expect(decision.outcomes.find(({ subject }) => subject === 'a')?.status).toBe('met');
  });

  it.each<[string, object, string]>([
    [
      'a name that there is not',
      { when: true, fact: 'isDisabld', is: true },
      'unknown-name facts.isBlind.implies.0.fact',
    ],
    ['itself', { when: true, fact: 'isBlind', is: true }, 'unknown-name facts.isBlind.implies.0.fact'],
    [
      'a fact of the household',
      { when: true, fact: 'incomeChanged', is: true },
      'wrong-type facts.isBlind.implies.0.fact',
    ],
    ['an amount', { when: true, fact: 'memberAge', is: 'x' }, 'wrong-type facts.isBlind.implies.0.fact'],
    [
      'a value of another type',
      { when: 'yes', fact: 'isDisabled', is: true },
      'unknown-value facts.isBlind.implies.0.when',
    ],
    [
      'a value that the other cannot have',
      { when: true, fact: 'sex', is: 'femal' },
      'unknown-value facts.isBlind.implies.0.is',
    ],
    ['one of no values', { when: true, fact: 'sex', is: [] }, 'too-short facts.isBlind.implies.0.is'],
  ])('are refused where one implies %s', (_, implies, issue) => {
    expect(issues(own([implies]))).toContain(issue);
  });
});

describe.each(jurisdictions)('generated households of %s', (jurisdiction) => {
  it('name no fact that follows among their questions', async () => {
    const { generateCase } = await import('./support/generate.js');
    const ruleSet = loadJurisdiction(jurisdiction);
    const { implied } = implicationsOf(ruleSet.vocabulary.facts);
    for (let seed = 0; seed < 15; seed++) {
      const { household, options } = generateCase(ruleSet, seed, { missing: 0.4 });
      const decision = await evaluate(ruleSet, household, options);
      const members = (household.members ?? []) as { id: string }[];
      for (const { name, subject } of decision.questions) {
        const record = (subject === 'household' ? household : members.find(({ id }) => id === subject)) as Record<
          string,
          unknown
        >;
        const follows = (implied.get(name) ?? []).filter(({ from, is }) => record[from] === is);
        expect(follows).toEqual([]);
      }
    }
  });
});
