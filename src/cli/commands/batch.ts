import { JiantuiError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { issueText } from '../../base/issue-text.js';
import { explanationLines } from '../../explain/explain.js';
import { renderLines } from '../../explain/line.js';
import { type BatchRun, runBatch } from '../../node/batch.js';
import { assembleRow } from '../../node/batch-row.js';
import { hasProgress, sideFiles } from '../../node/batch-state.js';
import { createProgress, summary } from '../batch-progress.js';
import type { Args, Command } from '../command.js';
import { inFile, readDeployment } from '../inputs.js';
import type { Io } from '../io.js';
import { painter } from '../paint.js';
import { texts } from '../texts.js';

const FILES = 'households.ndjson -o results.ndjson --jurisdiction rongchang --parameters parameters.json';

/** `jiantui batch`: every household of a file, one line of results each. */
export const batchCommand: Command = {
  name: 'batch',
  about: {
    zh: '成批判断：一行一户，输出一行一户',
    en: 'decides files of any size: a household a line, a line of results each',
  },
  takes: { placeholder: 'IN|-', min: 1, max: 1 },
  beside: sideFiles,
  options: [
    'output',
    'jurisdiction',
    'as-of',
    'known-on',
    'parameters',
    'pack',
    'overlay',
    'adopt',
    'from',
    'encoding',
    'to',
    'full',
    'workers',
    'resume',
    'quiet',
    'explain',
  ],
  details: {
    zh: '输出的顺序与输入相同。读不通的行写到 输出文件.errors.ndjson，其余照常判断，退出码为 1。按 Ctrl-C 中断后，用 --resume 接着做。',
    en: 'Results stand in the order of the input. Rows that cannot be read go to OUT.errors.ndjson, the rest goes on, and the exit status\nis 1. After Ctrl-C, --resume goes on from there.',
  },
  examples: [
    { line: `jiantui batch ${FILES}`, about: { zh: '判断整个文件', en: 'decides a whole file' } },
    {
      line: 'jiantui batch 台账.csv -o 结果.csv --jurisdiction rongchang --encoding gb18030',
      about: { zh: '读 GB18030 编码的表格，输出表格', en: 'reads a table in GB18030 and writes one' },
    },
    { line: `jiantui batch ${FILES} --explain 7`, about: { zh: '解释第 7 行', en: 'explains row 7' } },
  ],
  run: async (args, io) => {
    const problem = usageProblem(args);
    if (problem !== null) {
      io.err(`jiantui: ${issueText(problem, args.language)}\n${texts[args.language].seeHelp('jiantui batch')}\n`);
      return 2;
    }
    const run = await readRun(args, io);
    return args.options.explain === undefined
      ? runAll(run, args, io)
      : explainRow(run, Number(args.options.explain), args, io);
  },
};

async function readRun(args: Args, io: Io): Promise<BatchRun> {
  const { options, positionals } = args;
  const input = positionals[0] ?? '-';
  const jurisdiction = options.jurisdiction ?? '';
  const output = options.output ?? '-';
  const deployment = await readDeployment(args, [jurisdiction], io);
  const ruleSet = deployment.ruleSet(jurisdiction);
  return {
    input,
    output,
    ruleSet,
    settings: {
      parameters: deployment.parametersOf(jurisdiction) as Record<string, unknown>,
      adopt: deployment.adopted(jurisdiction),
      asOf: options['as-of'] ?? null,
      knownOn: options['known-on'] ?? null,
      from: formatOf(options.from, input),
      encoding: options.encoding === 'gb18030' ? 'gb18030' : 'utf-8',
      to: formatOf(options.to, output),
      full: options.full !== undefined,
    },
    workers: options.workers === undefined ? null : Number(options.workers),
    resume: options.resume !== undefined,
  };
}

async function runAll(run: BatchRun, args: Args, io: Io): Promise<number> {
  const isQuiet = args.options.quiet !== undefined;
  const progress = isQuiet ? null : createProgress(io, args.language);
  const stop = new AbortController();
  const begun = performance.now();
  const onStop = () => stop.abort();
  process.once('SIGINT', onStop);
  process.once('SIGTERM', onStop);
  try {
    const end = await runBatch({
      ...run,
      signal: stop.signal,
      ...(progress === null ? {} : { onProgress: progress.show }),
    });
    progress?.stop();
    const seconds = (performance.now() - begun) / 1000;
    if (!isQuiet) for (const line of summary(end, seconds, args.language)) io.err(`${line}\n`);
    // 130 is what a shell expects of a program ended by Ctrl-C.
    return end.isStopped ? 130 : end.totals.bad > 0 ? 1 : 0;
  } catch (error) {
    progress?.stop();
    const isFull = error instanceof JiantuiError && error.issues.some(({ code }) => code === 'unwritable');
    if (isFull && (await hasProgress(run.output))) io.err(`${GO_ON[args.language]}\n`);
    throw inFile(run.input, error);
  } finally {
    progress?.stop();
    process.off('SIGINT', onStop);
    process.off('SIGTERM', onStop);
  }
}

const GO_ON = {
  zh: '没有做完；解决以后，加上 --resume 可接着做',
  en: 'not done; once there is a remedy, --resume goes on from here',
} as const;

/** The full explanation of one row, trace included. */
async function explainRow(run: BatchRun, row: number, args: Args, io: Io): Promise<number> {
  const decision = await assembleRow(run, row).catch((error: unknown) => {
    throw inFile(run.input, error);
  });
  const paint = painter(io);
  const lines = explanationLines(decision, run.ruleSet, { language: args.language, detail: 'full' });
  io.out(`${renderLines(lines, { columns: io.columns, ...(paint === undefined ? {} : { paint }) })}\n`);
  return 0;
}

function formatOf(option: string | undefined, name: string): 'ndjson' | 'csv' {
  if (option !== undefined) return option === 'csv' ? 'csv' : 'ndjson';
  return /\.csv$/i.test(name) ? 'csv' : 'ndjson';
}

/** What is wrong with options that are each in order by themselves. */
function usageProblem({ options, positionals, language }: Args): Issue | null {
  const { output = options.explain === undefined ? undefined : '-', jurisdiction, full, resume, explain } = options;
  const input = positionals[0];
  if (output === undefined) return { code: 'missing-key', path: ['--output'] };
  if (jurisdiction === undefined) return { code: 'missing-key', path: ['--jurisdiction'] };
  if (full !== undefined && formatOf(options.to, output) === 'csv')
    return { code: 'wrong-value', path: ['--full'], found: 'csv', expected: 'ndjson' };
  const files = language === 'zh' ? '输入和输出都是文件' : 'files for input and output';
  if (resume !== undefined && (input === '-' || output === '-'))
    return { code: 'wrong-value', path: ['--resume'], found: '-', expected: files };
  return resume !== undefined && explain !== undefined
    ? { code: 'wrong-value', path: ['--resume'], found: '--explain' }
    : null;
}
