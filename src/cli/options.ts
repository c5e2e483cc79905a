import type { Texts } from '../schema/texts.js';

interface OptionSpec {
  /** Without one the option takes no value. */
  readonly placeholder?: string;
  readonly short?: string;
  readonly multiple?: boolean;
  readonly choices?: readonly string[];
  /** What a value has to look like, beyond being there. */
  readonly form?: { readonly pattern: RegExp; readonly expected: Texts };
  readonly about: Texts;
}

/** Every option of every command, in the order in which help lists them. */
export const options = {
  jurisdiction: {
    placeholder: 'ID',
    about: {
      zh: '适用哪个辖区的文件；不写时按每户资料中的 jurisdiction',
      en: 'whose instrument applies; by default the household’s own `jurisdiction`',
    },
  },
  'as-of': {
    placeholder: 'DATE',
    about: {
      zh: '评估基准日，如 2020-06-30；代替每户资料中的 asOf',
      en: 'the evaluation date, such as 2020-06-30; instead of the household’s own `asOf`',
    },
  },
  parameters: {
    placeholder: 'FILE',
    about: {
      zh: '参数文件：名称到数值，或到分段生效的数值',
      en: 'a parameters file: name to value, or to dated values',
    },
  },
  pack: {
    placeholder: 'NAME',
    multiple: true,
    about: {
      zh: '选用随附的参数包（见 rules packs）；可写多次，自己的参数文件优先',
      en: 'uses a parameter pack that comes with jiantui (see rules packs); may be repeated, your own parameters file goes before',
    },
  },
  overlay: {
    placeholder: 'FILE',
    multiple: true,
    about: {
      zh: '使用单位的叠加文件；可写多次，按先后叠加',
      en: 'a deploying authority’s overlay; may be repeated, laid on in order',
    },
  },
  adopt: {
    placeholder: 'CLAUSE=READING',
    multiple: true,
    form: {
      pattern: /^[^=]+=[^=]+$/,
      expected: {
        zh: '条款=读法，如 rongchang/5.1-c=everyone',
        en: 'CLAUSE=READING, such as rongchang/5.1-c=everyone',
      },
    },
    about: {
      zh: '对有多种读法的条款选定一种；可写多次',
      en: 'adopts one reading of a clause that has several; may be repeated',
    },
  },
  programme: {
    placeholder: 'ID',
    multiple: true,
    about: {
      zh: '只看这个项目，如 dibao-taper；可写多次',
      en: 'only this programme, such as dibao-taper; may be repeated',
    },
  },
  fact: {
    placeholder: 'NAME',
    about: {
      zh: '哪一个数，如 perCapitaMonthlyIncome',
      en: 'which number, such as perCapitaMonthlyIncome',
    },
  },
  member: {
    placeholder: 'ID',
    about: { zh: '哪一个成员的数', en: 'whose number, where it is one of a member' },
  },
  reading: {
    placeholder: 'R1|R2|R3',
    choices: ['R1', 'R2', 'R3'],
    about: {
      zh: '渐退期内收入变动按哪种读法计月：R1 既定、R2 逐月、R3 重新触发；不写则三种并列',
      en: 'how months of a taper count when the income moves: R1 vested, R2 month by month, R3 new trigger; by default all three',
    },
  },
  benefit: {
    placeholder: 'MODEL',
    about: {
      zh: '假定渐退期间发多少：frozen、top-up、steps 或 steps:100/75/50/25；文件没有写，不写则不算',
      en: 'assumes what is paid during a taper: frozen, top-up, steps or steps:100/75/50/25; no instrument says, so by default nothing',
    },
  },
  until: {
    placeholder: 'MONTH',
    form: { pattern: /^\d{4}-(0[1-9]|1[0-2])$/, expected: { zh: '月份，如 2020-12', en: 'a month such as 2020-12' } },
    about: { zh: '接着走到哪个月，其间没有资料', en: 'a later month to go on to, without a snapshot' },
  },
  format: {
    placeholder: 'text|json',
    choices: ['text', 'json'],
    about: { zh: '输出成文字（默认）或 JSON', en: 'output as text (the default) or as JSON' },
  },
  output: {
    placeholder: 'FILE',
    short: 'o',
    about: { zh: '结果写到哪个文件；写 - 则写到标准输出', en: 'the file for the results; - for the standard output' },
  },
  from: {
    placeholder: 'ndjson|csv',
    choices: ['ndjson', 'csv'],
    about: { zh: '输入的格式；不写时看文件名，默认 ndjson', en: 'format of the input; by default that of the file’s name, or ndjson' },
  },
  encoding: {
    placeholder: 'utf-8|gb18030',
    choices: ['utf-8', 'gb18030'],
    about: { zh: '输入的编码，默认 utf-8', en: 'encoding of the input, utf-8 by default' },
  },
  to: {
    placeholder: 'ndjson|csv',
    choices: ['ndjson', 'csv'],
    about: { zh: '输出的格式；不写时看文件名，默认 ndjson', en: 'format of the output; by default that of the file’s name, or ndjson' },
  },
  full: { about: { zh: '写出完整的决定（不含依据链），只限 ndjson', en: 'writes whole decisions, without their traces; ndjson only' } },
  workers: {
    placeholder: 'N',
    form: { pattern: /^([1-9]|[1-5]\d|6[0-4])$/, expected: { zh: '1 至 64', en: '1 to 64' } },
    about: { zh: '用几个线程，默认 2（只有一个核时为 1）', en: 'how many threads; 2 by default, 1 on a single core' },
  },
  resume: { about: { zh: '接着上次中断的地方做', en: 'goes on where a run was broken off' } },
  quiet: { about: { zh: '不显示进度和小结', en: 'shows no progress and no summary' } },
  explain: {
    placeholder: 'ROW',
    form: { pattern: /^[1-9]\d{0,14}$/, expected: { zh: '行号，从 1 起', en: 'a row number, from 1' } },
    about: { zh: '只解释这一行', en: 'explains this one row only' },
  },
  lang: {
    placeholder: 'zh|en',
    choices: ['zh', 'en'],
    about: { zh: '语言：中文（默认）或英文', en: 'language: Chinese (the default) or English' },
  },
  help: { about: { zh: '显示用法', en: 'shows how to use it' } },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type OptionName = keyof typeof options;

/** Options as given; those that may be repeated are lists. */
export interface OptionValues {
  readonly jurisdiction?: string;
  readonly 'as-of'?: string;
  readonly parameters?: string;
  readonly pack?: readonly string[];
  readonly overlay?: readonly string[];
  readonly programme?: readonly string[];
  readonly fact?: string;
  readonly member?: string;
  readonly adopt?: readonly string[];
  readonly reading?: string;
  readonly benefit?: string;
  readonly until?: string;
  readonly format?: string;
  readonly output?: string;
  readonly from?: string;
  readonly encoding?: string;
  readonly to?: string;
  readonly workers?: string;
  readonly explain?: string;
  /** Given or not; options that take no value. */
  readonly full?: string;
  readonly resume?: string;
  readonly quiet?: string;
}

/** How an option is declared, seen as the general form. */
export function optionSpec(name: OptionName): OptionSpec {
  return options[name];
}
