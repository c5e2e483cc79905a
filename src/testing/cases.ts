import { JiantuiError } from '../base/error.js';
import { type Issue, shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { CaseFile, Expectations, PolicyCase } from '../schema/cases.js';
import { caseFile } from '../schema/cases.js';
import type { Decision, Outcome } from '../schema/decision.js';
import { check } from '../schema/problems.js';

/** One thing that a case expected and did not find. */
export interface Difference {
  /** Where it stands under `expect` in the file, such as `tapers › rongchang/2-f › months`. */
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
  /** Where there is nothing of this name: the nearest one that there is. */
  readonly suggestion?: string;
  /** The clauses that it is about, with the member where one is meant: `clause` or `clause@member`. */
  readonly clauses: readonly string[];
}

/** Reads a file of policy cases. @throws JiantuiError `bad-option`; also for a case that expects nothing, since it could not fail */
export function readCases(raw: unknown): CaseFile {
  const checked = check<CaseFile>(caseFile, raw);
  if (!checked.ok) throw new JiantuiError('bad-option', checked.issues);
  const { cases } = checked.value;
  const issues = cases.flatMap(({ id, expect }, index): Issue[] => [
    ...(cases.findIndex((entry) => entry.id === id) < index
      ? [{ code: 'duplicate-id', path: ['cases', index, 'id'], found: shown(id) }]
      : []),
    ...(expectsNothing(expect)
      ? [{ code: 'too-short', path: ['cases', index, 'expect'], found: shown(expect), expected: EXPECTED }]
      : []),
  ]);
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
  return checked.value;
}

const EXPECTED = 'outcomes, readings, unresolved, duty, marks, modality, verdicts, clauses, flags, tapers';

function expectsNothing(value: unknown): boolean {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return false;
  return Object.values(value).every(expectsNothing);
}

/** The household, the parameters and the options that a case stands for. */
export function caseInput(
  file: CaseFile,
  entry: PolicyCase,
): {
  household: Record<string, unknown>;
  parameters: Record<string, unknown>;
  options: { asOf?: string; knownOn?: string; adopt?: Record<string, string> };
} {
  const base = typeof entry.household === 'string' ? file.households[entry.household] : entry.household;
  if (base === undefined) {
    const names = Object.keys(file.households);
    const suggestion = nearest(String(entry.household), names);
    throw new JiantuiError('bad-option', [
      {
        code: 'unknown-value',
        path: ['cases', entry.id, 'household'],
        found: shown(entry.household),
        expected: names.join(', '),
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ]);
  }
  const parameters = Object.fromEntries(
    Object.entries({ ...file.parameters, ...entry.parameters }).filter(([, value]) => value !== null),
  );
  return {
    household: { ...base, ...entry.change },
    parameters,
    options: {
      ...(entry.asOf === undefined ? {} : { asOf: entry.asOf }),
      ...(entry.knownOn === undefined ? {} : { knownOn: entry.knownOn }),
      ...(entry.adopt === undefined ? {} : { adopt: entry.adopt }),
    },
  };
}

/** Compares a decision with what a case expects; an empty list when all holds. */
export function differences(decision: Decision, expect: Expectations): Difference[] {
  const found: Difference[] = [];
  /** @param names where there is nothing to compare with: what the last of the path might have been meant to be */
  const compare = (
    path: readonly string[],
    expected: unknown,
    actual: unknown,
    clauses: readonly string[],
    names: readonly string[] = [],
  ) => {
    if (JSON.stringify(expected) === JSON.stringify(actual)) return;
    const suggestion = actual === undefined ? nearest(path.at(-1) ?? '', names) : undefined;
    found.push({
      what: path.join(' › '),
      expected,
      found: actual,
      ...(suggestion === undefined ? {} : { suggestion }),
      clauses,
    });
  };
  const outcome = (key: string): Outcome | undefined => {
    const [clause, subject = 'household'] = key.split('@');
    return decision.outcomes.find((entry) => entry.clause === clause && entry.subject === subject);
  };
  const keys = decision.outcomes.map(({ clause, subject }) =>
    subject === 'household' ? clause : `${clause}@${subject}`,
  );
  const each = <T>(record: Record<string, T> | undefined, visit: (key: string, expected: T) => void) => {
    for (const [key, expected] of Object.entries(record ?? {})) visit(key, expected);
  };
  each(expect.outcomes, (key, status) => compare(['outcomes', key], status, outcome(key)?.status, [key], keys));
  each(expect.readings, (key, readings) => {
    const actual = outcome(key)?.readings ?? [];
    each(readings, (id, status) =>
      compare(
        ['readings', key, id],
        status,
        actual.find((reading) => reading.id === id)?.status,
        [key],
        actual.map((reading) => reading.id),
      ),
    );
  });
  each(expect.unresolved, (key, names) => {
    const actual = outcome(key)?.unresolved;
    const all =
      actual === undefined ? [] : [...actual.facts, ...actual.findings, ...actual.parameters, ...actual.readings];
    compare(['unresolved', key], [...names].sort(), all.sort(), [key]);
  });
  each(expect.duty, (key, duty) => compare(['duty', key], duty, outcome(key)?.duty, [key], keys));
  each(expect.marks, (key, marks) => {
    const actual = outcome(key)?.marks ?? [];
    each(marks, (id, truth) =>
      compare(
        ['marks', key, id],
        truth,
        actual.find((mark) => mark.id === id)?.truth,
        [key],
        actual.map((mark) => mark.id),
      ),
    );
  });
  each(expect.modality, (key, modality) => compare(['modality', key], modality, outcome(key)?.modality, [key], keys));
  each(expect.verdicts, (programme, verdict) => {
    const actual = decision.eligibility.find((entry) => entry.programme === programme);
    const names = decision.eligibility.map((entry) => entry.programme);
    compare(['verdicts', programme], verdict, actual?.verdict, actual?.clauses ?? [], names);
  });
  each(expect.clauses, (programme, clauses) => {
    const actual = decision.eligibility.find((entry) => entry.programme === programme);
    const names = decision.eligibility.map((entry) => entry.programme);
    compare(['clauses', programme], clauses, actual?.clauses, actual?.clauses ?? [], names);
  });
  each(expect.flags, (flag, status) => {
    const actual = decision.risks.find((entry) => entry.flag === flag);
    const names = decision.risks.map((entry) => entry.flag);
    compare(['flags', flag], status, actual?.status, actual?.clauses ?? [], names);
  });
  each(expect.tapers, (key, expected) => {
    const actual = decision.tapers.find((entry) => entry.clause === key || (key === 'silent' && entry.clause === null));
    if (actual === undefined) {
      const names = decision.tapers.map((entry) => entry.clause ?? 'silent');
      compare(['tapers', key], expected, undefined, [], names);
      return;
    }
    for (const part of ['verdict', 'months', 'conformity'] as const)
      if (part in expected)
        compare(['tapers', key, part], expected[part], actual[part], actual.clause === null ? [] : [actual.clause]);
  });
  return found;
}
