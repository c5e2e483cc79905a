import { digest } from '../base/digest.js';
import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { RuleSet } from '../plan/plan.js';
import { adoptionIssue } from '../ruleset/adopt.js';
import { loadRuleSet } from '../ruleset/load.js';
import { readParameters } from '../ruleset/parameters.js';
import { check } from '../schema/problems.js';
import { type ReformFile, reformFile } from '../schema/reform.js';
import type { RuleSetFile } from '../schema/rule-set.js';
import type { Texts } from '../schema/texts.js';
import type { VocabularyFile } from '../schema/vocabulary.js';
import { change } from './changes.js';
import { type Draft, reformAuthority } from './draft.js';
import { differencesInWords, reformInWords } from './words.js';

/** A what-if: a rule set in, a changed rule set out. It never changes the one it is given. */
export interface Reform {
  readonly id: string;
  readonly name: Texts;
  /** @throws JiantuiError `bad-rule-set` when the reform does not fit the rule set, or what comes out is not sound */
  readonly apply: (ruleSet: RuleSet) => RuleSet;
  /** What it changes in this rule set, a sentence each. */
  readonly describe: (ruleSet: RuleSet) => readonly Texts[];
  /** The JSON it was read from, where there is one. */
  readonly file?: ReformFile;
}

/** Where the rule sets of other jurisdictions come from, for reforms that take something over from them. */
export type RuleSetSource = (jurisdiction: string) => RuleSet;

/** What reading a reform takes: where the rule sets come from that it borrows of. */
export interface ReformOptions {
  /** Needed by `use-taper` only. */
  readonly ruleSets?: RuleSetSource;
}

/**
 * Reads a reform from JSON.
 * @throws JiantuiError `bad-option` with every problem of form
 * @example
 * const reform = readReform({ reform: 'twelve', name, changes: [{ kind: 'replace-months', clause: 'rongchang/2-f', months: { exactly: 12 } }] });
 */
export function readReform(raw: unknown, options: ReformOptions = {}): Reform {
  const checked = check<ReformFile>(reformFile, raw);
  if (!checked.ok) throw new JiantuiError('bad-option', checked.issues);
  const file = checked.value;
  return {
    id: file.reform,
    name: file.name,
    file,
    apply: (ruleSet) => applyFile(ruleSet, file, options),
    describe: (ruleSet) =>
      reformInWords(
        ruleSet,
        file,
        (jurisdiction) => options.ruleSets?.(jurisdiction).file.name ?? { zh: jurisdiction, en: jurisdiction },
      ),
  };
}

/** A reform given as a function. What it does is described by comparing what goes in with what comes out. */
export function reformBy(id: string, name: Texts, apply: (ruleSet: RuleSet) => RuleSet): Reform {
  return { id, name, apply, describe: (ruleSet) => differencesInWords(ruleSet, apply(ruleSet)) };
}

function applyFile(ruleSet: RuleSet, reform: ReformFile, options: ReformOptions): RuleSet {
  const issues: Issue[] = [];
  if (reform.jurisdiction !== undefined && reform.jurisdiction !== ruleSet.jurisdiction) {
    throw new JiantuiError('bad-rule-set', [
      {
        code: 'unknown-jurisdiction',
        path: ['jurisdiction'],
        found: shown(ruleSet.jurisdiction),
        expected: reform.jurisdiction,
      },
    ]);
  }
  const fileOf = (jurisdiction: string): RuleSetFile => {
    if (options.ruleSets !== undefined) return options.ruleSets(jurisdiction).file;
    throw new JiantuiError('bad-option', [
      {
        code: 'missing-key',
        path: ['ruleSets'],
        found: 'nothing',
        expected: `where the rule set of ${jurisdiction} comes from`,
      },
    ]);
  };
  const { source } = ruleSet;
  if (source === undefined)
    throw new JiantuiError('bad-rule-set', [
      { code: 'missing-key', path: ['source'], found: 'nothing', expected: 'a rule set loaded from its file' },
    ]);
  const start: Draft = {
    file: withOwn(source.file, reform, issues),
    overlays: source.overlays,
    parameters: {},
    adopt: {},
  };
  const draft = reform.changes.reduce(
    (before, what, index) => change(before, what, ['changes', index], { reform, fileOf, issues }),
    start,
  );
  if (issues.length > 0) throw new JiantuiError('bad-rule-set', issues);
  return reload(ruleSet, source.vocabulary, draft, reform);
}

/** Adds what the reform itself declares. */
function withOwn(file: RuleSetFile, reform: ReformFile, issues: Issue[]): RuleSetFile {
  for (const part of ['facts', 'derived', 'assumptions'] as const) {
    for (const key of Object.keys(reform[part] ?? {})) {
      if (Object.hasOwn(file[part] ?? {}, key))
        issues.push({ code: 'conflict', path: [part, key], found: shown(key), expected: 'a name of its own' });
    }
  }
  return {
    ...file,
    facts: { ...file.facts, ...reform.facts },
    derived: { ...file.derived, ...reform.derived },
    assumptions: { ...file.assumptions, ...reform.assumptions },
  };
}

/**
 * Loads the reformed files like any others, and lays over them the parameters and readings of this reform and of earlier ones.
 */
function reload(base: RuleSet, vocabulary: VocabularyFile, draft: Draft, reform: ReformFile): RuleSet {
  const loaded = loadRuleSet(draft.file, { vocabulary, overlays: draft.overlays });
  const issues: Issue[] = [];
  const by = reformAuthority(reform);
  const parameters = new Map([...loaded.parameters, ...base.parameters]);
  for (const [name, dated] of readParameters(loaded.names, draft.parameters, by, ['changes'], issues))
    parameters.set(name, dated);
  const adopted = new Map(
    [...base.adopted].filter(([clause, { reading }]) => adoptionIssue(loaded.rules, clause, reading, []) === null),
  );
  for (const [clause, reading] of Object.entries(draft.adopt)) {
    const issue = adoptionIssue(loaded.rules, clause, reading, ['changes', 'adopt-reading', clause]);
    if (issue === null) adopted.set(clause, { reading, by });
    else issues.push(issue);
  }
  if (issues.length > 0) throw new JiantuiError('bad-rule-set', issues);
  const own = { id: reform.reform, authority: by, digest: digest(reform) };
  return {
    ...loaded,
    parameters,
    adopted,
    overlays: [...base.overlays, own],
    digest: digest({ base: base.digest, file: loaded.digest, reform: own.digest }),
  };
}

/**
 * The caller's parameters as they stand beside a reformed rule set: those that the reform sets itself are left out, since
 * a what-if about a value that the caller supplies replaces the caller's value.
 */
export function parametersUnder(
  base: RuleSet,
  reformed: RuleSet,
  parameters: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const set = new Set(
    [...reformed.parameters.keys()].filter(
      (name) => JSON.stringify(reformed.parameters.get(name)) !== JSON.stringify(base.parameters.get(name)),
    ),
  );
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !set.has(name)));
}
