import { expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.js';
import { createBulkAnswers } from '../../src/population/answer.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import { simulate } from '../../src/simulate/simulate.js';
import { entry, file } from '../support/small-rule-set.js';

const household = { id: 'a', asOf: '2020-06-30' };

// Its only clause names a programme without saying who gets it.
const ruleSet = loadRuleSet(file({ rules: [], ledger: [entry('example/1', { names: ['relief'] })] }));

it('a rule set without rules, whose ledger names a programme, is judged and counted as it is decided', async () => {
  const { eligibility } = compile(ruleSet).decide(household);
  expect(eligibility.find(({ programme }) => programme === 'relief')?.verdict).toBe('undetermined');
  expect(() => createBulkAnswers(ruleSet, {})).not.toThrow();
  const { result } = await simulate([household], { baseline: ruleSet });
  expect([result.households, result.bad.n]).toEqual([1, 0]);
});
