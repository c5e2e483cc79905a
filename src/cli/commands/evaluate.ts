import { explanationLines } from '../../explain/explain.js';
import { renderLines } from '../../explain/line.js';
import type { Args, Command } from '../command.js';
import { decideAll } from '../decide.js';
import type { Io } from '../io.js';
import { painter } from '../paint.js';

const FILES = 'fixtures/households/rongchang.json --parameters fixtures/parameters/rongchang-2020.json';

/** `jiantui evaluate`: the results in short, or the whole decision as JSON. */
export const evaluateCommand: Command = {
  name: 'evaluate',
  about: { zh: '按文件判断一户或多户，给出结论', en: 'decides one household or many, and prints the results' },
  takes: { placeholder: 'FILE|-', min: 1, max: 1 },
  options: ['jurisdiction', 'as-of', 'known-on', 'parameters', 'pack', 'overlay', 'adopt', 'format'],
  details: {
    zh: 'FILE 是一户的 JSON 资料，或者多户的列表；写 - 则从标准输入读取。列表中资料有误的户报告序号后跳过，其余照常判断。',
    en: 'FILE holds one household as JSON, or a list of households; - reads the standard input. In a list a household that cannot be\nread is reported with its index and passed over.',
  },
  examples: [
    {
      line: `jiantui evaluate ${FILES} --jurisdiction rongchang`,
      about: { zh: '判断示例中的各户', en: 'decides the example households' },
    },
    {
      line: `jiantui evaluate ${FILES} --as-of 2020-12-31 --format json`,
      about: { zh: '换一个基准日，输出 JSON', en: 'on another day, as JSON' },
    },
    {
      line: `jiantui evaluate ${FILES} --adopt rongchang/5.1-c=everyone --lang en`,
      about: { zh: '选定一种读法，用英文输出', en: 'adopts a reading, in English' },
    },
  ],
  run: (args, io) => (args.options.format === 'json' ? printJson(args, io) : printText(args, io, 'short')),
};

/** Prints each decision as text, a blank line between households. */
export async function printText(args: Args, io: Io, detail: 'short' | 'full'): Promise<number> {
  const paint = painter(io);
  const { status } = await decideAll(args, io, ({ decision, ruleSet }, index) => {
    const lines = explanationLines(decision, ruleSet, { language: args.language, detail });
    io.out(
      `${index === 0 ? '' : '\n'}${renderLines(lines, { columns: io.columns, ...(paint === undefined ? {} : { paint }) })}\n`,
    );
  });
  return status;
}

/** Prints one decision as a JSON object, or a list of them where the file holds a list. */
async function printJson(args: Args, io: Io): Promise<number> {
  const parts: string[] = [];
  const { isList, status } = await decideAll(
    args,
    io,
    ({ decision }) => void parts.push(JSON.stringify(decision, null, 2)),
  );
  if (isList) io.out(parts.length === 0 ? '[]\n' : `[\n${parts.join(',\n')}\n]\n`);
  else if (parts[0] !== undefined) io.out(`${parts[0]}\n`);
  return status;
}
