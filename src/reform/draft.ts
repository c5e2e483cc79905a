import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { ReformFile } from '../schema/reform.js';
import type { OverlayFile, ParameterValues, RuleFile, RuleSetFile } from '../schema/rule-set.js';

/** A rule set on its way to being reformed. */
export interface Draft {
  readonly file: RuleSetFile;
  readonly overlays: readonly OverlayFile[];
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

/** Every rule of a draft, the instrument's own and those of its overlays. */
export function rulesOf(draft: Draft): readonly RuleFile[] {
  return [...draft.file.rules, ...draft.overlays.flatMap((overlay) => overlay.rules ?? [])];
}

/** A draft with one of its rules replaced; the new one says what it overrides, why, and that a reform did it. */
export function onRule(
  draft: Draft,
  clause: string,
  path: (string | number)[],
  context: DraftContext,
  edit: (rule: RuleFile) => RuleFile,
): Draft {
  const own = rulesOf(draft).find((rule) => rule.id === clause);
  if (own === undefined) {
    unknownClause(draft, clause, path, context);
    return draft;
  }
  const edited = edit(own);
  return edited === own ? draft : exchange(draft, own, [marked(edited, own, context)]);
}

/** A draft in which other rules, or none, stand in the place of one. */
export function exchange(draft: Draft, rule: RuleFile, by: readonly RuleFile[]): Draft {
  const swap = (rules: readonly RuleFile[]) => rules.flatMap((each) => (each === rule ? by : [each]));
  return {
    ...draft,
    file: { ...draft.file, rules: swap(draft.file.rules) },
    overlays: draft.overlays.map((overlay) =>
      overlay.rules === undefined ? overlay : { ...overlay, rules: swap(overlay.rules) },
    ),
  };
}

/** Marks a rule as a reform's work, in the place of the clause that it stands for. */
export function marked(rule: RuleFile, instead: RuleFile, { reform }: DraftContext): RuleFile {
  return {
    ...rule,
    overrides: {
      clause: instead.overrides?.clause ?? instead.id,
      why: reform.why ?? reform.name,
      authority: reformAuthority(reform),
    },
  };
}

/** How a reform is named where a decision names who changed the rules. */
export function reformAuthority(reform: { readonly reform: string }): string {
  return `reform ${reform.reform}`;
}

/** A draft with a rule more. */
export function withRule(draft: Draft, rule: RuleFile): Draft {
  return { ...draft, file: { ...draft.file, rules: [...draft.file.rules, rule] } };
}

/** Takes a rule out: its clause goes to the ledger, so that it stays accounted for. */
export function removeRule(draft: Draft, clause: string, path: (string | number)[], context: DraftContext): Draft {
  const own = rulesOf(draft).find((rule) => rule.id === clause);
  if (own === undefined) {
    unknownClause(draft, clause, path, context);
    return draft;
  }
  const { reform } = context;
  const without = exchange(draft, own, []);
  const place = own.overrides?.clause ?? own.id;
  // An overlay's rule leaves the instrument's own in its place.
  if (!draft.file.clauses.includes(place) || !draft.file.rules.includes(own)) return without;
  const entry: RuleSetFile['ledger'][number] = {
    id: place,
    kind: own.kind,
    reason: 'no-test',
    ...(own.cite === undefined ? {} : { cite: own.cite }),
    summary: { zh: `改革方案“${reform.name.zh}”取消了本条`, en: `Taken out by the reform “${reform.name.en}”` },
  };
  return { ...without, file: { ...without.file, ledger: [...without.file.ledger, entry] } };
}

function unknownClause(draft: Draft, clause: string, path: (string | number)[], context: DraftContext): void {
  const ids = rulesOf(draft).map((rule) => rule.id);
  const suggestion = nearest(clause, ids);
  context.issues.push({
    code: 'unknown-clause',
    path: [...path, 'clause'],
    found: shown(clause),
    expected: 'a clause that has a rule',
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}
