import { type Compiled, compile } from '../../src/compile/compile.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { ruleSetFile } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import { generateCase } from '../support/generate.js';
import { ASOF } from './households.js';

export interface Growth {
  readonly size: number;
  /** Nanoseconds for one household of a chunk. */
  readonly nanoseconds: number;
}

const PARAMETERS = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };

/** Nanoseconds for each household of a chunk that holds one of them again and again. */
function inChunk(compiled: Compiled, household: object): number {
  const chunk = compiled.chunk(MANY, MANY * 102);
  while (chunk.add(household));
  return nanoseconds(() => chunk.run({ asOf: ASOF }), 200) / chunk.count;
}

const MANY = 256;

function nanoseconds(body: () => void, times: number): number {
  for (let time = 0; time < times; time++) body();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const begin = performance.now();
    for (let time = 0; time < times; time++) body();
    best = Math.min(best, ((performance.now() - begin) / times) * 1e6);
  }
  return best;
}

/** Rongchang's rules again and again, as local rules under other numbers. */
export function growthWithRules(): Growth[] {
  const file = ruleSetFile('rongchang') as { clauses: string[]; rules: { id: string }[] };
  return [1, 4, 16, 64].map((copies) => {
    const rules = Array.from({ length: copies }, (_, copy) =>
      file.rules.map((rule) =>
        copy === 0 ? rule : { ...rule, id: rule.id.replace('rongchang/', `rongchang/local.${copy}.`) },
      ),
    ).flat();
    const ruleSet = loadRuleSet({ ...file, rules });
    const compiled = compile(ruleSet, { parameters: PARAMETERS });
    const household = { ...generateCase(ruleSet, 7, { missing: 0 }).household, asOf: ASOF };
    return { size: rules.length, nanoseconds: inChunk(compiled, household) };
  });
}

export function growthWithMembers(ruleSet: RuleSet, parameters: Record<string, unknown>): Growth[] {
  const compiled = compile(ruleSet, { parameters });
  return [1, 5, 20, 100].map((members) => {
    const list = Array.from({ length: members }, (_, index) => ({
      id: `m${index}`,
      isDisabled: index % 3 === 0,
      sex: 'female',
    }));
    const household = {
      asOf: ASOF,
      povertyRegistration: 'lifted',
      householdSize: members,
      members: list,
    };
    return { size: members, nanoseconds: inChunk(compiled, household) };
  });
}
