import { JiantuiError } from '../../base/error.js';
import { shown } from '../../base/issue.js';
import { issueText } from '../../base/issue-text.js';
import { svgToPng } from '../../node/png.js';
import { writeOutput } from '../../node/write-file.js';
import { parametersUnder } from '../../reform/reform.js';
import { CLIFF_SIZE, cliffChart } from '../../simulate/chart/cliff.js';
import { renderSvg } from '../../simulate/chart/render.js';
import { costModel } from '../../simulate/cost.js';
import { sweepReport } from '../../simulate/report/sweep.js';
import { reportHtml } from '../../simulate/report/to-html.js';
import { reportText } from '../../simulate/report/to-text.js';
import { type Sweep, sweepFact } from '../../simulate/sweep.js';
import type { Args, Command } from '../command.js';
import { InputError, readInput } from '../inputs.js';
import type { Io } from '../io.js';
import { costOptions, optionIssue, readBaseline, readReforms } from '../simulate-inputs.js';

const FILES =
  'fixtures/households/cliff.json --jurisdiction rongchang --parameters fixtures/parameters/rongchang-2020.json';

/** `jiantui simulate cliffs`: one household whose income rises, and where it loses by it. */
export const simulateCliffs: Command = {
  name: 'simulate cliffs',
  about: {
    zh: '一户的收入一路上升，在哪里反而变少（悬崖效应）',
    en: 'moves a household’s income up and shows where it loses by it',
  },
  takes: { placeholder: 'FILE|-', min: 1, max: 1 },
  options: [
    'jurisdiction',
    'as-of',
    'known-on',
    'parameters',
    'pack',
    'overlay',
    'adopt',
    'reform',
    'fact',
    'range',
    'month',
    'benefit',
    'income-before',
    'attached',
    'capped',
    'picture',
    'font',
    'output',
    'format',
  ],
  details: {
    zh: 'FILE 是一户的 JSON 资料，不必写收入。每个界线都看到分：之下一分、恰好、之上一分。文件没有写明渐退期间发多少，所以要用\n--benefit 写出假定；不写则只看结论。图要另装 echarts，存成 .png 还要 @resvg/resvg-js 和中文字体（@embedpdf/fonts-sc，或用 --font）。',
    en: 'FILE holds one household as JSON; it need not say what its income is. Every line is looked at to the cent: below, at and above. No\ninstrument says what is paid during a taper, so --benefit has to say what is assumed; without it there are verdicts only. Pictures\nneed echarts, and .png also @resvg/resvg-js and a font with Chinese characters (@embedpdf/fonts-sc, or --font).',
  },
  examples: [
    {
      line: `jiantui simulate cliffs ${FILES} --benefit frozen --income-before 300`,
      about: { zh: '渐退期照发原补差，陡坎在哪里', en: 'where the cliffs are if the old top-up goes on' },
    },
    {
      line: `jiantui simulate cliffs ${FILES} --benefit frozen --income-before 300 --attached 120 --picture cliff.svg`,
      about: { zh: '加上挂钩的待遇，画成图', en: 'with attached help, as a picture' },
    },
  ],
  run: async (args, io) => {
    const { options, language } = args;
    const sweep = await readSweep(args, io);
    if (options.format === 'json') io.out(`${JSON.stringify(sweep, null, 2)}\n`);
    else io.out(reportText(sweepReport(sweep, language, null)));
    if (options.picture !== undefined) await writePicture(options.picture, await draw(sweep, args), options.font);
    if (options.output !== undefined) {
      const picture = await drawn(sweep, args, io);
      await writeOutput(options.output, reportHtml(sweepReport(sweep, language, picture), language));
    }
    return 0;
  },
};

async function readSweep(args: Args, io: Io): Promise<Sweep> {
  const { options, positionals } = args;
  const [from = '0', to = '1200'] = (options.range ?? '0..1200').split('..');
  const file = await readInput(positionals[0] ?? '-', io);
  const household = file.value;
  if (typeof household !== 'object' || household === null || Array.isArray(household)) {
    throw new InputError(
      file,
      new JiantuiError('bad-household', [{ code: 'not-an-object', path: [], found: shown(household) }]),
    );
  }
  const { ruleSet, parameters, adopt } = await readBaseline(args, io);
  const reforms = await readReforms(args, ruleSet, io);
  if (reforms.length > 1)
    throw optionIssue({ code: 'conflict', path: ['--reform'], found: String(reforms.length), expected: '1' });
  const reformed = reforms[0]?.reform.apply(ruleSet) ?? ruleSet;
  const model = costOptions(args);
  try {
    return sweepFact(reformed, household as Record<string, unknown>, {
      fact: options.fact ?? 'perCapitaMonthlyIncome',
      from,
      to,
      parameters: parametersUnder(ruleSet, reformed, parameters),
      adopt,
      ...(options['as-of'] === undefined ? {} : { asOf: options['as-of'] }),
      ...(options['known-on'] === undefined ? {} : { knownOn: options['known-on'] }),
      ...(options.month === undefined ? {} : { month: Number(options.month) }),
      ...(model === null ? {} : { cost: costModel(model) }),
    });
  } catch (error) {
    throw error instanceof JiantuiError && error.code === 'bad-household' ? new InputError(file, error) : error;
  }
}

function draw(sweep: Sweep, { language }: Args): Promise<string> {
  return renderSvg(cliffChart(sweep, language), CLIFF_SIZE);
}

/** The picture for a page; null, and a word about it, where ECharts is not installed. */
async function drawn(sweep: Sweep, args: Args, io: Io): Promise<{ title: string; svg: string } | null> {
  try {
    return { title: sweep.label[args.language], svg: await draw(sweep, args) };
  } catch (error) {
    if (!(error instanceof JiantuiError) || error.code !== 'missing-package') throw error;
    for (const issue of error.issues) io.err(`${issueText(issue, args.language)}\n`);
    return null;
  }
}

async function writePicture(path: string, svg: string, font: string | undefined): Promise<void> {
  if (!/\.(svg|png)$/i.test(path))
    throw optionIssue({ code: 'wrong-value', path: ['--picture'], found: shown(path), expected: '.svg, .png' });
  await writeOutput(path, /\.png$/i.test(path) ? await svgToPng(svg, font) : svg);
}
