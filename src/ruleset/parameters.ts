import { isDay } from '../base/calendar.js';
import { dayIssue } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import { readValue } from '../household/read-value.js';
import type { DatedParameter, PlanName, RuleSet } from '../plan/plan.js';
import type { DatedValue, ParameterValues } from '../schema/rule-set.js';
import { isSupplied } from '../snapshot/names.js';

/**
 * Reads parameter values: each name one value for all dates, or dated values. An open end reaches to the next value's
 * beginning. A hole must be declared by a value of null; an undeclared gap and an overlap are problems.
 */
export function readParameters(
  names: ReadonlyMap<string, PlanName>,
  values: ParameterValues,
  by: string,
  path: (string | number)[],
  issues: Issue[],
): Map<string, DatedParameter[]> {
  const result = new Map<string, DatedParameter[]>();
  const known = [...names.values()].filter(isSupplied);
  for (const [key, written] of Object.entries(values)) {
    const name = names.get(key);
    if (name === undefined || !isSupplied(name)) {
      const suggestion = nearest(
        key,
        known.map((parameter) => parameter.name),
      );
      issues.push({
        code: 'unknown-name',
        path: [...path, key],
        found: shown(key),
        ...(suggestion === undefined ? {} : { suggestion }),
      });
      continue;
    }
    const at = [...path, key];
    if (!Array.isArray(written)) {
      result.set(key, [{ value: readValue(name, written, at, issues)?.value ?? null, by }]);
      continue;
    }
    const read = written.map((entry, index) => readDated(name, entry, by, [...at, index], issues));
    // Whether periods meet can be told only of periods that are in order themselves.
    result.set(key, read.every(isOrdered) ? close(read, at, issues) : read);
  }
  return result;
}

/**
 * Adds the parameters that tell whether another has a value. They have the other's days and areas, so that the choice by day
 * and area is the same for both; where none is chosen, the other has no value.
 */
export function withWhetherSet(
  { names, parameters }: Pick<RuleSet, 'names' | 'parameters'>,
  given: ReadonlyMap<string, readonly DatedParameter[]>,
): ReadonlyMap<string, readonly DatedParameter[]> {
  const all = new Map(given);
  for (const { name, whetherSet } of names.values()) {
    if (whetherSet === undefined) continue;
    const dated = given.get(whetherSet) ?? parameters.get(whetherSet) ?? [];
    const set = dated.map((entry) => ({ ...entry, value: entry.value !== null }));
    all.set(name, [...set, { value: false, by: 'caller' }]);
  }
  return all;
}

function readDated(
  name: PlanName,
  entry: DatedValue,
  by: string,
  path: (string | number)[],
  issues: Issue[],
): DatedParameter {
  for (const end of ['from', 'until'] as const) {
    const day = entry[end];
    if (day !== undefined && !isDay(day)) issues.push(dayIssue(day, [...path, end], shown(day)));
  }
  if (entry.from !== undefined && entry.until !== undefined && entry.from > entry.until) {
    issues.push({ code: 'backwards', path, found: `${entry.from} – ${entry.until}` });
  }
  return {
    ...(entry.from === undefined ? {} : { from: entry.from }),
    ...(entry.until === undefined ? {} : { until: entry.until }),
    value: readValue(name, entry.value, [...path, 'value'], issues)?.value ?? null,
    ...(entry.source === undefined ? {} : { source: entry.source }),
    by,
  };
}

function isOrdered({ from, until }: DatedParameter): boolean {
  return (
    [from, until].every((day) => day === undefined || isDay(day)) &&
    (from === undefined || until === undefined || from <= until)
  );
}

/** Orders dated values and closes open ends by the next beginning. */
function close(dated: readonly DatedParameter[], path: (string | number)[], issues: Issue[]): DatedParameter[] {
  const sorted = [...dated].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  return sorted.map((entry, index) => {
    const next = sorted[index + 1];
    if (next === undefined) return entry;
    if (
      next.from === undefined ||
      (entry.until !== undefined && entry.until >= next.from) ||
      entry.from === next.from
    ) {
      issues.push({ code: 'overlap', path, found: `${span(entry)}, ${span(next)}` });
      return entry;
    }
    const before = dayBefore(next.from);
    if (entry.until !== undefined && entry.until < before) {
      issues.push({
        code: 'gap',
        path,
        found: `${span(entry)}, ${span(next)}`,
        expected: 'values that meet, or a value of null between them',
      });
    }
    return entry.until === undefined ? { ...entry, until: before } : entry;
  });
}

function span(entry: DatedParameter): string {
  return `${entry.from ?? '…'} – ${entry.until ?? '…'}`;
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
