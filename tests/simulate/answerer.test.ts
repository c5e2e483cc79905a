import { describe, expect, it } from 'vitest';
import { readSettings, withSettings } from '../../src/answer/prepare.js';
import { createPopulation } from '../../src/generate/population.js';
import { readHousehold } from '../../src/household/household.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { createLine } from '../../src/population/line.js';
import { readReform } from '../../src/reform/reform.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { flagStatuses, statuses, taperVerdicts, verdicts } from '../../src/schema/decision.js';
import { type Answerer, type Answers, createAnswerer } from '../../src/simulate/answerer.js';
import { createBlamer } from '../../src/simulate/blame.js';

const parameters = { dibaoStandardMonthly: '450.00', dibaoStandardAnnual: '5400', povertyPeriodEnd: '2020-12-31' };

/** The answers for one household: from a line of one, or else from its decision. */
function answersFor(answerer: Answerer, household: unknown): Answers {
  let answers: Answers | undefined;
  const { kernel } = answerer.bulk;
  const line = createLine<null>(
    kernel === null ? [] : [kernel],
    undefined,
    undefined,
    false,
    (_, [answered], index) => {
      if (answered !== undefined) answers = answerer.answersAt(answered, index);
    },
  );
  if (line.add(household, () => null)) line.flush();
  return answers ?? answerer.answersOf(household);
}

/** The fast answers say what the decision says, for every kind of household and in every rule set. */
describe('the answers that are counted are those of the decision', () => {
  for (const jurisdiction of jurisdictions) {
    for (const missing of [0, 4, 60]) {
      it(`${jurisdiction}, ${missing} % missing`, () => {
        const ruleSet = loadJurisdiction(jurisdiction);
        check(ruleSet, missing, 40);
      });
    }
  }

  it('with a borrowed taper and an adopted reading', () => {
    const name = { zh: '试验', en: 'trial' };
    const reform = readReform(
      {
        reform: 't',
        name,
        changes: [
          { kind: 'use-taper', of: 'mingshan' },
          { kind: 'adopt-reading', clause: 'rongchang/5.1-c', reading: 'everyone' },
        ],
      },
      { ruleSets: loadJurisdiction },
    );
    check(reform.apply(loadJurisdiction('rongchang')), 5, 60);
  });
});

function check(ruleSet: RuleSet, missing: number, size: number) {
  const answerer = createAnswerer(ruleSet, { parameters });
  const { shape } = answerer;
  for (const household of createPopulation(ruleSet, { seed: 3, size, asOf: '2020-06-30', missing, parameters })) {
    const answers = answersFor(answerer, household);
    const decision = answerer.bulk.decide(household, undefined);
    const verdictOf = new Map(decision.eligibility.map((entry) => [entry.programme, entry.verdict]));
    expect(shape.programmes.map((id, index) => [id, verdicts[answers.programmes[index] ?? 9]])).toEqual(
      shape.programmes.map((id) => [id, verdictOf.get(id)]),
    );
    expect(
      decision.eligibility
        .filter((entry) => !shape.programmes.includes(entry.programme))
        .every((entry) => entry.verdict === 'silent'),
    ).toBe(true);
    expect([...answers.tapers].map((place) => taperVerdicts[place])).toEqual(
      decision.tapers.map((taper) => taper.verdict),
    );
    expect(shape.flags.map((flag, index) => ({ flag, status: flagStatuses[answers.flags[index] ?? 9] }))).toEqual(
      decision.risks.map(({ flag, status }) => ({ flag, status })),
    );
    let member = 0;
    const counted = shape.clauses.flatMap(({ id, subject }, index) =>
      subject === 'household'
        ? [[id, statuses[answers.statuses[index] ?? 9]]]
        : Array.from({ length: answers.subjects }, () => [id, statuses[answers.memberStatuses[member++] ?? 9]]),
    );
    expect(counted).toEqual(decision.outcomes.map((outcome) => [outcome.clause, outcome.status]));
  }
}

/** What is said to be missing, remembered from household to household, is what it is for each household by itself. */
describe('what is missing', () => {
  it.each(jurisdictions)('%s', (jurisdiction) => {
    const ruleSet = loadJurisdiction(jurisdiction);
    const answerer = createAnswerer(ruleSet, { parameters });
    const blamer = createBlamer(ruleSet, answerer.bulk.conditions);
    const settings = readSettings(ruleSet, { parameters });
    let asked = 0;
    for (const household of createPopulation(ruleSet, {
      seed: 4,
      size: 90,
      asOf: '2020-06-30',
      missing: 25,
      parameters,
    })) {
      const prepared = () => withSettings(ruleSet, readHousehold(ruleSet, household), settings);
      const answers = answersFor(answerer, household);
      answerer.shape.programmes.forEach((programme, index) => {
        if (verdicts[answers.programmes[index] ?? 0] !== 'undetermined') return;
        asked += 1;
        const names = (found: readonly { name: string }[]) => found.map((entry) => entry.name).sort();
        const remembered = names(blamer(answers, prepared, programme));
        expect(remembered, programme).toEqual(names(blamer({ ...answers, from: null }, prepared, programme)));
        expect(remembered.length, programme).toBeGreaterThan(0);
      });
    }
    expect(asked).toBeGreaterThan(100);
  });
});
