import type { Language } from '../../base/issue-text.js';
import type { RuleSet } from '../../plan/plan.js';
import { jurisdictions, loadJurisdiction } from '../../rules.js';
import type { Command } from '../command.js';
import { texts } from '../texts.js';

/** `jiantui rules list`: the jurisdictions, or the clauses of one. */
export const rulesList: Command = {
  name: 'rules list',
  about: { zh: '列出各辖区的文件，或者某个辖区的全部条款', en: 'lists the jurisdictions, or the clauses of one' },
  takes: { placeholder: '[ID]', min: 0, max: 1 },
  options: ['format'],
  examples: [
    { line: 'jiantui rules list', about: { zh: '各辖区及其文件', en: 'the jurisdictions and their instruments' } },
    {
      line: 'jiantui rules list rongchang',
      about: {
        zh: '荣昌文件的全部条款：哪些是规则，哪些在台账',
        en: 'every clause of Rongchang’s instrument: a rule or in the ledger',
      },
    },
  ],
  run: ({ positionals, options, language }, io) => {
    const [id] = positionals;
    const rows =
      id === undefined
        ? jurisdictions.map((jurisdiction) => summary(loadJurisdiction(jurisdiction)))
        : clauses(loadJurisdiction(id));
    if (options.format === 'json') io.out(`${JSON.stringify(rows, null, 2)}\n`);
    else
      io.out(
        rows.map((row) => `${'clauses' in row ? summaryText(row, language) : clauseText(row, language)}\n`).join(''),
      );
    return Promise.resolve(0);
  },
};

function summary(ruleSet: RuleSet) {
  const { file, rules, ledger } = ruleSet;
  return {
    jurisdiction: ruleSet.jurisdiction,
    name: file.name,
    instrument: { title: file.instrument.title, number: file.instrument.number, date: file.instrument.date },
    clauses: file.clauses.length,
    rules: rules.length,
    ledger: ledger.length,
    version: ruleSet.version,
    digest: ruleSet.digest,
  };
}

function summaryText(row: ReturnType<typeof summary>, language: Language): string {
  const { title, number, date } = row.instrument;
  const about =
    language === 'zh'
      ? `《${title.zh}》${number === null ? '' : `（${number}）`}`
      : `${title.en}${number === null ? '' : ` (${number})`}`;
  return `${row.jurisdiction.padEnd(16)}${row.name[language]}\n    ${about} ${date}\n    ${texts[language].counts(row.clauses, row.rules, row.ledger)}`;
}

/** Every clause in the order of the text; the rules of an overlay stand after it. */
function clauses(ruleSet: RuleSet) {
  const rules = new Map(ruleSet.rules.map(({ id, rule }) => [id, rule]));
  const ledger = new Map(ruleSet.ledger.map((entry) => [entry.id, entry]));
  return ruleSet.file.clauses.map((clause) => {
    const rule = rules.get(clause);
    const entry = ledger.get(clause);
    const section = (rule ?? entry)?.cite?.section ?? '';
    if (rule !== undefined)
      return { clause, section, in: 'rules' as const, kind: rule.kind, name: rule.name, summary: rule.summary };
    return {
      clause,
      section,
      in: 'ledger' as const,
      kind: entry?.kind ?? 'organisational',
      reason: entry?.reason ?? 'no-test',
      summary: entry?.summary ?? { zh: '', en: '' },
    };
  });
}

function clauseText(row: ReturnType<typeof clauses>[number], language: Language): string {
  const say = texts[language];
  const text = row.in === 'rules' ? row.name[language] : row.summary[language];
  return `${row.clause.padEnd(24)}${row.in === 'rules' ? say.inRule : say.inLedger}  ${text}`;
}
