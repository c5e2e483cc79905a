import type { Judged } from './evaluation.js';

/** Outcomes by the clause of their rule: one for each subject, in their order. */
export type ByClause = ReadonlyMap<string, readonly Judged[]>;

export function byClause(judged: readonly Judged[]): ByClause {
  const found = new Map<string, Judged[]>();
  for (const entry of judged) {
    const { id } = entry.instance.rule;
    const own = found.get(id);
    if (own === undefined) found.set(id, [entry]);
    else own.push(entry);
  }
  return found;
}

/** The outcomes of some clauses, clause by clause. */
export function ofClauses(outcomes: ByClause, clauses: readonly string[]): readonly Judged[] {
  return clauses.length === 0 ? NONE : clauses.flatMap((clause) => outcomes.get(clause) ?? NONE);
}

const NONE: readonly Judged[] = [];
