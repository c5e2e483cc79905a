import { type Month, monthIndex } from '../base/calendar.js';
import type { Language } from '../base/issue-text.js';
import { fold } from '../explain/fold.js';
import { readAmount, shownAmount } from './amounts.js';
import { monthsText } from './labels.js';
import { element, INK, label, QUIET, textWidth } from './svg.js';
import { READINGS } from './texts.js';
import type { CheckedDecision, Timeline, TimelineRow } from './timeline.js';
import type { ReadingView } from './types.js';
import { readingIds } from './types.js';

const INCOME = '#1f4e79';
const STANDARD = '#2e7d32';
const CEILING = '#b23c17';
const GRID = '#e3e8ed';
const BAND = '#eaf5ea';
const PLOT = 210;
const ROW = 26;

interface Frame {
  /** Where the first month begins. */
  readonly left: number;
  readonly rows: readonly TimelineRow[];
  readonly language: Language;
  readonly column: number;
  readonly width: number;
  /** The middle of a month. */
  x(index: number): number;
  /** The height of an amount. */
  y(amount: number): number;
}

/** The timeline as a picture: income against the standard and the ceiling, the decisions, and the months under each reading. */
export function timelineSvg(timeline: Timeline, options: { readonly language?: Language } = {}): string {
  const { language = 'zh' } = options;
  const { rows } = timeline;
  const column = Math.max(language === 'zh' ? 40 : 52, Math.min(64, 760 / rows.length));
  const left = language === 'zh' ? 92 : 142;
  const width = left + column * rows.length + rightMargin(rows, language);
  const titles = titleLines(timeline, language, width);
  const top = 48 + titles.length * 18;
  const highest = Math.max(1, ...rows.flatMap(({ amounts }) => [amounts.income, amounts.standard, amounts.ceiling].map((text) => numberOf(text) ?? 0)));
  const { step, max } = ticks(highest);
  const frame: Frame = { left, rows, language, column, width, x: (index) => left + column * (index + 0.5), y: (amount) => top + PLOT - (amount / max) * PLOT };
  const bars = decisionBars(timeline.decisions, frame, top + PLOT + 48);
  const cells = bars.bottom + 12;
  const legend = legendOf(frame, cells + readingIds.length * ROW + 24);
  const content = [
    element('rect', { x: 0, y: 0, width, height: legend.bottom, fill: '#ffffff' }),
    label(16, 26, `${timeline.household ?? ''}  ${language === 'zh' ? '渐退时间线' : 'taper timeline'}`.trim(), { size: 15, bold: true }),
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
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${Math.round(width)} ${Math.round(legend.bottom)}`, width, height: legend.bottom, role: 'img', 'font-family': "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif" },
    `\n${content.join('\n')}\n`,
  )}\n`;
}

function titleLines({ state, rows }: Timeline, language: Language, width: number): string[] {
  const zh = language === 'zh';
  const { terms } = state;
  const yearly = rows.some((row) => row.amounts.yearly);
  const parts = [
    terms.clause === null ? (zh ? '文件没有渐退条款' : 'no taper clause') : `${terms.clause}${zh ? '：' : ': '}${monthsText(terms.months, language)}`,
    zh ? `人均收入，元/${yearly ? '年' : '月'}` : `income per head, yuan a ${yearly ? 'year' : 'month'}`,
  ];
  return fold(parts.join(zh ? '；' : '; '), Math.floor((width - 32) / 6.7), 0);
}

/** A round step for the scale, and its end. */
function ticks(highest: number): { step: number; max: number } {
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return { step, max: step * Math.ceil((highest * 1.06) / step) };
}

function grid({ left, rows, column, y, x, language }: Frame, step: number, max: number, top: number): string[] {
  const right = left + column * rows.length;
  const lines: string[] = [];
  for (let value = 0; value <= max + step / 2; value += step) {
    lines.push(element('line', { x1: left, y1: y(value), x2: right, y2: y(value), stroke: GRID, 'stroke-width': 1 }));
    lines.push(label(left - 8, y(value) + 4, String(Math.round(value * 100) / 100), { anchor: 'end', size: 11, fill: QUIET }));
  }
  rows.forEach((row, index) => {
    if (row.day !== null) return;
    lines.push(element('rect', { x: x(index) - column / 2, y: top, width: column, height: PLOT, fill: '#f2f4f6' }));
    lines.push(label(x(index), top + PLOT / 2, language === 'zh' ? '无资料' : 'none', { anchor: 'middle', size: 11, fill: QUIET }));
  });
  return lines;
}

/** Room for the names of the lines. */
function rightMargin(rows: readonly TimelineRow[], language: Language): number {
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
function limits({ left, rows, column, x, y, language }: Frame): string[] {
  const colours = { standard: STANDARD, ceiling: CEILING };
  const lines = (['standard', 'ceiling'] as const).flatMap((key) => {
    const points = rows.flatMap(({ amounts }, index) => {
      const value = numberOf(amounts[key]);
      return value === null ? [] : [`M${tenth(x(index) - column / 2)} ${tenth(y(value))}H${tenth(x(index) + column / 2)}`];
    });
    return points.length === 0 ? [] : [element('path', { d: points.join(''), fill: 'none', stroke: colours[key], 'stroke-width': 2, 'stroke-dasharray': '7 4' })];
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
  const last = [...rows].reverse().find(({ amounts }) => amounts.ceiling !== null && amounts.standard !== null)?.amounts;
  const times = last === undefined ? null : (numberOf(last.ceiling) ?? 0) / (numberOf(last.standard) ?? 1);
  if (times === null || !Number.isInteger(times)) return language === 'zh' ? '上限' : 'ceiling';
  return language === 'zh' ? `${times}倍标准` : `${times} × standard`;
}

/** The band of income within which the clause gives a taper, where it has a ceiling. */
function band({ rows, column, x, y }: Frame): string[] {
  return rows.flatMap(({ amounts }, index) => {
    const [low, high] = [numberOf(amounts.standard), numberOf(amounts.ceiling)];
    return low === null || high === null ? [] : [element('rect', { x: x(index) - column / 2, y: y(high), width: column, height: y(low) - y(high), fill: BAND })];
  });
}

/** The income: a line broken where a month is missing, a dot and a number a month. */
function incomes({ rows, column, x, y }: Frame): string[] {
  const values = rows.map(({ amounts }) => numberOf(amounts.income));
  const path = values.map((value, index) => (value === null ? '' : `${(values[index - 1] ?? null) === null ? 'M' : 'L'}${tenth(x(index))} ${tenth(y(value))}`)).join('');
  return [
    ...(path === '' ? [] : [element('path', { d: path, fill: 'none', stroke: INCOME, 'stroke-width': 2.5, 'stroke-linejoin': 'round' })]),
    ...values.flatMap((value, index) => {
      if (value === null) return [];
      const text = shownAmount(rows[index]?.amounts.income ?? null);
      const isPeak = value >= (values[index - 1] ?? value) && value >= (values[index + 1] ?? value);
      const isSame = values[index - 1] === value && textWidth(text, 11) > column - 6;
      return [
        element('circle', { cx: x(index), cy: y(value), r: 4, fill: INCOME, stroke: '#ffffff', 'stroke-width': 1.5 }),
        ...(textWidth(text, 11) > column || isSame ? [] : [label(x(index), y(value) + (isPeak || y(value) + 19 > y(0) ? -10 : 19), text, { anchor: 'middle', size: 11, fill: INCOME, halo: true })]),
      ];
    }),
  ];
}

/** The months; the year under its first. */
function months({ rows, x, language }: Frame, top: number): string[] {
  return rows.flatMap(({ month }, index) => {
    const isFirst = index === 0 || month.endsWith('-01');
    const number = Number(month.slice(5));
    return [
      label(x(index), top, language === 'zh' ? `${number}月` : (ENGLISH[number - 1] ?? ''), { anchor: 'middle', size: 11 }),
      ...(isFirst ? [label(x(index), top + 15, month.slice(0, 4), { anchor: 'middle', size: 11, fill: QUIET, bold: true })] : []),
    ];
  });
}

const ENGLISH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The decisions as bars over the months that they name; bars that overlap stand one below the other. */
function decisionBars(decisions: readonly CheckedDecision[], { left: origin, rows, column, language }: Frame, top: number): { parts: string[]; bottom: number } {
  const zh = language === 'zh';
  const first = monthIndex(rows[0]?.month ?? '0001-01');
  const lanes: number[] = [];
  const parts: string[] = [];
  const right = origin + column * rows.length;
  for (const decision of decisions) {
    const { startMonth, months: count } = decision;
    if (typeof startMonth !== 'string' || typeof count !== 'number' || count < 1) continue;
    const from = origin + column * (monthIndex(startMonth as Month) - first);
    const to = from + column * count;
    const [left, end] = [Math.max(from, origin), Math.min(to, right)];
    const full = zh ? `决定${decision.id}：${count}个月` : `decision ${decision.id}: ${count} mo.`;
    const text = textWidth(full, 11) < end - left - 8 ? full : `${decision.id}`;
    const beyond = end <= left;
    const needed = beyond ? textWidth(`${full} ${startMonth}`, 11) + 8 : 0;
    const start = beyond ? right - needed : left;
    const lane = lanes.findIndex((taken) => taken <= start);
    const place = lane < 0 ? lanes.length : lane;
    lanes[place] = beyond ? right : end + 2;
    const y = top + place * 22;
    const isOff = decision.conformity === 'does-not-conform';
    if (beyond) {
      parts.push(label(right, y + 13, `${full} ${startMonth}${zh ? '起' : ' on'}`, { anchor: 'end', size: 11, fill: isOff ? CEILING : QUIET }));
      continue;
    }
    parts.push(element('rect', { x: left + 2, y, width: end - left - 4, height: 18, rx: 3, fill: isOff ? '#fbe4dc' : '#e4ecf5', stroke: isOff ? CEILING : '#8ba7c7', 'stroke-width': 1 }));
    parts.push(label((left + end) / 2, y + 13, text, { anchor: 'middle', size: 11, fill: isOff ? CEILING : INK }));
  }
  if (lanes.length > 0) parts.unshift(label(16, top + 13, zh ? '决定' : 'decisions', { size: 12, fill: QUIET }));
  return { parts, bottom: top + lanes.length * 22 };
}

interface Look {
  readonly fill: string;
  readonly stroke: string;
  readonly text: string;
  readonly zh: string;
  readonly en: string;
  readonly zhCell: string;
  readonly enCell: string;
}

const LOOKS: Readonly<Record<ReadingView['state'], Look>> = {
  none: { fill: '#ffffff', stroke: GRID, text: QUIET, zh: '无渐退', en: 'no taper', zhCell: '', enCell: '' },
  scheduled: { fill: '#ffffff', stroke: '#8ba7c7', text: QUIET, zh: '已决定未开始', en: 'decided, begins later', zhCell: '待', enCell: 'later' },
  running: { fill: '#1f6fb2', stroke: '#1f6fb2', text: '#ffffff', zh: '计入的月份', en: 'month counted', zhCell: '', enCell: '' },
  between: { fill: '#ffffff', stroke: '#8ba7c7', text: QUIET, zh: '空档', en: 'gap between', zhCell: '空', enCell: 'gap' },
  paused: { fill: '#fff3d6', stroke: '#d19a1d', text: '#7a5600', zh: '停，不计', en: 'waits, not counted', zhCell: '停', enCell: 'waits' },
  closed: { fill: '#eceff2', stroke: '#9aa5b1', text: INK, zh: '已止', en: 'ended', zhCell: '止', enCell: 'ended' },
  'awaiting-decision': { fill: '#fbe4dc', stroke: CEILING, text: CEILING, zh: '须另作决定', en: 'to be decided anew', zhCell: '决', enCell: 'anew' },
  'used-up': { fill: '#f6f7f9', stroke: '#c3ccd5', text: QUIET, zh: '已用完', en: 'used up', zhCell: '完', enCell: 'used' },
  undetermined: { fill: '#f1eafa', stroke: '#8b6bb5', text: '#5b3d86', zh: '不能确定', en: 'cannot be told', zhCell: '?', enCell: '?' },
};

function readingRows({ rows, column, x, language }: Frame, top: number): string[] {
  const zh = language === 'zh';
  return readingIds.flatMap((id, place) => [
    label(16, top + place * ROW + 16, `${id} ${READINGS[id].name[language]}`, { size: 12, fill: INK }),
    ...rows.flatMap((row, index) => {
      const view = row.readings[id];
      const look = LOOKS[view.state];
      const text = view.state === 'running' && view.number !== null ? (typeof view.number === 'number' ? `${view.number}/${view.granted}` : `${view.number.from}–${view.number.to}`) : zh ? look.zhCell : look.enCell;
      return [
        element('rect', { x: x(index) - column / 2 + 2, y: top + place * ROW, width: column - 4, height: ROW - 4, rx: 3, fill: look.fill, stroke: look.stroke, 'stroke-width': 1 }),
        ...(text === '' ? [] : [label(x(index), top + place * ROW + 15, text, { anchor: 'middle', size: 11, fill: look.text })]),
      ];
    }),
  ]);
}

function legendOf({ rows, width, language }: Frame, top: number): { parts: string[]; bottom: number } {
  const states = (Object.keys(LOOKS) as ReadingView['state'][]).filter((state) => state !== 'none' && rows.some((row) => readingIds.some((id) => row.readings[id].state === state)));
  const parts: string[] = [];
  let [x, y] = [16, top];
  const hasBand = rows.some(({ amounts }) => amounts.ceiling !== null && amounts.standard !== null);
  const bandLook = { fill: BAND, stroke: '#a9cfa9', zh: '条款的收入幅度', en: 'income band of the clause' };
  for (const look of [...(hasBand ? [bandLook] : []), ...states.map((state) => LOOKS[state])]) {
    const text = look[language];
    const wide = 22 + textWidth(text, 11) + 18;
    if (x + wide > width - 8 && x > 16) [x, y] = [16, y + 20];
    parts.push(element('rect', { x, y: y - 11, width: 16, height: 13, rx: 2, fill: look.fill, stroke: look.stroke, 'stroke-width': 1 }));
    parts.push(label(x + 22, y, text, { size: 11, fill: QUIET }));
    x += wide;
  }
  return { parts, bottom: y + 16 };
}

function numberOf(text: string | null): number | null {
  const value = readAmount(text);
  return value === null ? null : value.n.div(value.d).toNumber();
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
