import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { check } from '../schema/problems.js';
import { clauseId, type RuleSetFile, ruleSet } from '../schema/rule-set.js';

type Json = Record<string | number, unknown>;

/** What is left to check of a rule set whose shape is wrong. */
export interface Mended {
  readonly file: RuleSetFile;
  /** Whether a later issue says only that something left out is not there. */
  isEcho(issue: Issue): boolean;
}

const TEXT = { zh: '-', en: '-' };
const CITE = { section: '-', anchor: '--' };
const UNREAD = 'unread/unread';

/**
 * Makes a rule set whose shape is wrong checkable as far as it can be, so that its author learns of all problems at once:
 * unknown keys are left out, and of rules and entries that cannot be read only the id remains.
 * @returns null when too little is left
 */
export function mend(raw: unknown, issues: readonly Issue[]): Mended | null {
  const file = copyOf(raw);
  if (file === null) return null;
  const leftOut = new Set<string>();
  let isIdUnread = false;
  for (const { code, path } of issues) {
    const [part, key] = path;
    const last = path.at(-1);
    if (code === 'unknown-key' && last !== undefined) delete at(file, path.slice(0, -1))?.[last];
    else if ((part === 'rules' || part === 'ledger') && typeof key === 'number')
      isIdUnread = standIn(file, part, key) || isIdUnread;
    else if (part === 'addressee') delete file.addressee;
    else if (part !== undefined && key !== undefined && part !== 'clauses' && part !== 'instrument') {
      delete at(file, [part])?.[key];
      leftOut.add(shown(key));
    } else return null;
  }
  const checked = check<RuleSetFile>(ruleSet, file);
  if (!checked.ok) return null;
  const isEcho = ({ code, found }: Issue) =>
    (code.startsWith('unknown-') && found !== undefined && (leftOut.has(found) || found === shown(UNREAD))) ||
    (isIdUnread && code.startsWith('clause-'));
  return { file: checked.value, isEcho };
}

/** Puts a rule without tests, or a bare entry, in the place of one that cannot be read. True when not even its id can be. */
function standIn(file: Json, part: 'rules' | 'ledger', index: number): boolean {
  const list = file[part];
  if (!Array.isArray(list)) return false;
  const id = clauseId.safeParse((list[index] as { id?: unknown } | null)?.id);
  const common = { id: id.success ? id.data : UNREAD, kind: 'procedure', cite: CITE, summary: TEXT };
  list[index] =
    part === 'ledger'
      ? { ...common, reason: 'no-test' }
      : { ...common, subject: 'household', modality: 'must', name: TEXT, event: { type: 'duty' } };
  return !id.success;
}

/** A copy that may be changed; null where there is no JSON object to copy. */
function copyOf(raw: unknown): Json | null {
  try {
    const copy: unknown = JSON.parse(JSON.stringify(raw));
    return typeof copy === 'object' && copy !== null && !Array.isArray(copy) ? (copy as Json) : null;
  } catch {
    return null;
  }
}

function at(file: Json, path: Issue['path']): Json | null {
  let value: unknown = file;
  for (const key of path)
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Json)[key] : null;
  return typeof value === 'object' && value !== null ? (value as Json) : null;
}
