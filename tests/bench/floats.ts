import { LogicEngine } from 'json-logic-engine';
import { compile } from '../../src/compile/compile.js';
import type { RuleSet } from '../../src/plan/plan.js';

export interface FloatCount {
  readonly name: string;
  readonly wrong: number;
  readonly verdicts: number;
}

/**
 * Wrong verdicts of binary floats where money lies on the line: incomes that are sums of two figures, or totals by head,
 * against a standard and twice the standard. Integers of fen say what is right.
 */
export function countFloatErrors(ruleSet: RuleSet, verdicts = 220_000): FloatCount[] {
  const logic = new LogicEngine();
  const built = logic.build({
    and: [
      { '>': [{ '/': [{ '+': [{ var: 'a' }, { var: 'b' }] }, { var: 'size' }] }, { var: 'standard' }] },
      { '<': [{ '/': [{ '+': [{ var: 'a' }, { var: 'b' }] }, { var: 'size' }] }, { '*': [2, { var: 'standard' }] }] },
    ],
  }) as (data: object) => boolean;
  const counts = { 'plain JavaScript numbers': 0, 'json-logic-engine': 0, 'jiantui, compiled': 0 };
  const compiled = new Map<number, ReturnType<typeof compile>>();
  let state = 20200630;
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  for (let index = 0; index < verdicts; index++) {
    const standard = 30_000 + random(200) * 10;
    const size = 1 + random(9);
    // Half of them exactly on a line or one fen beside it; the rest anywhere.
    const line = (1 + random(2)) * standard * size;
    const total = random(2) === 0 ? Math.max(0, line + random(3) - 1) : random(3 * standard * size);
    const a = random(total + 1);
    const right = total > standard * size && total < 2 * standard * size;
    const data = { a: a / 100, b: (total - a) / 100, size, standard: standard / 100 };
    const perHead = (data.a + data.b) / data.size;
    if ((perHead > data.standard && perHead < 2 * data.standard) !== right) counts['plain JavaScript numbers'] += 1;
    if (built(data) !== right) counts['json-logic-engine'] += 1;
    let own = compiled.get(standard);
    if (own === undefined)
      compiled.set(
        standard,
        (own = compile(ruleSet, {
          parameters: { dibaoStandardMonthly: (standard / 100).toFixed(2), povertyPeriodEnd: '2020-12-31' },
        })),
      );
    const statuses = own.statuses({
      asOf: '2020-06-30',
      dibaoStatus: 'receiving',
      dibaoCategory: 'rural',
      povertyRegistration: 'lifted',
      incomeChanged: true,
      householdSize: size,
      householdMonthlyIncome: (total / 100).toFixed(2),
    });
    const found = statuses.find(({ clause }) => clause === 'rongchang/2-f');
    if ((found?.status === 'met') !== right) counts['jiantui, compiled'] += 1;
  }
  return Object.entries(counts).map(([name, wrong]) => ({ name, wrong, verdicts }));
}
