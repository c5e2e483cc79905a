import { prepareHousehold, readSettings as readOptions } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { issueText, type Language } from '../base/issue-text.js';
import type { RuleSet } from '../plan/plan.js';
import { jurisdictions } from '../rules.js';
import { assess } from '../worksheet/assess.js';
import type { Cell } from '../worksheet/cell.js';
import { readLaw } from '../worksheet/law.js';
import { findProgramme } from '../worksheet/names.js';
import { placed } from '../worksheet/placed.js';
import { readRow } from '../worksheet/row.js';
import { SAY } from '../worksheet/say.js';
import { defaultSettings, readSettings } from '../worksheet/settings.js';
import type { Archive, Replaced } from './archive.js';
import { type CellReader, createCellReader } from './cells.js';
import { readGrid } from './grid.js';
import { type Result, resultColumns } from './results.js';
import { resultPlaces, rewrite } from './rewrite.js';
import { readStrings } from './strings.js';
import { addStyles } from './styles.js';
import { type Survey, survey } from './survey.js';
import { findSheets, holdsParameters, readWorkbook, type Workbook } from './workbook.js';

/** One run over a sheet of households. */
export interface SheetRun {
  readonly archive: Archive;
  /** Writes the copy of the workbook in which these parts are replaced. */
  readonly write: (replaced: Replaced) => Promise<void>;
  /** The rule set of a jurisdiction; the sheet itself may say which, so it is asked for when that is known. */
  readonly ruleSet: (jurisdiction: string) => RuleSet;
  /** Instead of what the workbook's own parameters sheet says; so are the date and the parameters below. */
  readonly jurisdiction?: string;
  readonly asOf?: string;
  readonly knownOn?: string;
  /** The parameters to use, given those of the workbook; default: these. */
  readonly parameters?: (jurisdiction: string, own: Readonly<Record<string, unknown>>) => unknown;
  readonly adopt?: (jurisdiction: string) => Readonly<Record<string, string>>;
  /** Programmes, by any of their names, that get a column each; none: one column for all. */
  readonly programmes: readonly string[];
  /** The sheet by name; default: the first that is not hidden and does not hold the parameters. */
  readonly sheet?: string;
  /** Whether columns whose header is not known are passed over instead of stopping the run. */
  readonly ignoreUnknown: boolean;
  readonly language: Language;
  readonly onProgress?: (rows: number, of: number) => void;
}

export interface SheetEnd {
  readonly sheet: string;
  readonly headerRow: number;
  /** Households judged, and rows that could not be read; those have the reason in their last column. */
  readonly rows: number;
  readonly bad: number;
  /** Rows below the headers that hold no household, such as totals; their last column says so. */
  readonly skipped: number;
  /** Headers that were passed over. */
  readonly ignored: readonly string[];
}

/**
 * Judges every household of a worksheet and writes a copy of the workbook with columns for the results. Everything else in
 * the workbook stays as it is.
 * @throws JiantuiError `unreadable-file`, `missing-package`, `bad-household` (headers), `bad-parameters`, `bad-option`
 */
export async function runSheet(run: SheetRun): Promise<SheetEnd> {
  const { archive } = run;
  const workbook = await readWorkbook(archive);
  const styleXml = workbook.styles === null ? null : await archive.text(workbook.styles);
  const styles = styleXml === null ? null : addStyles(styleXml, workbook.styles ?? '', archive.limits);
  const cells = createCellReader(await readStrings(archive, workbook.strings), styles?.dates ?? new Set());
  const grid = await parameterGrid(archive, workbook, cells);
  const settings = readSettings(grid, defaultSettings(workbook.dateSystem));
  const jurisdiction = run.jurisdiction ?? settings.jurisdiction;
  if (jurisdiction === null)
    throw new JiantuiError('bad-option', [
      { code: 'missing-key', path: ['--jurisdiction'], found: 'nothing', expected: jurisdictions.join(', ') },
    ]);
  const ruleSet = run.ruleSet(jurisdiction);
  const reading = { dateSystem: settings.dateSystem, language: run.language };
  const law = readLaw(grid, ruleSet, reading);
  const knownOn = run.knownOn ?? settings.knownOn;
  const options = readOptions(ruleSet, {
    parameters: run.parameters?.(jurisdiction, law.parameters) ?? law.parameters,
    adopt: { ...law.adopt, ...run.adopt?.(jurisdiction) },
    ...(knownOn === null ? {} : { knownOn }),
  });

  const found = await survey(archive, findSheets(workbook, run.sheet), ruleSet, cells);
  const part = found.sheet;
  const unknown = found.layout.issues.filter((issue) => issue.code === 'unknown-header');
  const refused = found.layout.issues.filter((issue) => !run.ignoreUnknown || issue.code !== 'unknown-header');
  if (refused.length > 0)
    throw new JiantuiError(
      'bad-household',
      refused.map((issue) => ({ ...issue, path: [part.name, `${found.headerRow}`] })),
    );

  const say = SAY[run.language];
  const columns = resultColumns(
    ruleSet,
    run.programmes.flatMap((name) => findProgramme(name, ruleSet) ?? []),
    say,
  );
  resultPlaces(found, columns);
  const judge = (line: readonly Cell[]): readonly Result[] => {
    const open: string[] = [];
    const ask = (issue: Issue) => open.push(issueText(issue, run.language));
    const snapshot = placed(found.layout, () => readRow(found.layout, passed(line, found), reading, ask));
    const day = run.asOf ?? (snapshot.asOf === undefined ? (settings.asOf ?? undefined) : undefined);
    const assessment = placed(found.layout, () =>
      assess(ruleSet, prepareHousehold(ruleSet, options, snapshot, day), 'all'),
    );
    return columns.of(assessment, open.join('\n'));
  };
  const counts = { rows: 0, bad: 0, skipped: 0 };
  const sheet = () =>
    rewrite({
      language: run.language,
      onProgress: run.onProgress,
      archive,
      found,
      cells,
      columns,
      styles,
      judge,
      counts,
    });
  const replaced = new Map<string, () => AsyncIterable<string>>([[part.path, sheet]]);
  if (workbook.styles !== null && styles !== null && styles.numbers !== null)
    replaced.set(workbook.styles, () => once(styles.xml));
  await run.write(replaced);
  return {
    sheet: part.name,
    headerRow: found.headerRow,
    ...counts,
    ignored: unknown.map((issue) => issue.found ?? ''),
  };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function parameterGrid(archive: Archive, workbook: Workbook, cells: CellReader): Promise<Cell[][]> {
  const sheet = workbook.sheets.find(holdsParameters);
  return sheet === undefined ? [] : readGrid(archive, sheet, cells);
}

/** The cells without those under headers that are not known; those under no header at all are there. */
function passed(line: readonly Cell[], { layout }: Survey): readonly Cell[] {
  return line.map((cell, index) =>
    layout.columns[index] == null && (layout.headers[index] ?? '') !== '' ? null : cell,
  );
}
