import hainan from '../rules/hainan.json' with { type: 'json' };
import innerMongolia from '../rules/inner-mongolia.json' with { type: 'json' };
import mingshan from '../rules/mingshan.json' with { type: 'json' };
import chongqing from '../rules/parameters/chongqing.json' with { type: 'json' };
import henanFloors from '../rules/parameters/henan-floors.json' with { type: 'json' };
import innerMongoliaAverages from '../rules/parameters/inner-mongolia-averages.json' with { type: 'json' };
import liaoningAverages from '../rules/parameters/liaoning-averages.json' with { type: 'json' };
import rongchang from '../rules/rongchang.json' with { type: 'json' };
import yancheng from '../rules/yancheng.json' with { type: 'json' };
import { JiantuiError } from './base/error.js';
import { shown } from './base/issue.js';
import { nearest } from './base/nearest.js';
import { type PlausibilityNote, parametersOfPacks, plausibilityOf, readPack } from './packs/packs.js';
import type { RuleSet } from './plan/plan.js';
import { type LoadOptions, loadRuleSet } from './ruleset/load.js';
import type { Jurisdiction } from './schema/generated/vocabulary-names.js';
import type { ParameterPack } from './schema/pack.js';
import type { ParameterValues } from './schema/rule-set.js';
import type { ShippedVocabulary } from './schema/typed.js';

export type { PlausibilityNote } from './packs/packs.js';
export type { ParameterPack } from './schema/pack.js';

const FILES: Readonly<Record<Jurisdiction, unknown>> = {
  rongchang,
  mingshan,
  yancheng,
  hainan,
  'inner-mongolia': innerMongolia,
};

/** The jurisdictions whose rule sets are shipped. */
export const jurisdictions: readonly Jurisdiction[] = Object.freeze(Object.keys(FILES) as Jurisdiction[]);

/** The JSON of a shipped rule set, as it stands in `rules/`. */
export function ruleSetFile(jurisdiction: Jurisdiction | (string & {})): unknown {
  if (Object.hasOwn(FILES, jurisdiction)) return FILES[jurisdiction as Jurisdiction];
  const suggestion = nearest(jurisdiction, jurisdictions);
  throw new JiantuiError('unknown-jurisdiction', [
    {
      code: 'unknown-jurisdiction',
      path: [],
      found: shown(jurisdiction),
      expected: jurisdictions.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

const loaded = new Map<string, RuleSet<ShippedVocabulary>>();

/**
 * Loads a shipped rule set, perhaps with overlays.
 * @throws JiantuiError `unknown-jurisdiction`; `bad-rule-set` when an overlay does not fit
 */
export function loadJurisdiction(
  jurisdiction: Jurisdiction | (string & {}),
  options: Pick<LoadOptions, 'overlays'> = {},
): RuleSet<ShippedVocabulary> {
  // What is no list without entries has to be read, and perhaps refused.
  if (!isBare(options)) return loadRuleSet(ruleSetFile(jurisdiction), options);
  const before = loaded.get(jurisdiction);
  if (before !== undefined) return before;
  const ruleSet = loadRuleSet<ShippedVocabulary>(ruleSetFile(jurisdiction));
  loaded.set(jurisdiction, ruleSet);
  return ruleSet;
}

function isBare(options: unknown): boolean {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return false;
  const { overlays = [] } = options as { overlays?: unknown };
  return Object.keys(options).every((key) => key === 'overlays') && Array.isArray(overlays) && overlays.length === 0;
}

const PACKS: ReadonlyMap<string, ParameterPack> = new Map(
  [chongqing, henanFloors, innerMongoliaAverages, liaoningAverages]
    .map((raw) => readPack(raw))
    .map((pack) => [pack.pack, pack]),
);

/** The parameter packs that are shipped: dated, cited values that the instruments name and do not state. None is a default. */
export const parameterPacks: readonly string[] = Object.freeze([...PACKS.keys()]);

/**
 * A shipped pack by its name, frozen.
 * @throws JiantuiError `bad-parameters`
 */
export function parameterPack(name: string): ParameterPack {
  const pack = PACKS.get(name);
  if (pack !== undefined) return pack;
  const suggestion = nearest(name, parameterPacks);
  throw new JiantuiError('bad-parameters', [
    {
      code: 'unknown-value',
      path: ['packs'],
      found: shown(name),
      expected: parameterPacks.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

/**
 * The parameters that packs supply to a jurisdiction, ready for `evaluate`: standards only, dated and cited, declared holes
 * included. The deployer's own values go before a pack's under the same name.
 * @param packs names of shipped packs, or packs of the deployer's own
 * @throws JiantuiError `bad-parameters` for an unknown pack, or one that is not for the jurisdiction
 * @example
 * evaluate(loadJurisdiction('rongchang'), household, { parameters: packParameters('rongchang', ['chongqing'], { povertyPeriodEnd: '2020-12-31' }) })
 */
export function packParameters(
  jurisdiction: string,
  packs: readonly (string | ParameterPack)[],
  own: unknown = {},
): ParameterValues {
  return parametersOfPacks(loadJurisdiction(jurisdiction), packs.map(resolvePack), own);
}

/**
 * Notes on standards of the deployer's own, set beside the floors and averages of packs. They bear on no decision.
 * @param asOf the day whose values are compared, `YYYY-MM-DD`
 * @throws JiantuiError `bad-parameters`
 */
export function plausibilityNotes(
  jurisdiction: string,
  packs: readonly (string | ParameterPack)[],
  own: unknown,
  asOf: string,
): readonly PlausibilityNote[] {
  return plausibilityOf(loadJurisdiction(jurisdiction), packs.map(resolvePack), own, asOf);
}

function resolvePack(pack: string | ParameterPack): ParameterPack {
  return typeof pack === 'string' ? parameterPack(pack) : readPack(pack);
}
