import { type Month, monthIndex } from '../base/calendar.js';
import { BAND, CEILING, element, type Frame, GRID, INK, label, QUIET, ROW, textWidth } from './svg.js';
import { READINGS } from './texts.js';
import type { CheckedDecision } from './timeline-types.js';
import type { ReadingView } from './types.js';
import { readingIds } from './types.js';

/** The decisions as bars over the months that they name; bars that overlap stand one below the other. */
export function decisionBars(
  decisions: readonly CheckedDecision[],
  { left: origin, rows, column, language }: Frame,
  top: number,
): { parts: string[]; bottom: number } {
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
      parts.push(
        label(right, y + 13, `${full} ${startMonth}${zh ? '起' : ' on'}`, {
          anchor: 'end',
          size: 11,
          fill: isOff ? CEILING : QUIET,
        }),
      );
      continue;
    }
    parts.push(
      element('rect', {
        x: left + 2,
        y,
        width: end - left - 4,
        height: 18,
        rx: 3,
        fill: isOff ? '#fbe4dc' : '#e4ecf5',
        stroke: isOff ? CEILING : '#8ba7c7',
        'stroke-width': 1,
      }),
    );
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
  scheduled: {
    fill: '#ffffff',
    stroke: '#8ba7c7',
    text: QUIET,
    zh: '已决定未开始',
    en: 'decided, begins later',
    zhCell: '待',
    enCell: 'later',
  },
  running: {
    fill: '#1f6fb2',
    stroke: '#1f6fb2',
    text: '#ffffff',
    zh: '计入的月份',
    en: 'month counted',
    zhCell: '',
    enCell: '',
  },
  between: {
    fill: '#ffffff',
    stroke: '#8ba7c7',
    text: QUIET,
    zh: '空档',
    en: 'gap between',
    zhCell: '空',
    enCell: 'gap',
  },
  paused: {
    fill: '#fff3d6',
    stroke: '#d19a1d',
    text: '#7a5600',
    zh: '停，不计',
    en: 'waits, not counted',
    zhCell: '停',
    enCell: 'waits',
  },
  closed: { fill: '#eceff2', stroke: '#9aa5b1', text: INK, zh: '已止', en: 'ended', zhCell: '止', enCell: 'ended' },
  'awaiting-decision': {
    fill: '#fbe4dc',
    stroke: CEILING,
    text: CEILING,
    zh: '须另作决定',
    en: 'to be decided anew',
    zhCell: '决',
    enCell: 'anew',
  },
  'used-up': {
    fill: '#f6f7f9',
    stroke: '#c3ccd5',
    text: QUIET,
    zh: '已用完',
    en: 'used up',
    zhCell: '完',
    enCell: 'used',
  },
  undetermined: {
    fill: '#f1eafa',
    stroke: '#8b6bb5',
    text: '#5b3d86',
    zh: '不能确定',
    en: 'cannot be told',
    zhCell: '?',
    enCell: '?',
  },
};

export function readingRows({ rows, column, x, language }: Frame, top: number): string[] {
  const zh = language === 'zh';
  return readingIds.flatMap((id, place) => [
    label(16, top + place * ROW + 16, `${id} ${READINGS[id].name[language]}`, { size: 12, fill: INK }),
    ...rows.flatMap((row, index) => {
      const view = row.readings[id];
      const look = LOOKS[view.state];
      const text =
        view.state === 'running' && view.number !== null
          ? typeof view.number === 'number'
            ? `${view.number}/${view.granted}`
            : `${view.number.from}–${view.number.to}`
          : zh
            ? look.zhCell
            : look.enCell;
      return [
        element('rect', {
          x: x(index) - column / 2 + 2,
          y: top + place * ROW,
          width: column - 4,
          height: ROW - 4,
          rx: 3,
          fill: look.fill,
          stroke: look.stroke,
          'stroke-width': 1,
        }),
        ...(text === ''
          ? []
          : [label(x(index), top + place * ROW + 15, text, { anchor: 'middle', size: 11, fill: look.text })]),
      ];
    }),
  ]);
}

export function legendOf({ rows, width, language }: Frame, top: number): { parts: string[]; bottom: number } {
  const states = (Object.keys(LOOKS) as ReadingView['state'][]).filter(
    (state) => state !== 'none' && rows.some((row) => readingIds.some((id) => row.readings[id].state === state)),
  );
  const parts: string[] = [];
  let [x, y] = [16, top];
  const hasBand = rows.some(({ amounts }) => amounts.ceiling !== null && amounts.standard !== null);
  const bandLook = { fill: BAND, stroke: '#a9cfa9', zh: '条款的收入幅度', en: 'income band of the clause' };
  for (const look of [...(hasBand ? [bandLook] : []), ...states.map((state) => LOOKS[state])]) {
    const text = look[language];
    const wide = 22 + textWidth(text, 11) + 18;
    if (x + wide > width - 8 && x > 16) [x, y] = [16, y + 20];
    parts.push(
      element('rect', {
        x,
        y: y - 11,
        width: 16,
        height: 13,
        rx: 2,
        fill: look.fill,
        stroke: look.stroke,
        'stroke-width': 1,
      }),
    );
    parts.push(label(x + 22, y, text, { size: 11, fill: QUIET }));
    x += wide;
  }
  return { parts, bottom: y + 16 };
}
