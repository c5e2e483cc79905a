import type { Texts } from '../schema/texts.js';
import { shownAmount } from './amounts.js';
import type { Interruption, Note, ReadingId, SpellEvent } from './types.js';

export type Values = Readonly<Record<string, string>>;
type Sentence = (values: Values) => Texts;

/** The readings by name. */
export const READINGS: Readonly<Record<ReadingId, { readonly name: Texts; readonly says: Texts }>> = {
  R1: {
    name: { zh: '既定', en: 'vested' },
    says: { zh: '决定给的月份照走，期间收入高低不影响', en: 'the months decided run on, whatever the income does' },
  },
  R2: {
    name: { zh: '逐月', en: 'month by month' },
    says: {
      zh: '不合条件的月份不计，余下月份顺延',
      en: 'a month outside the conditions does not count, and the rest waits',
    },
  },
  R3: {
    name: { zh: '重新触发', en: 'new trigger' },
    says: {
      zh: '遇不合条件的月份即止，再合条件须重新决定',
      en: 'a month outside the conditions ends it, and coming back needs a new decision',
    },
  },
};

export const INTERRUPTIONS: Readonly<Record<Interruption, Texts>> = {
  'fell-back': { zh: '收入回落到标准或以下', en: 'income back at or below the standard' },
  rose: { zh: '收入达到或超过上限', en: 'income at or above the ceiling' },
  'off-dibao': { zh: '已不在低保', en: 'no longer on dibao' },
  'period-over': { zh: '条款适用期已过', en: 'the clause’s period is over' },
  'other-conditions': { zh: '条款的其他条件不具备', en: 'another condition of the clause is not met' },
};

const amount = (text: string | undefined) => shownAmount(text === undefined || text === '' ? null : text);

/** A number of months in English. */
export const monthsOf = (count: string | undefined) => (count === '1' ? '1 month' : `${count} months`);

const EVENTS: Readonly<Record<SpellEvent['kind'], Sentence>> = {
  granted: ({ known }) =>
    known === 'yes'
      ? both('纳入低保', 'dibao granted')
      : both('在低保（何时纳入没有记录）', 'on dibao (when it was granted is not on record)'),
  're-entry': () => both('重新纳入低保', 'dibao granted again'),
  'first-above': ({ income, standard }) =>
    both(
      `收入首次超过标准（${amount(income)}＞${amount(standard)}）`,
      `income above the standard for the first time (${amount(income)} > ${amount(standard)})`,
    ),
  decision: ({ first, last, months: count }) =>
    both(
      `渐退决定：${first}起${count}个月${last === undefined ? '' : `，至${last}`}`,
      `taper decided: ${monthsOf(count)} from ${first}${last === undefined ? '' : ` to ${last}`}`,
    ),
  extension: ({ first, last, months: count, total }) =>
    both(
      `渐退延长：${first}起${count}个月，至${last}，合计${total}个月`,
      `taper extended: ${monthsOf(count)} from ${first} to ${last}, ${total} in all`,
    ),
  'second-taper': ({ first, last, months: count, taper }) =>
    both(
      `第${taper}次渐退决定：${first}起${count}个月，至${last}`,
      `taper ${taper} decided: ${monthsOf(count)} from ${first} to ${last}`,
    ),
  'taper-began': () => both('渐退开始', 'the taper begins'),
  interrupted: ({ why }) => {
    const { zh, en } = INTERRUPTIONS[why as Interruption];
    return both(`期内${zh}`, `within the taper: ${en}`);
  },
  resumed: () => both('又合条款的条件', 'within the conditions of the clause again'),
  'used-up': () => both('决定给的月份已经用完', 'the months decided are used up'),
  'left-dibao': ({ status }) =>
    both(`不在低保（${status === 'exited' ? '已退出' : '未享受'}）`, `off dibao (${status})`),
  moved: ({ from, to }) => both(`辖区由${from}变为${to}`, `moved from ${from} to ${to}`),
};

