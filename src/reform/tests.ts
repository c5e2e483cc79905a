import type { WhichTest } from '../schema/reform.js';
import type { AllOf, AnyOf, Condition, NotOf, RuleFile, Test } from '../schema/rule-set.js';

type Conditions = AllOf | AnyOf | NotOf;

/** What becomes of the tests that fit: none is left, or another condition stands in its place. */
export type Edit = { readonly found: number; readonly rule: RuleFile };

/**
 * Puts `by` in place of every test of a rule that fits, or takes it out when `by` is null; in the rule's own conditions
 * and in those of its readings. Marks and limbs are left alone: they do not bear on the status.
 */
export function editTests(rule: RuleFile, which: WhichTest, by: Condition | null): Edit {
  let found = 0;
  const edit = (condition: Condition): Condition | null => {
    if ('fact' in condition) {
      if (!fits(condition, which)) return condition;
      found += 1;
      return by;
    }
    if ('not' in condition) {
      const part = edit(condition.not);
      return part === null ? { all: [] } : { not: part };
    }
    const kind = 'all' in condition ? 'all' : 'any';
    const parts = ('all' in condition ? condition.all : condition.any).map(edit).filter((part) => part !== null);
    return kind === 'all' ? { all: parts } : { any: parts };
  };
  const top = (conditions: Conditions | undefined): { conditions?: Conditions } => {
    if (conditions === undefined) return {};
    const edited = edit(conditions) as Conditions;
    // A clause whose only test is taken out tests nothing; an emptied group further down is left for the loader to refuse.
    return 'all' in edited && edited.all.length === 0 ? {} : { conditions: edited };
  };
  const { conditions: own, readings, ...rest } = rule;
  const edited: RuleFile = {
    ...rest,
    ...top(own),
    ...(readings === undefined
      ? {}
      : {
          readings: readings.map(({ conditions, ...reading }) => ({ ...reading, ...top(conditions) })),
        }),
  };
  return { found, rule: edited };
}

function fits(test: Test, which: WhichTest): boolean {
  return (
    test.fact === which.fact &&
    (which.operator === undefined || test.operator === which.operator) &&
    (which.value === undefined || JSON.stringify(test.value) === JSON.stringify(which.value))
  );
}

/** Every test in the conditions and readings of a rule. */
export function testsOf(rule: RuleFile): Test[] {
  const all = (condition: Condition): Test[] => {
    if ('fact' in condition) return [condition];
    if ('not' in condition) return all(condition.not);
    return ('all' in condition ? condition.all : condition.any).flatMap(all);
  };
  return [rule.conditions, ...(rule.readings ?? []).map((reading) => reading.conditions)].flatMap((conditions) =>
    conditions === undefined ? [] : all(conditions),
  );
}
