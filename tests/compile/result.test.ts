import { describe, expect, it } from 'vitest';
import { answerAll } from '../../src/answer/direct.js';
import { prepare } from '../../src/answer/prepare.js';
import { compile } from '../../src/compile/compile.js';
import { assemble } from '../../src/decision/assemble.js';
import { evaluate } from '../../src/index.js';
import { loadJurisdiction } from '../../src/rules.js';
import { later } from '../support/lookups.js';

const ruleSet = loadJurisdiction('rongchang');
const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
const snapshot = () => ({
  id: 'before',
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  perCapitaMonthlyIncome: '600.00',
  incomeChanged: true,
  marginalHouseholdFinding: { value: 'yes', authority: '甲镇', date: '2020-05-01' },
  hardshipEvents: [{ type: 'majorIllness' }],
  members: [
    { id: 'a', isSeriouslyIll: true },
    { id: 'b', sex: 'female' },
  ],
});

/** Everything in a snapshot becomes something else. */
function change(own: ReturnType<typeof snapshot>): void {
  own.id = 'after';
  own.asOf = '2030-01-01';
  own.povertyRegistration = 'neverRegistered';
  own.dibaoStatus = 'none';
  own.perCapitaMonthlyIncome = '1.00';
  own.incomeChanged = false;
  Object.assign(own.marginalHouseholdFinding, { value: 'no', authority: '乙镇', date: '2031-01-01' });
  Object.assign(own.hardshipEvents[0] as object, { type: 'accident' });
  Object.assign(own.members[0] as object, { id: 'c', isSeriouslyIll: false });
  own.members.pop();
}

const text = (value: unknown) => JSON.stringify(value);

describe('a result is of what was read, whatever becomes of the snapshot', () => {
  const compiled = compile(ruleSet, { parameters });
  const expected = text(compiled.decide(snapshot()));

  it('a chunk: its statuses are those of the decision', () => {
    const own = snapshot();
    const chunk = compiled.chunk(1, 3);
    chunk.add(own);
    change(own);
    chunk.run({ asOf: '2020-06-30' });
    const { outcomes } = compiled.decide(snapshot());
    chunk.outcomes.forEach(({ clause, level }, rule) => {
      const wanted = outcomes.filter((outcome) => outcome.clause === clause).map(({ status }) => status);
      const found = [...(chunk.statuses[rule] ?? [])].slice(0, level === 'household' ? 1 : wanted.length);
      expect(found.map((byte) => chunk.statusNames[byte])).toEqual(wanted);
    });
  });

  it('an object with properties that answer otherwise each time', () => {
    let asked = 0;
    const own = {
      ...snapshot(),
      get incomeChanged() {
        asked += 1;
        return asked === 1;
      },
    };
    expect(text(compiled.decide(own))).toBe(expected);
    expect(asked).toBe(1);
    asked = 0;
    const { outcomes } = compiled.decide(snapshot());
    expect(compiled.statuses(own).map(({ status }) => status)).toEqual(outcomes.map(({ status }) => status));
    expect(asked).toBe(1);
  });

  it('a decision: its trace and its digest, first read later', () => {
    for (const make of [
      (own: object) => compiled.decide(own),
      (own: object) => assemble(answerAll(ruleSet, prepare(ruleSet, own, { parameters }))),
    ]) {
      const own = snapshot();
      const decision = make(own);
      change(own);
      expect(text(decision)).toBe(expected);
    }
  });

  it('a decision that waits for a look-up meanwhile', async () => {
    const own: Partial<ReturnType<typeof snapshot>> = snapshot();
    delete own.dibaoStatus;
    const lookups = { dibaoStatus: () => later('receiving') };
    const wanted = text(await evaluate(ruleSet, { ...own }, { parameters, lookups }));
    const waiting = evaluate(ruleSet, own, { parameters, lookups });
    change(own as ReturnType<typeof snapshot>);
    expect(text(await waiting)).toBe(wanted);
  });
});
