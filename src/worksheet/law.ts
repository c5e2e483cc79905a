import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { RuleSet } from '../plan/plan.js';
import { type Cell, isFault } from './cell.js';
import { type Dictionary, dictionaryOf } from './dictionary.js';
import { fold } from './fold.js';
import { headerFile, namesOfEntry } from './header-file.js';
import { jurisdictionOf } from './jurisdiction.js';
import { type Line, linesOf } from './parameter-lines.js';
import { refuse } from './problem.js';
import { isSetting } from './settings.js';
import { isIssue, type Reading, readDay, readValue } from './value.js';

/** What a parameters range says about the law: values, and readings adopted. */
export interface Law {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly adopt: Readonly<Record<string, string>>;
}

const CLAUSE = /^([a-z][a-z-]*)\/[a-z0-9.+-]+$/i;
const PUBLISHED = new Set(
  Object.entries(headerFile.facts).flatMap(([name, entry]) => [name, ...namesOfEntry(entry)].map(fold)),
);

/**
 * Reads the values and the adopted readings in a parameters range. A name that other rule sets use and this one does not is
 * passed over, so that one range serves several jurisdictions; so are the lines of another jurisdiction.
 * @throws JiantuiError `bad-parameters`
 */
export function readLaw(grid: readonly (readonly Cell[])[], ruleSet: RuleSet, reading: Reading): Law {
  const issues: Issue[] = [];
  const adopt: Record<string, string> = {};
  const parameters = new Map<string, Record<string, unknown>[]>();
  for (const line of linesOf(grid)) {
    const { name = null, value = null } = line;
    if (name === null) continue;
    const written = isFault(name) ? name.fault : String(name).trim();
    const place = (issue: Issue) => issues.push({ ...issue, path: [written] });
    if (isSetting(written) || !isOwn(line, ruleSet, place)) continue;
    const clause = CLAUSE.exec(written);
    if (clause !== null) {
      if (clause[1]?.toLowerCase() === ruleSet.jurisdiction) adoptReading(written, value, ruleSet, adopt, place);
      continue;
    }
    const parameter = findParameter(written, dictionaryOf(ruleSet), place);
    if (parameter === null) continue;
    const read = readValue(value, parameter, reading);
    if (isIssue(read)) {
      place(read);
      continue;
    }
    const ends = endsOf(line, reading, place);
    // A line without value and without dates is one that nobody has filled in; with dates it says that the value is not known.
    if (read.value === undefined && Object.keys(ends).length === 0) continue;
    const source = typeof line.source === 'string' ? { source: line.source } : {};
    parameters.set(parameter.name, [
      ...(parameters.get(parameter.name) ?? []),
      { value: read.value ?? null, ...ends, ...source },
    ]);
  }
  refuse(issues, 'bad-parameters');
  return { parameters: Object.fromEntries(parameters), adopt };
}

/** Whether a line is for this jurisdiction: it names it, or none. */
function isOwn({ jurisdiction = null }: Line, ruleSet: RuleSet, place: (issue: Issue) => void): boolean {
  if (jurisdiction === null) return true;
  const id = isFault(jurisdiction) ? null : jurisdictionOf(String(jurisdiction));
  if (id === null)
    place({
      code: 'unknown-jurisdiction',
      path: [],
      found: shown(isFault(jurisdiction) ? jurisdiction.fault : jurisdiction),
    });
  return id === ruleSet.jurisdiction;
}

/** Adopts a reading by its id or its name. That the reading exists is checked with the other options. */
function adoptReading(
  written: string,
  value: Cell,
  ruleSet: RuleSet,
  adopt: Record<string, string>,
  place: (issue: Issue) => void,
): void {
  if (value === null) return;
  const id = written.toLowerCase();
  const clause = ruleSet.file.clauses.find((known) => known.toLowerCase() === id);
  if (clause === undefined) {
    const suggestion = nearest(id, ruleSet.file.clauses);
    place({
      code: 'unknown-clause',
      path: [],
      found: shown(written),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
    return;
  }
  const word = isFault(value) ? value.fault : fold(String(value));
  const readings = ruleSet.rules.find((rule) => rule.id === clause)?.readings ?? [];
  const reading = readings.find(({ id: known, name }) => [known, name.zh, name.en].some((text) => fold(text) === word));
  adopt[clause] = reading?.id ?? word;
}

function findParameter(written: string, dictionary: Dictionary, place: (issue: Issue) => void) {
  const meaning = dictionary.meaning(written, 'parameter');
  if (meaning.kind === 'one') return meaning.name;
  if (meaning.kind === 'several') {
    place({
      code: 'ambiguous-header',
      path: [],
      found: shown(written),
      expected: meaning.names.map(dictionary.header).join('、'),
    });
    return null;
  }
  const isFact = (['household', 'member'] as const).some((scope) => dictionary.meaning(written, scope).kind !== 'none');
  if (PUBLISHED.has(fold(written)) && !isFact) return null;
  const suggestion = nearest(written, dictionary.headers('parameter'));
  place({
    code: 'unknown-header',
    path: [],
    found: shown(written),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
  return null;
}

function endsOf(line: Line, reading: Reading, place: (issue: Issue) => void): { from?: unknown; until?: unknown } {
  const ends: { from?: unknown; until?: unknown } = {};
  for (const end of ['from', 'until'] as const) {
    const read = readDay(line[end] ?? null, reading);
    if (isIssue(read)) place(read);
    else if (read.value !== undefined) ends[end] = read.value;
  }
  return ends;
}
