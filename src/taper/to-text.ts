import type { Language } from '../base/issue-text.js';
import { withVisibleTexts } from '../base/visible.js';
import { fold, textColumns } from '../explain/fold.js';
import type { Texts } from '../schema/texts.js';
import { shownAmount } from './amounts.js';
import { adopterName } from './assumptions.js';
import { CONFORMITY, cellText, DIBAO, endingText, monthsText, VERDICTS } from './labels.js';
import { READINGS } from './texts.js';
import type { CheckedDecision, Timeline, TimelineRow } from './timeline-types.js';
import type { ReadingId } from './types.js';
import { readingIds } from './types.js';

/** The language of a timeline’s text, and what it shows. */
export interface TextOptions {
  readonly language?: Language;
  /** Width to fold long lines to; null or absent: lines are not folded. */
  readonly columns?: number | null;
}

/** The timeline as text: a table of the months, what happened in each, the decisions, the answers, the conventions. */
export function timelineText(written: Timeline, options: TextOptions = {}): string {
  const timeline = withVisibleTexts(written);
  const { language = 'zh', columns = null } = options;
  const zh = language === 'zh';
  const heading = (chinese: string, english: string) => `\n${zh ? chinese : english}`;
  const sections = [
    ...head(timeline, language).map((line) => fold(line, columns, 0).join('\n')),
    '',
    table(timeline, language),
    heading('逐月', 'Month by month'),
    ...timeline.rows.flatMap((_, index) => monthLines(timeline, index, language, columns)),
    ...(timeline.decisions.length === 0
      ? []
      : [
          heading('渐退决定', 'Taper decisions'),
          ...timeline.decisions.flatMap((decision) => decisionLines(decision, language, columns)),
        ]),
    heading('倒过来问', 'Asked backwards'),
    ...answerLines(timeline, language).map((line) => bullet(line, columns)),
    ...(timeline.notes.length === 0
      ? []
      : [heading('资料', 'The history'), ...timeline.notes.map((note) => bullet(note.text[language], columns))]),
    heading('约定（文件没有写）', 'Conventions (not stated in the instrument)'),
    ...timeline.assumptions.map((assumption) => bullet(assumption.text[language], columns)),
  ];
  return `${sections.join('\n')}\n`;
}

function head(
  { household, rows, state, from, to, jurisdiction, reading, benefit, labels }: Timeline,
  language: Language,
): string[] {
  const zh = language === 'zh';
  const { terms } = state;
  const named = (id: string) => labels[id]?.[language] ?? id;
  const yearly = rows.some((row) => row.amounts.yearly);
  const limit = rows.some((row) => row.amounts.ceiling !== null);
  const clause =
    terms.clause === null
      ? zh
        ? '文件没有渐退条款'
        : 'the instrument has no taper clause'
      : [
          named(terms.clause),
          monthsText(terms.months, language),
          limit ? (zh ? '收入有上限' : 'with a ceiling on income') : zh ? '收入没有上限' : 'no ceiling on income',
          ...(terms.period === null
            ? []
            : [
                zh
                  ? `脱贫攻坚期至${terms.period.end ?? '（未给出）'}`
                  : `period until ${terms.period.end ?? '(not supplied)'}`,
              ]),
        ].join(zh ? '，' : ', ');
  return [
    `${household ?? (zh ? '（未编号）' : '(no id)')}  ${named(jurisdiction)}  ${from} – ${to}`,
    clause,
    zh
      ? `收入和标准：元/人·${yearly ? '年' : '月'}`
      : `income and standard: yuan per head and ${yearly ? 'year' : 'month'}`,
    benefit === null
      ? zh
        ? '渐退期间发多少：文件未写明'
        : 'paid during the taper: not stated'
      : zh
        ? `渐退期间发多少（元/户·月）：假定为“${benefit.name.zh}”`
        : `paid during the taper (yuan per household and month): assumed to be ${benefit.name.en}`,
    ...readingIds.map((id) => `${id} ${READINGS[id].name[language]}${zh ? '：' : ': '}${READINGS[id].says[language]}`),
    ...(reading === null
      ? []
      : [
          zh
            ? `采用${reading.id}（${READINGS[reading.id].name.zh}），由${adopterName(reading.by).zh}决定`
            : `${reading.id} (${READINGS[reading.id].name.en}) adopted, on the word of ${adopterName(reading.by).en}`,
        ]),
  ];
}

