import { expect, it } from 'vitest';
import { answerAll } from '../../src/answer/direct.js';
import { prepare } from '../../src/answer/prepare.js';
import { assemble } from '../../src/decision/assemble.js';
import { loadJurisdiction } from '../../src/rules.js';

it('what is worked out on reading can be read through a proxy, and of an object made from the decision', () => {
  const ruleSet = loadJurisdiction('rongchang');
  const make = () => assemble(answerAll(ruleSet, prepare(ruleSet, { asOf: '2020-06-30' }, {})));
  const expected = JSON.stringify(make().trace);
  const decision = make();
  expect(JSON.stringify(new Proxy(decision, {}).trace)).toBe(expected);
  expect(JSON.stringify(Object.create(make()).trace)).toBe(expected);
  expect(JSON.stringify({ ...make() }.trace)).toBe(expected);
  expect(new Proxy(decision.household, {}).digest).toBe(make().household.digest);
  expect(Object.keys(decision)).toContain('trace');
});
