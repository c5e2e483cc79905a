import type { Language } from '../../base/issue-text.js';
import { type ParameterPack, parameterPack, parameterPacks } from '../../rules.js';
import type { Texts } from '../../schema/texts.js';
import type { Command } from '../command.js';

/** `jiantui rules packs`: the parameter packs that come with the rule sets. */
export const rulesPacks: Command = {
  name: 'rules packs',
  about: {
    zh: '列出随附的参数包：有日期、有出处的数值，由使用单位选用',
    en: 'lists the parameter packs: dated, cited values for the deployer to choose',
  },
  takes: { placeholder: '[NAME]', min: 0, max: 1 },
  options: ['format'],
  examples: [
    { line: 'jiantui rules packs', about: { zh: '有哪些参数包', en: 'which packs there are' } },
    {
      line: 'jiantui rules packs chongqing',
      about: { zh: '重庆的各期数值和出处', en: 'the values of Chongqing with their sources' },
    },
  ],
  run: ({ positionals, options, language }, io) => {
    const [name] = positionals;
    const packs = (name === undefined ? parameterPacks : [name]).map((each) => parameterPack(each));
    if (options.format === 'json') io.out(`${JSON.stringify(name === undefined ? packs : packs[0], null, 2)}\n`);
    else io.out(packs.map((pack) => `${packText(pack, language, name !== undefined)}\n`).join(''));
    return Promise.resolve(0);
  },
};

const ROLES: Readonly<Record<ParameterPack['series'][number]['role'], Texts>> = {
  standard: { zh: '标准', en: 'standard' },
  floor: { zh: '下限，不作标准用', en: 'a floor, never used as a standard' },
  average: { zh: '平均数，不作标准用', en: 'an average, never used as a standard' },
};

function packText(pack: ParameterPack, language: Language, full: boolean): string {
  const pick = (texts: Texts) => texts[language];
  const head = `${pack.pack.padEnd(26)}${pick(pack.name)} (${pack.for.join(', ')})\n    ${pick(pack.about)}`;
  if (!full) return head;
  const series = pack.series.flatMap((entry) => [
    `  ${pick(entry.name)}: ${pick(ROLES[entry.role])}${entry.role === 'standard' && entry.parameter !== undefined ? ` → ${entry.parameter}` : ''}`,
    ...(entry.note === undefined ? [] : [`    ${pick(entry.note)}`]),
    ...entry.values.map(
      (value) =>
        `    ${value.from} – ${value.until ?? '…'}  ${value.value ?? '—'}  ${value.value === null ? pick(value.why) : `${value.grade}  ${pick(value.source)}`}`,
    ),
  ]);
  return [head, ...series].join('\n');
}
