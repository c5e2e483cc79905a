import {
  type Settings as Options,
  type Prepared,
  prepareHousehold,
  readSettings as readOptions,
} from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import type { RuleSet } from '../plan/plan.js';
import { jurisdictions, loadJurisdiction } from '../rules.js';
import {
  clauseAnswer,
  clauseLine,
  missingAnswer,
  riskAnswer,
  TAPER_PARTS,
  taperAnswer,
  verdictWord,
} from './answers.js';
import { type Assessment, assess } from './assess.js';
import { type Cell, readCell } from './cell.js';
import { isIssue, readHeader } from './column.js';
import type { DateSystem } from './day.js';
import { dictionaryOf } from './dictionary.js';
import { readLaw } from './law.js';
import { type Layout, readLayout } from './layout.js';
import { createMemo, joinKeys, keyOf } from './memo.js';
import { findClause, findFlag, findJurisdiction, findPart, findProgramme, textOf } from './names.js';
import { placed } from './placed.js';
import { type CellError, toCellError } from './problem.js';
import { isBlank, pairOf, toGrid } from './range.js';
import { readRow, type Snapshot } from './row.js';
import { SAY, type Say } from './say.js';
import { defaultSettings, languageOf, readSettings, type Settings } from './settings.js';
import { compareTable, evaluateTable, TABLE_PARTS, type Table } from './tables.js';
import { isIssue as isReadIssue, type Reading, readDay } from './value.js';
import type { View } from './view.js';
import { laterPhrases, whyLine } from './why.js';

/** What a function answers: a value, a table that spills, or an error that the host shows as its own. */
export type Answer<V> = V | CellError;

/** The worksheet functions. Arguments are whatever a host hands over for a cell or a range; none of them ever throws. */
export interface Worksheet {
  eligible(
    jurisdiction: unknown,
    programme: unknown,
    values: unknown,
    headers?: unknown,
    date?: unknown,
    parameters?: unknown,
  ): Answer<string>;
  taper(
    jurisdiction: unknown,
    values: unknown,
    headers?: unknown,
    date?: unknown,
    parameters?: unknown,
    part?: unknown,
  ): Answer<string | number>;
  risk(
    jurisdiction: unknown,
    values: unknown,
    headers?: unknown,
    date?: unknown,
    parameters?: unknown,
    flag?: unknown,
  ): Answer<string>;
  why(
    jurisdiction: unknown,
    programme: unknown,
    values: unknown,
    headers?: unknown,
    date?: unknown,
    parameters?: unknown,
  ): Answer<string>;
  missing(
    jurisdiction: unknown,
    programme: unknown,
    values: unknown,
    headers?: unknown,
    date?: unknown,
    parameters?: unknown,
  ): Answer<string>;
  clause(clause: unknown, values?: unknown, headers?: unknown, date?: unknown, parameters?: unknown): Answer<string>;
  compare(values: unknown, headers?: unknown, date?: unknown, parameters?: unknown, programme?: unknown): Answer<Table>;
  evaluate(
    jurisdiction: unknown,
    values: unknown,
    headers?: unknown,
    date?: unknown,
    parameters?: unknown,
    part?: unknown,
  ): Answer<Table>;
}

/** What a worksheet host says of itself. */
export interface WorksheetOptions {
  /** From which day serial numbers count, unless the parameters range says otherwise; default 1900. */
  readonly dateSystem?: DateSystem;
  /** The rule set of a jurisdiction, by its id: for deploying authorities with overlays. Default: as shipped. */
  readonly load?: (jurisdiction: string) => RuleSet;
}

