import { evaluate, loadRuleSet, ruleSetIssues } from '../../src/index.js';

/** A rule set of one rule, to be changed by what a test is about. */
export const TEXT = { zh: '示例', en: 'example' };
export const CITE = { section: '一', anchor: '示例条文' };
export const test = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
export const rule = (id: string, more: object = {}) => ({
  id,
  kind: 'eligibility',
  subject: 'household',
  modality: 'must',
  programme: 'dibao',
  cite: CITE,
  name: TEXT,
  summary: TEXT,
  conditions: { all: [test('incomeChanged', 'equal', true)] },
  event: { type: 'entitlement' },
  ...more,
});
export const entry = (id: string, more: object = {}) => ({
  id,
  kind: 'procedure',
  reason: 'undefined',
  cite: CITE,
  summary: TEXT,
  ...more,
});
export const file = (more: { rules?: { id: string }[]; ledger?: { id: string }[] } & Record<string, unknown> = {}) => {
  const { rules = [rule('example/1')], ledger = [] } = more;
  return {
    jurisdiction: 'example',
    version: '1.0.0',
    name: TEXT,
    instrument: { title: TEXT, number: null, issuer: TEXT, date: '2020-01-01' },
    clauses: [...ledger, ...rules].map(({ id }) => id).sort(),
    ...more,
    rules,
    ledger,
  };
};
export const issues = (raw: unknown, overlays: unknown[] = []) =>
  ruleSetIssues(raw, { overlays }).map(({ code, path }) => `${code} ${path.join('.')}`);
export const decide = (raw: unknown, household: object, options: object = {}) =>
  evaluate(loadRuleSet(raw), { asOf: '2020-06-30', ...household }, options);
