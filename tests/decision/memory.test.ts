import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/decision/assemble.js';
import { answerAll } from '../../src/evaluate/answer.js';
import { prepare } from '../../src/evaluate/prepare.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import { generateCase } from '../support/generate.js';

const HOUSEHOLDS = 150;

/** What was made for other households is given again: a rule set that remembers nothing has to come to the same bytes. */
describe.each(jurisdictions)('what is remembered of households of %s', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);

  it('does not depend on who came before', () => {
    // Loaded again, it shares no rule, no name and no test with the other; it meets the same households the other way round.
    const { file, overlays, vocabulary } = ruleSet.source as NonNullable<typeof ruleSet.source>;
    const again = loadRuleSet(file, { overlays, vocabulary });
    const cases = Array.from({ length: HOUSEHOLDS }, (_, seed) =>
      generateCase(ruleSet, seed, { missing: [0, 0.1, 0.5][seed % 3] as number }),
    );
    const decide = (own: typeof ruleSet, { household, options }: (typeof cases)[number]) =>
      JSON.stringify(assemble(answerAll(own, prepare(own, household, options))));
    const later = [...cases].reverse().map((each) => decide(again, each));
    expect(cases.map((each) => decide(ruleSet, each))).toEqual(later.reverse());
  });

  it.each([0, 0.1, 0.5])('changes no decision, with %s of the facts missing', (missing) => {
    for (let seed = 1; seed <= HOUSEHOLDS; seed++) {
      const { household, options } = generateCase(ruleSet, seed, { missing });
      const decide = (own: typeof ruleSet) =>
        JSON.stringify(assemble(answerAll(own, prepare(own, household, options))));
      expect(decide(ruleSet), String(seed)).toBe(decide({ ...ruleSet }));
    }
  });
});

it('a snapshot that is changed afterwards keeps its digest', () => {
  const ruleSet = loadJurisdiction('rongchang');
  const snapshot = {
    asOf: '2020-06-30',
    hardshipEvents: [{ type: 'majorIllness' }],
    members: [{ id: 'a', isSeriouslyIll: true }],
  };
  const make = (own: object) => assemble(answerAll(ruleSet, prepare(ruleSet, own, {})));
  const expected = make(structuredClone(snapshot)).household.digest;
  const decision = make(snapshot);
  const [event] = snapshot.hardshipEvents;
  const [member] = snapshot.members;
  if (event === undefined || member === undefined) throw new Error('the snapshot has lost a part');
  event.type = 'accident';
  member.isSeriouslyIll = false;
  expect(decision.household.digest).toBe(expected);
});

it('what is worked out on reading can be read through a proxy, and of an object made from the decision', () => {
  const ruleSet = loadJurisdiction('rongchang');
  const make = () => assemble(answerAll(ruleSet, prepare(ruleSet, { asOf: '2020-06-30' }, {})));
  const expected = JSON.stringify(make().trace);
  const decision = make();
  expect(JSON.stringify(new Proxy(decision, {}).trace)).toBe(expected);
  expect(JSON.stringify(Object.create(make()).trace)).toBe(expected);
  expect(JSON.stringify({ ...make() }.trace)).toBe(expected);
  expect(new Proxy(decision.household, {}).digest).toBe(make().household.digest);
  expect(Object.keys(decision)).toContain('trace');
});
