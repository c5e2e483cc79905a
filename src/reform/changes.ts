import { shown } from '../base/issue.js';
import type { Change } from '../schema/reform.js';
import type { RuleFile } from '../schema/rule-set.js';
import { type Draft, type DraftContext, onRule, removeRule, rulesOf, withRule } from './draft.js';
import { editTests, testsOf } from './tests.js';
import { borrowTaper } from './use-taper.js';

/** Makes one change. What cannot be made is reported and leaves the draft as it was. */
export function change(draft: Draft, what: Change, path: (string | number)[], context: DraftContext): Draft {
  switch (what.kind) {
    case 'replace-parameter':
      return { ...draft, parameters: { ...draft.parameters, [what.parameter]: what.value } };
    case 'adopt-reading':
      return { ...draft, adopt: { ...draft.adopt, [what.clause]: what.reading } };
    case 'add-rule':
      return withRule(draft, what.rule);
    case 'replace-months':
      return onRule(draft, what.clause, path, context, (rule) => {
        if (rule.kind === 'taper') return withMonths(rule, what.months);
        const tapers = rulesOf(draft)
          .filter((other) => other.kind === 'taper')
          .map((other) => other.id);
        context.issues.push({
          code: 'wrong-value',
          path: [...path, 'clause'],
          found: shown(what.clause),
          expected: `a taper clause: ${tapers.join(', ') || 'this rule set has none'}`,
        });
        return rule;
      });
    case 'replace-rule':
      return onRule(draft, what.clause, path, context, () => what.rule);
    case 'replace-test':
    case 'remove-test':
      return onRule(draft, what.clause, path, context, (rule) => {
        const edit = editTests(rule, what.test, what.kind === 'remove-test' ? null : what.with);
        if (edit.found === 1) return edit.rule;
        const tests = testsOf(rule).map((test) => `${test.fact} ${test.operator} ${JSON.stringify(test.value)}`);
        context.issues.push({
          code: 'wrong-value',
          path: [...path, 'test'],
          found: `${edit.found} tests that fit`,
          expected: `exactly one of: ${tests.join('; ') || 'the clause has no tests'}`,
        });
        return rule;
      });
    case 'remove-rule':
      return removeRule(draft, what.clause, path, context);
    case 'use-taper':
      return borrowTaper(draft, what.of, path, context);
  }
}

function withMonths(rule: RuleFile, months: { exactly: number } | { atMost: number } | null): RuleFile {
  return { ...rule, event: { ...rule.event, params: { ...rule.event.params, months } } };
}
