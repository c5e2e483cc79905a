import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { BulkAnswers } from '../population/answer.js';
import { createCellReader } from '../population/cells.js';
import { type Answered, createLine } from '../population/line.js';
import { createMissingFinder } from '../population/missing.js';
import { briefOf } from '../population/outline.js';
import type { Codes } from '../population/tally.js';
import type { Decision } from '../schema/decision.js';
import { verdicts } from '../schema/decision.js';
import { putBadRow } from './bad-row.js';
import { contentOf } from './briefs.js';
import { createByteWriter } from './bytes.js';
import { renderer } from './render.js';

/** How the rows of one run are read and written. */
export interface RowsOptions {
  readonly to: 'ndjson' | 'csv';
  /** Whole decisions without their traces, instead of the short lines. */
  readonly full: boolean;
  /** The day of every household; undefined where each has its own. */
  readonly asOf: string | undefined;
}

/** What came of some rows: the lines, the bad rows, and how many of each. */
export interface RowsResult {
  readonly output: Uint8Array;
  readonly errors: Uint8Array;
  readonly counts: Counts;
}

/** Counts of a run. `verdicts` holds, programme by programme, one count for each verdict of `schema/decision.ts`. */
export interface Counts {
  readonly rows: number;
  readonly bad: number;
  readonly blank: number;
  /** Rows that were answered together with others, by generated code. */
  readonly together: number;
  readonly verdicts: Float64Array;
}

/** Decides rows one after the other; what they come to is collected until it is taken. */
export interface Rows {
  readonly head: string;
  /** A household. `read` may throw a JiantuiError: that makes a bad row. */
  household(row: number, line: number, read: () => unknown): void;
  bad(row: number, line: number, issues: readonly Issue[]): void;
  blank(): void;
  take(): RowsResult;
}

/** A row that waits for its answer. */
interface Waiting {
  readonly row: number;
  readonly id: string | null;
  readonly members: readonly string[];
}

export function createRows(bulk: BulkAnswers, { to, full, asOf }: RowsOptions): Rows {
  const { ruleSet, outline, conditions, kernel, tally, settings } = bulk;
  const render = renderer(to, outline);
  const output = createByteWriter(1 << 20);
  const errors = createByteWriter(1 << 10);
  const programmes = outline.programmes.length;
  const width = verdicts.length;
  const codes: Codes = { bytes: new Uint8Array(64), length: 0 };
  const finder = createMissingFinder(ruleSet, settings, conditions);
  let counted = new Float64Array(programmes * width);
  let [rows, bad, blank, together] = [0, 0, 0, 0];

  const count = ({ bytes }: Codes) => {
    for (let index = 0; index < programmes; index++) {
      const place = index * width + (bytes[index] as number);
      counted[place] = (counted[place] as number) + 1;
    }
    rows += 1;
  };
  const wrong = (row: number, line: number, issues: readonly Issue[]) => {
    bad += 1;
    putBadRow({ row, line, issues }, errors);
  };
  const decided = (row: number, decision: Decision) => {
    const content = contentOf(briefOf(outline, decision));
    count(content.codes);
    if (full) output.text(`${JSON.stringify({ row, ...withoutTrace(decision) })}\n`);
    else render.line(row, decision.household.id, content, output);
  };

  const cellsOf = kernel === null ? null : createCellReader(ruleSet, kernel.tables);
  const answered = ({ row, id, members }: Waiting, [own]: readonly Answered[], index: number) => {
    if (own === undefined || cellsOf === null) return;
    const ids = (member: number) => members[member] ?? '';
    tally(own.results, index, codes);
    const missing = finder.find(own.results, index, ids, () => cellsOf(own.chunk, index, own.day, own.area));
    together += 1;
    count(codes);
    render.line(row, id, { codes, missing, ids }, output);
  };
  const line = kernel === null || full ? null : createLine([kernel], asOf, settings.knownOn, true, answered);

  return {
    head: full ? '' : render.head,
    household: (row, lineNumber, read) => {
      try {
        const household = read();
        if (line?.add(household, (own) => waitingOf(row, own)) !== true) decided(row, bulk.decide(household, asOf));
      } catch (error) {
        if (!(error instanceof JiantuiError)) throw error;
        wrong(row, lineNumber, error.issues);
      }
    },
    bad: wrong,
    blank: () => {
      blank += 1;
    },
    take: () => {
      line?.flush();
      const counts = { rows, bad, blank, together, verdicts: counted };
      [rows, bad, blank, together] = [0, 0, 0, 0];
      counted = new Float64Array(programmes * width);
      return { output: output.take(), errors: errors.take(), counts };
    },
  };
}

/** What a line is written with. A household that has been read has an id that is a text, or none; so have its members. */
function waitingOf(row: number, household: unknown): Waiting {
  const { id, members } = household as { id?: string; members?: readonly { id: string }[] | null };
  return { row, id: id ?? null, members: (members ?? []).map((member) => member.id) };
}

/** A decision without its trace, as it stands in a line. */
function withoutTrace(decision: Decision): Record<string, unknown> {
  // The trace is made when it is read: it must not be read.
  const keys = Object.keys(decision).filter((key) => key !== 'trace') as (keyof Decision)[];
  return Object.fromEntries(keys.map((key) => [key, decision[key]]));
}
