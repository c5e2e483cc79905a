import { describe, expect, it } from 'vitest';
import type { Timeline } from '../../src/taper/index.js';
import { cellText } from '../../src/taper/labels.js';
import { follow, PARAMETERS, steady } from './households.js';

const six = (startMonth: string, date: string, more: Record<string, unknown> = {}) => ({
  startMonth,
  months: 6,
  authority: '区民政局',
  date,
  ...more,
});
const cells = ({ rows }: Timeline, id: 'R1' | 'R2' | 'R3') => rows.map((row) => cellText(row.readings[id], 'en'));
const notes = ({ rows }: Timeline, month: string) =>
  rows.find((row) => row.month === month)?.notes.map(({ code }) => code);
const next = ({ rows }: Timeline, month: string) =>
  rows.find((row) => row.month === month)?.next.map(({ code }) => code);
const events = ({ spells }: Timeline) =>
  spells.map((spell) => spell.events.map(({ kind, month }) => `${month} ${kind}`));

describe('receipt', () => {
  it('is granted when the month before shows none; otherwise the month is not on record', async () => {
    const known = await follow('rongchang', { '2020-01': { dibaoStatus: 'none' }, '2020-02': '400' });
    expect(known.spells[0]?.granted).toEqual({
      month: '2020-02',
      known: true,
      source: { kind: 'snapshot', day: '2020-02-29' },
    });
    const gap = await follow('rongchang', { '2019-12': { dibaoStatus: 'none' }, '2020-02': '400' });
    expect(gap.spells[0]?.granted?.known).toBe(false);
  });

  it('is left, and come back to, as the snapshots say; the taper before is not resumed by itself', async () => {
    const timeline = await follow(
      'rongchang',
      {
        '2020-02': '400',
        '2020-03': '600',
        '2020-04': '600',
        '2020-05': { dibaoStatus: 'exited', perCapitaMonthlyIncome: '600' },
        '2020-06': '400',
        '2020-07': '600',
        '2020-08': '600',
      },
      [six('2020-03', '2020-03-20'), six('2020-08', '2020-08-10')],
    );
    expect(events(timeline)).toEqual([
      [
        '2020-02 granted',
        '2020-03 first-above',
        '2020-03 decision',
        '2020-03 taper-began',
        '2020-05 left-dibao',
        '2020-05 interrupted',
      ],
      ['2020-06 re-entry', '2020-06 interrupted', '2020-07 first-above', '2020-07 resumed', '2020-08 second-taper'],
    ]);
    expect(timeline.spells[0]?.end).toEqual({
      month: '2020-05',
      why: 'left-dibao',
      source: { kind: 'snapshot', day: '2020-05-31' },
    });
    expect(timeline.spells[1]).toMatchObject({ isReEntry: true, tapers: [2], end: null });
    expect(notes(timeline, '2020-05')).toEqual(['off-dibao', 'left-with-months']);
    expect(cells(timeline, 'R1')).toEqual(['—', '1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
    expect(cells(timeline, 'R2')).toEqual(['—', '1/6', '2/6', 'waits 2/6', 'waits 2/6', '3/6', '4/6']);
    expect(cells(timeline, 'R3')).toEqual([
      '—',
      '1/6',
      '2/6',
      'ended 2/6',
      'ended 2/6',
      'to be decided',
      'to be decided',
    ]);
  });

  it('in Inner Mongolia is not left without the finding of stable lifting', async () => {
    const decisions = [{ startMonth: '2020-03', months: 2, date: '2020-03-10' }];
    const months = { ...steady('2020-03', '2020-04', '7200') };
    const without = await follow(
      'inner-mongolia',
      { ...months, '2020-05': { dibaoStatus: 'exited', perCapitaAnnualNetIncome: '7200' } },
      decisions,
    );
    expect(notes(without, '2020-05')).toEqual(['used-up-exit', 'left-without-finding']);
    const withIt = await follow(
      'inner-mongolia',
      { ...months, '2020-05': { dibaoStatus: 'exited', perCapitaAnnualNetIncome: '7200', stableLiftedFinding: 'yes' } },
      decisions,
    );
    expect(notes(withIt, '2020-05')).toEqual(['used-up-exit']);
    const staying = await follow('inner-mongolia', { ...months, '2020-05': '7200' }, decisions);
    expect(next(staying, '2020-04')).toEqual(['may-extend', 'prepare-exit']);
    expect(next(staying, '2020-05')).toEqual(['find-before-exit']);
    expect(staying.rows[2]?.next[0]?.clause).toBe('inner-mongolia/2.4-f');
  });
});

describe('waiting for a decision', () => {
  it('counts the months that go by, from the first within the conditions', async () => {
    const timeline = await follow('rongchang', { '2020-04': '400', ...steady('2020-05', '2020-08', '600') });
    expect(timeline.answers.decideBy).toEqual({ month: '2020-05', gone: 3, latestStartWithinPeriod: '2020-07' });
    expect(next(timeline, '2020-04')).toEqual([]);
    expect(next(timeline, '2020-05')).toEqual(['decide']);
    expect(timeline.rows.find(({ month }) => month === '2020-05')?.next[0]?.by).toBe('2020-05');
    expect(timeline.rows.find(({ month }) => month === '2020-08')?.next[0]?.text.zh).toMatch(/已过去3个月.*走不完/);
    expect(timeline.tapers).toEqual([]);
  });

  it('is discretionary in Mingshan, and begins anew after a month outside the conditions', async () => {
    const timeline = await follow('mingshan', {
      '2020-05': '7200',
      '2020-06': { perCapitaAnnualIncome: '5000', householdConditionsExceedDibao: 'no' },
      '2020-07': '7200',
    });
    expect(next(timeline, '2020-05')).toEqual(['may-decide']);
    expect(timeline.answers.decideBy).toEqual({ month: '2020-07', gone: 0, latestStartWithinPeriod: null });
  });

  it('asks for what is missing first', async () => {
    const timeline = await follow('rongchang', { '2020-05': { perCapitaMonthlyIncome: '600', incomeChanged: null } });
    expect(timeline.rows[0]?.next.map(({ code, names }) => [code, ...names])).toEqual([['supply', 'incomeChanged']]);
    expect(timeline.rows[0]?.next[0]?.text.zh).toBe('补齐：家庭收入发生变化');
  });
});

describe('asked backwards', () => {
  it.each([
    ['one more than the last', steady('2020-03', '2020-04', '600'), { R1: '2020-08', R2: '2020-08', R3: '2020-08' }],
    [
      'after a pause',
      { ...steady('2020-03', '2020-04', '600'), '2020-05': '400', '2020-06': '600' },
      { R1: '2020-08', R2: '2020-09', R3: 'closed' },
    ],
    [
      'in a pause',
      { ...steady('2020-03', '2020-04', '600'), '2020-05': '400' },
      { R1: '2020-08', R2: 'not-while-outside', R3: 'closed' },
    ],
    ['with a month unknown', { '2020-03': '600', '2020-05': '600' }, { R1: '2020-08', R2: 'unknown', R3: 'unknown' }],
  ] as const)('%s', async (_name, months, expected) => {
    const { answers } = await follow('rongchang', months, [six('2020-03', '2020-03-20')]);
    const { R1, R2, R3 } = answers.endsIfNothingChanges;
    const short = ({ month, code }: typeof R1) => (code === 'ends' || code === 'ended' ? month : code);
    expect({ R1: short(R1), R2: short(R2), R3: short(R3) }).toEqual(expected);
  });

  it('does not count past the end of the period under R2', async () => {
    const { answers } = await follow('rongchang', { '2020-09': '600', '2020-10': '400', '2020-11': '600' }, [
      six('2020-09', '2020-09-20'),
    ]);
    expect(answers.endsIfNothingChanges).toMatchObject({
      R1: { month: '2021-02', code: 'ends' },
      R2: { month: null, code: 'not-after-period' },
    });
  });

  it('says by when, and by how much, a taper may still be extended', async () => {
    const nine = [{ startMonth: '2020-03', months: 9, date: '2020-03-20' }];
    expect((await follow('mingshan', steady('2020-03', '2020-05', '7200'), nine)).answers.extendBy).toEqual({
      month: '2020-11',
      room: '3',
    });
    expect(
      (await follow('rongchang', steady('2020-03', '2020-05', '600'), [six('2020-03', '2020-03-20')])).answers.extendBy,
    ).toBeNull();
    expect((await follow('inner-mongolia', steady('2020-03', '2020-05', '7200'), nine)).answers.extendBy).toEqual({
      month: '2020-11',
      room: '?',
    });
  });
});

describe('changes on the way', () => {
  it('of the standard within the spell are said, and are no change of income', async () => {
    const parameters = {
      ...(PARAMETERS.rongchang as object),
      dibaoStandardMonthly: [
        { from: '2020-01-01', value: '450' },
        { from: '2020-05-01', value: '620' },
      ],
    };
    const timeline = await follow(
      'rongchang',
      { ...steady('2020-03', '2020-04', '600'), '2020-05': { perCapitaMonthlyIncome: '600', incomeChanged: false } },
      [six('2020-03', '2020-03-20')],
      { parameters },
    );
    expect(notes(timeline, '2020-05')).toEqual(['standard-changed', 'only-standard-moved', 'fell-back']);
    expect(timeline.rows[2]?.notes[0]?.text.zh).toBe('标准由450改为620');
  });

  it('of the household’s size are said', async () => {
    const timeline = await follow(
      'rongchang',
      { '2020-03': '600', '2020-04': { perCapitaMonthlyIncome: '450', householdSize: 4 } },
      [six('2020-03', '2020-03-20')],
    );
    expect(notes(timeline, '2020-04')).toEqual(['size-changed', 'fell-back']);
  });

  it('of jurisdiction begin a new account: nothing is carried over, nothing is taken as ended', async () => {
    const timeline = await follow(
      'rongchang',
      { ...steady('2020-03', '2020-05', '600') },
      [six('2020-03', '2020-03-20')],
      {
        parameters: (jurisdiction: string) => PARAMETERS[jurisdiction],
      },
    );
    expect(timeline.spells[0]?.end).toBeNull();
    const moved = await follow(
      'rongchang',
      {
        ...steady('2020-03', '2020-05', '600'),
        '2020-06': { jurisdiction: 'mingshan', perCapitaAnnualIncome: '7200', householdConditionsExceedDibao: 'yes' },
      },
      [six('2020-03', '2020-03-20')],
      { parameters: (jurisdiction: string) => PARAMETERS[jurisdiction] },
    );
    expect(moved.rows.map(({ jurisdiction, clause }) => [jurisdiction, clause]).slice(-2)).toEqual([
      ['rongchang', 'rongchang/2-f'],
      ['mingshan', 'mingshan/2.1.6.4-b'],
    ]);
    expect(moved.spells.map(({ number, jurisdiction, end }) => [number, jurisdiction, end?.why])).toEqual([
      [1, 'rongchang', 'moved'],
      [2, 'mingshan', undefined],
    ]);
    expect(notes(moved, '2020-06')).toEqual(['moved']);
    expect(moved.rows.at(-1)?.notes[0]?.text.en).toContain('3 months of the taper left');
    expect(cells(moved, 'R1')).toEqual(['1/6', '2/6', '3/6', '—']);
    expect(next(moved, '2020-06')).toEqual(['may-decide']);
    expect(moved.assumptions.map(({ id }) => id)).toContain('no-carry-over');
  });
});