/** Makes the worksheet functions of one host. */
export function createWorksheet(options: WorksheetOptions = {}): Worksheet {
  const load = options.load ?? ((jurisdiction: string) => loadJurisdiction(jurisdiction));
  const defaults = defaultSettings(options.dateSystem);
  const settingsOf = createMemo<Law>(16);
  const laws = createMemo<Options>(64);
  const layouts = createMemo<Layout>(256);

  const prepare = (ruleSet: RuleSet, row: Row, law: Law): Prepared => {
    const pair = pairOf(row.values, row.headers, (cell) => isHeader(cell, ruleSet));
    if ('code' in pair) throw new JiantuiError('bad-household', [pair]);
    const reading = { dateSystem: law.settings.dateSystem, language: languageOf(law.settings.wording) };
    const options = laws.get(joinKeys(ruleSet.jurisdiction, law.key), () =>
      readOptions(ruleSet, { ...readLaw(law.grid, ruleSet, reading), ...known(law.settings) }),
    );
    const layout = layouts.get(joinKeys(ruleSet.jurisdiction, keyOf(pair.headers)), () =>
      readLayout(pair.headers, dictionaryOf(ruleSet)),
    );
    const snapshot = placed(layout, () => readRow(layout, pair.values, reading));
    return placed(layout, () =>
      prepareHousehold(
        ruleSet,
        options,
        snapshot,
        dayOf(readCell(first(row.date)), snapshot, law.settings.asOf, reading),
      ),
    );
  };
  const judge = (ruleSet: RuleSet, row: Row, law: Law, view: View): Assessment =>
    assess(ruleSet, prepare(ruleSet, row, law), view);

  const answer = <V>(parameters: unknown, make: (law: Law, say: Say) => V): Answer<V> => {
    let say = SAY[defaults.wording];
    try {
      const key = keyOf(parameters);
      const law = settingsOf.get(key, () => {
        const grid = toGrid(parameters);
        return { grid, key, settings: readSettings(grid, defaults) };
      });
      say = SAY[law.settings.wording];
      return make(law, say);
    } catch (thrown) {
      return toCellError(thrown, say.language);
    }
  };
  const cellOf = (raw: unknown) => readCell(first(raw));
  const ruleSetOf = (jurisdiction: unknown, { settings }: Law) => {
    const cell = cellOf(jurisdiction);
    return load(cell === null && settings.jurisdiction !== null ? settings.jurisdiction : findJurisdiction(cell));
  };
  const programmeOf = (programme: unknown, ruleSet: RuleSet) => {
    const id = findProgramme(cellOf(programme), ruleSet);
    if (id === null)
      throw new JiantuiError('bad-option', [
        {
          code: 'missing-argument',
          path: [],
          expected: Object.values(ruleSet.vocabulary.programmes)
            .map(({ zh }) => zh)
            .join('、'),
        },
      ]);
    return id;
  };

  return Object.freeze<Worksheet>({
    eligible: (jurisdiction, programme, values, headers, date, parameters) =>
      answer(parameters, (law, say) => {
        const ruleSet = ruleSetOf(jurisdiction, law);
        const id = programmeOf(programme, ruleSet);
        return verdictWord(judge(ruleSet, { values, headers, date }, law, { programme: id }), id, say);
      }),
    taper: (jurisdiction, values, headers, date, parameters, part) =>
      answer(parameters, (law, say) => {
        const which = findPart(cellOf(part), TAPER_PARTS);
        return taperAnswer(judge(ruleSetOf(jurisdiction, law), { values, headers, date }, law, 'tapers'), which, say);
      }),
    risk: (jurisdiction, values, headers, date, parameters, flag) =>
      answer(parameters, (law, say) => {
        const ruleSet = ruleSetOf(jurisdiction, law);
        const id = findFlag(cellOf(flag), ruleSet);
        return riskAnswer(judge(ruleSet, { values, headers, date }, law, 'risks'), id, say);
      }),
    why: (jurisdiction, programme, values, headers, date, parameters) =>
      answer(parameters, (law, say) => {
        const ruleSet = ruleSetOf(jurisdiction, law);
        const id = programmeOf(programme, ruleSet);
        const assessment = judge(ruleSet, { values, headers, date }, law, { programme: id });
        return [whyLine(assessment, id, say), ...laterPhrases(assessment, id, say)].join(say.semicolon);
      }),
    missing: (jurisdiction, programme, values, headers, date, parameters) =>
      answer(parameters, (law, say) => {
        const ruleSet = ruleSetOf(jurisdiction, law);
        const id = findProgramme(cellOf(programme), ruleSet);
        return missingAnswer(
          judge(ruleSet, { values, headers, date }, law, id === null ? 'all' : { programme: id }),
          id,
          say,
        );
      }),
    clause: (clause, values, headers, date, parameters) =>
      answer(parameters, (law, say) => {
        const found = findClause(cellOf(clause), load);
        if (isBlank(toGrid(values)) && isBlank(toGrid(headers))) return clauseLine(found.ruleSet, found.clause, say);
        return clauseAnswer(judge(found.ruleSet, { values, headers, date }, law, 'all'), found.clause, say);
      }),
    compare: (values, headers, date, parameters, programme) =>
      answer(parameters, (law, say) => {
        const ruleSets = jurisdictions.map(load);
        const id = ruleSets[0] === undefined ? null : findProgramme(cellOf(programme), ruleSets[0]);
        return compareTable(
          ruleSets.map((ruleSet) => judge(ruleSet, { values, headers, date }, law, 'all')),
          id,
          say,
        );
      }),
    evaluate: (jurisdiction, values, headers, date, parameters, part) =>
      answer(parameters, (law, say) => {
        const which = findPart(cellOf(part), TABLE_PARTS);
        return evaluateTable(judge(ruleSetOf(jurisdiction, law), { values, headers, date }, law, 'all'), which, say);
      }),
  });
}

/** The arguments that make up one household. */
interface Row {
  readonly values: unknown;
  readonly headers: unknown;
  readonly date: unknown;
}

/** The parameters argument, read as far as it does not depend on the rule set. */
interface Law {
  readonly grid: readonly (readonly Cell[])[];
  readonly key: string | null;
  readonly settings: Settings;
}

/** A range of one cell is that cell. */
function first(raw: unknown): unknown {
  return Array.isArray(raw) ? (Array.isArray(raw[0]) ? raw[0][0] : raw[0]) : raw;
}

function isHeader(cell: Cell, ruleSet: RuleSet): boolean {
  const text = textOf(cell);
  return text !== null && !isIssue(readHeader(text, dictionaryOf(ruleSet)));
}

/** The evaluation date of a call: the argument's, or else the row's own, or else that of the sheet's settings. */
function dayOf(cell: Cell, snapshot: Snapshot, settled: string | null, reading: Reading): string | undefined {
  const read = readDay(cell, reading);
  if (isReadIssue(read))
    throw new JiantuiError('bad-option', [{ ...read, path: [reading.language === 'zh' ? '日期' : 'date'] }]);
  return (read.value as string | undefined) ?? (snapshot.asOf === undefined ? (settled ?? undefined) : undefined);
}

function known({ knownOn }: Law['settings']): { readonly knownOn?: string } {
  return knownOn === null ? {} : { knownOn };
}
