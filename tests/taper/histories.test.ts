import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.js';
import { evaluate } from '../../src/index.js';
import { loadJurisdiction } from '../../src/rules.js';
import { type ReadingId, scheduleOn, type Timeline, timeline, timelineSync } from '../../src/taper/index.js';
import { cellText } from '../../src/taper/labels.js';

interface Expected {
  readonly rows: readonly (Record<ReadingId, string> & {
    month: string;
    status: string;
    position: string;
    notes: string[];
    next: string[];
  })[];
  readonly decisions: readonly { conformity: string; points: string[] }[];
  readonly ends: Timeline['answers']['endsIfNothingChanges'];
}

const folder = new URL('../../fixtures/histories/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as T;
const names = readdirSync(folder)
  .filter((name) => /^[a-z-]+\.json$/.test(name))
  .map((name) => name.replace('.json', ''))
  .sort();
const follow = (name: string, options: Parameters<typeof timeline>[2] = {}): Promise<Timeline> => {
  const history = read<{ jurisdiction: string }>(name);
  return timeline(loadJurisdiction(history.jurisdiction), history, {
    parameters: read(`${history.jurisdiction}.parameters`),
    ...options,
  });
};

/** Tables worked out by hand from the clauses, month by month and reading by reading. */
describe('histories', () => {
  it('are there', () =>
    expect(names).toEqual(['inner-mongolia', 'mingshan', 'mingshan-finding-withdrawn', 'rongchang']));

  it.each(names)('%s', async (name) => {
    const expected = read<Expected>(`${name}.expected`);
    const { rows, decisions, answers } = await follow(name);
    expect(
      rows.map((row) => ({
        month: row.month,
        status: row.status,
        position: row.position,
        R1: cellText(row.readings.R1, 'en'),
        R2: cellText(row.readings.R2, 'en'),
        R3: cellText(row.readings.R3, 'en'),
        notes: row.notes.map((note) => note.code),
        next: row.next.map((step) => step.code),
      })),
    ).toEqual(expected.rows);
    expect(
      decisions.map(({ conformity, points }) => ({ conformity, points: points.map((point) => point.code) })),
    ).toEqual(expected.decisions);
    expect(answers.endsIfNothingChanges).toEqual(expected.ends);
  });
});

describe('Rongchang', () => {
  it('under R3 awaits a decision from August on, and counts as if decided then', async () => {
    const { rows, answers } = await follow('rongchang');
    expect(rows.slice(-2).map(({ readings: { R3 } }) => [R3.since, R3.wouldBe, R3.number])).toEqual([
      ['2020-08', 1, null],
      ['2020-08', 2, null],
    ]);
    expect(answers.decideAgainBy).toBe('2020-08');
  });

  it('lays the six months out by number and name, within the period', async () => {
    const [taper] = (await follow('rongchang')).tapers;
    expect(taper?.schedule.map(({ month, number, of, name }) => [month, number, of, name.zh])).toEqual([
      ['2020-03', 1, 6, '第1个月（共6个月）'],
      ['2020-04', 2, 6, '第2个月（共6个月）'],
      ['2020-05', 3, 6, '第3个月（共6个月）'],
      ['2020-06', 4, 6, '第4个月（共6个月）'],
      ['2020-07', 5, 6, '第5个月（共6个月）'],
      ['2020-08', 6, 6, '第6个月（共6个月）'],
    ]);
    expect(taper?.beyondPeriod).toBe(0);
  });

  it.each([
    ['2020-02', { number: null, used: 0, remaining: 6 }],
    ['2020-03', { number: 1, used: 1, remaining: 5 }],
    ['2020-08', { number: 6, used: 6, remaining: 0 }],
    ['2021-01', { number: null, used: 6, remaining: 0 }],
  ])('says what is used and left in %s', async (month, expected) => {
    const [taper] = (await follow('rongchang')).tapers;
    expect(taper === undefined ? null : scheduleOn(taper, month)).toEqual(expected);
  });

  it('says when the taper outlives the period, and that nothing is stated for it', async () => {
    const { tapers, decisions, rows } = await follow('rongchang', {
      parameters: { dibaoStandardMonthly: '450', povertyPeriodEnd: '2020-06-30' },
    });
    expect(tapers[0]?.beyondPeriod).toBe(2);
    expect(decisions[0]?.points.map(({ code, bearing }) => [code, bearing])).toEqual([['outlives-period', 'silent']]);
    expect(rows.find(({ month }) => month === '2020-07')?.status).toBe('not-in-force');
    expect(rows.find(({ month }) => month === '2020-07')?.notes.map(({ code }) => code)).toEqual([
      'period-over',
      'beyond-period',
    ]);
    expect(rows.find(({ month }) => month === '2020-08')?.readings.R1.number).toBe(6);
  });

  it('shows the spell with month and source of every point', async () => {
    const { spells } = await follow('rongchang');
    expect(spells).toHaveLength(1);
    expect(spells[0]).toMatchObject({
      granted: { month: '2020-02', known: false, source: { kind: 'snapshot', day: '2020-02-29' } },
      firstAbove: { month: '2020-03', income: '600', standard: '450' },
      tapers: [1],
      interruptions: [
        { why: 'fell-back', from: '2020-06', back: '2020-07' },
        { why: 'rose', from: '2020-07', back: '2020-08' },
      ],
      end: null,
    });
    const decided = spells[0]?.events.find(({ kind }) => kind === 'decision');
    expect(decided?.source).toEqual({ kind: 'decision', id: 1, reference: '渐退〔2020〕8号', date: '2020-03-20' });
  });

  it('drops the question of readings once one is adopted, and says on whose word', async () => {
    const { rows, reading, assumptions } = await follow('rongchang', { reading: 'R2', adoptedBy: '区民政局' });
    expect(rows.map(({ adopted }) => adopted?.number)).toEqual([null, 1, 2, 3, null, null, 4, 5]);
    expect(rows.flatMap(({ next }) => next.map(({ code }) => code))).toEqual([]);
    expect(reading).toEqual({ id: 'R2', by: '区民政局' });
    expect(assumptions.find(({ id }) => id === 'adopted-reading')?.text.zh).toContain('区民政局');
  });
});

describe('any back end', () => {
  it('gives the same timeline', async () => {
    const seen: string[] = [];
    const own = await follow('rongchang', {
      decide: (ruleSet, snapshot, options) => {
        seen.push(String(snapshot.asOf));
        return evaluate(ruleSet, snapshot, options);
      },
    });
    expect(own).toEqual(await follow('rongchang'));
    expect(seen).toHaveLength(8);
  });

  it.each(names)('compiled, %s comes to the same, at once', async (name) => {
    const history = read<{ jurisdiction: string }>(name);
    const ruleSet = loadJurisdiction(history.jurisdiction);
    const parameters = read<Record<string, unknown>>(`${history.jurisdiction}.parameters`);
    const compiled = compile(ruleSet, { parameters });
    const decide = (_: unknown, snapshot: Readonly<Record<string, unknown>>) => compiled.decide(snapshot);
    expect(timelineSync(ruleSet, history, { parameters, decide })).toEqual(await follow(name));
  });

  it('is told without a model that nothing is stated of the amount', async () => {
    expect((await follow('rongchang')).rows.map(({ benefit }) => benefit)).toEqual(Array(8).fill(null));
  });

  it('gives the same bytes twice', async () => {
    expect(JSON.stringify(await follow('mingshan'))).toBe(JSON.stringify(await follow('mingshan')));
  });
});
