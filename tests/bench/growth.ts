import { compile } from '../../src/compile/compile.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { ruleSetFile } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import { generateCase } from '../support/generate.js';

export interface Growth {
  readonly size: number;
  /** Nanoseconds for one row. */
  readonly nanoseconds: number;
}

const PARAMETERS = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };

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
    const row = compiled.read(generateCase(ruleSet, 7, { missing: 0 }).household);
    const out = new Uint8Array(1 << 14);
    return { size: rules.length, nanoseconds: nanoseconds(() => compiled.statusesInto(row, out), 20_000) };
  });
}

export function growthWithMembers(ruleSet: RuleSet, parameters: Record<string, unknown>): Growth[] {
  const compiled = compile(ruleSet, { parameters });
  const out = new Uint8Array(1 << 14);
  return [1, 5, 20, 100].map((members) => {
    const list = Array.from({ length: members }, (_, index) => ({
      id: `m${index}`,
      isDisabled: index % 3 === 0,
      sex: 'female',
    }));
    const row = compiled.read({
      asOf: '2020-06-30',
      povertyRegistration: 'lifted',
      householdSize: members,
      members: list,
    });
    return { size: members, nanoseconds: nanoseconds(() => compiled.statusesInto(row, out), 20_000) };
  });
}
