import { describe, expect, it } from 'vitest';
import { issueText, JiantuiError, loadRuleSet } from '../../src/index.js';
import { loadJurisdiction, ruleSetFile } from '../../src/rules.js';
import { advance, startState, termsOf, timeline } from '../../src/taper/index.js';
import { cellText } from '../../src/taper/labels.js';
import { follow, PARAMETERS, snapshotsOf, steady } from './households.js';
import { factsOf, termsFor } from './support.js';

const six = { startMonth: '2020-03', months: 6, authority: '区民政局', date: '2020-03-20' };
const run = (history: unknown, options: Record<string, unknown> = {}) =>
  timeline(loadJurisdiction('rongchang'), history, { parameters: PARAMETERS.rongchang, ...options });
const snapshot = (month: string, income: string, more: Record<string, unknown> = {}) => ({
  ...snapshotsOf('rongchang', { [month]: income })[0],
  ...more,
});
const issuesOf = async (promise: Promise<unknown>): Promise<string[]> => {
  try {
    await promise;
    return [];
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    return error.issues.map(({ code, path }) => `${path.join('.')}: ${code}`);
  }
};

describe('gaps and disorder', () => {
  it('months without a snapshot are shown, and nothing is presumed of them', async () => {
    const { rows } = await run({
      snapshots: [snapshot('2020-03', '600'), snapshot('2020-06', '600')],
      decisions: [six],
    });
    expect(
      rows.map(({ month, snapshot: place, verdict, readings }) => [
        month,
        place,
        verdict,
        cellText(readings.R1, 'en'),
        cellText(readings.R2, 'en'),
      ]),
    ).toEqual([
      ['2020-03', 0, 'granted', '1/6', '1/6'],
      ['2020-04', null, 'no-snapshot', '2/6', 'open 1–2/6'],
      ['2020-05', null, 'no-snapshot', '3/6', 'open 1–3/6'],
      ['2020-06', 1, 'granted', '4/6', '2–4/6'],
    ]);
    expect(rows[1]?.next.map(({ code }) => code)).toEqual(['give-snapshot']);
  });

  it('months out of order are put in order, which is said, and change nothing', async () => {
    const snapshots = [snapshot('2020-03', '600'), snapshot('2020-04', '430'), snapshot('2020-05', '600')];
    const inOrder = await run({ snapshots, decisions: [six] });
    const mixed = await run({ snapshots: [snapshots[2], snapshots[0], snapshots[1]], decisions: [six] });
    expect(mixed.notes.map(({ code }) => code)).toEqual(['out-of-order']);
    expect(mixed.state).toEqual(inOrder.state);
    expect(mixed.rows.map((row) => row.snapshot)).toEqual([1, 2, 0]);
  });

  it('months beyond the year 9999 are refused, not counted wrongly', async () => {
    const late = { ...six, startMonth: '9999-10', date: '9999-09-30' };
    const history = { snapshots: [snapshot('9999-10', '600')], decisions: [late] };
    await expect(run(history)).rejects.toThrow('years end at 9999');
  });

  it('of two snapshots for a month the last day counts, and the same one twice counts once', async () => {
    const early = { ...snapshot('2020-03', '430'), month: undefined, asOf: '2020-03-10' };
    const late = { ...snapshot('2020-03', '600'), month: undefined, asOf: '2020-03-31' };
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
    const two = await run({ snapshots: [plain(late), plain(early)], decisions: [six] });
    expect(two.rows[0]).toMatchObject({ day: '2020-03-31', status: 'met', snapshot: 0 });
    expect(two.rows[0]?.notes.map(({ code }) => code)).toEqual(['several-snapshots']);
    expect(two.assumptions.map(({ id }) => id)).toContain('last-of-month');
    const twice = await run({ snapshots: [plain(late), plain(late)], decisions: [six] });
    expect(twice.rows).toHaveLength(1);
    expect(twice.rows[0]?.notes.map(({ code }) => code)).toEqual(['repeated-snapshot']);
    expect(twice.rows[0]?.readings.R1.used).toBe(1);
  });

  it('two snapshots of one day that differ are both left aside', async () => {
    const { rows } = await run({
      snapshots: [snapshot('2020-03', '600'), snapshot('2020-03', '430')],
      decisions: [six],
    });
    expect(rows[0]).toMatchObject({ status: 'no-snapshot', snapshot: null });
    expect(rows[0]?.notes.map(({ code }) => code)).toEqual(['contradictory-snapshots', 'no-snapshot']);
  });

  it('a decision that snapshots repeat is one decision', async () => {
    const own = { startMonth: '2020-03', months: 6 };
    const { decisions } = await run({
      snapshots: [
        snapshot('2020-03', '600', { taperDecision: own }),
        snapshot('2020-04', '600', { taperDecision: own }),
      ],
      decisions: [six],
    });
    expect(decisions).toHaveLength(1);
    const only = await run({
      snapshots: [
        snapshot('2020-03', '600', { taperDecision: own }),
        snapshot('2020-04', '600', { taperDecision: own }),
      ],
    });
    expect(only.decisions).toHaveLength(1);
    expect(only.notes.map(({ code }) => code)).toEqual(['decision-undated']);
    expect(only.rows[1]?.readings.R1.number).toBe(2);
  });

  it('a decision listed twice is counted once, and that is said', async () => {
    const { decisions, notes } = await run({ snapshots: [snapshot('2020-03', '600')], decisions: [six, { ...six }] });
    expect(decisions).toHaveLength(1);
    expect(notes.map(({ code }) => code)).toEqual(['repeated-decision']);
  });

  it('the order of the decisions makes no difference', async () => {
    const decisions = [
      six,
      { startMonth: '2020-05', months: 6, date: '2020-03-20' },
      { startMonth: '2020-09', months: 2, date: '2020-03-20', extends: true },
    ];
    const snapshots = [snapshot('2020-03', '600'), snapshot('2020-09', '600')];
    expect((await run({ snapshots, decisions: [...decisions].reverse() })).state).toEqual(
      (await run({ snapshots, decisions })).state,
    );
  });

  it('a decision before the first snapshot is known from the first month, one after the last adds the months up to it', async () => {
    const { rows } = await run({
      snapshots: [snapshot('2020-05', '600')],
      decisions: [six, { startMonth: '2020-09', months: 6, date: '2020-07-05' }],
    });
    expect(rows.map(({ month, checks }) => [month, checks.map(({ id }) => id)])).toEqual([
      ['2020-05', [1]],
      ['2020-06', []],
      ['2020-07', [2]],
    ]);
    expect(rows[0]?.readings.R1.number).toBe(3);
    expect(rows[0]?.readings.R2.used).toEqual({ from: 1, to: 3 });
  });
});

