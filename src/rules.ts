import hainan from '../rules/hainan.json' with { type: 'json' };
import innerMongolia from '../rules/inner-mongolia.json' with { type: 'json' };
import mingshan from '../rules/mingshan.json' with { type: 'json' };
import rongchang from '../rules/rongchang.json' with { type: 'json' };
import yancheng from '../rules/yancheng.json' with { type: 'json' };
import { JiantuiError } from './base/error.js';
import { shown } from './base/issue.js';
import { nearest } from './base/nearest.js';
import type { RuleSet } from './plan/plan.js';
import { type LoadOptions, loadRuleSet } from './ruleset/load.js';

const FILES: Readonly<Record<string, unknown>> = { rongchang, mingshan, yancheng, hainan, 'inner-mongolia': innerMongolia };

/** The jurisdictions whose rule sets are shipped. */
export const jurisdictions: readonly string[] = Object.freeze(Object.keys(FILES));

/** The JSON of a shipped rule set, as it stands in `rules/`. */
export function ruleSetFile(jurisdiction: string): unknown {
  if (Object.hasOwn(FILES, jurisdiction)) return FILES[jurisdiction];
  const suggestion = nearest(jurisdiction, jurisdictions);
  throw new JiantuiError('unknown-jurisdiction', [
    { code: 'unknown-jurisdiction', path: [], found: shown(jurisdiction), expected: jurisdictions.join(', '), ...(suggestion === undefined ? {} : { suggestion }) },
  ]);
}

const loaded = new Map<string, RuleSet>();

/**
 * Loads a shipped rule set, perhaps with overlays.
 * @throws JiantuiError `unknown-jurisdiction`; `bad-rule-set` when an overlay does not fit
 */
export function loadJurisdiction(jurisdiction: string, options: Pick<LoadOptions, 'overlays'> = {}): RuleSet {
  if ((options.overlays ?? []).length > 0) return loadRuleSet(ruleSetFile(jurisdiction), options);
  let ruleSet = loaded.get(jurisdiction);
  if (ruleSet === undefined) loaded.set(jurisdiction, (ruleSet = loadRuleSet(ruleSetFile(jurisdiction))));
  return ruleSet;
}
