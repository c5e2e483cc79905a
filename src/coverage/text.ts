import type { Language } from '../base/issue-text.js';
import type { Texts } from '../schema/texts.js';
import type { Coverage, CoveredClause, RuledClause } from './coverage.js';
import { kindNames, modalityNames, reasonNames } from './texts.js';

/** One line a rule set: how many clauses, how accounted for, how shown by cases. */
export function coverageSummary({ jurisdiction, name, clauses }: Coverage, language: Language): string {
  const rules = clauses.filter((clause) => clause.in === 'rules');
  const open = rules.filter(({ unshown }) => unshown.length > 0).length;
  const both = rules.filter(({ exception, unshown }) => exception === undefined && unshown.length === 0).length;
  const exceptions = rules.filter(({ exception, unshown }) => exception !== undefined && unshown.length === 0).length;
  const ledger = clauses.length - rules.length;
  const pick = (texts: Texts) => texts[language];
  return `${jurisdiction.padEnd(16)}${pick(name)}: ${pick({
    zh: `${clauses.length}条，规则${rules.length}，台账${ledger}；规则中${both}条有“具备”和“不具备”两种个案，${exceptions}条不设条件、只有“具备”的个案，缺个案的${open}条`,
    en: `${clauses.length} clauses, ${rules.length} rules, ${ledger} in the ledger; ${both} rules have met and not-met cases, ${exceptions} state no condition and have met cases only, ${open} lack cases`,
  })}`;
}

/** Every clause of a rule set, a paragraph each. */
export function coverageText(coverage: Coverage, language: Language): string {
  return [
    coverageSummary(coverage, language),
    ...coverage.clauses.map((clause) => `\n${clauseText(clause, language)}`),
    '',
  ].join('\n');
}

function clauseText(clause: CoveredClause, language: Language): string {
  const pick = (texts: Texts) => texts[language];
  const words = clause.openWords.map(({ words: open, note }) => `    ${open}: ${note[language]}`);
  const openWords = words.length === 0 ? [] : [`  ${pick({ zh: '留有余地的用语', en: 'Open words' })}`, ...words];
  const how =
    clause.in === 'rules'
      ? `${pick(kindNames[clause.kind])} · ${pick(modalityNames[clause.modality])}`
      : `${pick({ zh: '台账', en: 'ledger' })} · ${pick(reasonNames[clause.reason])}`;
  const head = `${clause.clause}  〔${clause.section}〕  ${how}${clause.in === 'rules' ? `  ${clause.name[language]}` : ''}`;
  return [
    head,
    `  ${clause.summary[language]}`,
    ...(clause.in === 'rules' ? caseLines(clause, language) : []),
    ...openWords,
  ].join('\n');
}

const STATUS: Readonly<Record<keyof RuledClause['cases'], Texts>> = {
  met: { zh: '具备', en: 'met' },
  'not-met': { zh: '不具备', en: 'not met' },
  undetermined: { zh: '不能确定', en: 'undetermined' },
  'not-in-force': { zh: '不在期内', en: 'not in force' },
  'out-of-scope': { zh: '不是对象', en: 'out of scope' },
};

function caseLines({ cases, exception, unshown, addedBy }: RuledClause, language: Language): string[] {
  const pick = (texts: Texts) => texts[language];
  const counts = (Object.keys(STATUS) as (keyof typeof STATUS)[])
    .filter((status) => cases[status].length > 0)
    .map((status) => `${pick(STATUS[status])} ${cases[status].length}`);
  return [
    ...(addedBy === undefined ? [] : [`  ${pick({ zh: `由${addedBy}增补`, en: `added by ${addedBy}` })}`]),
    `  ${pick({ zh: '个案', en: 'Cases' })}: ${counts.join(', ') || pick({ zh: '没有', en: 'none' })}`,
    ...(exception === undefined
      ? []
      : [
          `  ${pick({ zh: '条文不另设条件，所以没有“不具备”的个案', en: 'The clause states no condition, so that no case can be not met' })}`,
        ]),
    ...(unshown.length === 0
      ? []
      : [
          `  ${pick({ zh: '缺个案', en: 'Cases missing' })}: ${unshown.map((status) => pick(STATUS[status])).join(', ')}`,
        ]),
  ];
}
