import type { RuleSet } from '../../src/plan/plan.js';
import { loadRuleSet } from '../../src/ruleset/load.js';

const texts = { zh: '试', en: 'test' };

export const smallVocabulary = {
  facts: {
    income: { scope: 'household', type: 'money', unit: 'CNY/household/year', name: texts },
    other: { scope: 'household', type: 'money', unit: 'CNY/household/year', name: texts },
    householdSize: { scope: 'household', type: 'integer', unit: 'persons/household', name: texts },
    share: { scope: 'household', type: 'ratio', name: texts },
    months: { scope: 'household', type: 'integer', unit: 'months', name: texts },
    start: { scope: 'household', type: 'date', name: texts },
    age: { scope: 'member', type: 'integer', unit: 'years', name: texts },
    wage: { scope: 'member', type: 'money', unit: 'CNY/person/year', name: texts },
    standard: { scope: 'parameter', type: 'money', unit: 'CNY/person/year', name: texts },
    ratio: { scope: 'parameter', type: 'ratio', name: texts },
    total: {
      scope: 'household',
      type: 'money',
      unit: 'CNY/household/year',
      name: texts,
      otherwise: [{ formula: 'income + other', assumption: 'sum' }],
    },
  },
  programmes: { dibao: texts },
  flags: { watch: texts },
  assumptions: { sum: texts },
};

/** A rule set of one rule, `test/1`, whose only condition is the formula. */
export function ruleSetOf(formula: string, subject: 'household' | 'member' = 'household'): RuleSet {
  return loadRuleSet(
    {
      jurisdiction: 'test',
      version: '1.0.0',
      name: texts,
      instrument: { title: texts, number: null, issuer: texts, date: '2020-01-01' },
      derived: { holds: { formula, scope: subject } },
      clauses: ['test/1'],
      rules: [
        {
          id: 'test/1',
          kind: 'eligibility',
          subject,
          modality: 'must',
          cite: { section: '一', anchor: '试验' },
          name: texts,
          summary: texts,
          conditions: { all: [{ fact: 'holds', operator: 'equal', value: true }] },
          event: { type: 'entitlement' },
        },
      ],
      ledger: [],
    },
    { vocabulary: smallVocabulary },
  );
}
