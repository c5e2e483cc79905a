import type { Texts } from '../schema/texts.js';
import { both, monthsOf, type Values } from './texts.js';
import type { NextStep } from './types.js';
import { readingIds } from './types.js';

const NEXT: Readonly<Record<string, (step: NextStep, names: Texts) => Texts>> = {
  'give-snapshot': ({ values }) => both(`补报${values.month}的家庭资料`, `report the household for ${values.month}`),
  supply: (_, { zh, en }) => both(`补齐：${zh}`, `supply: ${en}`),
  'make-finding': (_, { zh, en }) => both(`作出认定：${zh}`, `make the finding: ${en}`),
  'adopt-clause-reading': (_, { zh, en }) =>
    both(`明确条款采用哪种读法：${zh}`, `say which reading of the clause holds: ${en}`),
  'review-decision': ({ values }) =>
    both(
      `复核第${values.decision}号决定：与条款不符；凭更正或说明理由的文书`,
      `look at decision ${values.decision} again: it is not as the clause has it; on a correction or a written reason`,
    ),
  'document-decision': ({ values }) =>
    both(`补全第${values.decision}号决定的依据`, `complete the record of decision ${values.decision}`),
  decide: ({ by, values }) =>
    both(
      `作出渐退决定，写明起始月份和月数；自${by}起已合条件${gone(values, 'zh')}${latest(values, 'zh')}`,
      `decide the taper, naming its first month and its months; the conditions have been met since ${by}${gone(values, 'en')}${latest(values, 'en')}`,
    ),
  'may-decide': ({ by, values }) =>
    both(
      `可以决定给予渐退；自${by}起已合条件${gone(values, 'zh')}`,
      `a taper may be decided; the conditions have been met since ${by}${gone(values, 'en')}`,
    ),
  'settle-reading': () =>
    both('书面明确期内这种月份按哪种读法处理', 'say in writing which reading holds for such a month'),
  'decide-again': ({ values }) =>
    both(
      `自${values.trigger}起再合条件，须另作渐退决定`,
      `back within the conditions since ${values.trigger}, a new taper decision is needed`,
    ),
  'may-extend': ({ values }) =>
    both(
      values.room === '?' ? '最后一个月；可以延长，月数文件未定' : `最后一个月；可以延长，最多再加${values.room}个月`,
      values.room === '?'
        ? 'the last month; it may be extended, by a number that is not stated'
        : `the last month; it may be extended by ${monthsOf(values.room)} at most`,
    ),
  'prepare-end': () =>
    both(
      '最后一个月；期满后如何处理文件未写明，须由主管部门作出决定',
      'the last month; what follows is not stated and needs a decision of the authority',
    ),
  'prepare-exit': ({ clause }) =>
    both(
      `最后一个月；是否退出低保须先按${clause}作出认定`,
      `the last month; before dibao is left, the finding that ${clause} asks for has to be made`,
    ),
  'settle-end': () =>
    both(
      '月份已用完，文件没有写明后果；凭主管部门的决定办理，不自动退出',
      'the months are used up and no consequence is stated; go by a decision of the authority, there is no exit of itself',
    ),
  'find-before-exit': ({ clause }) =>
    both(
      `月份已用完；退出低保须先有${clause}要求的认定`,
      `the months are used up; dibao is left only on the finding that ${clause} asks for`,
    ),
  'may-exit': ({ clause }) =>
    both(
      `月份已用完，${clause}要求的认定已具备，可按程序退出`,
      `the months are used up and what ${clause} asks for is on record: dibao may be left by its procedure`,
    ),
  'review-finding': (_, { zh, en }) =>
    both(
      `收入与认定不一致，复核认定${zh === '' ? '' : `：${zh}`}`,
      `income and finding disagree; look at the finding again${en === '' ? '' : `: ${en}`}`,
    ),
};

function gone({ since }: Values, language: 'zh' | 'en'): string {
  if (since === '0') return '';
  return language === 'zh' ? `，已过去${since}个月` : `; ${monthsOf(since)} gone by`;
}

function latest({ last, month }: Values, language: 'zh' | 'en'): string {
  if (last === undefined || last === '') return '';
  if (month !== undefined && last < month)
    return language === 'zh' ? '；脱贫攻坚期内已走不完' : '; begun now it no longer ends within the period';
  return language === 'zh'
    ? `；要在脱贫攻坚期内走完，最迟自${last}起`
    : `; to end within the period it has to begin by ${last}`;
}

/**
 * A next step as a sentence.
 * @param isOpen whether no reading is adopted, so that a step wanted under some says under which
 */
export function nextText(step: NextStep, label: (name: string) => Texts, isOpen: boolean): Texts {
  const list = (language: 'zh' | 'en') =>
    step.names
      .map((name) =>
        label(name)[language] === name || language === 'zh' ? label(name)[language] : `${label(name).en} (${name})`,
      )
      .join(language === 'zh' ? '、' : ', ');
  const { zh, en } = NEXT[step.code]?.(step, both(list('zh'), list('en'))) ?? both(step.code, step.code);
  if (!isOpen || step.readings.length === readingIds.length) return { zh, en };
  return both(`按${step.readings.join('、')}：${zh}`, `under ${step.readings.join(' and ')}: ${en}`);
}
