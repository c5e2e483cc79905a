import { coverageOf } from '../../coverage/coverage.js';
import { shippedCases } from '../../coverage/shipped-cases.js';
import { coverageSummary, coverageText } from '../../coverage/text.js';
import { jurisdictions } from '../../rules.js';
import type { Command } from '../command.js';
import { readDeployment } from '../inputs.js';

/** `jiantui rules coverage`: every clause with its rule or reason, its cases, its open words. */
export const rulesCoverage: Command = {
  name: 'rules coverage',
  about: {
    zh: '逐条交代：每一条是规则还是台账、为什么、有哪些个案、哪些用语留有余地',
    en: 'accounts for every clause: rule or ledger and why, its cases, its open words',
  },
  takes: { placeholder: '[ID]', min: 0, max: 1 },
  options: ['overlay', 'format'],
  details: {
    zh: '个案是随附的政策个案，每条规则至少有一个“具备”、一个“不具备”。有规则缺个案时退出码为 1。',
    en: 'Cases are the policy cases that come with the rule sets: at least one met and one not met a rule. Status 1 when a rule lacks one.',
  },
  examples: [
    { line: 'jiantui rules coverage', about: { zh: '各辖区的总数', en: 'the totals of every jurisdiction' } },
    {
      line: 'jiantui rules coverage hainan',
      about: { zh: '海南文件逐条', en: 'Hainan’s instrument, clause by clause' },
    },
  ],
  run: async (args, io) => {
    const { positionals, options, language } = args;
    const [id] = positionals;
    const chosen = id === undefined ? jurisdictions : [id];
    const deployment = await readDeployment(args, chosen, io);
    const all = chosen.map((jurisdiction) => coverageOf(deployment.ruleSet(jurisdiction), shippedCases(jurisdiction)));
    if (options.format === 'json') io.out(`${JSON.stringify(id === undefined ? all : all[0], null, 2)}\n`);
    else
      io.out(
        all
          .map((coverage) =>
            id === undefined ? `${coverageSummary(coverage, language)}\n` : coverageText(coverage, language),
          )
          .join(''),
      );
    // Rules of an overlay have no cases here; that is for its author to see, and no failing.
    const lacking = all
      .flatMap(({ clauses }) => clauses)
      .some((clause) => clause.in === 'rules' && clause.addedBy === undefined && clause.unshown.length > 0);
    return lacking ? 1 : 0;
  },
};
