import type { Issue } from '../base/issue.js';
import { check } from '../schema/problems.js';
import { clauseId, type RuleSetFile, ruleSet } from '../schema/rule-set.js';

type Json = Record<string | number, unknown>;

const TEXT = { zh: '-', en: '-' };
const CITE = { section: '-', anchor: '--' };

/**
 * What can still be checked of a rule set whose shape is wrong, so that its author learns of all problems at once: without
 * keys that are not known, and with stand-ins of which nothing can be said for rules and entries that cannot be read.
 * @returns null when too little is left
 */
export function mend(raw: unknown, issues: readonly Issue[]): RuleSetFile | null {
  const file = structuredCloneOf(raw);
  if (file === null) return null;
  for (const { code, path } of issues) {
    const [part, key] = path;
    const parent = at(file, path.slice(0, -1));
    const last = path.at(-1);
    if (code === 'unknown-key' && parent !== null && last !== undefined) delete parent[last];
    else if ((part === 'rules' || part === 'ledger') && typeof key === 'number') standIn(file, part, key);
    else if (part !== undefined && key !== undefined && part !== 'clauses') remove(file, part, key);
    else if (part !== 'addressee' && part !== 'version') return null;
    else if (part === 'addressee') delete file.addressee;
    else file.version = '0.0.0';
  }
  const checked = check<RuleSetFile>(ruleSet, file);
  return checked.ok ? checked.value : null;
}

/** A rule without tests, or a ledger entry, under the id that was written; a clause of its own where that cannot be read. */
function standIn(file: Json, part: 'rules' | 'ledger', index: number): void {
  const list = file[part];
  if (!Array.isArray(list)) return;
  const written = (list[index] as { id?: unknown } | null)?.id;
  const id = clauseId.safeParse(written).success ? written : 'unread/unread';
  const common = { id, cite: CITE, summary: TEXT };
  list[index] =
    part === 'rules'
      ? { ...common, kind: 'procedure', subject: 'household', modality: 'must', name: TEXT, event: { type: 'duty' } }
      : { ...common, kind: 'procedure', reason: 'no-test' };
}

function remove(file: Json, part: string | number, key: string | number): void {
  const holder = file[part];
  if (typeof holder === 'object' && holder !== null) delete (holder as Json)[key];
}

function at(file: Json, path: Issue['path']): Json | null {
  let value: unknown = file;
  for (const key of path) value = typeof value === 'object' && value !== null ? (value as Json)[key] : null;
  return typeof value === 'object' && value !== null ? (value as Json) : null;
}

function structuredCloneOf(raw: unknown): Json | null {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (JSON.parse(JSON.stringify(raw)) as Json) : null;
}
