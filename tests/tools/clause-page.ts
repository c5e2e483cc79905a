import { type Coverage, coverageOf, type RuledClause } from '../../src/coverage/coverage.js';
import { kindNames, modalityNames, reasonNames } from '../../src/coverage/texts.js';
import { unitsEn, unitsZh } from '../../src/explain/messages/units.js';
import type { RulePlan, RuleSet, TargetPlan } from '../../src/plan/plan.js';
import type { CaseFile } from '../../src/schema/cases.js';
import type { InForce, Months, OpenWord, RuleFile } from '../../src/schema/rule-set.js';
import type { Texts } from '../../src/schema/texts.js';
import { conditionList } from './words.js';

const both = ({ zh, en }: Texts) => `${zh}<br>${en}`;
const inline = ({ zh, en }: Texts) => `${zh} · ${en}`;

/** The page of one jurisdiction: every clause in the order of the text, each rule's tests in words. */
export function clausePage(ruleSet: RuleSet, cases: CaseFile): string {
  const { file } = ruleSet;
  const coverage = coverageOf(ruleSet, cases);
  const rules = new Map(ruleSet.rules.map((rule) => [rule.id, rule]));
  const { title, number, issuer, date } = file.instrument;
  return [
    `<!-- Generated from rules/${file.jurisdiction}.json; do not edit. \`npm run generate\` writes it. -->`,
    '',
    `# ${inline(file.name)}`,
    '',
    `《${title.zh}》${number === null ? '' : `（${number}）`}，${issuer.zh}，${date}`,
    '',
    `${title.en}. ${issuer.en}, ${date}.`,
    '',
    ...countLines(coverage),
    ...(ruleSet.addressee === null
      ? []
      : [
          '',
          `**对象 · Addressee**: ${inline(ruleSet.addressee.name)}`,
          '',
          ...conditionList(ruleSet, ruleSet.addressee.conditions),
        ]),
    ...conventionLines(ruleSet),
    '',
    '## 条款 · Clauses',
    ...coverage.clauses.flatMap((clause) => {
      const name = clause.in === 'rules' ? ` ${inline(clause.name)}` : '';
      const head = ['', `### ${clause.clause}${name}`, '', `〔${clause.section}〕“${clause.anchor}”`, ''];
      const rule = rules.get(clause.clause);
      if (clause.in === 'rules' && rule !== undefined) return [...head, ...ruleLines(ruleSet, rule, clause)];
      const reason = clause.in === 'ledger' ? reasonNames[clause.reason] : { zh: '', en: '' };
      return [
        ...head,
        `台账 · Ledger: ${inline(kindNames[clause.kind])}; ${inline(reason)}`,
        '',
        both(clause.summary),
        ...wordLines(clause.openWords),
      ];
    }),
    '',
  ].join('\n');
}

function countLines({ clauses }: Coverage): string[] {
  const rules = clauses.filter(({ in: place }) => place === 'rules').length;
  return [
    `${clauses.length}条：规则${rules}条，台账${clauses.length - rules}条。${clauses.length} clauses: ${rules} rules, ${clauses.length - rules} in the ledger.`,
  ];
}

function conventionLines({ file }: RuleSet): string[] {
  const assumptions = Object.entries(file.assumptions ?? {});
  if (assumptions.length === 0) return [];
  return [
    '',
    '## 文件没有写明、由本库约定的做法 · Conventions of this library',
    '',
    ...assumptions.map(([id, texts]) => `- \`${id}\`: ${both(texts)}`),
  ];
}

