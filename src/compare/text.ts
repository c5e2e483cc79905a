import type { Language } from '../base/issue-text.js';
import { withVisibleTexts } from '../base/visible.js';
import { fold, textColumns } from '../explain/fold.js';
import { en } from '../explain/messages/en.js';
import { zh } from '../explain/messages/zh.js';
import type { Verdict } from '../schema/decision.js';
import { texts } from './texts.js';
import type { ComparedMeasure, ComparedProgramme, Comparison, Side } from './types.js';

export interface CompareTextOptions {
  readonly language: Language;
  /** Width to fold long lines to; null or absent: lines are not folded. */
  readonly columns?: number | null;
  /** Only these programmes; absent: all. */
  readonly programmes?: readonly string[];
}

/** Verdicts that say nothing of this household: shown together at the end of a programme. */
const QUIET: ReadonlySet<Verdict> = new Set(['silent', 'out-of-scope']);

/** A comparison as text: a table of verdicts, then clause by clause where they differ, then the amounts each goes by. */
export function comparisonText(whole: Comparison, options: CompareTextOptions): string {
  const { language, programmes: only } = options;
  const comparison = withVisibleTexts(
    only === undefined
      ? whole
      : { ...whole, programmes: whole.programmes.filter(({ programme }) => only.includes(programme)) },
  );
  const words = texts[language];
  const say = language === 'zh' ? zh : en;
  const differing = comparison.programmes.filter(({ differs }) => differs);
  return [
    words.title(comparison.household.id, say.day(comparison.asOf)),
    '',
    ...table(verdictRows(comparison, language)),
    ...dayLines(comparison, language, options.columns ?? null),
    ...(differing.length === 0
      ? []
      : [
          '',
          words.differences,
          ...differing.flatMap((programme) => ['', ...differenceLines(comparison, programme, options)]),
        ]),
    ...(comparison.measures.length === 0
      ? []
      : ['', words.measures, ...table(measureRows(comparison, language)), words.conversions]),
    '',
  ].join('\n');
}

/** What is assumed of the day, by instrument. */
function dayLines({ instruments }: Comparison, language: Language, columns: number | null): string[] {
  const lines = instruments.flatMap(({ short, assumptions }) =>
    assumptions.map(({ text }) => `${short[language]}${texts[language].colon}${text[language]}`),
  );
  return lines.length === 0 ? [] : ['', ...lines.flatMap((line) => fold(line, columns, 2).join('\n  '))];
}

function verdictRows({ instruments, programmes }: Comparison, language: Language): string[][] {
  const words = texts[language];
  return [
    [words.programme, ...instruments.map(({ short }) => short[language])],
    ...programmes.flatMap((programme) => {
      const verdicts = [nameOf(programme, language), ...programme.sides.map(({ verdict }) => words.verdicts[verdict])];
      if (programme.sides.every(({ months }) => months === undefined)) return [verdicts];
      return [
        verdicts,
        ['', ...programme.sides.map(({ months }) => (months === undefined ? '' : words.months(months)))],
      ];
    }),
  ];
}

function measureRows({ instruments, measures }: Comparison, language: Language): string[][] {
  const words = texts[language];
  const say = language === 'zh' ? zh : en;
  const unitOf = ({ unit }: ComparedMeasure) => say.quantity('…', unit, null);
  return [
    ['', ...instruments.map(({ short }) => short[language])],
    ...measures.map((measure) => [
      `${measure.label[language]}${language === 'zh' ? `（${unitOf(measure)}）` : ` (${unitOf(measure)})`}`,
      ...measure.sides.map(({ used, value }) => (used ? (value ?? words.missing) : words.notUsed)),
    ]),
  ];
}

/** One programme: what each instrument says and by which clause; those that say nothing of the household together. */
function differenceLines(
  { instruments }: Comparison,
  programme: ComparedProgramme,
  { language, columns = null }: CompareTextOptions,
): string[] {
  const words = texts[language];
  const named = programme.sides.map((side, index) => ({
    side,
    name: instruments[index]?.short[language] ?? side.jurisdiction,
  }));
  const width = Math.max(...named.map(({ name }) => textColumns(name)));
  const line = (name: string, side: Side): string[] => {
    const months = side.months === undefined ? '' : `  ${words.months(side.months)}`;
    const head = `  ${pad(name, width)}  ${words.verdicts[side.verdict]}${months}`;
    return [head, ...fold(side.why[language], columns, 6).map((part) => `      ${part}`)];
  };
  const quiet = named.filter(({ side }) => QUIET.has(side.verdict));
  const gathered = [...new Set(quiet.map(({ side }) => side.why[language]))].map((why) => {
    const own = quiet.filter(({ side }) => side.why[language] === why);
    return { name: own.map(({ name }) => name).join(words.separator), side: own[0]?.side };
  });
  return [
    nameOf(programme, language),
    ...named.filter(({ side }) => !QUIET.has(side.verdict)).flatMap(({ name, side }) => line(name, side)),
    ...gathered.flatMap(({ name, side }) => (side === undefined ? [] : line(name, side))),
  ];
}

/** What stands in brackets explains a term once; in a table it would be in the way. */
function nameOf({ name }: ComparedProgramme, language: Language): string {
  return name[language].replace(/ \([^()]*\)$/u, '');
}

/** Rows as aligned columns, Chinese characters counting two. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textColumns(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textColumns(text)));
}
