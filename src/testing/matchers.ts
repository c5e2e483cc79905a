import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { Decision } from '../schema/decision.js';
import { traceText } from './trace-text.js';

/** What a matcher answers, as vitest and jest want it. */
export interface Match {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Months of a taper as a clause gives them; null where it does not say how many. */
export type ExpectedMonths = { readonly exactly: number } | { readonly atMost: number } | null;

/**
 * Matchers for decisions. `expect.extend(matchers)` adds them; `jiantui/testing/vitest` does so with their types. They throw
 * where a programme or a flag has no such name: what is misspelt must not pass for what is not there.
 * @example
 * expect(decision).toBeEligibleFor('dibao');
 * expect(decision).toTaper({ exactly: 6 });
 * expect(decision).not.toRaise('unstable-lifted');
 */
export const matchers = {
  /** Passes where the programme is owed to the household. */
  toBeEligibleFor(received: Decision, programme: string): Match {
    const found = named(received.eligibility, ({ programme: id }) => id, programme);
    return match(
      found.verdict === 'eligible',
      received,
      found.clauses,
      `verdict ${programme}`,
      'eligible',
      found.verdict,
    );
  },
  /** Passes where a taper is granted, with the months where they are given. */
  toTaper(received: Decision, months?: ExpectedMonths): Match {
    const granted = received.tapers.find(
      (taper) => taper.verdict === 'granted' && (months === undefined || same(taper.months, months)),
    );
    const first = granted ?? received.tapers[0];
    const text = (verdict: string | undefined, of: ExpectedMonths | undefined) =>
      of === undefined ? (verdict ?? 'silent') : `${verdict ?? 'silent'} ${JSON.stringify(of)}`;
    return match(
      granted !== undefined,
      received,
      first?.clause == null ? [] : [first.clause],
      'taper',
      text('granted', months),
      text(first?.verdict, months === undefined ? undefined : first?.months),
    );
  },
  /** Passes where the risk flag is raised. */
  toRaise(received: Decision, flag: string): Match {
    const found = named(received.risks, ({ flag: id }) => id, flag);
    return match(found.status === 'raised', received, found.clauses, `flag ${flag}`, 'raised', found.status);
  },
};

function named<T>(list: readonly T[], id: (entry: T) => string, wanted: string): T {
  const found = list.find((entry) => id(entry) === wanted);
  if (found !== undefined) return found;
  const names = list.map(id);
  const suggestion = nearest(wanted, names);
  throw new JiantuiError('bad-option', [
    {
      code: 'unknown-name',
      path: [],
      found: shown(wanted),
      expected: names.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

function match(
  pass: boolean,
  decision: Decision,
  clauses: readonly string[],
  what: string,
  expected: string,
  found: string,
): Match {
  return {
    pass,
    // The trace is read only when the message is.
    message: () =>
      [
        `${decision.household.id ?? 'household'}, ${decision.jurisdiction}, ${decision.asOf}: ${what}`,
        `expected ${pass ? 'not ' : ''}${expected}`,
        `found    ${found}`,
        ...clauses.map((clause) => traceText(decision, clause, 'en')).filter((text) => text !== ''),
      ].join('\n'),
  };
}

function same(a: ExpectedMonths, b: ExpectedMonths): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
