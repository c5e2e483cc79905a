import * as z from 'zod/mini';
import commonVocabulary from '../../rules/vocabulary.json' with { type: 'json' };
import { digest } from '../base/digest.js';
import { JiantuiError } from '../base/error.js';
import { deepFreeze } from '../base/freeze.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { plainData } from '../base/plain-data.js';
import type { DatedParameter, PlanName, RulePlan, RuleSet, TargetPlan } from '../plan/plan.js';
import { withTables } from '../plan/tables.js';
import { check } from '../schema/problems.js';
import {
  type Condition,
  type OverlayFile,
  overlay as overlaySchema,
  type RuleFile,
  type RuleSetFile,
  ruleSet as ruleSetSchema,
  type Target,
} from '../schema/rule-set.js';
import type { Vocabulary } from '../schema/typed.js';
import { type VocabularyFile, vocabulary as vocabularySchema } from '../schema/vocabulary.js';
import { implicationsOf } from '../snapshot/implies.js';
import { adoptionIssue } from './adopt.js';
import { type BindScope, createBinder } from './bind.js';
import { checkRuleSet } from './check.js';
import { checkFacts } from './check-facts.js';
import { checkHead } from './check-head.js';
import { deriveNames } from './derive.js';
import { mend } from './mend.js';
import { type Merged, mergeOverlays } from './merge.js';
import { readParameters } from './parameters.js';
import { inTheirFiles } from './places.js';

/** What is laid over a rule file, and the vocabulary that it is read with. */
export interface LoadOptions {
  /** Facts, programmes and flags; by default the common vocabulary that the shipped rule sets use. */
  readonly vocabulary?: unknown;
  /** What deploying authorities add, in order. */
  readonly overlays?: readonly unknown[];
}

const optionsSchema = z.strictObject({
  vocabulary: z.optional(z.unknown()),
  overlays: z.optional(z.array(z.unknown())),
});

/**
 * Loads a rule set: checked, bound to names, ordered, frozen.
 * @throws JiantuiError `bad-rule-set` with every problem found
 */
export function loadRuleSet<V extends Vocabulary = Vocabulary>(file: unknown, options: LoadOptions = {}): RuleSet<V> {
  const issues: Issue[] = [];
  const ruleSet = load(file, options, issues);
  if (ruleSet === null || issues.length > 0) throw new JiantuiError('bad-rule-set', issues);
  return ruleSet as RuleSet<V>;
}

/** Every problem of a rule set, none when it is sound. Never throws. */
export function ruleSetIssues(file: unknown, options: LoadOptions = {}): readonly Issue[] {
  const issues: Issue[] = [];
  load(file, options, issues);
  return issues;
}

function load(given: unknown, written: LoadOptions, issues: Issue[]): RuleSet | null {
  const raw = plainIn(given, [], issues);
  const options = readOptions(written, issues);
  if (options === null) return null;
  const vocabulary = parse(vocabularySchema, options.vocabulary ?? commonVocabulary, ['vocabulary'], issues);
  const own = raw === undefined ? null : parse<RuleSetFile>(ruleSetSchema, raw, [], issues);
  const mended = own === null && raw !== undefined && vocabulary !== null ? mend(raw, issues) : null;
  const overlays = options.overlays.map((entry, index) => parse(overlaySchema, entry, ['overlays', index], issues));
  const read = own ?? mended?.file;
  if (vocabulary === null || read === undefined) return null;
  const before = issues.length;
  const laid = overlays.includes(null) ? [] : (overlays as OverlayFile[]);
  const ruleSet = resolve(read, laid, vocabulary, issues);
  if (mended !== null)
    issues.splice(before, issues.length, ...issues.slice(before).filter((issue) => !mended.isEcho(issue)));
  return ruleSet;
}

