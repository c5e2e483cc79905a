import { JiantuiError } from '../../base/error.js';
import type { Language } from '../../base/issue-text.js';
import { issueText } from '../../base/issue-text.js';
import { runSimulation, type SimulateRun } from '../../node/simulate.js';
import { writeOutput } from '../../node/write-file.js';
import { renderSvg } from '../../simulate/chart/render.js';
import { barsSize, groupChart, taperChart } from '../../simulate/chart/verdicts.js';
import { type ReportOptions, simulationReport } from '../../simulate/report/simulation.js';
import { reportHtml } from '../../simulate/report/to-html.js';
import { reportText } from '../../simulate/report/to-text.js';
import type { SimulationResult } from '../../simulate/result-types.js';
import type { Args, Command } from '../command.js';
import { inFile } from '../inputs.js';
import type { Io } from '../io.js';
import { costOptions, groupings, optionIssue, readBaseline, readReforms } from '../simulate-inputs.js';
import { simulateProgress, startMeter } from '../simulate-progress.js';

const BASE = '--jurisdiction rongchang --as-of 2020-06-30 --parameters fixtures/parameters/rongchang-2020.json';

/** `jiantui simulate`: a population under the rules as they stand and under reforms. */
export const simulateCommand: Command = {
  name: 'simulate',
  about: {
    zh: '试算：一批家庭在现行规则和改革方案下各得什么',
    en: 'counts what a population gets under the rules and under reforms',
  },
  takes: { placeholder: '[FILE]', min: 0, max: 1 },
  options: [
    'jurisdiction',
    'as-of',
    'known-on',
    'parameters',
    'pack',
    'overlay',
    'adopt',
    'reform',
    'generate',
    'seed',
    'missing',
    'group-by',
    'column',
    'weight',
    'benefit',
    'income-before',
    'attached',
    'capped',
    'encoding',
    'workers',
    'output',
    'format',
    'quick',
    'quiet',
  ],
  details: {
    zh: 'FILE 是一行一户的 .ndjson、表格 .csv，或 .parquet（要另装 @duckdb/node-api）；也可用 --generate 编造家庭。结果打印出来；写了 --output\n的，另存为一个可以双击打开的网页（图要另装 echarts）。按 Ctrl-C 则停下来，给出已经数过的部分。',
    en: 'FILE holds a household a line (.ndjson), a table (.csv), or .parquet (needs @duckdb/node-api); --generate makes households up instead.\nThe results are printed; --output also writes them as a page that opens from a double-click (pictures need echarts). Ctrl-C stops\nand gives what has been counted.',
  },
  examples: [
    {
      line: `jiantui simulate --generate 10000 ${BASE} --reform fixtures/reforms/rongchang-twelve-months.json`,
      about: { zh: '渐退改为十二个月会怎样', en: 'what if the taper ran twelve months' },
    },
    {
      line: `jiantui simulate --generate 10000 ${BASE} --reform fixtures/reforms/rongchang-no-ceiling.json --benefit frozen --income-before 300 --output report.html`,
      about: {
        zh: '取消二倍上限会怎样，要花多少钱；存成网页',
        en: 'what if the ceiling went, and what it costs; as a page',
      },
    },
    {
      line: 'jiantui simulate 台账.csv --jurisdiction rongchang --column 村 --group-by 村',
      about: { zh: '自己的数据，按村分组', en: 'one’s own data, by village' },
    },
  ],
  run: async (args, io) => {
    const measure = startMeter(args.language);
    const { run, generated } = await readRun(args, io);
    const progress = args.options.quiet === undefined ? simulateProgress(io, args.language) : null;
    const stop = new AbortController();
    const onStop = () => stop.abort();
    process.once('SIGINT', onStop);
    try {
      const { result, state, workers } = await runSimulation({
        ...run,
        signal: stop.signal,
        now: () => performance.now(),
        ...(progress === null ? {} : { onProgress: progress.show }),
      });
      progress?.stop();
      await print(result, generated, args, io);
      if (progress !== null) io.err(`${measure(state.done, workers)}\n`);
      return result.complete ? (result.bad.n > 0 ? 1 : 0) : 130;
    } catch (error) {
      throw run.input.kind === 'file' ? inFile(run.input.path, error) : error;
    } finally {
      progress?.stop();
      process.off('SIGINT', onStop);
    }
  },
};

async function readRun(args: Args, io: Io): Promise<{ run: SimulateRun; generated: boolean }> {
  const { options, positionals } = args;
  const path = positionals[0];
  const asOf = options['as-of'];
  if ((path === undefined) === (options.generate === undefined))
    throw optionIssue({
      code: path === undefined ? 'missing-key' : 'conflict',
      path: ['FILE'],
      expected: 'FILE / --generate N',
    });
  if (options.generate !== undefined && asOf === undefined)
    throw optionIssue({ code: 'missing-key', path: ['--as-of'], expected: 'YYYY-MM-DD' });
  const { ruleSet, parameters, adopt } = await readBaseline(args, io);
  const { source } = ruleSet;
  if (source === undefined) throw new RangeError('a simulation needs a rule set that was loaded from files');
  const reforms = await readReforms(args, ruleSet, io);
  const spec: SimulateRun['spec'] = {
    source,
    reforms: reforms.map(({ file }) => file),
    parameters,
    adopt,
    asOf: asOf ?? null,
    knownOn: options['known-on'] ?? null,
    groupBy: groupings(args),
    columns: options.column ?? [],
    weight: options.weight ?? null,
    cost: costOptions(args),
    blame: options.quick === undefined,
  };
  const workers = options.workers === undefined ? null : Number(options.workers);
  if (path !== undefined)
    return {
      run: {
        spec,
        input: { kind: 'file', path, encoding: options.encoding === 'gb18030' ? 'gb18030' : 'utf-8' },
        workers,
      },
      generated: false,
    };
  const population = {
    seed: Number(options.seed ?? 1),
    size: Number(options.generate),
    asOf: asOf ?? '',
    missing: Number(options.missing ?? 0),
    parameters,
  };
  return { run: { spec, input: { kind: 'generated', population }, workers }, generated: true };
}

async function print(result: SimulationResult, generated: boolean, args: Args, io: Io): Promise<void> {
  const { language, options } = args;
  if (options.format === 'json') io.out(`${JSON.stringify(result, null, 2)}\n`);
  else io.out(reportText(simulationReport(result, { language, generated })));
  if (options.output === undefined) return;
  const pictures = await draw(result, generated, language, io);
  await writeOutput(options.output, reportHtml(simulationReport(result, { language, generated, pictures }), language));
}

/** The pictures of a report; none, and a word about it, where ECharts is not installed. */
async function draw(
  result: SimulationResult,
  generated: boolean,
  language: Language,
  io: Io,
): Promise<NonNullable<ReportOptions['pictures']>> {
  try {
    const taper = await renderSvg(taperChart(result, language, generated), barsSize(result.policies.length));
    const by = result.groups[0]?.by;
    const last = result.policies.at(-1)?.id ?? 'baseline';
    const groups =
      by === undefined
        ? []
        : [
            {
              after: 'groups' as const,
              title: by,
              svg: await renderSvg(
                groupChart(result, by, last, language, generated),
                barsSize(result.groups.filter((group) => group.by === by).length),
              ),
            },
          ];
    return [{ after: 'taper', title: language === 'zh' ? '渐退' : 'taper', svg: taper }, ...groups];
  } catch (error) {
    if (!(error instanceof JiantuiError) || error.code !== 'missing-package') throw error;
    for (const issue of error.issues) io.err(`${issueText(issue, language)}\n`);
    return [];
  }
}
