import { JiantuiError } from '../../base/error.js';
import { thresholdsText } from '../../thresholds/text.js';
import { thresholds } from '../../thresholds/thresholds.js';
import type { Command } from '../command.js';
import { InputError, jurisdictionOf, readDeployment, readInput } from '../inputs.js';
import { texts } from '../texts.js';

const FILE =
  'fixtures/households/compare.json --jurisdiction rongchang --parameters fixtures/parameters/rongchang-2020.json';

/** `jiantui thresholds`: at which values of one number anything changes. */
export const thresholdsCommand: Command = {
  name: 'thresholds',
  about: {
    zh: '反过来问：某个数到多少，结论会变，依据哪一条',
    en: 'asks the other way round: at which values of one number anything changes, and by which clause',
  },
  takes: { placeholder: 'FILE|-', min: 1, max: 1 },
  options: ['fact', 'member', 'jurisdiction', 'as-of', 'known-on', 'parameters', 'pack', 'overlay', 'adopt', 'format'],
  details: {
    zh: '其余各项照旧，只变 --fact 所写的那一个数。界值是准确的；相邻两个界值之间，什么也不变。',
    en: 'Everything else stays as it is; only the number named by --fact moves. The values are exact, and nothing changes between one\nand the next.',
  },
  examples: [
    {
      line: `jiantui thresholds ${FILE} --fact perCapitaMonthlyIncome`,
      about: {
        zh: '月人均收入到多少，渐退期开始、到多少为止',
        en: 'at which monthly income the taper starts and ends',
      },
    },
  ],
  run: async (args, io) => {
    const { options, language } = args;
    const { fact } = options;
    if (fact === undefined) {
      io.err(`jiantui: ${texts[language].tooFew('--fact NAME')}\n${texts[language].seeHelp('jiantui thresholds')}\n`);
      return 2;
    }
    const file = await readInput(args.positionals[0] ?? '-', io);
    const jurisdiction = inFile(() => jurisdictionOf(file.value, options.jurisdiction));
    const deployment = await readDeployment(args, [jurisdiction], io);
    const ruleSet = deployment.ruleSet(jurisdiction);
    const found = inFile(() =>
      thresholds(ruleSet, file.value, fact, {
        ...(options['as-of'] === undefined ? {} : { asOf: options['as-of'] }),
        ...(options['known-on'] === undefined ? {} : { knownOn: options['known-on'] }),
        ...(options.member === undefined ? {} : { member: options.member }),
        parameters: deployment.parametersOf(jurisdiction),
        adopt: deployment.adopted(jurisdiction),
      }),
    );
    io.out(
      options.format === 'json'
        ? `${JSON.stringify(found, null, 2)}\n`
        : thresholdsText(found, ruleSet, fact, language),
    );
    return 0;

    /** Problems of the household are reported with its file, those of options with the option's name. */
    function inFile<T>(act: () => T): T {
      try {
        return act();
      } catch (error) {
        if (!(error instanceof JiantuiError)) throw error;
        if (error.code === 'bad-household') throw new InputError(file, error);
        if (error.code !== 'bad-option') throw error;
        throw new JiantuiError(
          error.code,
          error.issues.map((issue) => ({ ...issue, path: [`--${String(issue.path[0])}`, ...issue.path.slice(1)] })),
          { cause: error },
        );
      }
    }
  },
};
