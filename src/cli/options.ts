import type { OptionSpec } from './option-spec.js';

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
  'known-on': {
    placeholder: 'DATE',
    about: {
      zh: '只依据截至此日已有的认定、事件和决定，如 2020-06-30；日期在其后的按未知处理',
      en: 'only findings, events and decisions dated up to this day count, such as 2020-06-30; later ones are unknown',
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
  as: {
    placeholder: 'module|rule-set',
    choices: ['module', 'rule-set'],
    about: {
      zh: '编成什么：module 可读的 JavaScript 模块（默认），供 openModule 和 compile；rule-set 供 openRuleSet',
      en: 'what to make: module, readable JavaScript (the default), for openModule and compile; rule-set, for openRuleSet',
    },
  },
  from: {
    placeholder: 'ndjson|csv',
    choices: ['ndjson', 'csv'],
    about: {
      zh: '输入的格式；不写时看文件名，默认 ndjson',
      en: 'format of the input; by default that of the file’s name, or ndjson',
    },
  },
  encoding: {
    placeholder: 'utf-8|gb18030',
    choices: ['utf-8', 'gb18030'],
    about: { zh: '输入的编码，默认 utf-8', en: 'encoding of the input, utf-8 by default' },
  },
  to: {
    placeholder: 'ndjson|csv',
    choices: ['ndjson', 'csv'],
    about: {
      zh: '输出的格式；不写时看文件名，默认 ndjson',
      en: 'format of the output; by default that of the file’s name, or ndjson',
    },
  },
  full: {
    about: {
      zh: '写出完整的决定（不含依据链），只限 ndjson',
      en: 'writes whole decisions, without their traces; ndjson only',
    },
  },
  workers: {
    placeholder: 'N',
    form: { pattern: /^([1-9]|[1-5]\d|6[0-4])$/, expected: { zh: '1 至 64', en: '1 to 64' } },
    about: {
      zh: '用几个线程，默认 2；只有一个核，或 batch 的输入不到 64 MB 时为 1',
      en: 'how many threads; 2 by default, 1 on a single core and for batches below 64 MB',
    },
  },
  resume: { about: { zh: '接着上次中断的地方做', en: 'goes on where a run was broken off' } },
  quiet: { about: { zh: '不显示进度和小结', en: 'shows no progress and no summary' } },
  template: {
    placeholder: 'ID',
    about: {
      zh: '生成这个辖区的空白表，写到 --output',
      en: 'writes an empty workbook for this jurisdiction to --output',
    },
  },
  members: {
    placeholder: 'N',
    form: { pattern: /^([0-9]|[1-4]\d|50)$/, expected: { zh: '0 至 50', en: '0 to 50' } },
    about: { zh: '空白表里留几个成员的列，默认 3', en: 'members with columns in the empty workbook, 3 by default' },
  },
  sheet: {
    placeholder: 'NAME',
    about: {
      zh: '读哪张工作表；默认第一张没有隐藏、也不叫“参数”的',
      en: 'the worksheet to read; by default the first that is not hidden and does not hold the parameters',
    },
  },
  'ignore-unknown': {
    about: { zh: '不认识的表头略过，不当作错误', en: 'passes over headers that are not known instead of stopping' },
  },
  explain: {
    placeholder: 'ROW',
    form: { pattern: /^[1-9]\d{0,14}$/, expected: { zh: '行号，从 1 起', en: 'a row number, from 1' } },
    about: { zh: '只解释这一行', en: 'explains this one row only' },
  },
  reform: {
    placeholder: 'FILE',
    multiple: true,
    about: { zh: '改革方案（JSON）；可写多次', en: 'a reform, as JSON; may be repeated' },
  },
  generate: {
    placeholder: 'N',
    form: { pattern: /^[1-9]\d{0,8}$/, expected: { zh: '户数，如 10000', en: 'a number of households such as 10000' } },
    about: {
      zh: '不读文件，随机编造 N 户（不是数据）；须同时写 --as-of',
      en: 'makes up N households instead of reading a file (they are not data); needs --as-of',
    },
  },
  seed: {
    placeholder: 'N',
    form: { pattern: /^\d{1,9}$/, expected: { zh: '整数', en: 'a whole number' } },
    about: {
      zh: '编造时所用的种子，默认 1；种子相同则家庭相同',
      en: 'the seed, 1 by default; equal seeds make equal households',
    },
  },
  missing: {
    placeholder: 'PERCENT',
    form: { pattern: /^(100|\d{1,2})(\.\d+)?$/, expected: { zh: '0 至 100', en: '0 to 100' } },
    about: { zh: '编造时缺多少资料，百分之几，默认 0', en: 'how many facts in a hundred are left out, 0 by default' },
  },
  'group-by': {
    placeholder: 'NAME[=A,B]',
    multiple: true,
    about: {
      zh: '按这项事实或这一列分组；数值可写分界，如 perCapitaMonthlyIncome=450,900；可写多次',
      en: 'groups by a fact or a column; a number takes limits: perCapitaMonthlyIncome=450,900; may be repeated',
    },
  },
  column: {
    placeholder: 'NAME',
    multiple: true,
    about: {
      zh: '数据中不是事实的列，判断时不看，可用来分组；可写多次',
      en: 'a column of the data that is no fact; may be grouped by; may be repeated',
    },
  },
  weight: {
    placeholder: 'NAME',
    about: { zh: '权重所在的列', en: 'the column that holds how many households one stands for' },
  },
  'income-before': {
    placeholder: 'YUAN',
    form: { pattern: /^\d+(\.\d+)?$/, expected: { zh: '金额，如 300.00', en: 'an amount such as 300.00' } },
    about: {
      zh: '假定收入变化前每人每月多少元；frozen 和 steps 要用',
      en: 'assumed income per head and month before it rose; needed by frozen and steps',
    },
  },
  attached: {
    placeholder: 'YUAN',
    form: { pattern: /^\d+(\.\d+)?$/, expected: { zh: '金额，如 120.00', en: 'an amount such as 120.00' } },
    about: {
      zh: '假定与低保身份挂钩的其他待遇每户每月折合多少元',
      en: 'assumed worth a month of other help that hangs on being on dibao',
    },
  },
  capped: { about: { zh: '渐退期间所发不超过标准×人口', en: 'what a taper pays is at most standard × persons' } },
  range: {
    placeholder: 'FROM..TO',
    form: { pattern: /^\d+(\.\d+)?\.\.\d+(\.\d+)?$/, expected: { zh: '如 0..1200', en: 'such as 0..1200' } },
    about: { zh: '从多少看到多少，默认 0..1200', en: 'from what to what, 0..1200 by default' },
  },
  month: {
    placeholder: 'N',
    form: { pattern: /^[1-9]\d{0,2}$/, expected: { zh: '第几个月，如 1', en: 'a month such as 1' } },
    about: { zh: '看渐退的第几个月，默认 1', en: 'which month of the taper, 1 by default' },
  },
  picture: {
    placeholder: 'FILE',
    about: { zh: '图写到哪个文件：.svg 或 .png', en: 'the file for the picture: .svg or .png' },
  },
  font: {
    placeholder: 'FILE',
    about: {
      zh: '.png 图所用的字体文件（TTF 或 OTF）；不写时用 @embedpdf/fonts-sc，没有则用系统字体',
      en: 'the font file (TTF or OTF) for a .png picture; otherwise @embedpdf/fonts-sc, else the fonts of the system',
    },
  },
  coverage: { about: { zh: '写出哪些条款和界线还没有案例', en: 'says which clauses and boundaries no case shows' } },
  junit: {
    placeholder: 'FILE',
    about: { zh: 'JUnit 格式的结果写到哪个文件', en: 'the file for the results as JUnit XML' },
  },
  quick: { about: { zh: '不查尚难确定的缺什么，快一些', en: 'does not look for what is missing, and is quicker' } },
  lang: {
    placeholder: 'zh|en',
    choices: ['zh', 'en'],
    about: { zh: '语言：中文（默认）或英文', en: 'language: Chinese (the default) or English' },
  },
  help: { about: { zh: '显示用法', en: 'shows how to use it' } },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type OptionName = keyof typeof options;

/** Options as given; those that may be repeated are lists, one without a value is an empty text. */
export type OptionValues = {
  readonly [Name in OptionName]?: (typeof options)[Name] extends { multiple: true } ? readonly string[] : string;
};

/** How an option is declared, seen as the general form. */
export function optionSpec(name: OptionName): OptionSpec {
  return options[name];
}