/** A copy of what was handed over; undefined, with its problems told, where that is no plain data. */
function plainIn(given: unknown, path: (string | number)[], issues: Issue[]): unknown {
  const read = plainData(given);
  if (read.ok) return read.value;
  issues.push(...read.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
  return undefined;
}

/** @returns null, with its problems told, where the options are none or hold something that is no plain data */
function readOptions(given: unknown, issues: Issue[]): { vocabulary?: unknown; overlays: readonly unknown[] } | null {
  const read = plainData(given);
  const found = read.ok ? check(optionsSchema, read.value) : read;
  if (found.ok) return { ...found.value, overlays: found.value.overlays ?? [] };
  // The parts are named as the issues of what they hold are: `vocabulary` and `overlays`.
  issues.push(...found.issues);
  return null;
}

function resolve(
  own: RuleSetFile,
  laid: readonly OverlayFile[],
  vocabulary: VocabularyFile,
  issues: Issue[],
): RuleSet | null {
  const before = issues.length;
  const merged = mergeOverlays(own, laid, vocabulary, issues);
  const { file } = merged;

  const facts = { ...vocabulary.facts, ...file.facts };
  const assumptions = Object.keys({ ...vocabulary.assumptions, ...file.assumptions });
  const implications = implicationsOf(facts);
  const all = { facts, assumptions, impossible: implications.impossible };
  checkFacts(vocabulary.facts, [], all, ['vocabulary', 'facts'], issues);
  checkFacts(own.facts ?? {}, Object.keys(vocabulary.facts), all, ['facts'], issues);
  laid.forEach((overlay, index) => {
    checkFacts(overlay.facts ?? {}, [], all, ['overlays', index, 'facts'], issues);
  });
  const names = deriveNames(facts, implications.implied, file.derived ?? {}, issues);
  checkRuleSet(file, vocabulary, names, issues);
  checkHead(file, laid, issues);
  const addressee = bindAddressee(file, names, issues);
  const order = new Map(file.clauses.map((clause, index) => [clause, index]));
  const place = (rule: RuleFile) => order.get(rule.overrides?.clause ?? rule.id) ?? file.clauses.length;
  const rules = file.rules
    .map((rule, index) => ({ rule, plan: bindRule(rule, ['rules', index], merged, names, issues) }))
    .sort((a, b) => place(a.rule) - place(b.rule) || (a.rule.id < b.rule.id ? -1 : 1))
    .map(({ plan }) => plan);
  const parameters = allParameters(file, laid, names, issues);
  const adopted = adoptions(rules, laid, issues);
  issues.splice(
    before,
    issues.length,
    ...inTheirFiles(issues.slice(before), { own, overlays: laid, merged: file, names }),
  );
  if (issues.length > 0) return null;

  const { $schema: _, ...content } = own;
  return withTables({
    jurisdiction: file.jurisdiction,
    version: file.version,
    digest: digest({ file: content, vocabulary: { ...vocabulary, $schema: null }, overlays: laid }),
    file: deepFreeze(file),
    vocabulary: deepFreeze({ ...vocabulary, facts, assumptions: { ...vocabulary.assumptions, ...file.assumptions } }),
    names,
    addressee,
    rules,
    ledger: deepFreeze([...file.ledger].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))),
    parameters,
    adopted,
    overlays: laid.map((overlay) => ({ id: overlay.overlay, authority: overlay.authority, digest: digest(overlay) })),
    source: deepFreeze({ file: own, overlays: laid, vocabulary }),
  });
}

