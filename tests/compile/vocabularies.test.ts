import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/answer/evaluate.js';
import { createRows } from '../../src/batch/rows.js';
import { compile } from '../../src/compile/compile.js';
import { unknownByte } from '../../src/kernel/storage.js';
import { createBulkAnswers } from '../../src/population/answer.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import { decoder, expectedLine } from '../batch/support.js';
import { SHARE } from '../support/size.js';
import { file, rule, TEXT, test } from '../support/small-rule-set.js';
import { compileWays, disagreements, statusText } from './support/agree.js';
import { chunkStatuses } from './support/columns.js';

/** One fact of each way in which one of several values, or several of them, can stand somewhere. */
function ruleSetOf(values: readonly string[]) {
  const ofEnum = (scope: string) => ({ scope, type: 'enum', values, name: TEXT });
  const ofSet = (scope: string) => ({ scope, type: 'set', values, name: TEXT });
  const ofList = (scope: string) => ({
    scope,
    type: 'list',
    key: 'type',
    fields: { type: { type: 'enum', values } },
    name: TEXT,
  });
  const facts = {
    lawKind: ofEnum('parameter'),
    ownKind: ofEnum('household'),
    ownKinds: ofSet('household'),
    ownEvents: ofList('household'),
    herKind: ofEnum('member'),
    herKinds: ofSet('member'),
    herEvents: ofList('member'),
  };
  const ends = [...new Set([values[0], values[Math.floor(values.length / 2)], values.at(-1)])];
  const rules = Object.entries(facts).flatMap(([fact, { scope, type }]) => {
    const [is, isNot] = type === 'enum' ? ['equal', 'notEqual'] : ['contains', 'doesNotContain'];
    const subject = scope === 'member' ? 'member' : 'household';
    const made = (id: string, conditions: object) => rule(`example/${fact}-${id}`, { subject, conditions });
    return [
      // Every value is asked about, so that the cells are as full as they can be.
      made('any', { any: values.map((value) => test(fact, is, value)) }),
      made('none', { all: values.map((value) => test(fact, isNot, value)) }),
      ...ends.flatMap((value, index) => [
        made(`is-${index}`, { all: [test(fact, is, value)] }),
        made(`not-${index}`, { all: [test(fact, isNot, value)] }),
      ]),
    ];
  });
  return loadRuleSet(file({ facts, rules }));
}

/** Nothing known; the first, the middle and the last value; all values, and none, where there may be several. */
function householdsOf(values: readonly string[]) {
  const last = values.length - 1;
  const chosen = [values[0], values[Math.floor(last / 2)], values[last]];
  const record = (whose: 'own' | 'her', kind: string | undefined, kinds: readonly unknown[]) => ({
    ...(kind === undefined ? {} : { [`${whose}Kind`]: kind }),
    [`${whose}Kinds`]: kinds,
    [`${whose}Events`]: kinds.map((type) => ({ type })),
  });
  const given = [
    ...chosen.map((kind) => [kind, [kind]] as const),
    [undefined, values] as const,
    [undefined, []] as const,
  ];
  return [
    {},
    { members: [{ id: 'a' }, { id: 'b' }] },
    ...given.map(([kind, kinds]) => ({
      ...record('own', kind, kinds),
      householdSize: 3,
      members: [{ id: 'a', ...record('her', kind, kinds) }, { id: 'b' }],
    })),
  ].map((household) => ({ ...household, asOf: '2020-06-30' }));
}

/** Few and many values, and those at which bits fill a word. */
const COUNTS = SHARE < 1 ? [1, 2, 8, 15, 16, 17, 31, 32, 33, 40] : Array.from({ length: 40 }, (_, index) => index + 1);

describe('closed lists of any length', () => {
  it('leave no bits beyond the last value', () => {
    for (let count = 1; count <= 4; count++)
      expect(unknownByte(Array.from({ length: count })).toString(2)).toBe(`1${'01'.repeat(count - 1)}`);
  });

  it.each(COUNTS)('of %i values are told apart alike by every back end', async (count) => {
    const values = Array.from({ length: count }, (_, index) => `v${index}`);
    const ruleSet = ruleSetOf(values);
    for (const parameters of [
      { lawKind: [{ from: '2020-01-01', value: values.at(-1) }] },
      // Ended: a value that is not known on the day.
      { lawKind: [{ until: '2020-06-29', value: values[0] }] },
    ]) {
      const settings = { parameters };
      const ways = await compileWays(ruleSet, settings);
      expect(ways.generated.mode).toBe('generated');
      const rows = createRows(createBulkAnswers(ruleSet, settings), { to: 'ndjson', full: false, asOf: undefined });
      const list = householdsOf(values);
      const lines: unknown[] = [];
      const wanted: string[] = [];
      for (const [index, household] of list.entries()) {
        expect(await disagreements(ruleSet, ways, household, settings)).toEqual([]);
        const decision = await evaluate(ruleSet, household, settings);
        wanted.push(statusText(decision.outcomes));
        lines.push(expectedLine(ruleSet, index + 1, decision));
        rows.household(index + 1, 1, () => household);
      }
      const { output, counts } = rows.take();
      expect(counts.together).toBe(list.length);
      const found = decoder.decode(output).trim().split('\n');
      expect(found.map((line) => JSON.parse(line) as unknown)).toEqual(lines);
      const chunks = chunkStatuses(ways.generated, list);
      expect(chunks.map((statuses) => statusText(statuses ?? []))).toEqual(wanted);
    }
  });

  it('keep what is not known undetermined', () => {
    for (const count of COUNTS) {
      const values = Array.from({ length: count }, (_, index) => `v${index}`);
      const parameters = { lawKind: [{ until: '2020-06-29', value: values[0] }] };
      const statuses = compile(ruleSetOf(values), { parameters }).statuses({
        asOf: '2020-06-30',
        members: [{ id: 'a' }],
      });
      expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set(['undetermined']));
    }
  });
});