function table(timeline: Timeline, language: Language): string {
  const zh = language === 'zh';
  const hasCeiling = timeline.rows.some((row) => row.amounts.ceiling !== null);
  const amounts = timeline.benefit === null ? [] : readingIds.map((id) => `${zh ? '金额' : 'amount '}${id}`);
  const mark = (id: ReadingId) => (timeline.reading?.id === id ? `${id}*` : id);
  const titles = zh
    ? ['月份', '人均收入', '标准', ...(hasCeiling ? ['上限'] : []), '低保', '条款']
    : ['month', 'income', 'standard', ...(hasCeiling ? ['ceiling'] : []), 'dibao', 'clause'];
  const rows = [
    [...titles, ...readingIds.map(mark), ...amounts],
    ...timeline.rows.map((row) => cells(row, language, hasCeiling)),
  ];
  const widths = titles
    .concat(readingIds, amounts)
    .map((_, column) => Math.max(...rows.map((row) => textColumns(row[column] ?? ''))));
  const isNumber = (column: number) => (column >= 1 && column <= (hasCeiling ? 3 : 2)) || column > titles.length + 2;
  const pad = (text: string, column: number) => {
    const space = ' '.repeat((widths[column] ?? 0) - textColumns(text));
    return isNumber(column) ? space + text : text + space;
  };
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

function cells(row: TimelineRow, language: Language, hasCeiling: boolean): string[] {
  const { amounts, benefit } = row;
  return [
    row.month,
    shownAmount(amounts.income),
    shownAmount(amounts.standard),
    ...(hasCeiling ? [shownAmount(amounts.ceiling)] : []),
    row.day === null ? '—' : DIBAO[row.dibao ?? 'unknown'][language],
    VERDICTS[row.verdict][language],
    ...readingIds.map((id) => cellText(row.readings[id], language)),
    ...(benefit === null
      ? []
      : readingIds.map((id) => (benefit.amounts[id] === null ? '—' : shownAmount(benefit.amounts[id])))),
  ];
}

/** What there is to say of a month. What holds for several months on end is said in the first of them. */
function monthLines(timeline: Timeline, index: number, language: Language, columns: number | null): string[] {
  const { rows, labels } = timeline;
  const row = rows[index] as TimelineRow;
  const before = new Set(remarks(rows[index - 1], labels, language).map(({ text }) => text));
  const events = row.events.map((event) => `· ${inWords(event.text[language], labels, language)}`);
  const said = remarks(row, labels, language)
    .filter(({ text }) => !before.has(text))
    .map(({ text, by }) => {
      let last = index;
      while (remarks(rows[last + 1], labels, language).some((other) => other.text === text)) last += 1;
      return `${text}${by}${last === index ? '' : until((rows[last] as TimelineRow).month, language)}`;
    });
  return [...events, ...said].map((line, place) => {
    const start = `${place === 0 ? row.month : ' '.repeat(row.month.length)}  ${line.slice(0, 2)}`;
    return start + fold(line.slice(2), columns, start.length).join(`\n${' '.repeat(start.length)}`);
  });
}

/** Notes and next steps of a month, each with its clause, and by when a step is wanted. */
function remarks(
  row: TimelineRow | undefined,
  labels: Timeline['labels'],
  language: Language,
): { readonly text: string; readonly by: string }[] {
  if (row === undefined) return [];
  const cite = (clause: string | null) => {
    if (clause === null) return '';
    const named = labels[clause]?.[language] ?? clause;
    return language === 'zh' ? `〔${named}〕` : ` [${named}]`;
  };
  const by = (month: string | null) =>
    month === null || month < row.month
      ? ''
      : language === 'zh'
        ? `（${month}底前，不误月份）`
        : ` (by the end of ${month}, so that no month is lost)`;
  const line = (sign: string, { text, clause }: { readonly text: Texts; readonly clause: string | null }) =>
    `${sign} ${inWords(text[language], labels, language)}${cite(clause)}`;
  return [
    ...row.notes.map((note) => ({ text: line('·', note), by: '' })),
    ...row.next.map((step) => ({ text: line('→', step), by: by(step.by) })),
  ];
}

function until(month: string, language: Language): string {
  return language === 'zh' ? `（至${month}各月同）` : ` (the same until ${month})`;
}

/** A sentence with clauses and places by name. */
function inWords(text: string, labels: Timeline['labels'], language: Language): string {
  return Object.entries(labels)
    .sort(([a], [b]) => b.length - a.length)
    .reduce((sentence, [id, label]) => sentence.replaceAll(id, label[language]), text);
}

function decisionLines(decision: CheckedDecision, language: Language, columns: number | null): string[] {
  const zh = language === 'zh';
  const months = decision.months ?? '?';
  const what = zh
    ? `${decision.startMonth ?? '（未写起始）'}起${months}个月`
    : `${months} ${months === 1 ? 'month' : 'months'} from ${decision.startMonth ?? '(no first month)'}`;
  const details = [decision.authority, decision.date, decision.reference]
    .filter((part) => typeof part === 'string')
    .join(zh ? '，' : ', ');
  const bearing = {
    contrary: zh ? '不符' : 'contrary',
    unproven: zh ? '无记录' : 'not on record',
    silent: zh ? '未写明' : 'not stated',
  };
  return [
    fold(
      `${decision.id}  ${what}${details === '' ? '' : zh ? `（${details}）` : ` (${details})`}${zh ? '：' : ': '}${CONFORMITY[decision.conformity][language]}`,
      columns,
      3,
    ).join('\n   '),
    ...decision.points.map((point) =>
      bullet(`${bearing[point.bearing]}${zh ? '：' : ': '}${withoutNames(point.text[language], zh)}`, columns, '   '),
    ),
  ];
}

/** Names of facts stand in brackets for programs; Chinese text goes without. */
function withoutNames(text: string, zh: boolean): string {
  return zh ? text.replace(/（[A-Za-z][\w.#-]*）/gu, '') : text;
}

function answerLines({ answers }: Timeline, language: Language): string[] {
  const zh = language === 'zh';
  const endings = readingIds
    .map((id) => `${id} ${endingText(answers.endsIfNothingChanges[id], language)}`)
    .join(zh ? '；' : '; ');
  const { decideBy, decideAgainBy, extendBy } = answers;
  return [
    zh ? `以后各月都像最后一个月，渐退何时完：${endings}` : `when it ends if every month is like the last: ${endings}`,
    ...(decideBy === null
      ? []
      : [
          zh
            ? `一个月也不误，最迟何时决定：${decideBy.month}${decideBy.gone > 0 ? `（已过去${decideBy.gone}个月，能否追溯文件未写明）` : ''}${decideBy.latestStartWithinPeriod === null ? '' : `；要在脱贫攻坚期内走完，最迟自${decideBy.latestStartWithinPeriod}起`}`
            : `by when to decide so that no month is lost: ${decideBy.month}${decideBy.gone > 0 ? ` (${decideBy.gone} gone by; whether a decision may reach back is not stated)` : ''}${decideBy.latestStartWithinPeriod === null ? '' : `; to end within the period, from ${decideBy.latestStartWithinPeriod} at the latest`}`,
        ]),
    ...(decideAgainBy === null
      ? []
      : [zh ? `若采R3，最迟何时另作决定：${decideAgainBy}` : `under R3, by when to decide anew: ${decideAgainBy}`]),
    ...(extendBy === null
      ? []
      : [
          zh
            ? `要延长而不留空档，最迟何时决定：${extendBy.month}，${extendBy.room === '?' ? '可加几个月文件未定' : `最多再加${extendBy.room}个月`}`
            : `by when to extend without a gap: ${extendBy.month}, ${extendBy.room === '?' ? 'by a number of months that is not stated' : `by ${extendBy.room} at most`}`,
        ]),
  ];
}

function bullet(text: string, columns: number | null, indent = ''): string {
  const before = `${indent}· `;
  return before + fold(text, columns, before.length).join(`\n${' '.repeat(before.length)}`);
}
