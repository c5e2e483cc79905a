import { HouseholdReader } from '../snapshot/reader.js';
import { constantStepsOf } from './constant-steps.js';
import { nameTableOf } from './name-table.js';
import type { RulePlan, RuleSet, RuleSetContent } from './plan.js';
import { ruleNamesOf } from './rule-names.js';
import { targetsOf } from './targets.js';

/** A rule set from what it says: the tables are made here and nowhere else. */
export function withTables(content: RuleSetContent): RuleSet {
  return completed(content, nameTableOf(content.names), new HouseholdReader(content));
}

/** The rule set with other rules than its own, or fewer: its tables are those of these rules. */
export function withRules({ tables, reader, ...content }: RuleSet, rules: readonly RulePlan[]): RuleSet {
  return completed({ ...content, rules }, tables.names, reader);
}

function completed(content: RuleSetContent, names: RuleSet['tables']['names'], reader: HouseholdReader): RuleSet {
  const tables = {
    names,
    targets: targetsOf(content),
    steps: constantStepsOf(content),
    ruleNames: ruleNamesOf(content),
  };
  return Object.freeze({ ...content, tables: Object.freeze(tables), reader });
}
