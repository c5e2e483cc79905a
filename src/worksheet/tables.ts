import { clauseAnswer, riskAnswer, taperLine, verdictWord } from './answers.js';
import type { Assessment } from './assess.js';
import { headerFile } from './header-file.js';
import { asksOf } from './open.js';
import type { Say } from './say.js';
import { whyLine } from './why.js';

/** A table that spills over the cells below and to the right. */
export type Table = (string | number)[][];

/** The parts of a household's table that a formula may ask for, by their names. */
export const TABLE_PARTS = {
  programmes: ['项目', 'programme'],
  tapers: ['渐退', 'taper'],
  risks: ['风险', 'risk'],
  questions: ['待补', 'missing'],
  clauses: ['条款', 'clause'],
} as const;
export type TablePart = keyof typeof TABLE_PARTS;

/** Everything about one household: a row of headings, then a row for each programme, taper, risk and missing answer. */
export function evaluateTable(assessment: Assessment, part: TablePart | null, say: Say): Table {
  const rows =
    part === null
      ? (['programmes', 'tapers', 'risks', 'questions'] as const).flatMap((each) => rowsOf(assessment, each, say))
      : rowsOf(assessment, part, say);
  return [[...say.columns], ...rows];
}

function rowsOf(assessment: Assessment, part: TablePart, say: Say): Table {
  const { vocabulary } = assessment.ruleSet;
  const { language } = say;
  switch (part) {
    case 'programmes': {
      const spoken = assessment.eligibility().filter((entry) => entry.verdict !== 'silent');
      const silent = assessment
        .eligibility()
        .filter((entry) => entry.verdict === 'silent')
        .map((entry) => vocabulary.programmes[entry.programme]?.[language] ?? entry.programme);
      const rows: Table = spoken.map((entry) => [
        say.kinds.programme,
        vocabulary.programmes[entry.programme]?.[language] ?? entry.programme,
        say.verdict(entry.verdict),
        entry.clauses.join(' '),
        whyLine(assessment, entry.programme, say),
      ]);
      // Programmes on which the instrument is silent stand together: silence is shown, and is no refusal.
      return silent.length === 0
        ? rows
        : [...rows, [say.kinds.programme, say.others, say.verdict('silent'), '', say.silent(say.list(silent))]];
    }
    case 'tapers':
      return assessment
        .tapers()
        .map((taper) => [
          say.kinds.taper,
          vocabulary.programmes[`${taper.programme}-taper`]?.[language] ?? taper.programme,
          say.taperVerdict(taper.verdict),
          taper.clause ?? '',
          taperLine(assessment, taper, say),
        ]);
    case 'risks':
      return assessment
        .risks()
        .map((risk) => [
          say.kinds.risk,
          vocabulary.flags[risk.flag]?.[language] ?? risk.flag,
          riskAnswer(assessment, risk.flag, say),
          risk.clauses.join(' '),
          '',
        ]);
    case 'questions':
      return asksOf(assessment, assessment.judged, say).map((ask) => [
        say.kinds.question,
        ask.label,
        say.asked[ask.kind],
        ask.clause,
        '',
      ]);
    case 'clauses':
      return [...new Set(assessment.judged.map(({ outcome }) => outcome.clause))].map((clause) => {
        const rule = assessment.ruleSet.rules.find((item) => item.id === clause)?.rule;
        return [
          say.kinds.clause,
          rule?.name[language] ?? clause,
          clauseAnswer(assessment, clause, say),
          clause,
          rule?.summary[language] ?? '',
        ];
      });
  }
}

/** One household under every jurisdiction: a column for each, a row for each programme that one of them speaks of. */
export function compareTable(assessments: readonly Assessment[], programme: string | null, say: Say): Table {
  const { language } = say;
  const names = assessments.map(
    ({ ruleSet }) => headerFile.jurisdictions[ruleSet.jurisdiction]?.[language] ?? ruleSet.jurisdiction,
  );
  const [first] = assessments;
  const programmes = Object.entries(first?.ruleSet.vocabulary.programmes ?? {}).filter(
    ([id]) => programme === null || id === programme,
  );
  const rows = programmes.map(([id, name]) => ({
    name: name[language],
    words: assessments.map((assessment) => verdictWord(assessment, id, say)),
  }));
  const spoken =
    programme === null ? rows.filter(({ words }) => words.some((word) => word !== say.verdict('silent'))) : rows;
  return [[say.kinds.programme, ...names], ...spoken.map(({ name, words }) => [name, ...words])];
}
