import { describe, expect, it } from 'vitest';
import { compile, STATUS_OF_BYTE } from '../../src/compile/compile.js';
import { toStatusPlan } from '../../src/compile/status-plan.js';
import { createStatusReader } from '../../src/compile/statuses.js';
import { assemble } from '../../src/decision/assemble.js';
import { answerAll } from '../../src/evaluate/answer.js';
import { prepare } from '../../src/evaluate/prepare.js';
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

  it('a row: its statuses and its decision agree', () => {
    const own = snapshot();
    const row = compiled.read(own);
    change(own);
    const result = compiled.run(row);
    expect(text(result.decision())).toBe(expected);
    const taper = compiled.layout.clauses.indexOf('rongchang/2-f');
    const { outcomes } = result.decision();
    expect(STATUS_OF_BYTE[result.statuses[taper] as number]).toBe(
      outcomes.find(({ clause }) => clause === 'rongchang/2-f')?.status,
    );
  });

  it('a row that does not fit the cells', () => {
    const digits = '600.0000000000000000001';
    const own = { ...snapshot(), perCapitaMonthlyIncome: digits };
    const row = compiled.read(own);
    const wanted = text(compiled.decide({ ...snapshot(), perCapitaMonthlyIncome: digits }));
    change(own);
    expect(row.exact).toBe(false);
    expect(text(compiled.run(row).decision())).toBe(wanted);
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
    const result = compiled.run(compiled.read(own));
    expect(text(result.decision())).toBe(expected);
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

  it('statuses of the smallest form, with their members', () => {
    const reader = createStatusReader(toStatusPlan(ruleSet, { parameters }));
    const wanted = new Uint8Array(reader.statusesInto(reader.read(snapshot()), new Uint8Array(4096)));
    reader.statusesInto(reader.read(snapshot()), wanted);
    const own = snapshot();
    const row = reader.read(own);
    change(own);
    const statuses = new Uint8Array(wanted.length);
    reader.statusesInto(row, statuses);
    expect(statuses).toEqual(wanted);
    expect((row.source as ReturnType<typeof snapshot>).members.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('results share no memory with one another', () => {
    const [first, second] = [
      compiled.run(compiled.read(snapshot())),
      compiled.run(compiled.read({ asOf: '2020-06-30' })),
    ];
    const before = text([...second.statuses]);
    expect(first.statuses.byteLength).toBe(first.statuses.buffer.byteLength);
    new Uint8Array(first.statuses.buffer).fill(9);
    expect(text([...second.statuses])).toBe(before);
  });
});
