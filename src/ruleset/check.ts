import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { PlanName } from '../plan/plan.js';
import type { RuleFile, RuleSetFile, Target } from '../schema/rule-set.js';
import type { VocabularyFile } from '../schema/vocabulary.js';
import { isSupplied } from '../snapshot/names.js';

/** Checks what stands between rules: every clause accounted for once, every id known, every rule cited and complete. */
export function checkRuleSet(
  file: RuleSetFile,
  vocabulary: VocabularyFile,
  names: ReadonlyMap<string, PlanName>,
  issues: Issue[],
): void {
  checkClauses(file, issues);
  const assumptions = Object.keys(file.assumptions ?? {});
  const parameters = [...names.values()].filter(isSupplied).map((name) => name.name);
  for (const [name, period] of Object.entries(file.periods ?? {})) {
    const [path, end] = [['periods', name, 'end'], names.get(period.end)];
    if (end?.scope !== 'parameter') issues.push({ code: 'unknown-name', path, ...near(period.end, parameters) });
    else if (end.shape !== 'date')
      issues.push({ code: 'wrong-operand', path, found: `${end.name}: ${end.type}`, expected: 'date' });
  }
  for (const { name, scope, type, whetherSet } of names.values()) {
    if (whetherSet === undefined) continue;
    if (scope !== 'parameter' || type !== 'boolean')
      issues.push({
        code: 'wrong-type',
        path: ['facts', name],
        found: `${scope}, ${type}`,
        expected: 'parameter, boolean',
      });
    else if (!parameters.includes(whetherSet))
      issues.push({ code: 'unknown-name', path: ['facts', name, 'whetherSet'], ...near(whetherSet, parameters) });
  }
  file.rules.forEach((rule, index) =>
    checkRule(rule, ['rules', index], vocabulary, names, assumptions, file.clauses, issues),
  );
  for (const [index, entry] of file.ledger.entries()) {
    if (entry.cite === undefined)
      issues.push({
        code: 'no-citation',
        path: ['ledger', index, 'cite'],
        found: 'nothing',
        expected: 'section and anchor',
      });
    checkTargets(
      entry.names ?? [],
      Object.keys(vocabulary.programmes),
      'unknown-programme',
      ['ledger', index, 'names'],
      issues,
    );
  }
}

function checkClauses(file: RuleSetFile, issues: Issue[]): void {
  const counts = new Map<string, number>(file.clauses.map((clause) => [clause, 0]));
  file.clauses.forEach((clause, index) => {
    if (file.clauses.indexOf(clause) !== index)
      issues.push({ code: 'duplicate-id', path: ['clauses', index], found: shown(clause) });
  });
  const entries = [
    ...file.rules.map((rule, index) => ({
      id: rule.id,
      path: ['rules', index, 'id'],
      local: rule.overrides !== undefined || rule.id.startsWith(`${file.jurisdiction}/local.`),
    })),
    ...file.ledger.map((entry, index) => ({ id: entry.id, path: ['ledger', index, 'id'], local: false })),
  ];
  for (const { id, path, local } of entries) {
    const count = counts.get(id);
    if (count === undefined) {
      if (!local) issues.push({ code: 'unknown-clause', path, ...near(id, file.clauses) });
    } else {
      if (count > 0) issues.push({ code: 'clause-twice', path, found: shown(id) });
      counts.set(id, count + 1);
    }
  }
  const overridden = new Set(
    file.rules.flatMap((rule) => (rule.overrides === undefined ? [] : [rule.overrides.clause])),
  );
  for (const [index, clause] of file.clauses.entries()) {
    if (file.clauses.indexOf(clause) === index && counts.get(clause) === 0 && !overridden.has(clause)) {
      issues.push({
        code: 'clause-unaccounted',
        path: ['clauses', index],
        found: shown(clause),
        expected: 'a rule or a ledger entry',
      });
    }
  }
}

