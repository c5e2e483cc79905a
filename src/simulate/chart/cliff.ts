import type { Language } from '../../base/issue-text.js';
import type { Curve, Sweep, SweepPoint } from '../sweep.js';
import { intervalsOf } from '../sweep-grid.js';
import { baseOption, type ChartOption, COLOURS } from './style.js';

const TEXTS = {
  zh: {
    title: '收入上升时，全户一个月共有多少钱',
    subtitle: (sweep: Sweep, persons: number | null) =>
      `${sweep.ruleSet.name.zh}${persons === null ? '' : `　${persons} 口之家`}　评估基准日 ${sweep.asOf}　渐退第 ${sweep.month} 个月\n假定：${sweep.benefit?.name.zh ?? '—'}`,
    own: '只有自己的收入',
    without: '没有渐退',
    with: '有渐退',
    x: '每人每月收入（元）',
    y: '全户每月（元）',
    rate: '每多挣一元，被抵掉的部分',
    band: '渐退',
    bracket: (name: string, more: string) => `${name}（${more}）`,
    fall: (amount: string, by: string) => `少 ${amount} 元（${by}）`,
    rise: (amount: string, by: string) => `多 ${amount} 元（${by}）`,
    byModel: '低保停发',
    noCliff: '没有陡坎',
    cliff: (from: string, amount: string) => `最大陡坎：过 ${from} 元少 ${amount} 元`,
  },
  en: {
    title: 'What a household has in a month as its income rises',
    subtitle: (sweep: Sweep, persons: number | null) =>
      `${sweep.ruleSet.name.en}${persons === null ? '' : `, ${persons} ${persons === 1 ? 'person' : 'persons'}`}, evaluation date ${sweep.asOf}, month ${sweep.month} of the taper\nAssumed: ${sweep.benefit?.name.en ?? '—'}`,
    own: 'own income only',
    without: 'without the taper',
    with: 'with the taper',
    x: 'income per head and month (yuan)',
    y: 'household per month (yuan)',
    rate: 'lost of each further yuan',
    band: 'taper',
    bracket: (name: string, more: string) => `${name} (${more})`,
    fall: (amount: string, by: string) => `${amount} less (${by})`,
    rise: (amount: string, by: string) => `${amount} more (${by})`,
    byModel: 'dibao ends',
    noCliff: 'no cliff',
    cliff: (from: string, amount: string) => `largest cliff: ${amount} yuan less past ${from}`,
  },
} as const;

/** The size the chart is laid out for. */
export const CLIFF_SIZE = { width: 1080, height: 780 } as const;

/**
 * The picture of a sweep: resources with and without the taper, every jump with its clause, and below it how much of a
 * further yuan is lost.
 */
export function cliffChart(sweep: Sweep, language: Language): ChartOption {
  const say = TEXTS[language];
  const { points } = sweep;
  const [low, high] = [Number(points[0]?.value), Number(points.at(-1)?.value)];
  const base = baseOption(say.title, say.subtitle(sweep, personsOf(points)));
  const legend = (name: string, curve: Curve | null) =>
    say.bracket(name, curve?.cliff == null ? say.noCliff : say.cliff(curve.cliff.from, curve.cliff.fall));
  const names = {
    own: say.own,
    without: legend(say.without, sweep.withoutTaper),
    with: legend(say.with, sweep.withTaper),
  };
  return {
    ...base,
    legend: {
      data: [names.own, names.without, names.with],
      left: 24,
      top: 94,
      orient: 'vertical',
      itemGap: 6,
      icon: 'rect',
      itemWidth: 26,
      itemHeight: 4,
      textStyle: { fontSize: 13, color: COLOURS.text },
    },
    grid: [
      { left: 86, right: 40, top: 200, height: 340 },
      { left: 86, right: 40, top: 624, height: 92 },
    ],
    xAxis: [
      axis(0, low, high, '', ticks(sweep)),
      axis(1, low, high, sweep.fact === 'perCapitaMonthlyIncome' ? say.x : sweep.label[language], ticks(sweep)),
    ],
    yAxis: [
      {
        gridIndex: 0,
        type: 'value',
        name: say.y,
        nameTextStyle: { align: 'left', fontSize: 13, color: COLOURS.quiet },
        nameGap: 14,
        splitLine: { lineStyle: { color: COLOURS.grid } },
        axisLabel: { fontSize: 12 },
      },
      {
        gridIndex: 1,
        type: 'value',
        name: say.rate,
        nameTextStyle: { align: 'left', fontSize: 13, color: COLOURS.quiet },
        nameGap: 14,
        min: 0,
        max: 1,
        interval: 0.5,
        splitLine: { lineStyle: { color: COLOURS.grid } },
        axisLabel: { fontSize: 12, formatter: percentText },
      },
    ],
    series: [
      {
        ...line(names.own, COLOURS.own, own(points)),
        lineStyle: { color: COLOURS.own, width: 1.5, type: 'dashed' },
        markArea: band(sweep, say),
      },
      {
        ...line(
          names.without,
          COLOURS.without,
          broken(points, (point) => point.resources?.withoutTaper ?? null, sweep.withoutTaper),
        ),
        lineStyle: { color: COLOURS.without, width: 6, opacity: 0.75 },
      },
      {
        ...line(
          names.with,
          COLOURS.with,
          broken(points, (point) => point.resources?.withTaper ?? null, sweep.withTaper),
        ),
        lineStyle: { color: COLOURS.with, width: 2 },
        markLine: falls(sweep, say),
      },
      rates(sweep.withoutTaper, COLOURS.without, 6),
      rates(sweep.withTaper, COLOURS.with, 2),
    ],
  };
}

