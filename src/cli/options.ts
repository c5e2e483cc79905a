import type { Texts } from '../schema/texts.js';

interface OptionSpec {
  readonly placeholder?: string;
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
  format: {
    placeholder: 'text|json',
    choices: ['text', 'json'],
    about: { zh: '输出成文字（默认）或 JSON', en: 'output as text (the default) or as JSON' },
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
  readonly overlay?: readonly string[];
  readonly adopt?: readonly string[];
  readonly format?: string;
}

/** How an option is declared, seen as the general form. */
export function optionSpec(name: OptionName): OptionSpec {
  return options[name];
}
