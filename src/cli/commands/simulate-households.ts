import { INVENTED } from '../../generate/marginals.js';
import { createPopulation } from '../../generate/population.js';
import type { Command } from '../command.js';
import { optionIssue, readBaseline } from '../simulate-inputs.js';

/** `jiantui simulate households`: made-up households, a line each. */
export const simulateHouseholds: Command = {
  name: 'simulate households',
  about: { zh: '随机编造家庭，一行一户（不是数据）', en: 'makes up households, a line each (they are not data)' },
  takes: { placeholder: '', min: 0, max: 0 },
  options: ['jurisdiction', 'as-of', 'parameters', 'pack', 'generate', 'seed', 'missing'],
  details: {
    zh: '为试算、测试和教学而编造；收入特意落在各条界线附近。',
    en: 'Made up for trials, tests and teaching; incomes lie around the lines of the rules on purpose.',
  },
  examples: [
    {
      line: 'jiantui simulate households --generate 3 --jurisdiction rongchang --as-of 2020-06-30 --parameters fixtures/parameters/rongchang-2020.json',
      about: { zh: '编造三户', en: 'makes up three households' },
    },
  ],
  run: async (args, io) => {
    const { options, language } = args;
    if (options.generate === undefined) throw optionIssue({ code: 'missing-key', path: ['--generate'] });
    if (options['as-of'] === undefined)
      throw optionIssue({ code: 'missing-key', path: ['--as-of'], expected: 'YYYY-MM-DD' });
    const { ruleSet, parameters } = await readBaseline(args, io);
    const population = createPopulation(ruleSet, {
      seed: Number(options.seed ?? 1),
      size: Number(options.generate),
      asOf: options['as-of'],
      missing: Number(options.missing ?? 0),
      parameters,
    });
    io.err(`${INVENTED[language]}\n`);
    let lines: string[] = [];
    for (const household of population) {
      lines.push(JSON.stringify(household));
      if (lines.length < 1000) continue;
      io.out(`${lines.join('\n')}\n`);
      lines = [];
    }
    if (lines.length > 0) io.out(`${lines.join('\n')}\n`);
    return 0;
  },
};
