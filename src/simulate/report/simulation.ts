import type { Language } from '../../base/issue-text.js';
import { taperVerdicts, verdicts } from '../../schema/decision.js';
import { taperText, verdictText } from '../chart/style.js';
import { UNKNOWN_GROUP } from '../groups.js';
import { INVENTED } from '../marginals.js';
import { monthsInWords } from '../reform-words.js';
import type { Changes, Movement, Portion, SimulationResult } from '../result.js';
import { type Block, type Report, type Section, table } from './section.js';
import { type Words, words } from './words.js';

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
      { title: say.programmes, blocks: [programmes(result, language, say)] },
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

function changes(result: SimulationResult, found: Changes, reform: string, language: Language, say: Words): Section {
  const nameOf = new Map(
    result.policies.flatMap((policy) =>
      policy.programmes.map((entry) => [entry.programme, entry.name[language]] as const),
    ),
  );
  const row = <T>(what: string, movement: Movement<T>, text: (state: T) => string) => [
    what,
    text(movement.from),
    text(movement.to),
    number(movement.households),
    percent(movement.share),
    movement.examples.map(({ index, id }) => id ?? `#${index + 1}`).join(language === 'zh' ? '、' : ', '),
  ];
  const rows = [
    ...found.tapers.map((movement) =>
      row(say.dibaoTaper, movement, (state) =>
        state.months === null
          ? taperText(state.verdict, language)
          : remark(taperText(state.verdict, language), monthsInWords(state.months)[language], language),
      ),
    ),
    ...found.programmes
      .filter(({ programme }) => programme !== 'dibao-taper')
      .map((movement) =>
        row(nameOf.get(movement.programme) ?? movement.programme, movement, (verdict) =>
          verdictText(verdict, language),
        ),
      ),
  ];
  const head: Block = {
    kind: 'text',
    text:
      rows.length === 0
        ? say.noChange
        : say.changed(number(found.households.households), percent(found.households.share)),
  };
  return {
    title: say.changes(reform),
    blocks:
      rows.length === 0
        ? [head]
        : [head, { ...table(say.moveHead, rows, 3), numbers: [false, false, false, true, true, false] } as Block],
  };
}

/** Verdicts by programme: a reform's only where they differ from those of the rules as they stand. */
function programmes(result: SimulationResult, language: Language, say: Words): Block {
  const names = new Map(
    result.policies.flatMap((policy) =>
      policy.programmes.map((entry) => [entry.programme, entry.name[language]] as const),
    ),
  );
  const rows = [...names].flatMap(([programme, name]) => {
    const own = result.policies.map((policy) => {
      const entry = policy.programmes.find((each) => each.programme === programme);
      return {
        policy: policy.name[language],
        cells: verdicts.map((verdict) =>
          number(entry?.verdicts[verdict].households ?? (verdict === 'silent' ? result.households : 0)),
        ),
      };
    });
    const [first] = own;
    return own
      .filter((each, index) => index === 0 || each.cells.join() !== first?.cells.join())
      .map((each, index) => [index === 0 ? name : '', each.policy, ...each.cells]);
  });
  const isUsed = verdicts.map((_, index) => rows.some((row) => row[index + 2] !== '0'));
  const keep = (row: readonly string[]) => row.filter((_, index) => index < 2 || isUsed[index - 2] === true);
  return table(
    keep(['', say.policyHead[0] ?? '', ...verdicts.map((verdict) => verdictText(verdict, language))]),
    rows.map(keep),
    2,
  );
}

function missing(result: SimulationResult, language: Language, say: Words): Section[] {
  const baseline = result.policies[0];
  const names = new Map(baseline?.programmes.map((entry) => [entry.programme, entry.name[language]]));
  const rows = (baseline?.missing ?? []).flatMap((entry) =>
    entry.names
      .slice(0, 5)
      .map((each, index) => [
        index === 0 ? (names.get(entry.programme) ?? entry.programme) : '',
        each.label[language],
        say.kinds[each.kind],
        number(each.households),
        percent(each.share),
        number(each.alone),
      ]),
  );
  return rows.length === 0 ? [] : [{ title: say.missing, blocks: [table(say.missingHead, rows, 3)] }];
}

function groups(result: SimulationResult, language: Language, say: Words, pictures: readonly Block[]): Section[] {
  const by = [...new Set(result.groups.map((group) => group.by))];
  const nameOf = new Map(result.policies.map((policy) => [policy.id, policy.name[language]]));
  return by.map((name, place) => {
    const own = result.groups.filter((group) => group.by === name);
    const rows = own.flatMap((group) =>
      group.policies.map((policy, index) => {
        const taper = policy.tapers[0]?.verdicts;
        return [
          index === 0 ? (group.group === UNKNOWN_GROUP ? say.unknown : group.group) : '',
          index === 0 ? number(group.households) : '',
          nameOf.get(policy.id) ?? policy.id,
          ...(['granted', 'discretionary', 'undetermined'] as const).map((verdict) =>
            taper === undefined ? '—' : percent(taper[verdict].share),
          ),
        ];
      }),
    );
    const block: Block = { ...table(say.groupHead, rows), numbers: [false, true, false, true, true, true] } as Block;
    return { title: say.groups(own[0]?.label[language] ?? name), blocks: [block, ...(place === 0 ? pictures : [])] };
  });
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

function counted(portion: Portion): string {
  return `${number(portion.households)} (${percent(portion.share)})`;
}

/** Digits in groups of three, at most six decimals. */
export function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Yuan with the digits before the point in groups of three. */
export function money(yuan: string): string {
  const [whole = '', ...rest] = yuan.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

/** A remark after a name, in the brackets of the language. */
function remark(name: string, more: string, language: Language): string {
  return language === 'zh' ? `${name}（${more}）` : `${name} (${more})`;
}
