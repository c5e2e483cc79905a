import type { Language } from '../../base/issue-text.js';
import { en } from '../../explain/messages/en.js';
import { zh } from '../../explain/messages/zh.js';
import type { FlagStatus, TaperVerdict, Verdict } from '../../schema/decision.js';

/** What ECharts is told to draw. Plain data, so that nothing of ECharts is needed to make it. */
export type ChartOption = Readonly<Record<string, unknown>>;

/** Fonts that have Chinese characters, on the systems where charts are looked at. Without quotes: the list goes into an attribute. */
export const FONT =
  'Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif';

/** Colours that stay apart for colour-blind readers and in print. */
export const COLOURS = {
  own: '#8a8f98',
  without: '#0072b2',
  with: '#d55e00',
  band: 'rgba(230, 159, 0, 0.14)',
  grid: '#e3e5e8',
  text: '#24292f',
  quiet: '#57606a',
} as const;

/** Colours of verdicts, from what is owed to what is not spoken of. */
export const VERDICT_COLOURS: Readonly<Record<string, string>> = {
  eligible: '#009e73',
  granted: '#009e73',
  discretionary: '#56b4e9',
  undetermined: '#f0c341',
  'not-eligible': '#b8bec6',
  'not-granted': '#b8bec6',
  silent: '#e3e5e8',
  'not-in-force': '#8a8f98',
  'out-of-scope': '#cfd4da',
};

/** A verdict on a programme, in the words that explanations use. */
export function verdictText(verdict: Verdict, language: Language): string {
  return (language === 'zh' ? zh : en).verdicts[verdict];
}

/** A verdict on a taper. */
export function taperText(verdict: TaperVerdict, language: Language): string {
  return (language === 'zh' ? zh : en).tapers[verdict];
}

/** Whether a risk flag is raised. */
export function flagText(status: FlagStatus, language: Language): string {
  return (language === 'zh' ? zh : en).flags[status];
}

/** What every chart has in common. */
export function baseOption(title: string, subtitle: string): Record<string, unknown> {
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT, color: COLOURS.text },
    title: {
      text: title,
      subtext: subtitle,
      left: 24,
      top: 14,
      itemGap: 8,
      textStyle: { fontSize: 19, fontWeight: 600 },
      subtextStyle: { fontSize: 13, color: COLOURS.quiet, lineHeight: 18 },
    },
  };
}
