import { digest } from '../base/digest.js';
import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import type { RuleSet, RuleSetContent } from '../plan/plan.js';
import { withTables } from '../plan/tables.js';
import type { Vocabulary } from '../schema/typed.js';
import { type Flat, fromFlat, toFlat } from './flat.js';

/**
 * A rule set that has been loaded, as plain JSON to be kept. The seal is over all of it, so that what is opened is what was
 * checked: it shows damage, and is no signature.
 */
export interface CheckedRuleSet {
  readonly jurisdiction: string;
  readonly version: string;
  readonly seal: string;
  readonly ruleSet: Flat;
}

/** Of which form checked rule sets are; one of another form has to be made again. */
const FORM = 1;

const sealOf = (content: Omit<CheckedRuleSet, 'seal'>) => digest({ form: FORM, ...content });

/**
 * A loaded rule set as {@link openRuleSet} opens it: made once, where rules are checked; opened wherever they are used.
 * @example
 * JSON.stringify(checkedRuleSet(loadRuleSet(file)));
 */
export function checkedRuleSet(ruleSet: RuleSet): CheckedRuleSet {
  const { tables: _, reader: __, ...rest } = ruleSet;
  const { jurisdiction, version } = rest;
  const content = { jurisdiction, version, ruleSet: toFlat(rest) };
  return { ...content, seal: sealOf(content) };
}

/**
 * Opens a rule set that was checked before: the RuleSet that `loadRuleSet` gave, digest included. What loading needs, the
 * schemas of rule files, the vocabulary, the checks, the parser of formulas, is not needed here.
 * @throws JiantuiError `bad-rule-set` when it is not what {@link checkedRuleSet} made
 */
export function openRuleSet<V extends Vocabulary = Vocabulary>(checked: CheckedRuleSet): RuleSet<V> {
  const { seal, ...content } = checked ?? {};
  if (!Array.isArray(content.ruleSet) || seal !== sealOf(content))
    throw new JiantuiError('bad-rule-set', [{ code: 'not-as-checked', path: ['seal'], found: shown(seal) }]);
  return withTables(fromFlat(content.ruleSet) as RuleSetContent) as RuleSet<V>;
}
