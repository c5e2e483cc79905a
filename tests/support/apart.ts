import { evaluate } from '../../src/answer/evaluate.js';
import { createRows } from '../../src/batch/rows.js';
import { compile } from '../../src/compile/compile.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { createBulkAnswers } from '../../src/population/answer.js';
import { jurisdictions, ruleSetFile } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import { generateCase } from './generate.js';
import { type Random, random, shuffled } from './random.js';
import { rule, TEXT, test } from './small-rule-set.js';

type Household = Readonly<Record<string, unknown>>;
type Settings = Parameters<typeof createBulkAnswers>[1];

/** How many households are decided under how many overlays; and whether each once more on rules that nobody else has met. */
export interface Size {
  readonly overlays: number;
  readonly households: number;
  readonly alone: number;
}

/** A household of which everything that names somebody is its own. */
export function named(household: Household, mark: string): Household {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        key === 'authority' ? `${mark}-authority-7` : key === 'id' ? `${mark}-${String(part)}` : visit(part),
      ]),
    );
  };
  return { ...(visit(household) as Household), localArea: `${mark}-area-7` };
}

const OF_HOUSEHOLD = [
  'incomeChanged',
  'isReliefTarget',
  'perCapitaMonthlyIncome < 450',
  'householdAnnualIncome > 6000',
  'dibaoStatus = "receiving"',
  'marginalHouseholdFinding = "yes"',
  'mayFallIntoPovertyFinding = "no"',
  'some m in members satisfies m.isDisabled',
  'count(members[memberAge >= 60]) > 1',
  'sum(members.memberAge) > 90',
];
const OF_MEMBER = [
  'isDisabled',
  'memberAge > 59',
  'sex = "female"',
  'selfCareDifficulty = "yes"',
  'labourCapacity = "none"',
];

const KNOWN = ['incomeChanged', 'isReliefTarget', 'aidDiscontinued'];

/** An overlay with facts worked out from facts that are worked out, of the household and of its members, and rules on them. */
function overlayFor(jurisdiction: string, source: Random): unknown {
  const derived: Record<string, unknown> = {};
  const own = [...OF_HOUSEHOLD];
  const member = [...OF_MEMBER];
  const joined = (list: readonly string[]) => {
    const [left, right] = [source.pick(list), source.pick(list)];
    return source.pick([`(${left}) or (${right})`, `(${left}) and not(${right})`, `(${left}) = (${right})`]);
  };
  for (let index = 0; index < 4; index++) {
    // The first one always uses a figure that is itself worked out where it is not given.
    const formula = index === 0 ? `${source.pick(KNOWN)} or perCapitaMonthlyIncome < 450` : joined(own);
    derived[`own${index}`] = { formula, name: TEXT };
    derived[`each${index}`] = {
      formula: joined([...member, ...Array.from({ length: index }, (_, before) => `household.own${before}`)]),
      name: TEXT,
      scope: 'member',
    };
    own.push(`own${index}`, `own${index}`, `some m in members satisfies m.each${index}`);
    member.push(`each${index}`, `each${index}`);
  }
  const [householdRule, memberRule] = [`${jurisdiction}/local.own`, `${jurisdiction}/local.each`];
  return {
    overlay: 'generated',
    extends: jurisdiction,
    authority: 'generated',
    instrument: { title: TEXT, number: null, date: '2020-01-01' },
    derived,
    rules: [
      rule(householdRule, {
        conditions: {
          any: [
            test('own3', 'equal', true),
            { all: [test('own2', 'equal', false), test('own1', 'equal', true), test('own0', 'equal', true)] },
          ],
        },
      }),
      rule(memberRule, { subject: 'member', conditions: { all: [test('each3', 'equal', true)] } }),
    ],
  };
}

/** Decides a household in every way there is. */
async function answersOf(ways: Ways, household: Household): Promise<string> {
  const { ruleSet, settings, compiled, rows } = ways;
  rows.household(1, 1, () => household);
  const { output, errors } = rows.take();
  const decision = compiled.decide(household);
  return JSON.stringify([
    decision,
    await evaluate(ruleSet, household, settings),
    compiled.statuses(household),
    new TextDecoder().decode(output),
    new TextDecoder().decode(errors),
  ]);
}

interface Ways {
  readonly ruleSet: RuleSet;
  readonly settings: Settings;
  readonly compiled: ReturnType<typeof compile>;
  readonly rows: ReturnType<typeof createRows>;
}

function waysOf(load: () => RuleSet, settings: Settings): Ways {
  const ruleSet = load();
  const rows = createRows(createBulkAnswers(ruleSet, settings), { to: 'ndjson', full: false, asOf: undefined });
  return { ruleSet, settings, compiled: compile(ruleSet, settings), rows };
}

/**
 * Decides the same households in two orders, on rules that have met the others before and on rules that have not, and some on
 * rules that have met nobody. All must come to the same bytes.
 * @returns the households that did not, by seed, and how many were decided
 */
export async function decidedApart({ overlays, households, alone }: Size) {
  const differing: string[] = [];
  let decided = 0;
  for (let number = 0; number < overlays; number++) {
    const source = random(number + 1);
    const jurisdiction = jurisdictions[number % jurisdictions.length] as string;
    const overlay = overlayFor(jurisdiction, source);
    const load = () => loadRuleSet(ruleSetFile(jurisdiction), { overlays: [overlay] as never });
    const ruleSet = load();
    const share = Math.ceil(households / overlays);
    // Some go by names of their own, others by the same names as their neighbours; of half of them hardly anything is known.
    const cases = Array.from({ length: share }, (_, index) => number * share + index + 1).map((seed) => {
      const isBare = seed % 4 < 2;
      const { household } = generateCase(ruleSet, seed, isBare ? { missing: 0.8 } : {});
      const known = isBare ? Object.fromEntries(KNOWN.map((name) => [name, source.chance(0.5)])) : {};
      const own = { ...household, ...known };
      return { seed, household: seed % 2 === 0 ? named(own, `h${seed}`) : own };
    });
    const { options: settings } = generateCase(ruleSet, number + 1, { missing: 0.1 });
    const [first, second] = [waysOf(load, settings), waysOf(load, settings)];
    const expected = new Map<number, string>();
    for (const { seed, household } of cases) expected.set(seed, await answersOf(first, household));
    const compareWith = async (ways: Ways, { seed, household }: (typeof cases)[number]) => {
      if ((await answersOf(ways, household)) !== expected.get(seed))
        differing.push(`${jurisdiction} ${number} ${seed}`);
    };
    for (const each of shuffled(cases, source)) await compareWith(second, each);
    for (const each of shuffled(cases, source)) await compareWith(first, each);
    for (const each of shuffled(cases, source).slice(0, Math.ceil(share * alone)))
      await compareWith(waysOf(load, settings), each);
    decided += cases.length;
  }
  return { differing, decided };
}