describe('going on from a state', () => {
  const months = {
    ...steady('2020-02', '2020-02', '400'),
    ...steady('2020-03', '2020-05', '600'),
    '2020-06': '430',
    '2020-07': '950',
    ...steady('2020-08', '2020-10', '700'),
  };
  const decisions = [six, { startMonth: '2020-09', months: 6, date: '2020-09-03' }];
  const names = Object.keys(months);

  it.each(names.slice(0, -1))('after %s it comes to the same', async (last) => {
    const whole = await follow('rongchang', months, decisions);
    const part = (wanted: (month: string) => boolean) =>
      Object.fromEntries(Object.entries(months).filter(([month]) => wanted(month)));
    const early = await follow(
      'rongchang',
      part((month) => month <= last),
      decisions.filter(({ date }) => date.slice(0, 7) <= last),
    );
    const stored = JSON.parse(JSON.stringify(early.state)) as typeof early.state;
    // The first decision is listed again, as a caller who keeps one list of them would.
    const late = await follow(
      'rongchang',
      part((month) => month > last),
      decisions.filter(({ date }) => date.slice(0, 7) > last || date === six.date),
      { state: stored },
    );
    expect(late.state).toEqual(whole.state);
    expect([...early.rows, ...late.rows].map(({ readings }) => readings)).toEqual(
      whole.rows.map(({ readings }) => readings),
    );
  });

  it('refuses a month that the state already has', async () => {
    const { state } = await follow('rongchang', steady('2020-03', '2020-05', '600'));
    expect(await issuesOf(follow('rongchang', steady('2020-05', '2020-06', '600'), [], { state }))).toEqual([
      'snapshots.0: month-not-later',
    ]);
    const terms = termsFor({ exactly: 6 });
    const one = advance(startState('somewhere', terms), factsOf(terms, '2020-03', { kind: 'within', decisions: [] }));
    expect(() => advance(one, factsOf(terms, '2020-03', { kind: 'within', decisions: [] }))).toThrow(/not later/);
    expect(() =>
      advance(
        one,
        factsOf(terms, '2020-04', {
          kind: 'within',
          decisions: [{ startMonth: '2020-05', months: 6, date: '2020-06-01' }],
        }),
      ),
    ).toThrow(/made after/);
    expect(() =>
      advance(one, { ...factsOf(terms, '2020-04', { kind: 'within', decisions: [] }), month: '2020-13' }),
    ).toThrow(/no such month/);
  });

  it('leaves the old state as it was, and the new one frozen', () => {
    const terms = termsFor(null);
    const old = startState('somewhere', terms);
    const before = JSON.stringify(old);
    const state = advance(
      old,
      factsOf(terms, '2020-03', { kind: 'within', decisions: [{ startMonth: '2020-03', months: 6 }] }),
    );
    expect(JSON.stringify(old)).toBe(before);
    expect(Object.isFrozen(state) && Object.isFrozen(state.tapers) && Object.isFrozen(state.latest?.readings.R1)).toBe(
      true,
    );
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});

describe('bad histories', () => {
  it.each([
    ['no month', { snapshots: [{ dibaoStatus: 'receiving' }] }, ['snapshots.0.asOf: missing-key']],
    ['a month that does not exist', { snapshots: [{ month: '2020-13' }] }, ['snapshots.0.month: no-such-month']],
    ['a day that does not exist', { snapshots: [{ asOf: '2020-02-30' }] }, ['snapshots.0.asOf: no-such-day']],
    [
      'a day in another month',
      { snapshots: [{ month: '2020-03', asOf: '2020-04-01' }] },
      ['snapshots.0.month: conflict'],
    ],
    ['another household', { id: 'a', snapshots: [{ month: '2020-03', id: 'b' }] }, ['snapshots.0.id: conflict']],
    ['nothing at all', { snapshots: [] }, ['snapshots: missing-key']],
    [
      'a decision that begins nowhere',
      { snapshots: [{ month: '2020-03' }], decisions: [{ startMonth: '2020-00', months: 6 }] },
      ['decisions.0.startMonth: no-such-month'],
    ],
    [
      'a decision of no day',
      { snapshots: [{ month: '2020-03' }], decisions: [{ startMonth: '2020-03', months: 6, date: '2021-02-29' }] },
      ['decisions.0.date: no-such-day'],
    ],
    ['a mistyped year', { snapshots: [{ month: '2020-03' }, { month: '0220-03' }] }, ['snapshots: too-many']],
    [
      'an unknown key',
      { snapshots: [{ month: '2020-03', dibaoStatu: 'receiving' }] },
      ['snapshots.0.dibaoStatu: unknown-key'],
    ],
    [
      'a jurisdiction whose rule set is not at hand',
      { snapshots: [{ month: '2020-03', jurisdiction: 'mingshan' }] },
      ['snapshots.0.jurisdiction: unknown-jurisdiction'],
    ],
    ['no list', 7, [': wrong-type']],
  ])('%s', async (_name, history, expected) => expect(await issuesOf(run(history))).toEqual(expected));

  it.each(['month-not-later', 'decision-later'])('%s is a sentence in both languages', (code) => {
    expect(issueText({ code, path: [] }, 'zh')).toMatch(/[\u4e00-\u9fff]/u);
    expect(issueText({ code, path: [] }, 'en')).toContain(' ');
  });
});

describe('a rule set', () => {
  it('that names an unknown fact or clause for its taper is refused', () => {
    const file = JSON.parse(JSON.stringify(ruleSetFile('inner-mongolia'))) as {
      rules: { id: string; event: { params?: { taper?: Record<string, string> } } }[];
    };
    const rule = file.rules.find(({ id }) => id === 'inner-mongolia/2.4-e');
    const terms = rule?.event.params?.taper;
    if (terms === undefined) throw new Error('the taper clause has its terms');
    terms.income = 'perCapitaAnnualNetIncom';
    terms.exit = 'inner-mongolia/2.4-x';
    expect(() => loadRuleSet(file)).toThrow(/perCapitaAnnualNetIncom.*|2\.4-x/s);
  });

  it('of a new jurisdiction needs JSON alone', async () => {
    const file = JSON.parse(
      JSON.stringify(ruleSetFile('mingshan'))
        .replaceAll('mingshan/', 'elsewhere/')
        .replace('"mingshan"', '"elsewhere"'),
    ) as Record<string, unknown> & { rules: { id: string; event: { params?: { months?: unknown } } }[] };
    const rule = file.rules.find(({ id }) => id === 'elsewhere/2.1.6.4-b');
    if (rule?.event.params === undefined) throw new Error('the taper clause has its terms');
    rule.event.params.months = { atMost: 4 };
    const ruleSet = loadRuleSet(file);
    expect(termsOf(ruleSet)).toMatchObject({
      clause: 'elsewhere/2.1.6.4-b',
      months: { atMost: 4 },
      period: null,
      exit: null,
    });
    const { decisions, rows } = await timeline(
      ruleSet,
      {
        jurisdiction: 'elsewhere',
        snapshots: snapshotsOf('mingshan', steady('2020-03', '2020-04', '7200')),
        decisions: [{ startMonth: '2020-03', months: 5, date: '2020-03-20' }],
      },
      { parameters: { dibaoStandardAnnual: '5400' } },
    );
    expect(decisions[0]?.points.map(({ code }) => code)).toEqual(['months-over-cap']);
    expect(rows[1]?.readings.R1.number).toBe(2);
  });
});
