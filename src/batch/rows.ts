import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { readHousehold } from '../plan/household.js';
import type { Decision } from '../schema/decision.js';
import { verdicts } from '../schema/decision.js';
import { putBadRow } from './bad-row.js';
import { type ByteWriter, createByteWriter } from './bytes.js';
import { idsOf, type Judge, type Judged } from './judge.js';
import { renderer } from './render.js';
import { createScanner } from './scan.js';

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
  /** Rows read straight from their bytes, without objects. */
  readonly scanned: number;
  readonly verdicts: Float64Array;
}

/** Decides rows one after the other; what they come to is collected until it is taken. */
export interface Rows {
  readonly head: string;
  /** A household as bytes of JSON. `read` makes the object where the bytes are not plain. @returns nothing; problems become bad rows */
  bytes(bytes: Uint8Array, from: number, to: number, row: number, line: number, read: () => unknown): void;
  /** A household as an object. `read` may throw a JiantuiError: that makes a bad row. */
  household(row: number, line: number, read: () => unknown): void;
  bad(row: number, line: number, issues: readonly Issue[]): void;
  blank(): void;
  take(): RowsResult;
}

export function createRows(judge: Judge, { to, full, asOf }: RowsOptions): Rows {
  const render = renderer(to, judge.outline);
  const scanner = judge.isFast && !full ? createScanner(judge.ruleSet, judge.compiled, asOf, judge.knownOn) : null;
  const output = createByteWriter(1 << 20);
  const errors = createByteWriter(1 << 10);
  const programmes = judge.outline.programmes.length;
  const width = verdicts.length;
  let tally = new Float64Array(programmes * width);
  let [rows, bad, blank, scanned] = [0, 0, 0, 0];

  const count = ({ codes: { bytes } }: Judged) => {
    for (let index = 0; index < programmes; index++) {
      const place = index * width + (bytes[index] as number);
      tally[place] = (tally[place] as number) + 1;
    }
    rows += 1;
  };
  const wrong = (row: number, line: number, issues: readonly Issue[]) => {
    bad += 1;
    putBadRow({ row, line, issues }, errors);
  };
  const household = (row: number, line: number, read: () => unknown) => {
    try {
      const snapshot = read();
      if (full) {
        const decision = judge.decide(snapshot, asOf);
        count(judge.codesOf(decision));
        output.text(`${JSON.stringify({ row, ...withoutTrace(decision) })}\n`);
        return;
      }
      const judged = judgeObject(judge, snapshot, asOf);
      const id = render.id(idOf(snapshot));
      count(judged);
      render.line(row, judged, (out) => out.text(id), output);
    } catch (error) {
      if (!(error instanceof JiantuiError)) throw error;
      wrong(row, line, error.issues);
    }
  };

  let from: Uint8Array = new Uint8Array(0);
  const jsonId = (out: ByteWriter) => {
    const { idStart, idEnd } = scanner?.id ?? { idStart: -1, idEnd: -1 };
    // What stands between the quotes of plain JSON stands there in any JSON.
    if (idStart < 0) out.put(NULL);
    else out.copy(from, idStart - 1, idEnd + 1);
  };
  const csvId = (out: ByteWriter) => {
    const { idStart, idEnd } = scanner?.id ?? { idStart: -1, idEnd: -1 };
    out.text(render.id(idStart < 0 ? null : decoder.decode(from.subarray(idStart, idEnd))));
  };
  const putId = to === 'ndjson' ? jsonId : csvId;
  return {
    head: full ? '' : render.head,
    bytes: (bytes, start, end, row, line, read) => {
      if (scanner?.scan(bytes, start, end) !== true) {
        household(row, line, read);
        return;
      }
      from = bytes;
      const judged = judge.judge(scanner.row, scanner.memberIds, scanner.household);
      scanned += 1;
      count(judged);
      render.line(row, judged, putId, output);
    },
    household,
    bad: wrong,
    blank: () => {
      blank += 1;
    },
    take: () => {
      const counts = { rows, bad, blank, scanned, verdicts: tally };
      [rows, bad, blank, scanned] = [0, 0, 0, 0];
      tally = new Float64Array(programmes * width);
      return { output: output.take(), errors: errors.take(), counts };
    },
  };
}

const decoder = new TextDecoder();
const NULL = new TextEncoder().encode('null');

function judgeObject(judge: Judge, snapshot: unknown, asOf: string | undefined): Judged {
  if (!judge.isFast) return judge.codesOf(judge.decide(snapshot, asOf));
  const row = judge.compiled.read(snapshot, asOf === undefined ? {} : { asOf });
  // The probes are no rules: where numbers do not fit the cells only whole decisions can be trusted.
  if (!row.exact) return judge.codesOf(judge.decide(snapshot, asOf));
  const { members } = snapshot as { members?: readonly { id: string }[] | null };
  return judge.judge(
    row,
    idsOf((member) => members?.[member]?.id ?? ''),
    () => readHousehold(judge.ruleSet, snapshot, asOf, judge.knownOn),
  );
}

/** The household's id; a household that has been judged has a text or none. */
function idOf(snapshot: unknown): string | null {
  const { id } = snapshot as { id?: string };
  return id ?? null;
}

/** A decision without its trace, as it stands in a line. */
function withoutTrace(decision: Decision): Record<string, unknown> {
  // The trace is made when it is read: it must not be read.
  const keys = Object.keys(decision).filter((key) => key !== 'trace') as (keyof Decision)[];
  return Object.fromEntries(keys.map((key) => [key, decision[key]]));
}