const NOTES: Readonly<Record<string, Sentence>> = {
  'no-snapshot': ({ taper }) =>
    taper === 'yes'
      ? both(
          '本月没有家庭资料，不作推定：R1照计，R2、R3不定',
          'nothing was reported for the month and nothing is presumed: R1 counts it, R2 and R3 stay open',
        )
      : both('本月没有家庭资料，不作推定', 'nothing was reported for the month and nothing is presumed'),
  'fell-back': ({ income, standard }) =>
    both(
      `收入${amount(income)}不超过标准${amount(standard)}；渐退期内收入回落怎么办，文件未写明，不自动停止、退出或重算`,
      `income ${amount(income)} is not above the standard ${amount(standard)}; what follows on a fall within the taper is not stated: no stop, exit or restart of itself`,
    ),
  rose: ({ income, ceiling }) =>
    both(
      `收入${amount(income)}不低于上限${amount(ceiling)}，本月不合给予条件；期内是否收回，文件未写明`,
      `income ${amount(income)} is not below the ceiling ${amount(ceiling)}, so the condition for giving a taper is not met this month; whether one given is withdrawn is not stated`,
    ),
  'off-dibao': () =>
    both(
      '渐退月份未用完而已不在低保，如何处理文件未写明',
      'off dibao while months of the taper are left; what follows is not stated',
    ),
  'period-over': () =>
    both(
      '条款只在脱贫攻坚期内适用，期限已过；已给的渐退如何处理，文件未写明',
      'the clause holds for the poverty-alleviation period only, which is over; what becomes of a taper already given is not stated',
    ),
  'other-conditions': () =>
    both(
      '本月条款的其他条件不具备；对已给的渐退有何影响，文件未写明',
      'another condition of the clause is not met this month; what that does to a taper already given is not stated',
    ),
  'evidence-below': ({ income, standard }) =>
    both(
      `收入${amount(income)}不超过标准${amount(standard)}，但条款以认定为准；认定未改之前仍算具备条件`,
      `income ${amount(income)} is not above the standard ${amount(standard)}, yet the clause goes by the finding; until that is changed the condition is met`,
    ),
  'no-ceiling': ({ income }) =>
    both(
      `收入升至${amount(income)}；条款没有收入上限，不影响渐退`,
      `income rises to ${amount(income)}; the clause has no ceiling, so nothing follows for the taper`,
    ),
  'used-up': () => both('期满之后如何处理，文件未写明', 'what follows is not stated'),
  'used-up-exit': ({ exit }) =>
    both(`是否退出低保另看${exit}，须先有认定`, `leaving dibao is settled by ${exit}, which asks for a finding first`),
  'beyond-period': ({ end }) =>
    both(
      `本月已在脱贫攻坚期截止日${end}之后`,
      `the month lies after the end of the poverty-alleviation period on ${end}`,
    ),
  'in-taper-undecided': () =>
    both(
      '资料写明处在渐退期，但没有渐退决定；起算月份不得推定',
      'the snapshot says that the household is in a taper, but no decision is on record; its first month is not to be presumed',
    ),
  'left-without-finding': ({ exit }) =>
    both(`已退出低保，但${exit}要求的认定没有具备`, `dibao was left, but what ${exit} asks for is not on record`),
  'left-with-months': ({ remaining }) =>
    both(`不在低保时渐退还有${remaining}个月未用`, `${monthsOf(remaining)} of the taper unused when dibao was left`),
  'standard-changed': ({ from, to }) =>
    both(`标准由${amount(from)}改为${amount(to)}`, `the standard changes from ${amount(from)} to ${amount(to)}`),
  'only-standard-moved': () =>
    both(
      '收入没有变，变的是标准；标准变动不是收入变化，是否“收入发生变化”以填报为准',
      'the income did not move, the standard did; that is no change of income, and whether the income has changed is as reported',
    ),
  'size-changed': ({ from, to }) =>
    both(
      `家庭人口由${from}人变为${to}人，人均按新的人口计`,
      `the household goes from ${from} to ${to} persons; income per head is taken over the new number`,
    ),
  moved: ({ from, to, remaining }) =>
    both(
      `由${from}迁到${to}：${remaining === '' ? '' : `原渐退余${remaining}个月，`}能否带过去，两地文件都没有写，此后按新辖区另起`,
      `moved from ${from} to ${to}: ${remaining === '' ? '' : `${monthsOf(remaining)} of the taper left; `}whether it goes along is stated in neither instrument, and the account begins anew`,
    ),
  'out-of-order': () => both('月份顺序有误，已按月份重排', 'the months were not in order and have been sorted'),
  'several-snapshots': ({ month, count, day }) =>
    both(
      `${month}有${count}份资料，以日期最后的${day}为准`,
      `there are ${count} snapshots for ${month}; the last, of ${day}, is used`,
    ),
  'repeated-snapshot': ({ month, count }) =>
    both(
      `${month}的资料重复${count}次，内容相同，只用一次`,
      `the snapshot for ${month} is given ${count} times with the same content and is used once`,
    ),
  'contradictory-snapshots': ({ month, day }) =>
    both(
      `${month}有多份同为${day}而内容不同的资料，不作取舍，本月按没有资料处理`,
      `there are snapshots of ${day} that differ; none is preferred, and ${month} is taken as not reported`,
    ),
  'repeated-decision': ({ first, months: count }) =>
    both(
      `同一渐退决定（${first}起${count}个月）重复列出，只计一次`,
      `the same taper decision (${monthsOf(count)} from ${first}) is listed twice and counted once`,
    ),
  'decision-undated': () =>
    both(
      '有的渐退决定没有日期，按起始月份起即为已知',
      'a taper decision bears no date; it counts as known from its first month',
    ),
};

export function both(zh: string, en: string): Texts {
  return { zh, en };
}

/** An event as a sentence. */
export function eventText(event: SpellEvent): Texts {
  return EVENTS[event.kind](event.values);
}

/** A note as a sentence. */
export function noteText(note: Note): Texts {
  return NOTES[note.code]?.(note.values) ?? both(note.code, note.code);
}
