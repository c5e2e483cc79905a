import type { Language } from '../base/issue-text.js';
import { en } from '../explain/messages/en.js';
import type { Messages } from '../explain/messages/messages.js';
import { zh } from '../explain/messages/zh.js';
import type { FlagStatus, Status, TaperVerdict, Verdict } from '../schema/decision.js';
import type { Wording } from './settings.js';

/** The words of the cells: those of the explanations, and a few that only a sheet needs. */
export interface Say extends Messages {
  readonly language: Language;
  verdict(verdict: Verdict): string;
  taperVerdict(verdict: TaperVerdict): string;
  flagStatus(status: FlagStatus): string;
  readonly columns: readonly [kind: string, item: string, result: string, basis: string, why: string];
  readonly kinds: Readonly<Record<'programme' | 'taper' | 'risk' | 'question' | 'clause', string>>;
  readonly statuses: Readonly<Record<Status, string>>;
  readonly asked: Readonly<Record<'fact' | 'finding' | 'parameter' | 'reading', string>>;
  readonly others: string;
  readonly colon: string;
  readonly semicolon: string;
  alsoNot(cite: string): string;
  readings(names: string): string;
}

const SHEET_ZH = {
  columns: ['类别', '事项', '结论', '依据', '说明'],
  kinds: { programme: '项目', taper: '渐退', risk: '风险', question: '待补', clause: '条款' },
  statuses: {
    met: '条件具备',
    undetermined: '尚不能确定',
    'not-met': '条件不具备',
    'not-in-force': '不在适用期内',
    'out-of-scope': '不适用',
  },
  asked: { fact: '事实', finding: '待认定', parameter: '参数', reading: '读法' },
  others: '其他项目',
  colon: '：',
  semicolon: '；',
  alsoNot: (cite: string) => `其余条款也不具备${cite}`,
  readings: (names: string) => `待选定读法${names}`,
} as const;

const SHEET_EN = {
  columns: ['kind', 'item', 'result', 'basis', 'why'],
  kinds: { programme: 'programme', taper: 'taper', risk: 'risk', question: 'missing', clause: 'clause' },
  statuses: {
    met: 'met',
    undetermined: 'open',
    'not-met': 'not met',
    'not-in-force': 'not in force',
    'out-of-scope': 'not addressed',
  },
  asked: { fact: 'fact', finding: 'finding', parameter: 'parameter', reading: 'reading' },
  others: 'other programmes',
  colon: ': ',
  semicolon: '; ',
  alsoNot: (cite: string) => `nor are the others met ${cite}`,
  readings: (names: string) => `a reading is to be adopted for ${names}`,
} as const;

const same = <T extends string>(word: T): string => word;

/** The words in one wording. With ids the verdicts are ids, as programs compare them, and sentences are in English. */
export const SAY: Readonly<Record<Wording, Say>> = {
  zh: {
    ...zh,
    ...SHEET_ZH,
    language: 'zh',
    verdict: (verdict) => zh.verdicts[verdict],
    taperVerdict: (verdict) => zh.tapers[verdict],
    flagStatus: (status) => zh.flags[status],
  },
  en: {
    ...en,
    ...SHEET_EN,
    language: 'en',
    verdict: (verdict) => en.verdicts[verdict],
    taperVerdict: (verdict) => en.tapers[verdict],
    flagStatus: (status) => en.flags[status],
  },
  id: {
    ...en,
    ...SHEET_EN,
    language: 'en',
    verdict: same,
    taperVerdict: same,
    flagStatus: same,
    statuses: {
      met: 'met',
      undetermined: 'undetermined',
      'not-met': 'not-met',
      'not-in-force': 'not-in-force',
      'out-of-scope': 'out-of-scope',
    },
  },
};
