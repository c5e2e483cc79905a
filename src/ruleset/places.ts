import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { PlanName } from '../plan/plan.js';
import type { OverlayFile, RuleSetFile } from '../schema/rule-set.js';

/** The files that a rule set was put together from, and what came of them. */
export interface Sources {
  readonly own: RuleSetFile;
  readonly overlays: readonly OverlayFile[];
  readonly merged: RuleSetFile;
  readonly names: ReadonlyMap<string, PlanName>;
}

/**
 * Issues found in a merged rule set, each at its place in the file that a person wrote. A derived fact whose formula is
 * wrong is reported once, there, and not again wherever its name is used.
 */
export function inTheirFiles(issues: readonly Issue[], sources: Sources): Issue[] {
  const broken = new Set(
    Object.keys(sources.merged.derived ?? {})
      .filter((name) => !sources.names.has(name))
      .map(shown),
  );
  return issues
    .filter(({ code, found }) => code !== 'unknown-name' || found === undefined || !broken.has(found))
    .map((issue) => ({ ...issue, path: placeOf(issue.path, sources) }));
}

function placeOf(path: Issue['path'], { own, overlays, merged }: Sources): Issue['path'] {
  const [part, key, ...rest] = path;
  if (part === 'rules' && typeof key === 'number') {
    const rule = merged.rules[key];
    const at = own.rules.findIndex((entry) => entry === rule);
    if (at >= 0) return ['rules', at, ...rest];
    const places = overlays.map((overlay) => (overlay.rules ?? []).findIndex((entry) => entry === rule));
    const overlay = places.findIndex((place) => place >= 0);
    return overlay < 0 ? path : ['overlays', overlay, 'rules', places[overlay] ?? 0, ...rest];
  }
  if ((part === 'derived' || part === 'facts') && typeof key === 'string' && !Object.hasOwn(own[part] ?? {}, key)) {
    const overlay = overlays.findIndex((entry) => Object.hasOwn(entry[part] ?? {}, key));
    return overlay >= 0 ? ['overlays', overlay, ...path] : part === 'facts' ? ['vocabulary', ...path] : path;
  }
  return path;
}