function checkRule(
  rule: RuleFile,
  path: (string | number)[],
  vocabulary: VocabularyFile,
  names: ReadonlyMap<string, PlanName>,
  assumptions: readonly string[],
  clauses: readonly string[],
  issues: Issue[],
): void {
  if (rule.cite === undefined)
    issues.push({ code: 'no-citation', path: [...path, 'cite'], found: 'nothing', expected: 'section and anchor' });
  const programmes = typeof rule.programme === 'string' ? [rule.programme] : (rule.programme ?? []);
  if (typeof rule.programme !== 'string')
    checkTargets(programmes, Object.keys(vocabulary.programmes), 'unknown-programme', [...path, 'programme'], issues);
  else if (!Object.hasOwn(vocabulary.programmes, rule.programme))
    issues.push({
      code: 'unknown-programme',
      path: [...path, 'programme'],
      ...near(rule.programme, Object.keys(vocabulary.programmes)),
    });
  checkTargets(rule.names ?? [], Object.keys(vocabulary.programmes), 'unknown-programme', [...path, 'names'], issues);
  checkTargets(rule.flags ?? [], Object.keys(vocabulary.flags), 'unknown-flag', [...path, 'flags'], issues);
  if (
    rule.kind === 'taper' &&
    (rule.event.type !== 'taper' || rule.event.params?.months === undefined || programmes.length !== 1)
  ) {
    issues.push({
      code: 'no-event',
      path: [...path, 'event'],
      found: rule.event.type,
      expected: 'type taper with params.months, and one programme',
    });
  }
  checkEvent(rule.event, [...path, 'event'], issues);
  if (rule.kind === 'risk' && (rule.flags ?? []).length === 0) {
    issues.push({
      code: 'no-event',
      path: [...path, 'flags'],
      found: 'nothing',
      expected: 'the flags that the clause raises',
    });
  }
  for (const [index, id] of (rule.assumptions ?? []).entries()) {
    if (!assumptions.includes(id))
      issues.push({ code: 'unknown-assumption', path: [...path, 'assumptions', index], ...near(id, assumptions) });
  }
  for (const key of ['readings', 'marks'] as const) {
    const ids = (rule[key] ?? []).map((entry) => entry.id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) !== index)
        issues.push({ code: 'duplicate-id', path: [...path, key, index, 'id'], found: shown(id) });
    });
  }
  const amount = rule.event.params?.amount;
  const { exit, ...lines } = rule.event.params?.taper ?? {};
  if (exit !== undefined && !clauses.includes(exit))
    issues.push({
      code: 'unknown-clause',
      path: [...path, 'event', 'params', 'taper', 'exit'],
      ...near(exit, clauses),
    });
  const named: [string, (string | number)[]][] = (rule.event.params?.needs ?? []).map((name, index) => [
    name,
    ['needs', index],
  ]);
  if (amount !== null && amount !== undefined && 'parameter' in amount)
    named.push([amount.parameter, ['amount', 'parameter']]);
  for (const [key, name] of Object.entries(lines)) if (name !== undefined) named.push([name, ['taper', key]]);
  for (const [name, place] of named) {
    if (!names.has(name))
      issues.push({
        code: 'unknown-name',
        path: [...path, 'event', 'params', ...place],
        ...near(name, [...names.keys()]),
      });
  }
}

function checkTargets(
  targets: readonly Target[],
  valid: readonly string[],
  code: string,
  path: (string | number)[],
  issues: Issue[],
): void {
  targets.forEach((target, index) => {
    const id = typeof target === 'string' ? target : target.id;
    if (!valid.includes(id)) issues.push({ code, path: [...path, index], ...near(id, valid) });
  });
}

/** What was written, and the valid name nearest to it. */
export function near(written: string, valid: readonly string[]): { found: string; suggestion?: string } {
  const suggestion = nearest(written, valid);
  return { found: shown(written), ...(suggestion === undefined ? {} : { suggestion }) };
}

/** What only some events can carry: months for a taper or a duty, and no amount for a flag. */
function checkEvent({ type, params }: RuleFile['event'], path: Issue['path'], issues: Issue[]): void {
  const refuse = (key: string, expected: string) =>
    issues.push({ code: 'unknown-key', path: [...path, 'params', key], found: shown(key), expected });
  if (params?.months !== undefined && type !== 'taper' && type !== 'duty') refuse('months', 'amount, needs, measures');
  if (params?.amount != null && type === 'flag') refuse('amount', 'needs, measures');
}
