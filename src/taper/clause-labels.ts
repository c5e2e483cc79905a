import type { RuleSet } from '../plan/plan.js';
import type { Texts } from '../schema/texts.js';
import { termsOf } from './facts.js';

/** Places by name, and the taper clauses, with those on leaving dibao, as they are cited. */
export function labelsOf(ruleSets: readonly RuleSet[]): Record<string, Texts> {
  const labels: Record<string, Texts> = {};
  for (const ruleSet of new Set(ruleSets)) {
    labels[ruleSet.jurisdiction] = ruleSet.file.name;
    const { clause, exit } = termsOf(ruleSet);
    for (const { id, rule } of ruleSet.rules) {
      if (id !== clause && id !== exit) continue;
      const [section, short] = [rule.cite?.section ?? '', id.slice(id.indexOf('/') + 1)];
      labels[id] = { zh: `${section}（${short}）`, en: `${section} (${short})` };
    }
  }
  return labels;
}
