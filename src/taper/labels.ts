import type { Language } from '../base/issue-text.js';
import type { Texts } from '../schema/texts.js';
import type { Ending } from './inverse.js';
import type { TimelineRow } from './timeline-types.js';
import type { Count, DibaoStatus, ReadingView, Terms } from './types.js';

/** What the clause says of a month, in a word. */
export const VERDICTS: Readonly<Record<TimelineRow['verdict'], Texts>> = {
  granted: { zh: '应给', en: 'due' },
  discretionary: { zh: '可给', en: 'may be given' },
  undetermined: { zh: '不定', en: 'undetermined' },
  'not-granted': { zh: '不合条件', en: 'conditions not met' },
  'not-in-force': { zh: '不在适用期', en: 'not in force' },
  'out-of-scope': { zh: '不在对象内', en: 'not addressed' },
  silent: { zh: '无此条款', en: 'no such clause' },
  'no-snapshot': { zh: '无资料', en: 'not reported' },
};

export const DIBAO: Readonly<Record<DibaoStatus | 'unknown', Texts>> = {
  none: { zh: '未享受', en: 'none' },
  receiving: { zh: '在享', en: 'receiving' },
  inTaper: { zh: '渐退中', en: 'in taper' },
  exited: { zh: '已退出', en: 'exited' },
  unknown: { zh: '不明', en: 'unknown' },
};

export const CONFORMITY: Readonly<Record<'conforms' | 'undetermined' | 'does-not-conform', Texts>> = {
  conforms: { zh: '与条款相符', en: 'as the clause has it' },
  undetermined: { zh: '是否相符不能确定', en: 'cannot be told from what is on record' },
  'does-not-conform': { zh: '与条款不符', en: 'not as the clause has it' },
};

/** A number of months; a range as its two ends. */
export function countText(count: Count): string {
  return typeof count === 'number' ? String(count) : `${count.from}–${count.to}`;
}

/** A reading of a month in a few characters: `4/6`, or why it has no number. */
export function cellText(view: ReadingView, language: Language): string {
  const zh = language === 'zh';
  const used = `${countText(view.used)}/${view.granted}`;
  switch (view.state) {
    case 'none':
      return '—';
    case 'scheduled':
      return zh ? `自${view.since}` : `from ${view.since}`;
    case 'running':
      return `${countText(view.number ?? 0)}/${view.granted}`;
    case 'between':
      return zh ? `空档 ${used}` : `gap ${used}`;
    case 'paused':
      return zh ? `停 ${used}` : `waits ${used}`;
    case 'closed':
      return zh ? `止 ${used}` : `ended ${used}`;
    case 'awaiting-decision':
      return zh ? '待决定' : 'to be decided';
    case 'used-up':
      return zh ? `用完 ${used}` : `used up ${used}`;
    case 'undetermined':
      return zh ? `不定 ${used}` : `open ${used}`;
  }
}

/** How many months a clause gives. */
export function monthsText(months: Terms['months'], language: Language): string {
  const zh = language === 'zh';
  if (months === null) return zh ? '月数文件未定' : 'number of months not stated';
  if ('exactly' in months) return zh ? `正好${months.exactly}个月` : `exactly ${months.exactly} months`;
  return zh ? `最多${months.atMost}个月` : `at most ${months.atMost} months`;
}

/** The answer to: when does it end if nothing changes? */
export function endingText({ month, code }: Ending, language: Language): string {
  const zh = language === 'zh';
  switch (code) {
    case 'no-taper':
      return zh ? '没有渐退' : 'no taper';
    case 'ends':
      return zh ? `到${month}` : `in ${month}`;
    case 'ended':
      return zh ? `已在${month ?? '较早月份'}用完` : `used up in ${month ?? 'an earlier month'}`;
    case 'closed':
      return zh ? '已止，须另作决定' : 'ended; a new decision is needed';
    case 'not-while-outside':
      return zh ? '一直不合条件就一直停着' : 'it waits for as long as the conditions are not met';
    case 'not-after-period':
      return zh ? '脱贫攻坚期内用不完，期后不再计' : 'not before the period is over, and not counted after it';
    case 'unknown':
      return zh ? '资料不足，不能确定' : 'cannot be told';
  }
}
