import { issueText } from '../base/issue-text.js';
import { type CaseResult, isFailed, type RunResult } from './run-cases.js';
import { differenceText } from './run-text.js';

/** The results of files of cases as JUnit XML, as build servers read it. Times are not measured. */
export function junitXml(files: readonly { readonly name: string; readonly result: RunResult }[]): string {
  const total = (count: (result: RunResult) => number) => files.reduce((sum, { result }) => sum + count(result), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${total((result) => result.cases.length)}" failures="${total((result) => result.failed)}">`,
    ...files.flatMap(({ name, result }) => [
      `  <testsuite name="${escaped(name)}" tests="${result.cases.length}" failures="${result.failed}">`,
      ...result.cases.map((entry) => caseXml(name, entry)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function caseXml(file: string, entry: CaseResult): string {
  const head = `    <testcase classname="${escaped(file)}" name="${escaped(entry.id)}"`;
  if (!isFailed(entry)) return `${head}/>`;
  const texts =
    entry.error === null
      ? entry.differences.map((difference) => differenceText(difference))
      : entry.error.issues.map((issue) => issueText(issue, 'en'));
  return `${head}>\n      <failure message="${escaped(texts[0] ?? '')}">${escaped([entry.why.en, ...texts].join('\n'))}</failure>\n    </testcase>`;
}

function escaped(text: string): string {
  // Control characters cannot stand in XML at all.
  return [...text]
    .filter((sign) => sign >= ' ' || sign === '\n' || sign === '\t')
    .join('')
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}
