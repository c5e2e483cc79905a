import type { ParameterPack } from '../../src/schema/pack.js';
import type { Texts } from '../../src/schema/texts.js';

/** Where a number of a rule set is stated: an entry of `fixtures/numbers.json`. */
export interface StatedNumber {
  readonly jurisdiction: string;
  /** The rule, or the name that a formula makes. */
  readonly in: string;
  readonly numbers: readonly string[];
  /** The clause that states it, and the few words in which it does. */
  readonly clause: string;
  readonly words: string;
  /** How the number follows from the words, where it is not printed just so. */
  readonly note?: Texts;
}

/** Every number of the rule sets with the clause that states it, and every figure of the packs with its source. */
export function numbersPage(stated: readonly StatedNumber[], packs: readonly ParameterPack[]): string {
  const note = (texts: Texts | undefined) => (texts === undefined ? '' : `${texts.zh}<br>${texts.en}`);
  return [
    '<!-- Generated from fixtures/numbers.json and rules/parameters/*.json; do not edit. `npm run generate` writes it. -->',
    '',
    '# 数字出处 · Where every number comes from',
    '',
    '规则里的每一个数字，都由某一条款写明；这里逐个列出。测试核对：规则里的数字都在表里，表里的数字都在规则里，引用的字句都在文件里。',
    '',
    'Every number in a rule is stated by a clause; each is listed here. A test holds that all numbers of the rules are in the table, all of the table in the rules, and all words quoted in the instrument.',
    '',
    '| 数字 · Number | 用在 · Used in | 条款 · Clause | 原文字句 · Words | 说明 · Note |',
    '|---|---|---|---|---|',
    ...stated.map(
      (entry) =>
        `| ${entry.numbers.join(', ')} | \`${entry.in}\` | ${entry.clause} | ${entry.words} | ${note(entry.note)} |`,
    ),
    '',
    '## 参数包里的数字 · Figures of the parameter packs',
    '',
    '各文件没有写明的数值，由使用单位选用；下限和平均数从不当作标准。F1：官方网页；F2：机构或报纸文字。',
    '',
    'Values that the instruments do not state, for the deployer to choose; floors and averages are never used as standards. F1: an official page; F2: the text of an agency or a newspaper.',
    '',
    '| 参数包 · Pack | 系列 · Series | 作用 · Role | 期间 · Period | 数值 · Figure | 等级 · Grade | 出处 · Source |',
    '|---|---|---|---|---|---|---|',
    ...packs.flatMap(({ pack, series }) =>
      series.flatMap(({ id, name, role, values, unit }) =>
        values.map((entry) => {
          const period = `${entry.from} – ${entry.until ?? '…'}`;
          const cells =
            entry.value === null
              ? ['空 · none', '', note(entry.why)]
              : [`${entry.value} ${unit}`, entry.grade, note(entry.source)];
          return `| ${pack} | \`${id}\` ${name.zh} | ${role} | ${period} | ${cells.join(' | ')} |`;
        }),
      ),
    ),
    '',
  ].join('\n');
}
