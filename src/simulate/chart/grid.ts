import type { Language } from '../../base/issue-text.js';
import type { Grid } from '../sweep-grid.js';
import { baseOption, type ChartOption, COLOURS, taperText, VERDICT_COLOURS } from './style.js';

const TEXTS = {
  zh: {
    title: (first: string, second: string) => `渐退：按${first}和${second}`,
    subtitle: (grid: Grid) => `${grid.ruleSet.name.zh}　评估基准日 ${grid.asOf}`,
    yuan: '元',
  },
  en: {
    title: (first: string, second: string) => `Taper by ${first} and ${second}`,
    subtitle: (grid: Grid) => `${grid.ruleSet.name.en}, evaluation date ${grid.asOf}`,
    yuan: 'yuan',
  },
} as const;

/** The size of a picture of so many rows. */
export function gridSize(grid: Grid): { width: number; height: number } {
  return { width: 1080, height: 222 + grid.rows.length * 34 };
}

/** The picture of a sweep of two facts: a bar for each value of the second, cut where the verdict changes. */
export function gridChart(grid: Grid, language: Language): ChartOption {
  const say = TEXTS[language];
  const pieces = Math.max(...grid.rows.map((row) => row.intervals.length));
  const shown = [...new Set(grid.rows.flatMap((row) => row.intervals.map((interval) => interval.taper)))];
  const ends = grid.rows.flatMap((row) => row.intervals.map((interval) => Number(interval.to)));
  return {
    ...baseOption(say.title(grid.first.label[language], grid.second.label[language]), say.subtitle(grid)),
    legend: {
      data: shown.map((verdict) => taperText(verdict, language)),
      left: 24,
      top: 72,
      itemGap: 18,
      textStyle: { fontSize: 13, color: COLOURS.text },
    },
    grid: { left: 36, right: 60, top: 134, bottom: 44, containLabel: true },
    xAxis: {
      type: 'value',
      min: 0,
      max: Math.max(...ends),
      name: grid.first.label[language],
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { fontSize: 13, color: COLOURS.quiet },
      axisLabel: { fontSize: 12 },
      splitLine: { lineStyle: { color: COLOURS.grid } },
    },
    yAxis: {
      type: 'category',
      data: grid.rows.map((row) => row.value),
      name: grid.second.label[language],
      nameLocation: 'end',
      nameGap: 12,
      nameTextStyle: { fontSize: 13, color: COLOURS.quiet, align: 'left' },
      axisLabel: { fontSize: 12 },
      axisTick: { show: false },
    },
    series: [
      // The legend needs a series of each name; the pieces themselves follow.
      ...shown.map((verdict) => ({
        type: 'bar',
        stack: 'all',
        name: taperText(verdict, language),
        itemStyle: { color: VERDICT_COLOURS[verdict] ?? COLOURS.own },
        data: [],
      })),
      ...Array.from({ length: pieces }, (_, piece) => ({
        type: 'bar',
        stack: 'all',
        barWidth: 20,
        data: grid.rows.map((row) => {
          const interval = row.intervals[piece];
          const before = piece === 0 ? 0 : Number(row.intervals[piece - 1]?.to ?? 0);
          if (interval === undefined) return 0;
          return {
            value: Number(interval.to) - before,
            itemStyle: { color: VERDICT_COLOURS[interval.taper] ?? COLOURS.own },
          };
        }),
      })),
    ],
  };
}
