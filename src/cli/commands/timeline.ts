import { JiantuiError } from '../../base/error.js';
import { jurisdictions } from '../../rules.js';
import {
  type BenefitModel,
  benefitModel,
  type ReadingId,
  type Timeline,
  timeline,
  timelineSvg,
  timelineText,
} from '../../taper/index.js';
import type { Args, Command } from '../command.js';
import { type Deployment, InputError, jurisdictionOf, readDeployment, readInput } from '../inputs.js';

const FILES = 'fixtures/histories/rongchang.json --parameters fixtures/histories/rongchang.parameters.json';

/** `jiantui timeline`: a household month by month, as text, as JSON or as a picture. */
export const timelineCommand: Command = {
  name: 'timeline',
  about: {
    zh: '按历史资料逐月跟踪一户：渐退第几个月、按哪种读法、下一步办什么',
    en: 'follows a household month by month: the month of its taper, under each reading, and what to do next',
  },
  takes: { placeholder: 'FILE|-', min: 1, max: 1 },
  options: ['jurisdiction', 'parameters', 'pack', 'overlay', 'adopt', 'reading', 'benefit', 'until', 'format'],
  choices: { format: ['text', 'json', 'svg'] },
  details: {
    zh: 'FILE 写 { "id", "jurisdiction", "snapshots": [ 每月一份资料 ], "decisions": [ 渐退决定 ] }。资料用 asOf 写日期，或用 month 写月份\n（按当月最后一天）。月份可以缺、可以乱序；缺的月份不作推定。渐退只从决定写明的月份起算。',
    en: 'FILE holds { "id", "jurisdiction", "snapshots": [ one a month ], "decisions": [ the taper decisions ] }. A snapshot has its day in\nasOf, or its month in month (decided for the last day). Months may be missing or out of order; nothing is presumed of a missing\nmonth. A taper begins only in the month that its decision names.',
  },
  examples: [
    { line: `jiantui timeline ${FILES}`, about: { zh: '逐月跟踪示例户', en: 'follows the example household' } },
    {
      line: `jiantui timeline ${FILES} --reading R2 --benefit steps:100/75/50/25 --lang en`,
      about: {
        zh: '采用一种读法，并按一种假定计算金额',
        en: 'adopts a reading, and works out amounts by an assumption',
      },
    },
    { line: `jiantui timeline ${FILES} --format svg`, about: { zh: '画成图', en: 'as a picture' } },
  ],
  run: async (args, io) => {
    const { options, language } = args;
    const file = await readInput(args.positionals[0] ?? '-', io);
    const home = homeOf(file.value, args);
    const deployment = await readDeployment(args, [home, ...namedBy(file.value).filter((named) => named !== home)], io);
    const benefit = options.benefit === undefined ? undefined : modelOf(options.benefit);
    let result: Timeline;
    try {
      result = await timeline((jurisdiction) => deployment.ruleSet(jurisdiction), file.value, {
        jurisdiction: home,
        parameters: (jurisdiction: string) => parametersOf(jurisdiction, home, deployment),
        adopt: Object.assign({}, ...[home, ...jurisdictions].map((jurisdiction) => deployment.adopted(jurisdiction))),
        ...(options.reading === undefined ? {} : { reading: options.reading as ReadingId }),
        ...(benefit === undefined ? {} : { benefit }),
        ...(options.until === undefined ? {} : { until: options.until }),
      });
    } catch (error) {
      if (!(error instanceof JiantuiError)) throw error;
      if (error.code === 'bad-history' || error.code === 'bad-household') throw new InputError(file, error);
      if (error.code === 'bad-parameters' && deployment.parameters !== null)
        throw new InputError(deployment.parameters, error);
      throw error;
    }
    if (options.format === 'json') io.out(`${JSON.stringify(result, null, 2)}\n`);
    else if (options.format === 'svg') io.out(timelineSvg(result, { language }));
    else io.out(timelineText(result, { language, columns: io.columns }));
    return 0;
  },
};

/** A benefit model by its name; problems carry the option's name. */
function modelOf(written: string): BenefitModel {
  try {
    return benefitModel(written);
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    throw new JiantuiError(
      error.code,
      error.issues.map((issue) => ({ ...issue, path: ['--benefit'] })),
      { cause: error },
    );
  }
}

/** Where the household is first: the option's, the history's own, or that of its first snapshot. */
function homeOf(history: unknown, { options }: Args): string {
  const own = (history as { jurisdiction?: unknown } | null)?.jurisdiction;
  const [first] = namedBy(history);
  if (options.jurisdiction === undefined && own === undefined && first !== undefined) return first;
  return jurisdictionOf(history, options.jurisdiction);
}

/** The jurisdictions that the snapshots name, in the order of the file. */
function namedBy(history: unknown): string[] {
  const snapshots = (history as { snapshots?: unknown } | null)?.snapshots;
  if (!Array.isArray(snapshots)) return [];
  const named = snapshots.map((snapshot: unknown) => (snapshot as { jurisdiction?: unknown } | null)?.jurisdiction);
  return [...new Set(named.filter((name): name is string => typeof name === 'string'))];
}

/** A parameters file is for the first jurisdiction, unless it is laid out by jurisdiction. */
function parametersOf(jurisdiction: string, home: string, deployment: Deployment): unknown {
  const value = deployment.parameters?.value ?? {};
  const keys = typeof value === 'object' ? Object.keys(value) : [];
  const isKeyed = keys.length > 0 && keys.every((key) => (jurisdictions as readonly string[]).includes(key));
  const own = isKeyed ? ((value as Record<string, unknown>)[jurisdiction] ?? {}) : jurisdiction === home ? value : {};
  return deployment.parametersOf(jurisdiction, own);
}
