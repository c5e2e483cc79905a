import type { Language } from '../base/issue-text.js';
import type { CaseResult, RunResult } from './run-cases.js';
import { failureLines } from './run-text.js';

interface TestFile {
  readonly name: string;
  readonly result: RunResult;
}

/**
 * The results of files of cases as JUnit XML, as build servers read it. A case that does not hold is a failure, with its
 * differences and the explaining trace; one that could not be run is an error. Times are not measured.
 */
export function junitXml(files: readonly TestFile[], language: Language): string {
  const counts = (cases: readonly CaseResult[]) =>
    `tests="${cases.length}" failures="${cases.filter((entry) => entry.differences.length > 0).length}" errors="${cases.filter((entry) => entry.error !== null).length}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts(files.flatMap(({ result }) => result.cases))}>`,
    ...files.flatMap(({ name, result: { cases } }) => [
      `  <testsuite name="${escaped(name)}" ${counts(cases)}>`,
      ...cases.map((entry) => caseXml(name, entry, language)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function caseXml(file: string, entry: CaseResult, language: Language): string {
  const head = `    <testcase classname="${escaped(file)}" name="${escaped(entry.id)}"`;
  const lines = failureLines(entry, language);
  if (lines.length === 0) return `${head}/>`;
  const tag = entry.error === null ? 'failure' : 'error';
  const why = entry.why[language];
  return `${head}>\n      <${tag} message="${escaped(why)}">${escaped(lines.join('\n'))}</${tag}>\n    </testcase>`;
}

function escaped(text: string): string {
  // Control characters and halves of characters cannot stand in XML at all.
  return [...text]
    .filter((sign) => (sign >= ' ' || sign === '\n' || sign === '\t') && !/^[\ud800-\udfff\ufffe\uffff]$/.test(sign))
    .join('')
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}
