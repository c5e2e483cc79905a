import type { Language } from '../base/issue-text.js';
import { unitsEn, unitsZh } from '../explain/messages/units.js';
import type { RuleSet } from '../plan/plan.js';
import type { Texts } from '../schema/texts.js';
import type { Threshold } from './thresholds.js';

const SIDES: Readonly<Record<string, Texts>> = {
  met: { zh: '条件具备', en: 'met' },
  'not-met': { zh: '条件不具备', en: 'not met' },
  undetermined: { zh: '不能确定', en: 'undetermined' },
  'not-in-force': { zh: '不在适用期内', en: 'not in force' },
  'out-of-scope': { zh: '不是对象', en: 'out of scope' },
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
  unknown: { zh: '情况不明', en: 'unknown' },
  fulfilled: { zh: '已履行', en: 'fulfilled' },
  'not-fulfilled': { zh: '未履行', en: 'not fulfilled' },
  none: { zh: '没有', en: 'none' },
};

/** Thresholds as text: a heading a value, under it what changes there, with the clause. */
export function thresholdsText(
  found: readonly Threshold[],
  ruleSet: RuleSet,
  fact: string,
  language: Language,
): string {
  const zh = language === 'zh';
  const label = ruleSet.names.get(fact)?.label[language] ?? fact;
  if (found.length === 0)
    return zh ? `${label}无论多少，各条的结论都不变\n` : `nothing changes whatever the ${label}\n`;
  const values = [...new Set(found.map(({ at }) => at))];
  return values
    .flatMap((at) => {
      const own = found.filter((entry) => entry.at === at);
      const amount = (zh ? unitsZh : unitsEn)(own[0]?.unit)(at);
      return [`${label} ${amount}`, ...own.map((entry) => `  ${line(entry, ruleSet, language)}`)];
    })
    .join('\n')
    .concat('\n');
}

function line(entry: Threshold, ruleSet: RuleSet, language: Language): string {
  const zh = language === 'zh';
  const rule = ruleSet.rules.find(({ id }) => id === entry.clause);
  const say = (side: string) => SIDES[side]?.[language] ?? side;
  const member = entry.subject === 'household' ? '' : zh ? `，成员${entry.subject}` : `, member ${entry.subject}`;
  const parts = [
    ...(entry.before === null ? [] : [zh ? `低于它：${say(entry.before)}` : `below: ${say(entry.before)}`]),
    zh ? `正好：${say(entry.on)}` : `at it: ${say(entry.on)}`,
    zh ? `高于它：${say(entry.after)}` : `above: ${say(entry.after)}`,
  ];
  const what = aspectWords(entry, ruleSet, language);
  return `${rule?.rule.name[language] ?? entry.clause}${zh ? `（${entry.clause}${member}）` : ` (${entry.clause}${member})`}${what === '' ? '' : zh ? `的${what}` : `, ${what}`}${zh ? '　' : ': '}${parts.join(zh ? '；' : '; ')}`;
}

function aspectWords({ what, id, clause }: Threshold, ruleSet: RuleSet, language: Language): string {
  const rule = ruleSet.rules.find((entry) => entry.id === clause);
  const quoted = (texts: Texts | undefined) => `“${texts?.[language] ?? id ?? ''}”`;
  const zh = language === 'zh';
  switch (what) {
    case 'status':
      return '';
    case 'duty':
      return zh ? '职责' : 'duty';
    case 'reading':
      return `${zh ? '读法' : 'reading '}${quoted(rule?.readings.find((entry) => entry.id === id)?.name)}`;
    case 'mark':
      return `${zh ? '提示' : 'mark '}${quoted(rule?.marks.find((entry) => entry.id === id)?.name)}`;
    case 'programme':
      return `${zh ? '项目' : 'programme '}${quoted(ruleSet.vocabulary.programmes[id ?? ''])}`;
    case 'flag':
      return `${zh ? '风险' : 'flag '}${quoted(ruleSet.vocabulary.flags[id ?? ''])}`;
  }
}
