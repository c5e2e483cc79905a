import { compileColumns } from '../../src/compile/columns.js';
import { type Compiled, compile } from '../../src/compile/compile.js';
import type { Row } from '../../src/compile/row.js';
import { evaluate } from '../../src/evaluate/evaluate.js';
import { readSettings } from '../../src/evaluate/prepare.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { type HandHousehold, rongchangByHand, rongchangFromCells } from './hand-written.js';
import { ASOF, completeHouseholds, differentHouseholds } from './households.js';
import { jsonLogic, peerRules, plainFacts, stockEngine, type Verdicts, zenEngine } from './peers.js';
import { handHousehold } from './to-hand.js';

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
  /** Verdicts compared between every peer and the compiled rows before anything was timed. */
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
  const compiled = compile(ruleSet, { parameters, mode: 'generated' });
  const bytecode = compile(ruleSet, { parameters, mode: 'bytecode' });
  const rows = households.map((household) => compiled.read(household));
  const peers: Record<string, Verdicts> = {
    'json-rules-engine': stockEngine(rules),
    'zen-engine': zenEngine(rules),
    'json-logic-engine, built': jsonLogic(rules),
  };

  let compared = 0;
  for (const [name, verdicts] of Object.entries(peers)) {
    for (const [index, own] of facts.entries()) {
      const held = await verdicts(own);
      const { statuses } = compiled.run(rows[index] as (typeof rows)[number]);
      compared += compareVerdicts(ruleSet, compiled.layout, rules, held, statuses, `${name}, household ${index}`);
    }
  }

  const different = differentHouseholds(ruleSet, settings, households.length * 10);
  let next = 0;

  const columns = compileColumns(ruleSet, { parameters });
  const many = Array.from({ length: 100 }, () => rows).flat();
  const blocks = many.reduce((sum, row) => sum + row.blocks, 0);
  const set = columns.allocate(many.length, blocks);
  many.forEach((row, index) => void columns.put(set, index, row));
  const out = columns.allocateOutcomes(many.length, blocks);
  const copies = [...set.bytes, ...set.doubles, ...out].map((array) => array.slice());
  const room = new Uint8Array(4096);
  const repeat = (times: number, body: () => void) => () => {
    for (let time = 0; time < times; time++) body();
    return times * households.length;
  };
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
    'read into rows': repeat(5, () => households.forEach((household) => void compiled.read(household))),
    'rows, bytecode': repeat(20, () => rows.forEach((row) => void bytecode.run(row))),
    'rows, generated': repeat(400, () => rows.forEach((row) => void compiled.run(row))),
    'rows, generated, no result object': repeat(400, () =>
      rows.forEach((row) => void compiled.statusesInto(row, room)),
    ),
    ...(ruleSet.jurisdiction === 'rongchang' ? byHand(rows, compiled, room) : {}),
    columns: () => {
      columns.evaluate(set, many.length, out, { asOf: ASOF });
      return many.length;
    },
    'memory copy of the columns': () => {
      [...set.bytes, ...set.doubles, ...out].forEach((array, index) =>
        (copies[index] as Uint8Array).set(array as Uint8Array),
      );
      return many.length;
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
  const members = rows.reduce((sum, row) => sum + row.members, 0) / rows.length;
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

/** The functions written by hand: from the cells of the rows, and from objects of their own made beforehand. Outputs first. */
function byHand(rows: readonly Row[], compiled: Compiled, room: Uint8Array): Record<string, () => number> {
  const given: HandHousehold[] = rows.map((row) => handHousehold(compiled.layout, row));
  rows.forEach((row, index) => {
    const expected = String(compiled.run(row).statuses);
    const length = compiled.run(row).statuses.length;
    rongchangFromCells(row.lanes, row.numbers, row.blocks, room, 0);
    if (String(room.subarray(0, length)) !== expected) throw new Error(`by hand from cells, household ${index}`);
    rongchangByHand(given[index] as HandHousehold, room);
    if (String(room.subarray(0, length)) !== expected) throw new Error(`by hand from objects, household ${index}`);
  });
  const times = 400;
  return {
    'written by hand, from the same rows': () => {
      for (let time = 0; time < times; time++)
        for (const row of rows) rongchangFromCells(row.lanes, row.numbers, row.blocks, room, 0);
      return times * rows.length;
    },
    'written by hand, from objects made for it': () => {
      for (let time = 0; time < times; time++) for (const household of given) rongchangByHand(household, room);
      return times * given.length;
    },
  };
}

/** Met means that the rule holds in every reading; not met or not in force, that it holds in none. */
function compareVerdicts(
  ruleSet: RuleSet,
  layout: { clauses: readonly string[]; memberClauses: readonly string[] },
  rules: ReturnType<typeof peerRules>,
  held: readonly boolean[],
  statuses: Uint8Array,
  where: string,
): number {
  const households = rules.filter((rule) => !rule.member);
  const members = rules.filter((rule) => rule.member);
  const blocks =
    layout.memberClauses.length === 0 ? 0 : (statuses.length - layout.clauses.length) / layout.memberClauses.length;
  const check = (clause: string, verdicts: readonly boolean[], status: number) => {
    const agrees = verdicts.every(Boolean)
      ? status === 3
      : verdicts.some(Boolean)
        ? status === 1
        : status !== 3 && status !== 1;
    if (!agrees) throw new Error(`${where}: ${clause} holds ${verdicts}, but its status is ${status}`);
  };
  const of = (list: typeof rules, clause: string, from: number) =>
    list.flatMap((rule, index) =>
      rule.id.slice(0, rule.id.lastIndexOf('#')) === clause ? [held[from + index] === true] : [],
    );
  layout.clauses.forEach((clause, place) => check(clause, of(households, clause, 0), statuses[place] as number));
  for (let block = 0; block < blocks; block++) {
    layout.memberClauses.forEach((clause, place) =>
      check(
        clause,
        of(members, clause, households.length + block * members.length),
        statuses[layout.clauses.length + block * layout.memberClauses.length + place] as number,
      ),
    );
  }
  return ruleSet.rules.length === 0 ? 0 : held.length;
}
