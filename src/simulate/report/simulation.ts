import type { Language } from '../../base/issue-text.js';
import { INVENTED } from '../../generate/marginals.js';
import { monthsInWords } from '../../reform/words.js';
import { taperVerdicts } from '../../schema/decision.js';
import { taperText } from '../chart/style.js';
import type { SimulationResult } from '../result-types.js';
import { counted, money, number, percent, remark } from './format.js';
import { type Block, type Report, type Section, table } from './section.js';
import { changes, countTables, groups, missing } from './simulation-tables.js';
import { type Words, words } from './words.js';

/** The language of a report, and what it is called. */
export interface ReportOptions {
  readonly language: Language;
  /** True for a generated population: the report then says that it is invented. */
  readonly generated?: boolean;
  /** Pictures, drawn by `renderSvg`, each after the section of its name. */
  readonly pictures?: readonly { readonly after: 'taper' | 'groups'; readonly title: string; readonly svg: string }[];
}

/** The report of a simulation: what was counted, under which rules, what changes, what is missing, on which assumptions. */
export function simulationReport(result: SimulationResult, options: ReportOptions): Report {
  const { language } = options;
  const say = words[language];
  const picture = (after: 'taper' | 'groups'): Block[] =>
    (options.pictures ?? [])
      .filter((each) => each.after === after)
      .map(({ title, svg }) => ({ kind: 'picture', title, svg }));
  return {
    title: say.title,
    notes: [
      ...(options.generated === true ? [INVENTED[language]] : []),
      ...(result.complete ? [] : [say.incomplete(number(result.households + result.bad.n))]),
    ],
    sections: [
      population(result, say),
      rules(result, language, say),
      { title: say.taper, blocks: [taperTable(result, language, say), ...picture('taper')] },
      {
        title: say.months,
        blocks: [
          table(
            say.monthsHead,
            result.policies.map((policy) => [
              policy.name[language],
              number(policy.months.from),
              number(policy.months.to),
              number(policy.months.unlimited),
            ]),
          ),
        ],
      },
      ...(result.benefit === null ? [] : [cost(result, language, say)]),
      ...result.policies.flatMap((policy) =>
        policy.changes === null ? [] : [changes(result, policy.changes, policy.name[language], language, say)],
      ),
      ...countTables(result, language, say),
      ...missing(result, language, say),
      ...groups(result, language, say, picture('groups')),
      ...assumptions(result, language, say),
    ],
  };
}

function population(result: SimulationResult, say: Words): Section {
  const weight = result.weight === result.households ? null : number(result.weight);
  const { bad } = result;
  return {
    title: say.population,
    blocks: [
      { kind: 'text', text: say.counted(number(result.households), weight) },
      ...(bad.n === 0
        ? []
        : [
            { kind: 'text' as const, text: say.bad(number(bad.n)) },
            {
              kind: 'list' as const,
              items: bad.examples.map(({ index, id, problems }) => say.badItem(index, id, problems[0] ?? '')),
            },
          ]),
    ],
  };
}

function rules(result: SimulationResult, language: Language, say: Words): Section {
  const rows = result.policies.map(({ name, ruleSet }) => [
    name[language],
    ruleSet.name[language],
    ruleSet.version,
    ruleSet.digest,
  ]);
  const described = result.policies.flatMap((policy) =>
    policy.description.map((text) => `${policy.name[language]}${language === 'zh' ? '：' : ': '}${text[language]}`),
  );
  return {
    title: say.policies,
    blocks: [
      table(say.policyHead, rows, 4),
      ...(described.length === 0
        ? []
        : [
            { kind: 'text' as const, text: say.reforms },
            { kind: 'list' as const, items: described },
          ]),
    ],
  };
}

function taperTable(result: SimulationResult, language: Language, say: Words): Block {
  const shown = taperVerdicts.filter((verdict) =>
    result.policies.some((policy) => policy.tapers.some((taper) => taper.verdicts[verdict].households > 0)),
  );
  return table(
    ['', say.clause, ...shown.map((verdict) => taperText(verdict, language)), say.coverage],
    result.policies.flatMap((policy) =>
      policy.tapers.map((taper) => [
        policy.name[language],
        taper.clause === null ? '—' : remark(taper.clause, monthsInWords(taper.months)[language], language),
        ...shown.map((verdict) => counted(taper.verdicts[verdict])),
        say.bounds(percent(taper.covered.from), percent(taper.covered.to)),
      ]),
    ),
    2,
  );
}

function cost(result: SimulationResult, language: Language, say: Words): Section {
  const range = ({ from, to }: { from: string; to: string }) =>
    from === to ? money(from) : say.bounds(money(from), money(to));
  return {
    title: `${say.cost}${language === 'zh' ? '：' : ': '}${result.benefit?.name[language] ?? ''}`,
    blocks: [
      table(
        say.costHead,
        result.policies.flatMap((policy) =>
          policy.cost === null
            ? []
            : [
                [
                  policy.name[language],
                  range(policy.cost.dibaoPerMonth),
                  range(policy.cost.tapers),
                  number(policy.cost.unbounded),
                ],
              ],
        ),
      ),
    ],
  };
}

function assumptions(result: SimulationResult, language: Language, say: Words): Section[] {
  const parameters = Object.entries(result.parameters).map(
    ([name, value]) => `${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [
    {
      title: say.parameters,
      blocks:
        parameters.length === 0 ? [{ kind: 'text', text: say.noParameters }] : [{ kind: 'list', items: parameters }],
    },
    ...(result.benefit === null
      ? []
      : [
          {
            title: say.assumptions,
            blocks: [{ kind: 'list' as const, items: result.benefit.assumptions.map((text) => text[language]) }],
          },
        ]),
  ];
}
