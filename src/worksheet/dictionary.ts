import type { PlanName, RuleSet } from '../plan/plan.js';
import { fold } from './fold.js';
import { headerFile, namesOfEntry } from './header-file.js';

/** Where a name may stand. Facts answered clause by clause may stand in a household's and in a member's columns. */
export type Scope = 'household' | 'member' | 'parameter';

/** What a text means in one scope. */
export type Meaning =
  | { readonly kind: 'one'; readonly name: PlanName }
  | { readonly kind: 'several'; readonly names: readonly string[] }
  | { readonly kind: 'none' };

/** The names of one rule set, as people write them. */
export interface Dictionary {
  readonly ruleSet: RuleSet;
  meaning(text: string, scope: Scope): Meaning;
  /** The shortest usual header of a name, in Chinese. */
  header(name: string): string;
  /** Every header of a scope, in Chinese and in English, for suggestions. */
  headers(scope: Scope): readonly string[];
}

const made = new WeakMap<RuleSet, Dictionary>();

/** The dictionary of a rule set: its own names, the vocabulary's names for them, and the published synonyms. */
export function dictionaryOf(ruleSet: RuleSet): Dictionary {
  const there = made.get(ruleSet);
  if (there !== undefined) return there;
  const dictionary = build(ruleSet);
  made.set(ruleSet, dictionary);
  return dictionary;
}

function build(ruleSet: RuleSet): Dictionary {
  const index: Record<Scope, Map<string, PlanName>> = { household: new Map(), member: new Map(), parameter: new Map() };
  const several: Record<Scope, Map<string, readonly string[]>> = {
    household: new Map(),
    member: new Map(),
    parameter: new Map(),
  };
  const shown: Record<Scope, Set<string>> = { household: new Set(), member: new Set(), parameter: new Set() };

  const put = (scope: Scope, text: string, name: PlanName) => {
    const key = fold(text);
    const there = index[scope].get(key) ?? name;
    index[scope].set(key, there);
    if (there !== name) several[scope].set(key, [...(several[scope].get(key) ?? [there.name]), name.name]);
  };
  const records = new Map<string, PlanName[]>();
  for (const name of ruleSet.names.values()) {
    if (!name.given || name.whetherSet !== undefined || name.name === 'asOf' || name.name === 'members') continue;
    const entry = headerFile.facts[name.name];
    for (const scope of scopesOf(name)) {
      for (const text of [name.name, name.label.zh, name.label.en, ...(entry === undefined ? [] : namesOfEntry(entry))])
        put(scope, text, name);
      for (const text of [entry?.zh ?? name.label.zh, entry?.en ?? name.label.en, name.name]) shown[scope].add(text);
    }
    if (name.part !== undefined) records.set(name.key, [...(records.get(name.key) ?? []), name]);
  }
  for (const [key, parts] of records)
    several[parts[0]?.scope ?? 'household'].set(
      fold(key),
      parts.map((part) => part.name),
    );
  for (const [text, names] of Object.entries(headerFile.ambiguous)) {
    for (const scope of ['household', 'member', 'parameter'] as const) {
      const own = names.filter((name) => ruleSet.names.get(name)?.scope === scope);
      if (own.length > 0) several[scope].set(fold(text), own);
    }
  }

  return {
    ruleSet,
    meaning: (text, scope) => {
      const key = fold(text);
      const names = several[scope].get(key);
      if (names !== undefined) return { kind: 'several', names };
      const name = index[scope].get(key);
      return name === undefined ? { kind: 'none' } : { kind: 'one', name };
    },
    header: (name) => headerFile.facts[name]?.zh ?? ruleSet.names.get(name)?.label.zh ?? name,
    headers: (scope) => [...shown[scope]],
  };
}

function scopesOf(name: PlanName): Scope[] {
  return name.perClause && name.scope === 'household' ? ['household', 'member'] : [name.scope];
}
