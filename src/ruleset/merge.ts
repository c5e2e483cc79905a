import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { OverlayFile, RuleFile, RuleSetFile } from '../schema/rule-set.js';
import type { VocabularyFile } from '../schema/vocabulary.js';
import { namesOf } from '../snapshot/names.js';

type Path = (string | number)[];

/** A rule set with its overlays laid over it. Parameters and adopted readings are kept apart by the loader. */
export interface Merged {
  readonly file: RuleSetFile;
  /** The overlay that added a rule, by the rule's id; none for the instrument's own. */
  readonly origin: ReadonlyMap<string, OverlayFile>;
  /** Areas in which an overlay's rule stands in the place of the instrument's own, by clause. Elsewhere the own rule holds. */
  readonly replacedIn: ReadonlyMap<string, readonly string[]>;
}

/** What the id of a local rule begins with. */
export function localPrefix(jurisdiction: string): string {
  return `${jurisdiction}/local.`;
}

/**
 * Lays overlays over a rule set, in order. They add facts, formulas, assumptions and local rules. An instrument's own rule is
 * replaced only where an overlay says which, why and on whose word; nothing that the instrument's rules rest on can be changed.
 */
export function mergeOverlays(
  own: RuleSetFile,
  overlays: readonly OverlayFile[],
  vocabulary: VocabularyFile,
  issues: Issue[],
): Merged {
  const origin = new Map<string, OverlayFile>();
  const replacedIn = new Map<string, readonly string[]>();
  let file = own;
  for (const [index, overlay] of overlays.entries()) {
    const path = ['overlays', index];
    const before = file;
    checkOverlay(before, overlay, vocabulary, path, issues);
    const replaced = new Set<string>();
    const added = (overlay.rules ?? []).filter((rule, place) => {
      if (!isAllowed(before, overlay, rule, own, origin, [...path, 'rules', place], issues)) return false;
      origin.set(rule.id, overlay);
      const clause = rule.overrides?.clause;
      if (clause !== undefined && overlay.localArea === undefined) replaced.add(clause);
      else if (clause !== undefined && overlay.localArea !== undefined)
        replacedIn.set(clause, [...(replacedIn.get(clause) ?? []), overlay.localArea]);
      return true;
    });
    file = {
      ...before,
      facts: { ...before.facts, ...overlay.facts },
      derived: { ...before.derived, ...overlay.derived },
      assumptions: { ...before.assumptions, ...overlay.assumptions },
      rules: [...before.rules.filter((rule) => !replaced.has(rule.id)), ...added],
    };
  }
  return { file, origin, replacedIn };
}

function checkOverlay(
  file: RuleSetFile,
  overlay: OverlayFile,
  vocabulary: VocabularyFile,
  path: Path,
  issues: Issue[],
): void {
  if (overlay.extends !== file.jurisdiction) {
    issues.push({
      code: 'unknown-jurisdiction',
      path: [...path, 'extends'],
      found: shown(overlay.extends),
      expected: file.jurisdiction,
    });
  }
  const taken = namesOf({ ...vocabulary.facts, ...file.facts });
  // A fact is compared by the names that it opens into: a record's parts are names of their own.
  for (const name of namesOf(overlay.facts ?? {}).values()) {
    if (Object.hasOwn(overlay.facts ?? {}, name.key) && taken.has(name.name)) conflict('facts', name.key);
  }
  for (const part of ['derived', 'assumptions'] as const) {
    const known = part === 'derived' ? file.derived : { ...vocabulary.assumptions, ...file.assumptions };
    for (const key of Object.keys(overlay[part] ?? {})) if (Object.hasOwn(known ?? {}, key)) conflict(part, key);
  }
  function conflict(part: string, key: string): void {
    issues.push({ code: 'conflict', path: [...path, part, key], found: shown(key), expected: 'a name of its own' });
  }
}

function isAllowed(
  file: RuleSetFile,
  overlay: OverlayFile,
  rule: RuleFile,
  own: RuleSetFile,
  origin: ReadonlyMap<string, OverlayFile>,
  path: Path,
  issues: Issue[],
): boolean {
  const refuse = (issue: Omit<Issue, 'path'>, at: Path = path): false => {
    issues.push({ ...issue, path: at });
    return false;
  };
  const isLocal = rule.id.startsWith(localPrefix(file.jurisdiction));
  if (origin.has(rule.id)) return refuse({ code: 'duplicate-id', found: shown(rule.id) }, [...path, 'id']);
  const clause = rule.overrides?.clause;
  if (clause === undefined) {
    return (
      !file.clauses.includes(rule.id) ||
      refuse({ code: 'override-unnamed', found: shown(rule.id), expected: 'overrides' })
    );
  }
  const named = [...path, 'overrides', 'clause'];
  if (!own.rules.some((entry) => entry.id === clause))
    return refuse({ code: 'unknown-clause', found: shown(clause) }, named);
  // The own rule still holds elsewhere, under its own id.
  if (overlay.localArea !== undefined && !isLocal)
    return refuse({ code: 'wrong-value', found: shown(rule.id), expected: `${localPrefix(file.jurisdiction)}…` }, [
      ...path,
      'id',
    ]);
  const rival = file.rules.find(
    (entry) => entry.overrides?.clause === clause && overlaps(origin.get(entry.id), overlay),
  );
  return (
    rival === undefined ||
    refuse(
      {
        code: 'conflict',
        found: `${shown(clause)} (${origin.get(rival.id)?.overlay ?? rival.id})`,
        expected: 'a clause that no other overlay overrides',
      },
      named,
    )
  );
}

function overlaps(a: OverlayFile | undefined, b: OverlayFile): boolean {
  return a?.localArea === undefined || b.localArea === undefined || a.localArea === b.localArea;
}
