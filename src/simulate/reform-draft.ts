import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { ReformFile } from '../schema/reform.js';
import type { ParameterValues, RuleFile, RuleSetFile } from '../schema/rule-set.js';

/** A rule set on its way to being reformed. */
export interface Draft {
  readonly file: RuleSetFile;
  readonly parameters: ParameterValues;
  readonly adopt: Readonly<Record<string, string>>;
}

/** What a change may need beside the draft. */
export interface DraftContext {
  readonly reform: ReformFile;
  /** The file of another jurisdiction's rule set. @throws JiantuiError `unknown-jurisdiction` */
  readonly fileOf: (jurisdiction: string) => RuleSetFile;
  readonly issues: Issue[];
}

/** The rules of a draft with one of them replaced; the new one says what it overrides, why, and that a reform did it. */
export function onRule(draft: Draft, clause: string, path: (string | number)[], context: DraftContext, edit: (rule: RuleFile) => RuleFile): Draft {
  const own = draft.file.rules.find((rule) => rule.id === clause);
  if (own === undefined) {
    unknownClause(draft, clause, path, context);
    return draft;
  }
  const edited = edit(own);
  return edited === own ? draft : withRules(draft, draft.file.rules.map((rule) => (rule === own ? marked(edited, own, context) : rule)));
}

/** Marks a rule as a reform's work, in the place of the clause that it stands for. */
export function marked(rule: RuleFile, instead: RuleFile, { reform }: DraftContext): RuleFile {
  return { ...rule, overrides: { clause: instead.overrides?.clause ?? instead.id, why: reform.why ?? reform.name, authority: reformAuthority(reform) } };
}

/** How a reform is named where a decision names who changed the rules. */
export function reformAuthority(reform: { readonly reform: string }): string {
  return `reform ${reform.reform}`;
}

export function withRules(draft: Draft, rules: readonly RuleFile[]): Draft {
  return { ...draft, file: { ...draft.file, rules: [...rules] } };
}

/** Takes a rule out: its clause goes to the ledger, so that it stays accounted for. */
export function removeRule(draft: Draft, clause: string, path: (string | number)[], context: DraftContext): Draft {
  const own = draft.file.rules.find((rule) => rule.id === clause);
  if (own === undefined) {
    unknownClause(draft, clause, path, context);
    return draft;
  }
  const { reform } = context;
  const rules = draft.file.rules.filter((rule) => rule !== own);
  const place = own.overrides?.clause ?? own.id;
  if (!draft.file.clauses.includes(place)) return withRules(draft, rules);
  const entry: RuleSetFile['ledger'][number] = {
    id: place,
    kind: own.kind,
    reason: 'no-test',
    ...(own.cite === undefined ? {} : { cite: own.cite }),
    summary: { zh: `改革方案“${reform.name.zh}”取消了本条`, en: `Taken out by the reform “${reform.name.en}”` },
  };
  return { ...draft, file: { ...draft.file, rules, ledger: [...draft.file.ledger, entry] } };
}

function unknownClause(draft: Draft, clause: string, path: (string | number)[], context: DraftContext): void {
  const ids = draft.file.rules.map((rule) => rule.id);
  const suggestion = nearest(clause, ids);
  context.issues.push({ code: 'unknown-clause', path: [...path, 'clause'], found: shown(clause), expected: 'a clause that has a rule', ...(suggestion === undefined ? {} : { suggestion }) });
}
