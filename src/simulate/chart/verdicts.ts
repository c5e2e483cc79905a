import type { Language } from '../../base/issue-text.js';
import { taperVerdicts, verdicts } from '../../schema/decision.js';
import type { Portion, SimulationResult } from '../result-types.js';
import { baseOption, type ChartOption, COLOURS, taperText, VERDICT_COLOURS, verdictText } from './style.js';

const TEXTS = {
  zh: {
    taper: '渐退：各种结论所占比例',
    programme: (name: string) => `${name}：各种结论所占比例`,
    subtitle: (count: string) => `共 ${count} 户；编造的家庭不是数据`,
    counted: (count: string) => `共 ${count} 户`,
    groups: (by: string, under: string) => `渐退：按${by}分组（${under}）`,
  },
  en: {
    taper: 'Taper: share of each verdict',
    programme: (name: string) => `${name}: share of each verdict`,
    subtitle: (count: string) => `${count} households; generated households are not data`,
    counted: (count: string) => `${count} households`,
    groups: (by: string, under: string) => `Taper by ${by} (${under})`,
  },
} as const;

interface Bar {
  readonly name: string;
  readonly portions: Readonly<Record<string, Portion>>;
}

/** The size of a chart of so many bars. */
export function barsSize(bars: number): { width: number; height: number } {
  return { width: 1080, height: 190 + bars * 46 };
}

/** The verdicts on the taper, a bar for the baseline and one for each reform. */
export function taperChart(result: SimulationResult, language: Language, generated: boolean): ChartOption {
  const say = TEXTS[language];
  const bars = result.policies.map((policy) => ({ name: policy.name[language], portions: best(policy.tapers) }));
  return barChart(say.taper, countText(result, language, generated), bars, taperVerdicts, (verdict) =>
    taperText(verdict, language),
  );
}

/** The verdicts on one programme, a bar for the baseline and one for each reform. */
export function programmeChart(
  result: SimulationResult,
  programme: string,
  language: Language,
  generated: boolean,
): ChartOption {
  const found = result.policies.flatMap((policy) =>
    policy.programmes
      .filter((entry) => entry.programme === programme)
      .map((entry) => ({
        name: policy.name[language],
        portions: entry.verdicts as Bar['portions'],
        title: entry.name[language],
      })),
  );
  return barChart(
    TEXTS[language].programme(found[0]?.title ?? programme),
    countText(result, language, generated),
    found,
    verdicts,
    (verdict) => verdictText(verdict, language),
  );
}

/** The verdicts on the taper in each group, under one of the rule sets. */
export function groupChart(
  result: SimulationResult,
  by: string,
  policy: string,
  language: Language,
  generated: boolean,
): ChartOption {
  const say = TEXTS[language];
  const groups = result.groups.filter((group) => group.by === by);
  const bars = groups.map((group) => ({
    name: group.name[language],
    portions: best(group.policies.find((entry) => entry.id === policy)?.tapers ?? []),
  }));
  const under = result.policies.find((entry) => entry.id === policy)?.name[language] ?? policy;
  return barChart(
    say.groups(groups[0]?.label[language] ?? by, under),
    countText(result, language, generated),
    bars,
    taperVerdicts,
    (verdict) => taperText(verdict, language),
  );
}

function countText(result: SimulationResult, language: Language, generated: boolean): string {
  const count = result.households.toLocaleString('en-US');
  return generated ? TEXTS[language].subtitle(count) : TEXTS[language].counted(count);
}

function best(tapers: readonly { readonly verdicts: Bar['portions'] }[]): Bar['portions'] {
  return tapers[0]?.verdicts ?? {};
}

function barChart<V extends string>(
  title: string,
  subtitle: string,
  bars: readonly Bar[],
  order: readonly V[],
  textOf: (verdict: V) => string,
): ChartOption {
  const shown = order.filter((verdict) => bars.some((bar) => (bar.portions[verdict]?.share ?? 0) > 0));
  return {
    ...baseOption(title, subtitle),
    legend: {
      data: shown.map((verdict) => textOf(verdict)),
      left: 24,
      top: 72,
      itemGap: 18,
      textStyle: { fontSize: 13, color: COLOURS.text },
    },
    grid: { left: 24, right: 60, top: 112, bottom: 40, containLabel: true },
    xAxis: {
      type: 'value',
      min: 0,
      max: 1,
      axisLabel: { fontSize: 12, formatter: (value: number) => `${Math.round(value * 100)}%` },
      splitLine: { lineStyle: { color: COLOURS.grid } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((bar) => bar.name),
      axisLabel: { fontSize: 13, color: COLOURS.text, width: 240, overflow: 'break' },
      axisTick: { show: false },
    },
    series: shown.map((verdict) => ({
      type: 'bar',
      stack: 'all',
      name: textOf(verdict),
      barWidth: 24,
      itemStyle: { color: VERDICT_COLOURS[verdict] ?? COLOURS.own },
      data: bars.map((bar) => bar.portions[verdict]?.share ?? 0),
      label: {
        show: true,
        fontSize: 12,
        color: COLOURS.text,
        // A label wider than its piece would lie over its neighbour.
        formatter: ({ value }: { value: number }) => (value >= 0.06 ? `${(value * 100).toFixed(1)}%` : ''),
      },
    })),
  };
}