function parse<T>(
  schema: Parameters<typeof check<T>>[0],
  value: unknown,
  path: (string | number)[],
  issues: Issue[],
): T | null {
  const result = check(schema, value);
  if (result.ok) return result.value;
  issues.push(...result.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
  return null;
}

function bindAddressee(file: RuleSetFile, names: ReadonlyMap<string, PlanName>, issues: Issue[]): RuleSet['addressee'] {
  if (file.addressee === undefined) return null;
  const binder = createBinder(
    { names, periods: {}, subject: 'household', clause: 'addressee', clauses: file.clauses },
    issues,
  );
  const conditions = binder.bind(file.addressee.conditions, ['addressee', 'conditions']);
  return { name: file.addressee.name, conditions, tests: binder.tests };
}

function bindRule(
  rule: RuleFile,
  path: (string | number)[],
  { file, origin, replacedIn }: Merged,
  names: ReadonlyMap<string, PlanName>,
  issues: Issue[],
): RulePlan {
  const overlay = origin.get(rule.id);
  const issued = overlay?.instrument?.date ?? file.instrument.date;
  const area = areaTest(overlay, replacedIn.get(rule.id));
  const scope: BindScope = {
    names,
    periods: file.periods ?? {},
    subject: rule.subject,
    clause: rule.id,
    clauses: file.clauses,
  };
  const binder = createBinder(scope, issues);
  const targets = (list: readonly Target[], key: string): TargetPlan[] =>
    list.map((target, index) =>
      typeof target === 'string'
        ? { id: target, when: null }
        : { id: target.id, when: binder.bind(target.when, [...path, key, index, 'when']) },
    );
  const optional = (conditions: RuleFile['conditions'], place: (string | number)[]) =>
    conditions === undefined ? null : binder.bind(conditions, place);
  return {
    id: rule.id,
    rule,
    scope: area === null ? null : binder.bind(area, [...path, 'scope']),
    force: binder.bindForce(rule.inForce, [...path, 'inForce'], issued),
    issued: rule.inForce?.from === undefined ? issued : null,
    conditions: optional(rule.conditions, [...path, 'conditions']),
    readings: (rule.readings ?? []).map((reading, index) => ({
      id: reading.id,
      name: reading.name,
      force: binder.bindForce(reading.inForce, [...path, 'readings', index, 'inForce']),
      conditions: optional(reading.conditions, [...path, 'readings', index, 'conditions']),
    })),
    marks: (rule.marks ?? []).map((mark, index) => ({
      id: mark.id,
      role: mark.role,
      name: mark.name,
      conditions: binder.bind(mark.conditions, [...path, 'marks', index, 'conditions']),
      ...(mark.due === undefined ? {} : { due: mark.due }),
    })),
    programmes: targets(typeof rule.programme === 'string' ? [rule.programme] : (rule.programme ?? []), 'programme'),
    flags: targets(rule.flags ?? [], 'flags'),
    tests: binder.tests,
    ...(overlay === undefined
      ? {}
      : {
          authority: overlay.authority,
          document: overlay.instrument?.number ?? overlay.instrument?.title.zh ?? overlay.authority,
        }),
  };
}

/** The area that a local rule speaks of; for a rule that local rules replace, the areas that it leaves to them. */
function areaTest(overlay: OverlayFile | undefined, replacedIn: readonly string[] | undefined): Condition | null {
  if (overlay?.localArea !== undefined) return { fact: 'localArea', operator: 'equal', value: overlay.localArea };
  return replacedIn === undefined ? null : { fact: 'localArea', operator: 'notIn', value: [...replacedIn] };
}

function allParameters(
  file: RuleSetFile,
  overlays: readonly OverlayFile[],
  names: ReadonlyMap<string, PlanName>,
  issues: Issue[],
): Map<string, readonly DatedParameter[]> {
  const merged = new Map<string, readonly DatedParameter[]>(
    readParameters(names, file.parameters ?? {}, file.instrument.title.zh, ['parameters'], issues),
  );
  for (const [index, overlay] of overlays.entries()) {
    const path = ['overlays', index, 'parameters'];
    for (const [name, dated] of readParameters(names, overlay.parameters ?? {}, overlay.authority, path, issues)) {
      const area = overlay.localArea;
      const known = merged.get(name) ?? [];
      // What the instrument itself states stands everywhere; of two overlays only one may speak for an area.
      if (Object.hasOwn(file.parameters ?? {}, name) || known.some((entry) => entry.area === area)) {
        issues.push({
          code: 'conflict',
          path: [...path, name],
          found: shown(name),
          expected: 'a parameter not given before',
        });
      }
      merged.set(name, [...known, ...dated.map((entry) => (area === undefined ? entry : { ...entry, area }))]);
    }
  }
  return merged;
}

function adoptions(
  rules: readonly RulePlan[],
  overlays: readonly OverlayFile[],
  issues: Issue[],
): Map<string, { reading: string; by: string }> {
  const adopted = new Map<string, { reading: string; by: string }>();
  for (const [index, overlay] of overlays.entries()) {
    for (const [clause, reading] of Object.entries(overlay.adopt ?? {})) {
      const path = ['overlays', index, 'adopt', clause];
      const before = adopted.get(clause);
      const problem = adoptionIssue(rules, clause, reading, path);
      if (problem !== null) issues.push(problem);
      else if (overlay.localArea !== undefined)
        issues.push({ code: 'area-adopts', path, found: shown(reading), expected: 'an overlay without localArea' });
      else if (before !== undefined && before.reading !== reading)
        issues.push({ code: 'conflict', path, found: shown(reading), expected: `${before.reading} (${before.by})` });
      else adopted.set(clause, { reading, by: overlay.authority });
    }
  }
  return adopted;
}
