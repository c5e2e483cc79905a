import { describe, expect, it } from 'vitest';
import { formulaNames } from '../../src/formula/index.js';
import { evaluate } from '../../src/index.js';
import type { RuleSet } from '../../src/plan/plan.js';
import type { Decision, Outcome } from '../../src/schema/decision.js';
import { forCases, ruleSets } from '../support/check.js';
import type { GeneratedCase } from '../support/generate.js';
import { type Random, random } from '../support/random.js';

/**
 * What is settled stays settled. Each case is decided twice: with a part of what is known, and with all of it. Nothing that
 * the part settled may come out otherwise. There is one exception, which the documents name: where a period has no known
 * end, conditions that fail deny by themselves, and learning that the period is over only changes how it is denied.
 */
describe.each(ruleSets)('learning more about a household under %s', (_, ruleSet) => {
  it('never turns a settled status, verdict, taper, flag, duty or mark', async () => {
    await forCases(
      ruleSet,
      70,
      async (entry) => {
        const less = withLess(ruleSet, entry);
        const before = await evaluate(ruleSet, less.household, less.options);
        const after = await evaluate(ruleSet, entry.household, entry.options);
        expect(turned(before, after, less.endUnknown)).toEqual([]);
      },
      { missing: 0.1 },
    );
  });

  it('stays within the bounds that were given while it was open', async () => {
    await forCases(
      ruleSet,
      40,
      async (entry) => {
        const less = withLess(ruleSet, entry);
        const [before, after] = [
          await evaluate(ruleSet, less.household, less.options),
          await evaluate(ruleSet, entry.household, entry.options),
        ];
        for (const outcome of before.outcomes) {
          const settled = find(after, outcome)?.status;
          if (outcome.bounds === undefined || settled === undefined || settled === 'undetermined') continue;
          expect(outcome.bounds.statuses, `${outcome.clause} ${settled}`).toContain(settled);
        }
      },
      { missing: 0.1 },
    );
  });
});

interface Less extends Pick<GeneratedCase, 'household' | 'options'> {
  readonly endUnknown: boolean;
}

/** The same case with some of its facts, members and parameters left out. */
function withLess(ruleSet: RuleSet, { seed, household, options }: GeneratedCase): Less {
  const source = random(seed + 1);
  const share = source.pick([0.1, 0.3, 0.6]);
  const { members = [], householdSize } = household as { members?: Record<string, unknown>[]; householdSize?: number };
  // A shorter list is a part of what is known only where the household says how many it counts.
  const listed =
    householdSize !== undefined && source.chance(0.3) ? members.slice(0, source.int(members.length + 1)) : members;
  const kept = partOf(ruleSet, household, source, share);
  // Without the number the list would stand for all members.
  if (listed.length > 0 && householdSize !== undefined) kept.householdSize = householdSize;
  dropAlternatives(ruleSet, household, kept);
  // Whether a locality has set such a value is law, which decides otherwise with it than without: it is not left out.
  const asked = new Set([...ruleSet.names.values()].map((name) => name.whetherSet));
  const parameters = Object.fromEntries(
    Object.entries(options.parameters).filter(([name]) => !source.chance(share) || asked.has(name)),
  );
  const ends = Object.values(ruleSet.file.periods ?? {}).map(({ end }) => end);
  return {
    household: {
      ...kept,
      ...(members.length > 0 ? { members: listed.map((member) => partOf(ruleSet, member, source, share)) } : {}),
    },
    options: { ...options, parameters },
    endUnknown: ends.some((end) => !Object.hasOwn(parameters, end)),
  };
}

/**
 * A fact may be worked out from others that say something else. Then learning it is no learning more but a contradiction: so
 * with a fact go those that would stand in for it.
 */
function dropAlternatives(
  ruleSet: RuleSet,
  all: Readonly<Record<string, unknown>>,
  kept: Record<string, unknown>,
): void {
  for (const { key, given, formulas } of ruleSet.names.values()) {
    if (!given || formulas.length === 0) continue;
    const inputs = formulas
      .flatMap(({ expr }) => formulaNames(expr).household)
      .filter((name) => name !== 'householdSize');
    const chain = [key, ...inputs];
    const lost = chain.findIndex((name) => (all[name] ?? null) !== null && (kept[name] ?? null) === null);
    if (lost >= 0) for (const name of chain.slice(lost)) delete kept[name];
  }
}

function partOf(
  ruleSet: RuleSet,
  record: Readonly<Record<string, unknown>>,
  source: Random,
  share: number,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    const spec = ruleSet.vocabulary.facts[key];
    if (spec === undefined || !source.chance(share)) kept[key] = value;
    // Of a record and of answers by clause some parts may stay known.
    else if (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      !('value' in value) &&
      source.chance(0.5)
    ) {
      kept[key] = Object.fromEntries(Object.entries(value).filter(() => source.chance(0.5)));
    }
  }
  return kept;
}

const DENIED_BY_TIME: Readonly<Record<string, string>> = {
  'not-met': 'not-in-force',
  'not-eligible': 'not-in-force',
  'not-granted': 'not-in-force',
  'not-raised': 'not-in-force',
};
const OPEN = ['undetermined', 'unknown'];

/** What was settled before and is otherwise after. */
function turned(before: Decision, after: Decision, endUnknown: boolean): string[] {
  const found: string[] = [];
  const compare = (what: string, was: string | undefined, is: string | undefined) => {
    if (was === undefined || is === undefined || OPEN.includes(was) || was === is) return;
    if (!(endUnknown && DENIED_BY_TIME[was] === is)) found.push(`${what}: ${was}, then ${is}`);
  };
  for (const outcome of before.outcomes) {
    const then = find(after, outcome);
    const name = `${outcome.clause} ${outcome.subject}`;
    compare(name, outcome.status, then?.status);
    compare(`duty of ${name}`, outcome.duty, then?.duty);
    for (const reading of outcome.readings ?? [])
      compare(`${name} as ${reading.id}`, reading.status, then?.readings?.find(({ id }) => id === reading.id)?.status);
    for (const mark of outcome.marks ?? []) {
      const truth = then?.marks?.find(({ id }) => id === mark.id)?.truth;
      if (mark.truth !== null && truth !== undefined)
        compare(`mark ${mark.id} of ${name}`, String(mark.truth), String(truth));
    }
  }
  for (const { programme, verdict, members = [] } of before.eligibility) {
    const then = after.eligibility.find((entry) => entry.programme === programme);
    compare(programme, verdict, then?.verdict);
    for (const own of members)
      compare(
        `${programme} for ${own.subject}`,
        own.verdict,
        then?.members?.find(({ subject }) => subject === own.subject)?.verdict,
      );
  }
  for (const taper of before.tapers)
    compare(
      `taper ${taper.clause}`,
      taper.verdict,
      after.tapers.find(({ clause }) => clause === taper.clause)?.verdict,
    );
  for (const { flag, status } of before.risks)
    compare(flag, status, after.risks.find((risk) => risk.flag === flag)?.status);
  return found;
}

function find(decision: Decision, { clause, subject }: Outcome): Outcome | undefined {
  return decision.outcomes.find((outcome) => outcome.clause === clause && outcome.subject === subject);
}
