import { usedFacts } from '../generate/used-facts.js';
import type { PlanName, RuleSet } from '../plan/plan.js';
import { isSupplied } from '../snapshot/names.js';
import { headerFile } from '../worksheet/header-file.js';
import { unitWords } from '../worksheet/units.js';
import { valueWords, YES_NO } from '../worksheet/words.js';

/** One column of a template. */
export interface TemplateColumn {
  readonly header: string;
  readonly group: 'row' | 'fact' | 'finding' | 'member';
  readonly name: PlanName | null;
  /** The words to choose from, where a cell holds one of a few. */
  readonly choices: readonly string[];
  readonly comment: string;
}

type Language = 'zh' | 'en';

/** The columns that the rules of a jurisdiction ask for: the household's facts, then those of so many members. */
export function templateColumns(ruleSet: RuleSet, members: number, language: Language): TemplateColumn[] {
  const used = usedFacts([ruleSet], ruleSet.file.instrument.date, () => ({}));
  const order = new Map([...ruleSet.names.keys()].map((name, index) => [name, index]));
  const sorted = (names: readonly PlanName[]) =>
    [...names].sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
  // No test names the authority's taper decision: it is laid against the clause, and its months are counted.
  const decided = ruleSet.rules.some((rule) => rule.rule.kind === 'taper')
    ? [...ruleSet.names.values()].filter((name) => name.key === 'taperDecision')
    : [];
  const household = sorted([...new Set([...used.household, ...decided])]).flatMap((name) =>
    columnsOf(ruleSet, name, used.askedBy.household.get(name.name) ?? [], '', language),
  );
  const member = Array.from({ length: members }, (_, index) => {
    const prefix = language === 'zh' ? `成员${index + 1}.` : `m${index + 1}.`;
    const own = sorted(used.member).flatMap((name) =>
      columnsOf(ruleSet, name, used.askedBy.member.get(name.name) ?? [], prefix, language),
    );
    const id: TemplateColumn = {
      header: `${prefix}${headerFile.member.id[language]}`,
      group: 'member',
      name: null,
      choices: [],
      comment: SAYS[language].memberId,
    };
    return [id, ...own.map((column) => ({ ...column, group: 'member' as const }))];
  });
  const id: TemplateColumn = {
    header: headerFile.row.id[language],
    group: 'row',
    name: null,
    choices: [],
    comment: SAYS[language].id,
  };
  return [id, ...household, ...member.flat()];
}

/** The parameters that a jurisdiction's file names anywhere. */
export function templateParameters(ruleSet: RuleSet): PlanName[] {
  const text = JSON.stringify(ruleSet.file);
  return [...ruleSet.names.values()].filter((name) => isSupplied(name) && new RegExp(`\\b${name.name}\\b`).test(text));
}

function columnsOf(
  ruleSet: RuleSet,
  name: PlanName,
  clauses: readonly string[],
  prefix: string,
  language: Language,
): TemplateColumn[] {
  const base = headerFile.facts[name.name]?.[language] ?? name.label[language];
  // A series by month has a column a month, which nobody can lay out beforehand.
  if (name.entryKey === 'month') return [];
  const unit = name.unit === undefined ? '' : `（${unitWords(name.unit)}）`;
  const headers = name.perClause
    ? clauses.map((clause) => [`${base}（${clause}）`, [clause]] as const)
    : [[`${base}${unit}`, clausesOf(ruleSet, name)] as const];
  return headers.map(([header, asked]) => ({
    header: `${prefix}${header}`,
    group: name.kind === 'finding' ? 'finding' : 'fact',
    name,
    choices: choicesOf(name, language),
    comment: commentOf(name, asked, language),
  }));
}

function choicesOf(name: PlanName, language: Language): string[] {
  if (name.type === 'boolean' || name.type === 'finding') return [...YES_NO[language]];
  return name.type === 'enum' ? valueWords(name, language) : [];
}

function commentOf(name: PlanName, clauses: readonly string[], language: Language): string {
  const say = SAYS[language];
  const words =
    name.type === 'set'
      ? [say.several(valueWords(name, language))]
      : name.type === 'enum'
        ? [say.oneOf(valueWords(name, language))]
        : [];
  const kind = name.kind === 'finding' ? [say.finding] : [];
  const form = name.type === 'date' ? [say.date] : name.type === 'month' ? [say.month] : [];
  const asked = clauses.slice(0, 8).map((clause) => clause.slice(clause.indexOf('/') + 1));
  return [
    name.label[language],
    ...kind,
    ...words,
    ...form,
    say.blank,
    ...(asked.length === 0 ? [] : [say.clauses(asked, clauses.length)]),
  ].join('\n');
}

/** The clauses whose tests name a fact. */
function clausesOf(ruleSet: RuleSet, name: PlanName): string[] {
  const names = (rule: RuleSet['rules'][number]) =>
    rule.tests.some((test) => test.left.name === name || (test.right.kind === 'ref' && test.right.ref.name === name));
  return ruleSet.rules.filter(names).map((rule) => rule.id);
}

const SAYS = {
  zh: {
    id: '每户一行，编号不要重复。长号码请存成文本。',
    memberId: '成员的编号；成员的任何一格填了内容，就算列出了这个成员。',
    finding: '由主管部门认定；没有认定的留空。',
    several: (words: readonly string[]) => `可填多项，用顿号隔开；没有的填“无”：${words.join('、')}`,
    oneOf: (words: readonly string[]) => `填其中一项：${words.join('、')}`,
    date: '日期，如 2020-06-30',
    month: '月份，如 2020-06',
    blank: '留空表示不详，不等于“否”。',
    clauses: (clauses: readonly string[], count: number) =>
      `用到它的条款：${clauses.join('、')}${count > clauses.length ? ` 等${count}条` : ''}`,
  },
  en: {
    id: 'One household a row, each with its own id. Long numbers have to be stored as text.',
    memberId: 'Id of the member; a member is listed as soon as one of its cells is filled.',
    finding: 'For the authority to find; blank while there is no finding.',
    several: (words: readonly string[]) => `Any of, separated by semicolons; “no” for none: ${words.join('; ')}`,
    oneOf: (words: readonly string[]) => `One of: ${words.join('; ')}`,
    date: 'A date such as 2020-06-30',
    month: 'A month such as 2020-06',
    blank: 'Blank is unknown, which is not “no”.',
    clauses: (clauses: readonly string[], count: number) =>
      `Used by ${clauses.join(', ')}${count > clauses.length ? ` and ${count - clauses.length} more` : ''}`,
  },
} as const;
