import type { Command } from '../command.js';
import { printText } from './evaluate.js';

const FILES = 'fixtures/households/rongchang.json --parameters fixtures/parameters/rongchang-2020.json';

/** `jiantui explain`: results, reasons, what is missing, conventions. */
export const explainCommand: Command = {
  name: 'explain',
  about: {
    zh: '说明每项结论的理由、还缺什么、由谁提供',
    en: 'gives the reasons, what is missing and who can supply it',
  },
  takes: { placeholder: 'FILE|-', min: 1, max: 1 },
  options: ['jurisdiction', 'as-of', 'known-on', 'parameters', 'pack', 'overlay', 'adopt'],
  details: {
    zh: '逐条写出：查了哪些情况、与什么比较、用的是哪一天的参数、结果如何。每一句都以条款编号结尾，可以对着文件逐条核对。',
    en: 'Clause by clause: what was tested, against what, with which parameter of which date, with what result. Every sentence ends in\nthe numbers of its clauses, so that it can be checked against the instrument.',
  },
  examples: [
    {
      line: `jiantui explain ${FILES} --jurisdiction rongchang`,
      about: { zh: '说明示例中各户的理由', en: 'explains the example households' },
    },
    { line: `jiantui explain ${FILES} --lang en`, about: { zh: '用英文说明', en: 'the same in English' } },
  ],
  run: (args, io) => printText(args, io, 'full'),
};