function ruleLines(ruleSet: RuleSet, plan: RulePlan, clause: RuledClause): string[] {
  const { rule } = plan;
  const list = (head: Texts, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `${inline(head)}:`, '', ...lines];
  return [
    both(rule.summary),
    '',
    `${inline(kindNames[rule.kind])}; ${inline(modalityNames[rule.modality])}; ${inline(rule.subject === 'member' ? { zh: '逐人判断', en: 'asked of each member' } : { zh: '按户判断', en: 'asked of the household' })}`,
    ...(rule.department === undefined ? [] : ['', `承办 · Department: ${rule.department}`]),
    ...(rule.inForce === undefined ? [] : ['', `适用期 · In force: ${inline(forceWords(ruleSet, rule.inForce))}`]),
    ...list({ zh: '条件', en: 'Conditions' }, plan.conditions === null ? [] : conditionList(ruleSet, plan.conditions)),
    ...(clause.exception === undefined
      ? []
      : ['', inline({ zh: '条文不另设条件', en: 'the clause states no condition of its own' })]),
    ...plan.readings.flatMap((reading) => {
      const own = rule.readings?.find(({ id }) => id === reading.id);
      const force = own?.inForce === undefined ? [] : [`- ${both(forceWords(ruleSet, own.inForce))}`];
      return list(
        { zh: `读法 \`${reading.id}\`：${reading.name.zh}`, en: `reading: ${reading.name.en}` },
        [...force, ...(reading.conditions === null ? [] : conditionList(ruleSet, reading.conditions))].concat(
          reading.conditions === null && force.length === 0 ? ['- 不另设条件<br>no further condition'] : [],
        ),
      );
    }),
    ...list({ zh: '效果', en: 'Effect' }, effectLines(ruleSet, plan)),
    ...plan.marks.flatMap((mark) =>
      list(
        {
          zh: `只显示、不影响结论（${ROLES[mark.role].zh}）：${mark.name.zh}`,
          en: `shown only (${ROLES[mark.role].en}): ${mark.name.en}`,
        },
        conditionList(ruleSet, mark.conditions),
      ),
    ),
    ...wordLines(rule.openWords ?? []),
    ...list(
      { zh: '没有写明', en: 'Not stated' },
      (rule.notStated ?? []).map((texts) => `- ${both(texts)}`),
    ),
    ...(rule.assumptions === undefined
      ? []
      : ['', `约定 · Conventions: ${rule.assumptions.map((id) => `\`${id}\``).join(', ')}`]),
    '',
    caseLine(clause),
  ];
}

const ROLES: Readonly<Record<NonNullable<RuleFile['marks']>[number]['role'], Texts>> = {
  duty: { zh: '职责', en: 'duty' },
  focus: { zh: '重点', en: 'focus' },
  deadline: { zh: '期限', en: 'deadline' },
  evidence: { zh: '佐证', en: 'evidence' },
  check: { zh: '核对', en: 'check' },
};

function wordLines(words: readonly OpenWord[]): string[] {
  return words.length === 0
    ? []
    : ['', '留有余地的用语 · Open words:', '', ...words.map(({ words: open, note }) => `- “${open}”：${both(note)}`)];
}

function effectLines(ruleSet: RuleSet, plan: RulePlan): string[] {
  const { rule } = plan;
  const { amount, months, measures } = rule.event.params ?? {};
  const names = ruleSet.vocabulary;
  const target =
    (kind: Texts, known: Readonly<Record<string, Texts>>) =>
    ({ id, when }: TargetPlan) => {
      const name = known[id] ?? { zh: id, en: id };
      return [
        `- ${kind.zh}：${name.zh}${when === null ? '' : '，限于'}<br>${kind.en}: ${name.en}${when === null ? '' : ', where'}`,
        ...conditionList(ruleSet, when, 1),
      ];
    };
  return [
    ...plan.programmes.flatMap(target({ zh: '项目', en: 'programme' }, names.programmes)),
    ...(rule.names ?? []).map(
      (id) =>
        `- 只提到、没有写明给谁：${names.programmes[id]?.zh ?? id}<br>named without saying who gets it: ${names.programmes[id]?.en ?? id}`,
    ),
    ...plan.flags.flatMap(target({ zh: '列入监测', en: 'raises' }, names.flags)),
    ...(rule.kind === 'taper' ? [`- ${both(monthWords(months ?? null))}`] : []),
    ...(amount === undefined ? [] : amountLines(ruleSet, amount)),
    ...(measures ?? []).map((texts) => `- ${both(texts)}`),
  ];
}

function amountLines(
  ruleSet: RuleSet,
  amount: NonNullable<NonNullable<RuleFile['event']['params']>['amount']> | null,
): string[] {
  if (amount === null) return ['- 没有写明金额<br>no amount is stated'];
  if ('parameter' in amount) {
    const label = ruleSet.names.get(amount.parameter)?.label ?? { zh: amount.parameter, en: amount.parameter };
    return [`- 数额是${label.zh}，没有写明<br>the amount is the ${label.en}, which is not stated`];
  }
  const notes = [amount.suspect, amount.note].filter((texts) => texts !== undefined);
  return [
    `- ${unitsZh(amount.unit)(amount.value)}<br>${unitsEn(amount.unit)(amount.value)}`,
    ...notes.map((texts) => `  - ${both(texts)}`),
  ];
}

function monthWords(months: Months): Texts {
  if (months === null) return { zh: '月数没有写明', en: 'the number of months is not stated' };
  return 'exactly' in months
    ? { zh: `正好${months.exactly}个月`, en: `exactly ${months.exactly} months` }
    : { zh: `最多${months.atMost}个月`, en: `at most ${months.atMost} months` };
}

function forceWords({ file }: RuleSet, { during, from, until }: InForce): Texts {
  const period = during === undefined ? undefined : file.periods?.[during];
  const days = [
    from === undefined ? undefined : { zh: `${from}起`, en: `from ${from}` },
    until === undefined ? undefined : { zh: `${until}止`, en: `until ${until}` },
  ];
  const parts = [
    period === undefined ? undefined : { zh: `${period.name.zh}内`, en: `during the ${period.name.en}` },
    ...days,
  ].filter((part) => part !== undefined);
  return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') };
}

const STATUS: Readonly<Record<keyof RuledClause['cases'], Texts>> = {
  met: { zh: '具备', en: 'met' },
  'not-met': { zh: '不具备', en: 'not met' },
  undetermined: { zh: '不能确定', en: 'undetermined' },
  'not-in-force': { zh: '不在期内', en: 'not in force' },
  'out-of-scope': { zh: '不是对象', en: 'out of scope' },
};

function caseLine({ cases }: RuledClause): string {
  const counts = (Object.keys(STATUS) as (keyof typeof STATUS)[])
    .filter((status) => cases[status].length > 0)
    .map((status) => `${inline(STATUS[status])} ${cases[status].length}`);
  return `个案 · Cases: ${counts.join(', ')}`;
}
