import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import type { CaseFile, Expectations, PolicyCase } from '../schema/cases.js';
import { caseFile } from '../schema/cases.js';
import type { Decision, Outcome } from '../schema/decision.js';
import { check } from '../schema/problems.js';

/** One thing that a case expected and did not find. */
export interface Difference {
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
  /** The clauses that it is about, with the member where one is meant: `clause` or `clause@member`. */
  readonly clauses: readonly string[];
}

/** Reads a file of policy cases. @throws JiantuiError `bad-option` */
export function readCases(raw: unknown): CaseFile {
  const checked = check<CaseFile>(caseFile, raw);
  if (!checked.ok) throw new JiantuiError('bad-option', checked.issues);
  return checked.value;
}

/** The household, the parameters and the options that a case stands for. */
export function caseInput(
  file: CaseFile,
  entry: PolicyCase,
): {
  household: Record<string, unknown>;
  parameters: Record<string, unknown>;
  options: { asOf?: string; adopt?: Record<string, string> };
} {
  const base = typeof entry.household === 'string' ? file.households[entry.household] : entry.household;
  if (base === undefined) {
    throw new JiantuiError('bad-option', [
      {
        code: 'unknown-value',
        path: ['cases', entry.id, 'household'],
        found: shown(entry.household),
        expected: Object.keys(file.households).join(', '),
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
      ...(entry.adopt === undefined ? {} : { adopt: entry.adopt }),
    },
  };
}

/** Compares a decision with what a case expects; an empty list when all holds. */
export function differences(decision: Decision, expect: Expectations): Difference[] {
  const found: Difference[] = [];
  const compare = (what: string, expected: unknown, actual: unknown, clauses: readonly string[]) => {
    if (JSON.stringify(expected) !== JSON.stringify(actual)) found.push({ what, expected, found: actual, clauses });
  };
  const outcome = (key: string): Outcome | undefined => {
    const [clause, subject = 'household'] = key.split('@');
    return decision.outcomes.find((entry) => entry.clause === clause && entry.subject === subject);
  };
  const each = <T>(record: Record<string, T> | undefined, visit: (key: string, expected: T) => void) => {
    for (const [key, expected] of Object.entries(record ?? {})) visit(key, expected);
  };
  each(expect.outcomes, (key, status) => compare(`outcome ${key}`, status, outcome(key)?.status, [key]));
  each(expect.readings, (key, readings) => {
    const actual = outcome(key)?.readings;
    each(readings, (id, status) =>
      compare(`reading ${id} of ${key}`, status, actual?.find((reading) => reading.id === id)?.status, [key]),
    );
  });
  each(expect.unresolved, (key, names) => {
    const actual = outcome(key)?.unresolved;
    const all =
      actual === undefined ? [] : [...actual.facts, ...actual.findings, ...actual.parameters, ...actual.readings];
    compare(`unresolved of ${key}`, [...names].sort(), all.sort(), [key]);
  });
  each(expect.duty, (key, duty) => compare(`duty of ${key}`, duty, outcome(key)?.duty, [key]));
  each(expect.marks, (key, marks) => {
    const actual = outcome(key)?.marks;
    each(marks, (id, truth) =>
      compare(`mark ${id} of ${key}`, truth, actual?.find((mark) => mark.id === id)?.truth, [key]),
    );
  });
  each(expect.verdicts, (programme, verdict) => {
    const actual = decision.eligibility.find((entry) => entry.programme === programme);
    compare(`verdict ${programme}`, verdict, actual?.verdict, actual?.clauses ?? []);
  });
  each(expect.flags, (flag, status) => {
    const actual = decision.risks.find((entry) => entry.flag === flag);
    compare(`flag ${flag}`, status, actual?.status, actual?.clauses ?? []);
  });
  each(expect.tapers, (key, expected) => {
    const actual = decision.tapers.find((entry) => entry.clause === key || (key === 'silent' && entry.clause === null));
    for (const part of ['verdict', 'months', 'conformity'] as const)
      if (part in expected)
        compare(
          `${part} of taper ${key}`,
          expected[part],
          actual?.[part],
          actual?.clause == null ? [] : [actual.clause],
        );
  });
  return found;
}
