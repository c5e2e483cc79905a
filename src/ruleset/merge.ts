import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { OverlayFile, RuleFile, RuleSetFile } from '../schema/rule-set.js';

/**
 * Lays an overlay over a rule set. It adds facts, formulas, assumptions and local rules; it replaces an instrument's own
 * rule only where it says which, why and on whose word. Parameters and adopted readings are kept apart by the loader.
 */
export function merge(file: RuleSetFile, overlay: OverlayFile, path: (string | number)[], issues: Issue[]): RuleSetFile {
  if (overlay.extends !== file.jurisdiction) {
    issues.push({ code: 'unknown-jurisdiction', path: [...path, 'extends'], found: shown(overlay.extends), expected: file.jurisdiction });
  }
  for (const part of ['facts', 'derived', 'assumptions'] as const) {
    for (const key of Object.keys(overlay[part] ?? {})) {
      if (Object.hasOwn(file[part] ?? {}, key)) issues.push({ code: 'conflict', path: [...path, part, key], found: shown(key), expected: 'a name of its own' });
    }
  }
  const replaced = new Set<string>();
  for (const [index, rule] of (overlay.rules ?? []).entries()) {
    const clause = rule.overrides?.clause;
    if (clause === undefined) {
      if (file.clauses.includes(rule.id)) issues.push({ code: 'override-unnamed', path: [...path, 'rules', index], found: shown(rule.id), expected: 'overrides' });
    } else if (!file.rules.some((own) => own.id === clause)) {
      issues.push({ code: 'unknown-clause', path: [...path, 'rules', index, 'overrides', 'clause'], found: shown(clause) });
    } else replaced.add(clause);
  }
  return {
    ...file,
    facts: { ...file.facts, ...overlay.facts },
    derived: { ...file.derived, ...overlay.derived },
    assumptions: { ...file.assumptions, ...overlay.assumptions },
    rules: [...file.rules.filter((rule) => !replaced.has(rule.id)), ...(overlay.rules ?? []).map((rule) => local(rule, overlay))],
  };
}

/** A local rule holds for households of its area only. */
function local(rule: RuleFile, overlay: OverlayFile): RuleFile {
  if (overlay.localArea === undefined) return rule;
  const area = { fact: 'localArea', operator: 'equal' as const, value: overlay.localArea };
  return { ...rule, conditions: { all: rule.conditions === undefined ? [area] : [area, rule.conditions] } };
}
