import { isDay } from '../base/calendar.js';
import { JiantuiError } from '../base/error.js';
import { dayIssue } from '../base/instant.js';
import { type Issue, shown } from '../base/issue.js';

/** What a population is made from: all of it is needed to make the same one again. */
export interface PopulationSpec {
  readonly seed: number;
  readonly size: number;
  /** The evaluation date of every household. */
  readonly asOf: string;
  /** How many facts in a hundred are left out. Default 0. */
  readonly missing?: number;
  /** Parameters such as the dibao standard: incomes are made around the thresholds that follow from them. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** @throws JiantuiError `bad-option` */
export function checkSpec(spec: PopulationSpec): void {
  const issues: Issue[] = [];
  const { missing = 0 } = spec;
  if (!isDay(spec.asOf)) issues.push(dayIssue(spec.asOf, ['asOf'], shown(spec.asOf)));
  if (!Number.isSafeInteger(spec.size) || spec.size < 0)
    issues.push({
      code: 'wrong-value',
      path: ['size'],
      found: shown(spec.size),
      expected: 'a whole number, 0 or more',
    });
  if (!Number.isSafeInteger(spec.seed))
    issues.push({ code: 'wrong-value', path: ['seed'], found: shown(spec.seed), expected: 'a whole number' });
  if (!(missing >= 0 && missing <= 100))
    issues.push({
      code: 'wrong-value',
      path: ['missing'],
      found: shown(missing),
      expected: 'from 0 to 100, in percent',
    });
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
}
