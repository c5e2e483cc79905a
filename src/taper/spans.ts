import { addMonths, type Month, monthIndex } from '../base/calendar.js';
import type { Span } from './accounts.js';

/** How many months of the spans lie at or before a month. Spans do not overlap. */
export function countUpTo(spans: readonly Span[], month: Month): number {
  let count = 0;
  for (const { from, to } of spans)
    if (from <= month) count += monthIndex(to < month ? to : month) - monthIndex(from) + 1;
  return count;
}

/** How many months the spans hold. */
export function countAll(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + monthIndex(to) - monthIndex(from) + 1, 0);
}

export function holds(spans: readonly Span[], month: Month): boolean {
  return spans.some(({ from, to }) => from <= month && month <= to);
}

/** The part of a span that others leave free. */
export function without(span: Span, taken: readonly Span[]): Span[] {
  return taken.reduce<Span[]>((free, { from, to }) => free.flatMap((part) => cut(part, from, to)), [span]);
}

/** The part of a span that others hold. */
export function within(span: Span, taken: readonly Span[]): Span[] {
  const parts = taken.flatMap(({ from, to }) => {
    const [first, last] = [later(from, span.from), earlier(to, span.to)];
    return first > last ? [] : [{ from: first, to: last }];
  });
  return join(parts);
}

/** The later of two months. */
export function later(a: Month, b: Month): Month {
  if (a > b) return a;
  return b;
}

/** The earlier of two months. */
export function earlier(a: Month, b: Month): Month {
  if (a < b) return a;
  return b;
}

/** The same months as few spans, in order. */
export function join(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (last === undefined || span.from > addMonths(last.to, 1)) result.push(span);
    else if (span.to > last.to) result[result.length - 1] = { from: last.from, to: span.to };
  }
  return result;
}

/** The parts of spans before a month, counted, and the rest. */
export function splitBefore(spans: readonly Span[], month: Month): { spent: number; rest: readonly Span[] } {
  if (spans.every((span) => span.from >= month)) return { spent: 0, rest: spans };
  const rest = spans.flatMap((span) =>
    span.to < month ? [] : span.from >= month ? [span] : [{ from: month, to: span.to }],
  );
  return { spent: countAll(spans) - countAll(rest), rest };
}

function cut(part: Span, from: Month, to: Month): Span[] {
  if (to < part.from || from > part.to) return [part];
  return [
    ...(part.from < from ? [{ from: part.from, to: addMonths(from, -1) }] : []),
    ...(part.to > to ? [{ from: addMonths(to, 1), to: part.to }] : []),
  ];
}
