import { evaluate } from '../../src/answer/evaluate.js';
import { readSettings } from '../../src/answer/prepare.js';
import { type Compiled, compile } from '../../src/compile/compile.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { random } from '../support/random.js';
import { ASOF, completeHouseholds, differentHouseholds } from './households.js';
import { jsonLogic, peerRules, plainFacts, stockEngine, type Verdicts, zenEngine } from './peers.js';

export interface Timing {
  readonly name: string;
  /** Households a second: the median of the rounds. */
  readonly rate: number;
}

export interface Race {
  readonly jurisdiction: string;
  readonly rules: number;
  readonly members: number;
  readonly timings: readonly Timing[];
  /** Verdicts compared between every peer and the compiled statuses before anything was timed. */
  readonly compared: number;
}

/** Races every engine on one rule set: outputs first, then interleaved rounds. */
export async function race(
  ruleSet: RuleSet,
  parameters: Record<string, unknown>,
  rounds: number,
  milliseconds: number,
): Promise<Race> {
  const settings = readSettings(ruleSet, { parameters });
  const households = completeHouseholds(ruleSet, settings, 200);
  const rules = peerRules(ruleSet);
  const facts = households.map((household) => plainFacts(ruleSet, rules, settings, household));
  const compiled = compile(ruleSet, { parameters });
  const peers: Record<string, Verdicts> = {
    'json-rules-engine': stockEngine(rules),
    'zen-engine': zenEngine(rules),
    'json-logic-engine, built': jsonLogic(rules),
  };

  let compared = 0;
  for (const [name, verdicts] of Object.entries(peers)) {
    for (const [index, own] of facts.entries()) {
      const held = await verdicts(own);
      const statuses = compiled.statuses(households[index]);
      compared += compareVerdicts(rules, held, statuses, `${name}, household ${index}`);
    }
  }

  const different = differentHouseholds(ruleSet, settings, households.length * 10);
  let next = 0;
  const draw = random(7);

  const thinned = different.map((household) => thin(household, draw));
  const chunk = filledChunk(compiled, different, MANY);
  const one = compiled.chunk(1, 300);
  const read = different.slice(0, 1000);
  const contestants: Record<string, () => number | Promise<number>> = {
    ...Object.fromEntries(
      Object.entries(peers).map(([name, verdicts]) => [
        name,
        async () => {
          for (const own of facts) await verdicts(own);
          return facts.length;
        },
      ]),
    ),
    'interpreter, trace read': async () => {
      for (const household of households) void (await evaluate(ruleSet, household, { parameters })).trace;
      return households.length;
    },
    'decide, trace read': () => {
      const from = next;
      next = (next + households.length) % different.length;
      for (let index = from; index < from + households.length; index++) void compiled.decide(different[index]).trace;
      return households.length;
    },
    'decide, trace read, 5 % of facts left out': () => {
      const from = next;
      next = (next + households.length) % different.length;
      for (let index = from; index < from + households.length; index++) void compiled.decide(thinned[index]).trace;
      return households.length;
    },
    'statuses of one household': () => {
      for (const household of households) compiled.statuses(household);
      return households.length;
    },
    'read into columns': () => {
      for (const household of read) {
        one.add(household);
        one.clear();
      }
      return read.length;
    },
    [`columns, a chunk of ${MANY.toLocaleString('en')}`]: () => {
      chunk.run({ asOf: ASOF });
      return chunk.count;
    },
  };
  const rates = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, body] of Object.entries(contestants)) {
      const begin = performance.now();
      let done = 0;
      let now = begin;
      do {
        done += await body();
        now = performance.now();
      } while (now - begin < milliseconds);
      if (round >= 0) rates.get(name)?.push((done / (now - begin)) * 1000);
    }
  }
  const members =
    households.reduce((sum, each) => sum + ((each.members as unknown[]) ?? []).length, 0) / households.length;
  return {
    jurisdiction: ruleSet.jurisdiction,
    rules: ruleSet.rules.length,
    members,
    compared,
    timings: [...rates].map(([name, list]) => ({ name, rate: median(list) })),
  };
}

export function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
}

/** A household with 5 % of its facts left out, those of members too. */
function thin(household: Readonly<Record<string, unknown>>, draw: ReturnType<typeof random>): Record<string, unknown> {
  const kept = Object.entries(household).filter(
    ([key]) => key === 'id' || key === 'asOf' || key === 'members' || draw.int(100) >= 5,
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === 'members' ? (value as Record<string, unknown>[]).map((member) => thin(member, draw)) : value,
    ]),
  );
}

/** More households than a processor's cache holds. */
const MANY = 262_144;

/** A chunk of so many households, the given ones again and again. */
function filledChunk(compiled: Compiled, households: readonly Record<string, unknown>[], count: number) {
  const members = households.reduce((sum, each) => sum + ((each.members as unknown[]) ?? []).length + 1, 0);
  const chunk = compiled.chunk(count, Math.ceil((members / households.length) * count * 1.1) + 300);
  for (let index = 0; chunk.count < count && index < 2 * count; index++)
    if (!chunk.add(households[index % households.length])) continue;
  if (chunk.count < count) throw new Error(`${chunk.count} households fit of ${count}`);
  return chunk;
}

/** Met means that the rule holds in every reading; not met or not in force, that it holds in none. */
function compareVerdicts(
  rules: ReturnType<typeof peerRules>,
  held: readonly boolean[],
  statuses: ReturnType<Compiled['statuses']>,
  where: string,
): number {
  const ofHousehold = rules.filter((rule) => !rule.member);
  const ofMember = rules.filter((rule) => rule.member);
  const clauseOf = (id: string) => id.slice(0, id.lastIndexOf('#'));
  const seen = new Map<string, number>();
  for (const { clause, status } of statuses) {
    const isMember = ofMember.some(({ id }) => clauseOf(id) === clause);
    const block = seen.get(clause) ?? 0;
    seen.set(clause, block + 1);
    const [list, from] = isMember ? [ofMember, ofHousehold.length + block * ofMember.length] : [ofHousehold, 0];
    const verdicts = list.flatMap(({ id }, index) => (clauseOf(id) === clause ? [held[from + index] === true] : []));
    const agrees = verdicts.every(Boolean)
      ? status === 'met'
      : verdicts.some(Boolean)
        ? status === 'undetermined'
        : status !== 'met' && status !== 'undetermined';
    if (!agrees) throw new Error(`${where}: ${clause} holds ${verdicts}, but its status is ${status}`);
  }
  return held.length;
}
