import type { Issue } from '../../base/issue.js';
import { issueText } from '../../base/issue-text.js';
import { runSheetFile } from '../../node/sheet.js';
import { writeOutput } from '../../node/write-file.js';
import { jurisdictions } from '../../rules.js';
import type { SheetEnd } from '../../workbook/run.js';
import { buildTemplate } from '../../workbook/template.js';
import type { Args, Command } from '../command.js';
import { readDeployment } from '../inputs.js';
import type { Io } from '../io.js';
import { texts } from '../texts.js';

/** `jiantui sheet`: a workbook of households gets columns with the results, or is made to be filled in. */
export const sheetCommand: Command = {
  name: 'sheet',
  about: {
    zh: '判断工作簿里的每一户，结果加在右边',
    en: 'decides every household of a workbook and adds columns with the results',
  },
  takes: { placeholder: 'IN.xlsx', min: 0, max: 1 },
  beside: (output) => [`${output}.part`],
  options: [
    'output',
    'template',
    'members',
    'sheet',
    'programme',
    'ignore-unknown',
    'jurisdiction',
    'as-of',
    'known-on',
    'parameters',
    'pack',
    'overlay',
    'adopt',
    'quiet',
  ],
  details: {
    zh: '表头用中文或英文，见 docs/spreadsheets.md。“参数”表里可以写辖区、评估基准日和各项标准；选项写了的，以选项为准。\n读不通的行照样留着，原因写在“问题”一列，退出码为 1。结果以外的内容原样保留。',
    en: 'Headers in Chinese or English, see docs/spreadsheets.md. A sheet named “parameters” may name the jurisdiction, the evaluation date\nand the standards; options go before it. A row that cannot be read stays, with the reason in its last column, and the exit status is 1.\nEverything but the results stays as it is.',
  },
  examples: [
    {
      line: 'jiantui sheet --template rongchang -o 台账.xlsx',
      about: { zh: '生成空白表', en: 'makes an empty workbook' },
    },
    { line: 'jiantui sheet 台账.xlsx -o 结果.xlsx', about: { zh: '判断每一户', en: 'decides every household' } },
    {
      line: 'jiantui sheet 台账.xlsx -o 结果.xlsx --programme 低保 --programme 渐退',
      about: { zh: '两个项目各占一列', en: 'two programmes, a column each' },
    },
  ],
  run: async (args, io) => {
    const problem = usageProblem(args);
    if (problem !== null) {
      io.err(`jiantui: ${issueText(problem, args.language)}\n${texts[args.language].seeHelp('jiantui sheet')}\n`);
      return 2;
    }
    return args.options.template === undefined ? judge(args, io) : makeTemplate(args.options.template, args, io);
  },
};

async function makeTemplate(jurisdiction: string, args: Args, io: Io): Promise<number> {
  const { members = '3', output = '' } = args.options;
  const deployment = await readDeployment(args, [jurisdiction], io);
  const ruleSet = deployment.ruleSet(jurisdiction);
  await writeOutput(output, await buildTemplate(ruleSet, { members: Number(members), language: args.language }));
  return 0;
}

async function judge(args: Args, io: Io): Promise<number> {
  const { options, positionals, language } = args;
  const { jurisdiction, output = '', sheet, 'as-of': asOf, 'known-on': knownOn } = options;
  const deployment = await readDeployment(args, jurisdiction === undefined ? jurisdictions : [jurisdiction], io);
  const isQuiet = options.quiet !== undefined;
  const progress = isQuiet ? () => undefined : createProgress(io, language);
  const end = await runSheetFile({
    input: positionals[0] ?? '',
    output,
    ruleSet: deployment.ruleSet,
    parameters: (id, own) =>
      options.parameters === undefined ? deployment.parametersOf(id, own) : deployment.parametersOf(id),
    adopt: deployment.adopted,
    programmes: options.programme ?? [],
    ignoreUnknown: options['ignore-unknown'] !== undefined,
    language,
    onProgress: progress,
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownOn === undefined ? {} : { knownOn }),
    ...(sheet === undefined ? {} : { sheet }),
  });
  if (!isQuiet) io.err(summary(end, language));
  return end.bad > 0 ? 1 : 0;
}

/** Milliseconds between two lines of progress. */
const LINE_EVERY = 5000;

function createProgress(io: Io, language: Args['language']): (rows: number, of: number) => void {
  let shown = Date.now();
  return (rows, of) => {
    if (Date.now() - shown < LINE_EVERY) return;
    shown = Date.now();
    io.err(language === 'zh' ? `${rows} / ${of} 行\n` : `${rows} of ${of} rows\n`);
  };
}

function summary({ sheet, headerRow, rows, bad, skipped, ignored }: SheetEnd, language: Args['language']): string {
  const zh = language === 'zh';
  const passed =
    ignored.length === 0
      ? ''
      : zh
        ? `略过的表头：${ignored.join('、')}\n`
        : `headers passed over: ${ignored.join(', ')}\n`;
  const others =
    skipped === 0
      ? ''
      : zh
        ? `；另有 ${skipped} 行不是一户（如合计）`
        : `; ${skipped} more rows hold no household (totals, say)`;
  return zh
    ? `工作表“${sheet}”，表头在第${headerRow}行：${rows} 户，其中 ${bad} 户读不通，原因写在最后一列${others}\n${passed}`
    : `sheet “${sheet}”, headers in row ${headerRow}: ${rows} households, ${bad} of them not readable, with the reason in the last column${others}\n${passed}`;
}

/** What is wrong with arguments that are each in order by themselves. */
function usageProblem({ options, positionals }: Args): Issue | null {
  if (options.output === undefined || options.output === '-') return { code: 'missing-key', path: ['--output'] };
  if (options.template === undefined && positionals.length === 0) return { code: 'missing-key', path: ['IN.xlsx'] };
  if (options.template !== undefined && positionals.length > 0)
    return { code: 'conflict', path: ['--template'], found: positionals[0] ?? '' };
  return null;
}
