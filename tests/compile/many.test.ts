import { describe, expect, it } from 'vitest';
import { answerAll, statusesOf } from '../../src/answer/direct.js';
import { evaluate } from '../../src/answer/evaluate.js';
import { prepare } from '../../src/answer/prepare.js';
import { type Compiled, compile } from '../../src/compile/compile.js';
import { toModule } from '../../src/compile/to-module.js';
import { subjectId } from '../../src/household/values.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { jurisdictions, loadJurisdiction, ruleSetFile } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import { random } from '../support/random.js';
import { generatedGroup, loadModule, statusText } from './support/agree.js';
import { chunkStatuses } from './support/columns.js';

/**
 * Statuses of generated code, of one household and of many, against the tests answered one by one, for every household; modules
 * made ahead of time for one group of each rule set; the interpreter and the full decisions on a sample.
 * `JIANTUI_AGREEMENT=200000` asks for that many households in all.
 */
const COUNT = Number(process.env.JIANTUI_AGREEMENT ?? 1000);
const GROUP = 50;
const SAMPLE = 25;

type Condition = Record<string, unknown>;

function leaves(condition: unknown): Condition[] {
  if (typeof condition !== 'object' || condition === null) return [];
  if ('operator' in condition) return [condition as Condition];
  return Object.values(condition).flatMap((part) => (Array.isArray(part) ? part.flatMap(leaves) : leaves(part)));
}

/** The rule set with its tests put together at random: other groups, other depths, `not` among them. */
function shuffled(jurisdiction: string, seed: number): RuleSet {
  const file = structuredClone(ruleSetFile(jurisdiction)) as {
    rules: { subject: string; conditions?: unknown; readings?: { conditions?: unknown }[] }[];
  };
  const source = random(seed);
  const own = { household: [] as Condition[], member: [] as Condition[] };
  for (const rule of file.rules)
    own[rule.subject as 'household' | 'member'].push(...leaves(rule.conditions), ...leaves(rule.readings ?? []));
  own.member.push(...own.household);
  const tree = (list: readonly Condition[], depth: number): Condition => {
    if (depth === 0 || source.chance(0.3)) return source.pick(list);
    if (source.chance(0.2)) return { not: tree(list, depth - 1) };
    return {
      [source.chance(0.5) ? 'all' : 'any']: Array.from({ length: 1 + source.int(3) }, () => tree(list, depth - 1)),
    };
  };
  for (const rule of file.rules) {
    const list = own[rule.subject as 'household' | 'member'];
    if (rule.conditions !== undefined) rule.conditions = { all: [tree(list, 3)] };
  }
  return loadRuleSet(file);
}

/** A local standard, for some areas only. */
function withLocalStandard(jurisdiction: string): RuleSet {
  const overlays = ['甲乡', '乙乡'].map((localArea, index) => ({
    overlay: `local-${index}`,
    extends: jurisdiction,
    authority: localArea,
    localArea,
    parameters: {
      dibaoStandardMonthly: [
        { until: '2020-06-29', value: '430.5' },
        { from: '2020-06-30', value: index === 0 ? '450.00' : '451.25' },
      ],
      dibaoStandardAnnual: '5640',
    },
  }));
  return loadJurisdiction(jurisdiction, { overlays });
}

/** How many households were looked at, and how many of them every fast way really answered. */
interface Agreed {
  readonly households: number;
  readonly exact: number;
}

async function agree(ruleSet: RuleSet, seed: number, count: number, local: boolean): Promise<Agreed> {
  let households = 0;
  let exact = 0;
  for (let group = 0; households < count; group++) {
    const { settings, households: list } = generatedGroup(ruleSet, seed + group, GROUP);
    const {
      dibaoStandardMonthly: _monthly,
      dibaoStandardAnnual: _annual,
      ...others
    } = (settings.parameters ?? {}) as Record<string, unknown>;
    const options = local ? { ...settings, parameters: others } : settings;
    const generated = compile(ruleSet, options);
    const ways: Record<string, Compiled> = { generated };
    // One module for each rule set: a module that has been imported stays in memory.
    if (group === 0)
      ways.ahead = compile(ruleSet, { ...options, module: await loadModule(toModule(ruleSet, options)) });
    expect(Object.values(ways).map((way) => way.mode)).toEqual(group === 0 ? ['generated', 'module'] : ['generated']);
    const asked = list.map((given, index) => {
      const area = local ? ([null, '甲乡', '乙乡', '丙乡'][index % 4] ?? null) : null;
      const { localArea: _area, ...rest } = given;
      return local ? { ...rest, ...(area === null ? {} : { localArea: area }) } : given;
    });
    const wanted: string[] = [];
    for (const [index, household] of asked.entries()) {
      const evaluation = answerAll(ruleSet, prepare(ruleSet, household, options));
      const statuses = statusesOf(evaluation);
      const text = statusText(
        evaluation.instances.map(({ rule, subject }, place) => ({
          clause: rule.id,
          subject: subjectId(evaluation.values.household, subject),
          status: statuses[place] ?? '',
        })),
      );
      wanted.push(text);
      for (const [name, way] of Object.entries(ways))
        if (statusText(way.statuses(household)) !== text)
          expect.fail(`${name}: ${JSON.stringify({ household, options })} is not ${text}`);
      if (index % SAMPLE !== 0) continue;
      const decision = await evaluate(ruleSet, household, options);
      expect(JSON.stringify(generated.decide(household))).toBe(JSON.stringify(decision));
      expect(decision.outcomes.map((outcome) => outcome.status)).toEqual(statuses);
    }
    chunkStatuses(generated, asked).forEach((statuses, index) => {
      if (statuses === null) return;
      exact += 1;
      if (statusText(statuses) !== wanted[index])
        expect.fail(`chunk: ${JSON.stringify({ household: asked[index], options })} is not ${wanted[index]}`);
    });
    households += list.length;
  }
  return { households, exact };
}

describe.each(jurisdictions)('many households of %s', (jurisdiction) => {
  const share = Math.ceil(COUNT / jurisdictions.length);

  it('have the same statuses every way', async () => {
    const { households, exact } = await agree(loadJurisdiction(jurisdiction), 100, share / 2, false);
    expect(households).toBeGreaterThanOrEqual(share / 2);
    expect(exact / households).toBeGreaterThan(0.8);
  }, 3_600_000);

  it('have them under local standards too', async () => {
    const { households, exact } = await agree(withLocalStandard(jurisdiction), 5000, share / 4, true);
    expect(exact / households).toBeGreaterThan(0.8);
  }, 3_600_000);

  it('have them under rules put together at random', async () => {
    const sets = Math.max(2, Math.ceil(share / 4 / GROUP / 4));
    for (let set = 0; set < sets; set++) {
      const { exact } = await agree(shuffled(jurisdiction, set + 1), 9000 + set * 50, share / 4 / sets, false);
      expect(exact).toBeGreaterThan(0);
    }
  }, 3_600_000);
});
