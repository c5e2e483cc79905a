import { createAsker } from '../../src/answer/asker.js';
import { evaluate, evaluateWith } from '../../src/answer/evaluate.js';
import { interpret } from '../../src/answer/interpret.js';
import { readSettings, withSettings } from '../../src/answer/prepare.js';
import { compile } from '../../src/compile/compile.js';
import { readHousehold } from '../../src/household/household.js';
import type { RuleSet } from '../../src/plan/plan.js';
import type { Step } from '../../src/schema/decision.js';
import { differentHouseholds } from './households.js';
import { peerRules, plainFacts, stockEngine } from './peers.js';
import { median } from './race.js';

export interface Spent {
  readonly name: string;
  /** Microseconds of processor time for one household: the median of the rounds. */
  readonly microseconds: number;
}

const HOUSEHOLDS = 2000;
/** The engines that wait take a part of the households: each costs them a hundred times as long. */
const SAMPLE = 100;

/**
 * Full decisions one after another, from the snapshot to the last step of the trace, beside the interpreter and the stock
 * engine. Amounts of money differ from household to household, so that no decision comes twice. Decisions are compared first.
 */
export async function spendOnDecisions(
  ruleSet: RuleSet,
  parameters: Record<string, unknown>,
  rounds: number,
): Promise<{ readonly steps: number; readonly spent: readonly Spent[] }> {
  const settings = readSettings(ruleSet, { parameters });
  const households = differentHouseholds(ruleSet, settings, HOUSEHOLDS);
  const sample = households.slice(0, SAMPLE);
  const rules = peerRules(ruleSet);
  const facts = sample.map((household) => plainFacts(ruleSet, rules, settings, household));
  const stock = stockEngine(rules);
  const compiled = compile(ruleSet, { parameters });
  let steps = 0;
  const touch = ({ steps: parts }: Step): void => {
    steps += 1;
    if (parts === undefined) return;
    for (let index = 0; index < parts.length; index++) touch(parts[index] as Step);
  };
  for (const household of households) {
    const decision = compiled.decide(household);
    if (JSON.stringify(decision) !== JSON.stringify(await evaluate(ruleSet, household, { parameters })))
      throw new Error(`${ruleSet.jurisdiction}: ${household.id} is decided in two ways`);
    touch(decision.trace);
  }
  const touched = steps / households.length;
  const contestants: Record<string, readonly [number, () => unknown]> = {
    'json-rules-engine, household and each member': [
      sample.length,
      async () => {
        for (const each of facts) await stock(each);
      },
    ],
    'interpreter, truths alone': [
      sample.length,
      async () => {
        for (const household of sample) {
          const { values } = withSettings(ruleSet, readHousehold(ruleSet, household), settings);
          await interpret(ruleSet, values, createAsker(ruleSet, values, {}, 'unknown'));
        }
      },
    ],
    'interpreter, trace read': [
      sample.length,
      async () => {
        for (const household of sample) touch((await evaluateWith(ruleSet, settings, household, {})).trace);
      },
    ],
    'decide, without the trace': [households.length, () => households.forEach((each) => void compiled.decide(each))],
    'decide, trace made': [households.length, () => households.forEach((each) => void compiled.decide(each).trace)],
    'decide, every step touched': [
      households.length,
      () => households.forEach((each) => touch(compiled.decide(each).trace)),
    ],
    'the snapshot alone read': [households.length, () => households.forEach((each) => readHousehold(ruleSet, each))],
  };
  const spent = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
  for (let round = -2; round < rounds; round++) {
    for (const [name, [count, body]] of Object.entries(contestants)) {
      const begin = process.cpuUsage();
      await body();
      const { user, system } = process.cpuUsage(begin);
      if (round >= 0) spent.get(name)?.push((user + system) / count);
    }
  }
  return { steps: touched, spent: [...spent].map(([name, list]) => ({ name, microseconds: median(list) })) };
}
