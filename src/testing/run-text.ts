import { shown } from '../base/issue.js';
import { issueText, type Language } from '../base/issue-text.js';
import { visible } from '../base/visible.js';
import type { Difference } from './cases.js';
import { type Coverage, sides } from './coverage.js';
import { type CaseResult, isFailed, type RunResult } from './run-cases.js';
import { traceText } from './trace-text.js';

const WORDS = {
  zh: {
    passed: (passed: number, failed: number) =>
      failed === 0 ? `${passed} 个案例全部符合` : `${passed} 个案例符合，${failed} 个不符`,
    why: '缘由',
    expected: '应为',
    found: '实为',
    nothing: '没有',
    meant: (name: string) => `；是否想写 ${name}？`,
    coverage: (covered: number, wanted: number) => `条款：${wanted} 条中 ${covered} 条的“具备”和“不具备”都有案例`,
    sides: (seen: number, of: number) => `界线：${of} 个位置（之下、恰好、之上）中 ${seen} 个有案例`,
    lacks: (clause: string, what: string) => `${clause}：还没有“${what}”的案例`,
    line: (clause: string, line: string, what: string) => `${clause}：${line} 还没有${what}的案例`,
    side: { below: '之下', at: '恰好', above: '之上' },
    status: {
      met: '具备',
      'not-met': '不具备',
      undetermined: '不能确定',
      'not-in-force': '不在期内',
      'out-of-scope': '不是对象',
    },
    and: '、',
  },
  en: {
    passed: (passed: number, failed: number) =>
      failed === 0 ? `${passed} cases, all as expected` : `${passed} cases as expected, ${failed} not`,
    why: 'why',
    expected: 'expected',
    found: 'found',
    nothing: 'nothing',
    meant: (name: string) => `; did you mean ${name}?`,
    coverage: (covered: number, wanted: number) =>
      `clauses: ${covered} of ${wanted} have cases that are met and cases that are not`,
    sides: (seen: number, of: number) => `boundaries: ${seen} of ${of} places (below, at, above) have cases`,
    lacks: (clause: string, what: string) => `${clause}: no case is ${what}`,
    line: (clause: string, line: string, what: string) => `${clause}: no case ${what} ${line}`,
    side: { below: 'below', at: 'at', above: 'above' },
    status: {
      met: 'met',
      'not-met': 'not met',
      undetermined: 'undetermined',
      'not-in-force': 'not in force',
      'out-of-scope': 'out of scope',
    },
    and: ', ',
  },
} as const;

/** One difference: where, what was expected, what was found. */
function differenceLines({ what, expected, found, suggestion }: Difference, language: Language): string[] {
  const say = WORDS[language];
  const hint = suggestion === undefined ? '' : say.meant(suggestion);
  return [
    what,
    `  - ${say.expected} ${text(expected)}`,
    `  + ${say.found} ${found === undefined ? say.nothing : text(found)}${hint}`,
  ];
}

function text(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : shown(value);
}

/** A run of cases as text: what failed, what was expected and found, and the trace of the clauses concerned. */
export function runText(file: string, result: RunResult, language: Language): string {
  const say = WORDS[language];
  const name = visible(file);
  const failed = result.cases.filter(isFailed);
  return [
    `${failed.length === 0 ? '✓' : '✗'} ${name}  ${say.passed(result.cases.length - failed.length, failed.length)}`,
    ...failed.flatMap((entry) => ['', ...caseLines(entry, language).map((line) => `  ${line}`)]),
    '',
  ].join('\n');
}

function caseLines(entry: CaseResult, language: Language): string[] {
  return [
    `✗ ${visible(entry.id)}`,
    `  ${WORDS[language].why}: ${visible(entry.why[language])}`,
    ...failureLines(entry, language).map((line) => `  ${line}`),
  ];
}

/** What is wrong with a case: its differences and the trace of the clauses concerned, or why it could not be run. */
export function failureLines({ differences, decision, error }: CaseResult, language: Language): string[] {
  if (error !== null) return error.issues.map((issue) => issueText(issue, language));
  const clauses = [...new Set(differences.flatMap((difference) => difference.clauses))];
  return [
    ...differences.flatMap((difference) => differenceLines(difference, language)),
    ...(decision === null
      ? []
      : clauses
          .flatMap((clause) => traceText(decision, clause, language).split('\n'))
          .filter((line) => line !== '')
          .map((line) => `  ${line}`)),
  ];
}

/** What the cases have shown of the rule set, and what they have not. */
export function coverageText(coverage: Coverage, language: Language): string {
  const say = WORDS[language];
  const lacking = coverage.clauses.flatMap(({ clause, unseen, boundaries }) => [
    ...(unseen.length === 0 ? [] : [say.lacks(clause, unseen.map((status) => say.status[status]).join(say.and))]),
    ...boundaries.flatMap(({ left, right, seen }) => {
      const missing = sides.filter((side) => !seen.includes(side));
      return missing.length === 0
        ? []
        : [say.line(clause, `${left} ↔ ${right}`, missing.map((side) => say.side[side]).join(say.and))];
    }),
  ]);
  return [
    say.coverage(coverage.covered, coverage.wanted),
    say.sides(coverage.sides.seen, coverage.sides.of),
    ...lacking.map((line) => `  ${line}`),
    '',
  ].join('\n');
}
