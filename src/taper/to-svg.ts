import type { Language } from '../base/issue-text.js';
import { withVisibleTexts } from '../base/visible.js';
import { fold } from '../explain/fold.js';
import { monthsText } from './labels.js';
import { element, type Frame, label, PLOT, QUIET, ROW } from './svg.js';
import { band, grid, incomes, limits, months, numberOf, rightMargin, ticks } from './svg-chart.js';
import { decisionBars, legendOf, readingRows } from './svg-rows.js';
import type { Timeline } from './timeline-types.js';
import { readingIds } from './types.js';

/** The timeline as a picture: income against the standard and the ceiling, the decisions, and the months under each reading. */
export function timelineSvg(written: Timeline, options: { readonly language?: Language } = {}): string {
  const timeline = withVisibleTexts(written);
  const { language = 'zh' } = options;
  const { rows } = timeline;
  const column = Math.max(language === 'zh' ? 40 : 52, Math.min(64, 760 / rows.length), 220 / rows.length);
  const left = language === 'zh' ? 92 : 142;
  const width = left + column * rows.length + rightMargin(rows, language);
  const titles = titleLines(timeline, language, width);
  const top = 48 + titles.length * 18;
  const highest = Math.max(
    1,
    ...rows.flatMap(({ amounts }) =>
      [amounts.income, amounts.standard, amounts.ceiling].map((text) => numberOf(text) ?? 0),
    ),
  );
  const { step, max } = ticks(highest);
  const frame: Frame = {
    left,
    rows,
    language,
    column,
    width,
    x: (index) => left + column * (index + 0.5),
    y: (amount) => top + PLOT - (amount / max) * PLOT,
  };
  const bars = decisionBars(timeline.decisions, frame, top + PLOT + 48);
  const cells = bars.bottom + 12;
  const legend = legendOf(frame, cells + readingIds.length * ROW + 24);
  const content = [
    element('rect', { x: 0, y: 0, width, height: legend.bottom, fill: '#ffffff' }),
    label(16, 26, `${timeline.household ?? ''}  ${language === 'zh' ? '渐退时间线' : 'taper timeline'}`.trim(), {
      size: 15,
      bold: true,
    }),
    ...titles.map((line, index) => label(16, 46 + index * 18, line, { fill: QUIET })),
    ...band(frame),
    ...grid(frame, step, max, top),
    ...limits(frame),
    ...incomes(frame),
    ...months(frame, top + PLOT + 16),
    ...bars.parts,
    ...readingRows(frame, cells),
    ...legend.parts,
  ];
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${Math.round(width)} ${Math.round(legend.bottom)}`,
      width,
      height: legend.bottom,
      role: 'img',
      'font-family': "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif",
    },
    `\n${content.join('\n')}\n`,
  )}\n`;
}

function titleLines({ state, rows }: Timeline, language: Language, width: number): string[] {
  const zh = language === 'zh';
  const { terms } = state;
  const yearly = rows.some((row) => row.amounts.yearly);
  const parts = [
    terms.clause === null
      ? zh
        ? '文件没有渐退条款'
        : 'no taper clause'
      : `${terms.clause}${zh ? '：' : ': '}${monthsText(terms.months, language)}`,
    zh ? `人均收入，元/${yearly ? '年' : '月'}` : `income per head, yuan a ${yearly ? 'year' : 'month'}`,
  ];
  return fold(parts.join(zh ? '；' : '; '), Math.floor((width - 32) / 6.7), 0);
}
