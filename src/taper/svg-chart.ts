import type { Language } from '../base/issue-text.js';
import { readAmount, shownAmount } from './amounts.js';
import { BAND, CEILING, element, type Frame, GRID, INCOME, label, PLOT, QUIET, STANDARD, textWidth } from './svg.js';
import type { TimelineRow } from './timeline-types.js';

/** A round step for the scale, and its end. */
export function ticks(highest: number): { step: number; max: number } {
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return { step, max: step * Math.ceil((highest * 1.06) / step) };
}

export function grid({ left, rows, column, y, x, language }: Frame, step: number, max: number, top: number): string[] {
  const right = left + column * rows.length;
  const lines: string[] = [];
  for (let value = 0; value <= max + step / 2; value += step) {
    lines.push(element('line', { x1: left, y1: y(value), x2: right, y2: y(value), stroke: GRID, 'stroke-width': 1 }));
    lines.push(
      label(left - 8, y(value) + 4, String(Math.round(value * 100) / 100), { anchor: 'end', size: 11, fill: QUIET }),
    );
  }
  rows.forEach((row, index) => {
    if (row.day !== null) return;
    lines.push(element('rect', { x: x(index) - column / 2, y: top, width: column, height: PLOT, fill: '#f2f4f6' }));
    lines.push(
      label(x(index), top + PLOT / 2, language === 'zh' ? '无资料' : 'none', {
        anchor: 'middle',
        size: 11,
        fill: QUIET,
      }),
    );
  });
  return lines;
}

/** Room for the names of the lines. */
export function rightMargin(rows: readonly TimelineRow[], language: Language): number {
  return 24 + Math.max(0, ...limitNames(rows, language).map(({ text }) => textWidth(text, 12)));
}

/** What is written beside the standard and the ceiling, where they are known. */
function limitNames(rows: readonly TimelineRow[], language: Language) {
  const names = { standard: language === 'zh' ? '标准' : 'standard', ceiling: ceilingName(rows, language) };
  return (['standard', 'ceiling'] as const).flatMap((key) => {
    const last = [...rows].reverse().find(({ amounts }) => amounts[key] !== null)?.amounts[key] ?? null;
    return last === null ? [] : [{ key, text: `${names[key]} ${shownAmount(last)}`, value: numberOf(last) ?? 0 }];
  });
}

/** The standard and the ceiling as steps, named at their right end. */
export function limits({ left, rows, column, x, y, language }: Frame): string[] {
  const colours = { standard: STANDARD, ceiling: CEILING };
  const lines = (['standard', 'ceiling'] as const).flatMap((key) => {
    const points = rows.flatMap(({ amounts }, index) => {
      const value = numberOf(amounts[key]);
      return value === null
        ? []
        : [`M${tenth(x(index) - column / 2)} ${tenth(y(value))}H${tenth(x(index) + column / 2)}`];
    });
    return points.length === 0
      ? []
      : [
          element('path', {
            d: points.join(''),
            fill: 'none',
            stroke: colours[key],
            'stroke-width': 2,
            'stroke-dasharray': '7 4',
          }),
        ];
  });
  const right = left + column * rows.length + 8;
  let above = Number.NEGATIVE_INFINITY;
  const names = limitNames(rows, language)
    .sort((a, b) => b.value - a.value)
    .map(({ key, text, value }) => {
      above = Math.max(y(value) + 4, above + 15);
      return label(right, above, text, { size: 12, fill: colours[key] });
    });
  return [...lines, ...names];
}

/** The ceiling as a multiple of the standard, where it is a whole one. */
function ceilingName(rows: readonly TimelineRow[], language: Language): string {
  const last = [...rows]
    .reverse()
    .find(({ amounts }) => amounts.ceiling !== null && amounts.standard !== null)?.amounts;
  const times = last === undefined ? null : (numberOf(last.ceiling) ?? 0) / (numberOf(last.standard) ?? 1);
  if (times === null || !Number.isInteger(times)) return language === 'zh' ? '上限' : 'ceiling';
  return language === 'zh' ? `${times}倍标准` : `${times} × standard`;
}

/** The band of income within which the clause gives a taper, where it has a ceiling. */
export function band({ rows, column, x, y }: Frame): string[] {
  return rows.flatMap(({ amounts }, index) => {
    const [low, high] = [numberOf(amounts.standard), numberOf(amounts.ceiling)];
    return low === null || high === null
      ? []
      : [
          element('rect', {
            x: x(index) - column / 2,
            y: y(high),
            width: column,
            height: y(low) - y(high),
            fill: BAND,
          }),
        ];
  });
}

/** The income: a line broken where a month is missing, a dot and a number a month. */
export function incomes({ rows, column, x, y }: Frame): string[] {
  const values = rows.map(({ amounts }) => numberOf(amounts.income));
  const path = values
    .map((value, index) =>
      value === null ? '' : `${(values[index - 1] ?? null) === null ? 'M' : 'L'}${tenth(x(index))} ${tenth(y(value))}`,
    )
    .join('');
  return [
    ...(path === ''
      ? []
      : [element('path', { d: path, fill: 'none', stroke: INCOME, 'stroke-width': 2.5, 'stroke-linejoin': 'round' })]),
    ...values.flatMap((value, index) => {
      if (value === null) return [];
      const text = shownAmount(rows[index]?.amounts.income ?? null);
      const isPeak = value >= (values[index - 1] ?? value) && value >= (values[index + 1] ?? value);
      const isSame = values[index - 1] === value && textWidth(text, 11) > column - 6;
      return [
        element('circle', { cx: x(index), cy: y(value), r: 4, fill: INCOME, stroke: '#ffffff', 'stroke-width': 1.5 }),
        ...(textWidth(text, 11) > column || isSame
          ? []
          : [
              label(x(index), y(value) + (isPeak || y(value) + 19 > y(0) ? -10 : 19), text, {
                anchor: 'middle',
                size: 11,
                fill: INCOME,
                halo: true,
              }),
            ]),
      ];
    }),
  ];
}

/** The months; the year under its first. */
export function months({ rows, x, language }: Frame, top: number): string[] {
  return rows.flatMap(({ month }, index) => {
    const isFirst = index === 0 || month.endsWith('-01');
    const number = Number(month.slice(5));
    return [
      label(x(index), top, language === 'zh' ? `${number}月` : (ENGLISH[number - 1] ?? ''), {
        anchor: 'middle',
        size: 11,
      }),
      ...(isFirst
        ? [label(x(index), top + 15, month.slice(0, 4), { anchor: 'middle', size: 11, fill: QUIET, bold: true })]
        : []),
    ];
  });
}

const ENGLISH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function numberOf(text: string | null): number | null {
  const value = readAmount(text);
  return value === null ? null : value.n.div(value.d).toNumber();
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
