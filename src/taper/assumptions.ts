import type { Decision } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import type { BenefitModel } from './benefit.js';
import type { History } from './history.js';
import { READINGS } from './texts.js';
import type { MonthRow, ReadingId } from './types.js';
import { readingIds } from './types.js';

/** A convention that the timeline rests on and no instrument states. */
export interface Assumed {
  readonly id: string;
  readonly text: Texts;
}

const CONVENTIONS: Readonly<Record<string, Texts>> = {
  readings: {
    zh: `渐退期内收入回落、升过上限等月份如何计算，文件没有写。三种读法并列：${readingIds.map((id) => `${id}${READINGS[id].name.zh}，${READINGS[id].says.zh}`).join('；')}。`,
    en: `How a month counts in which the income falls back or reaches the ceiling within a taper is not stated. Three readings stand side by side: ${readingIds.map((id) => `${id} ${READINGS[id].name.en}, ${READINGS[id].says.en}`).join('; ')}.`,
  },
  'known-from': {
    zh: '渐退决定自其日期所在的月份起算作已知，在此之前的月份不受影响；决定写明的起始月份照旧。',
    en: 'A taper decision counts as known from the month of its date; earlier months are decided without it. The first month that it names is kept.',
  },
  'month-end': {
    zh: '只写月份的资料，以该月最后一天为评估日。',
    en: 'A snapshot that names only its month is decided for the last day of that month.',
  },
  'last-of-month': {
    zh: '同一个月有多份资料的，以日期最后的为准。',
    en: 'Of several snapshots for a month the last one counts.',
  },
  'decision-undated': {
    zh: '没有日期的渐退决定，自其起始月份起算作已知。',
    en: 'A taper decision without a date counts as known from its first month.',
  },
  'counted-once': {
    zh: '两个决定重叠的月份只计一次，记在先作出的决定名下。',
    en: 'A month that two decisions name is counted once, for the one made first.',
  },
  'no-carry-over': {
    zh: '迁往别的辖区后，原辖区的渐退不带过去，也不视为结束；两地文件都没有写。',
    en: 'After a move to another jurisdiction the taper is neither carried over nor taken as ended; neither instrument says.',
  },
  'first-jurisdiction': {
    zh: '参数只用于第一个辖区；其他辖区的参数没有给出。',
    en: 'The parameters hold for the first jurisdiction; those of the others have not been supplied.',
  },
};

export interface AssumptionInput {
  readonly parameters?: unknown;
  readonly reading?: ReadingId;
  readonly adoptedBy?: string;
  readonly benefit?: BenefitModel;
}

/** Who adopted a reading, as a sentence names them. */
export function adopterName(by: string): Texts {
  return by === 'caller' ? { zh: '使用者', en: 'the user' } : { zh: by, en: by };
}

/** Every convention that a timeline rests on, those of the single months included where they concern the taper clause. */
export function assumptionsOf(
  history: History,
  rows: readonly MonthRow[],
  decided: readonly (Decision | null)[],
  options: AssumptionInput,
): Assumed[] {
  const found: Assumed[] = [];
  const add = (id: string) => {
    const text = CONVENTIONS[id];
    if (text !== undefined) found.push({ id, text });
  };
  const hasNote = (code: string) => history.months.some((entry) => entry.notes.some((note) => note.code === code));
  add('readings');
  if (rows.some((row) => row.checks.length > 0)) add('known-from');
  if (history.months.some((entry) => entry.isDayAssumed)) add('month-end');
  if (hasNote('several-snapshots')) add('last-of-month');
  if (history.notes.some((note) => note.code === 'decision-undated')) add('decision-undated');
  if (rows.some((row) => row.checks.some((check) => check.points.some((point) => point.code === 'overlaps'))))
    add('counted-once');
  if (rows.some((row) => row.jurisdiction !== rows[0]?.jurisdiction)) {
    add('no-carry-over');
    if (options.parameters !== undefined && typeof options.parameters !== 'function') add('first-jurisdiction');
  }
  if (options.reading !== undefined) {
    const by = adopterName(options.adoptedBy ?? 'caller');
    const { name } = READINGS[options.reading];
    found.push({
      id: 'adopted-reading',
      text: {
        zh: `采用${options.reading}（${name.zh}），由${by.zh}决定。`,
        en: `${options.reading} (${name.en}) is adopted, on the word of ${by.en}.`,
      },
    });
  }
  if (options.benefit !== undefined)
    found.push({ id: `benefit:${options.benefit.id}`, text: options.benefit.assumption });
  const clauses = new Set(rows.map((row) => row.clause));
  const seen = new Set<string>();
  for (const decision of decided) {
    for (const { id, text, clauses: concerned } of decision?.assumptions ?? []) {
      if (seen.has(id) || (concerned.length > 0 && !concerned.some((clause) => clauses.has(clause)))) continue;
      seen.add(id);
      found.push({ id, text });
    }
  }
  return found;
}