function percentText(value: number): string {
  return `${Math.round(value * 100)}%`;
}

/** Ticks at the ends and at the thresholds; a round number gives way where a threshold stands too near. */
function ticks(sweep: Sweep): number[] {
  const [low, high] = [Number(sweep.points[0]?.value), Number(sweep.points.at(-1)?.value)];
  const edges = [
    ...new Set(sweep.thresholds.map((threshold) => Number(threshold.at)).filter((value) => Number.isFinite(value))),
  ];
  const step = niceStep((high - low) / 8);
  const room = (high - low) / 18;
  const round = Array.from({ length: 40 }, (_, index) => Math.ceil(low / step) * step + index * step).filter(
    (value) => value <= high && edges.every((edge) => Math.abs(edge - value) > room),
  );
  return [...new Set([...edges, ...round])].sort((a, b) => a - b);
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

function axis(
  gridIndex: number,
  min: number,
  max: number,
  name: string,
  customValues: readonly number[],
): Record<string, unknown> {
  return {
    gridIndex,
    type: 'value',
    min,
    max,
    name,
    nameLocation: 'middle',
    nameGap: 30,
    nameTextStyle: { fontSize: 13, color: COLOURS.quiet },
    axisLabel: { fontSize: 12, customValues },
    axisTick: { customValues },
    splitLine: { show: false },
    axisLine: { onZero: false },
  };
}

function line(
  name: string,
  color: string,
  data: readonly (readonly [number, number | null])[],
): Record<string, unknown> {
  return {
    type: 'line',
    name,
    data,
    showSymbol: false,
    itemStyle: { color },
    connectNulls: false,
    xAxisIndex: 0,
    yAxisIndex: 0,
    z: 3,
  };
}

/** The persons of the household; null where that is what changes, or is not known. */
function personsOf(points: readonly SweepPoint[]): number | null {
  const [first] = points;
  const persons = first?.resources?.persons ?? null;
  return points.every((point) => point.resources?.persons === persons) ? persons : null;
}

const yuan = (fen: number | null) => (fen === null ? null : fen / 100);

function own(points: readonly SweepPoint[]): (readonly [number, number | null])[] {
  return points.map((point) => [Number(point.value), yuan(point.resources?.income ?? null)]);
}

/** A line that is broken where it jumps. */
function broken(
  points: readonly SweepPoint[],
  of: (point: SweepPoint) => number | null,
  curve: Curve | null,
): (readonly [number, number | null])[] {
  const jumps = new Set(curve?.jumps.map((jump) => jump.to));
  return points.flatMap((point) => {
    const here = [Number(point.value), yuan(of(point))] as const;
    return jumps.has(point.value) ? [[Number(point.value), null] as const, here] : [here];
  });
}

/** The range of income over which a taper is given. */
function band(sweep: Sweep, say: (typeof TEXTS)[Language]): Record<string, unknown> {
  const given = intervalsOf(sweep).filter(({ taper }) => taper === 'granted' || taper === 'discretionary');
  return {
    silent: true,
    itemStyle: { color: COLOURS.band },
    label: {
      position: 'insideTop',
      distance: 8,
      fontSize: 13,
      color: COLOURS.quiet,
      formatter: say.bracket(say.band, sweep.taperClauses.join(' ')),
    },
    data: given.map(({ from, to }) => [{ xAxis: Number(from) }, { xAxis: Number(to) }]),
  };
}

/** A dotted line down each jump of the resources with the taper, labelled with the amount. */
function falls(sweep: Sweep, say: (typeof TEXTS)[Language]): Record<string, unknown> {
  const level = new Map(sweep.points.map((point) => [point.value, yuan(point.resources?.withTaper ?? null) ?? 0]));
  const data = (sweep.withTaper?.jumps ?? []).map(({ from, to, by, clauses }) => {
    const cause = clauses[0]?.clause.replace(/^.*\//, '') ?? say.byModel;
    const [before, after] = [level.get(from) ?? 0, level.get(to) ?? 0];
    const amount = by.replace('-', '');
    const down = by.startsWith('-');
    // A fall is labelled at its foot, to the right, a rise at its head, to the left: there the lines leave room.
    const label = {
      show: true,
      position: down ? 'start' : 'end',
      align: down ? 'left' : 'right',
      offset: down ? [8, 16] : [-8, 6],
      formatter: down ? say.fall(amount, cause) : say.rise(amount, cause),
      color: COLOURS.with,
      fontSize: 13,
    };
    return [
      { coord: [Number(to), Math.min(before, after)], symbol: 'none' },
      { coord: [Number(to), Math.max(before, after)], symbol: 'none', label },
    ];
  });
  return { silent: true, symbol: 'none', lineStyle: { color: COLOURS.with, type: 'dotted', width: 1.5 }, data };
}

/** The rates as level stretches. */
function rates(curve: Curve | null, color: string, width: number): Record<string, unknown> {
  const data = (curve?.rates ?? []).flatMap(({ from, to, rate }) => [
    [Number(from), rate],
    [Number(to), rate],
    [Number(to), null],
  ]);
  return {
    type: 'line',
    data,
    showSymbol: false,
    itemStyle: { color },
    lineStyle: { color, width, opacity: width > 2 ? 0.75 : 1 },
    xAxisIndex: 1,
    yAxisIndex: 1,
    connectNulls: false,
  };
}
