import type { Issue } from '../base/issue.js';
import type { Cell } from './cell.js';
import { type Ask, type Facts, putCell } from './draft.js';
import { jurisdictionOf } from './jurisdiction.js';
import type { Layout } from './layout.js';
import { refuse } from './problem.js';
import { putRegister, type RegisterCell } from './register.js';
import { isIssue, type Reading, readDay, readText, wrong } from './value.js';

/** One household as `evaluate` takes it. */
export type Snapshot = Readonly<Record<string, unknown>>;

/**
 * Reads a row of cells as a household snapshot. Blank cells are unknown; a member is listed as soon as one cell of its
 * columns is filled.
 * @param ask is told of words that do not settle the fact they are about, which stays unknown
 * @throws JiantuiError `bad-household` with every cell that does not fit its header
 */
export function readRow(layout: Layout, cells: readonly Cell[], reading: Reading, ask?: Ask): Snapshot {
  const issues: Issue[] = [];
  const household: Facts = {};
  const members = new Map<number, Facts>();
  // Columns of the registers come last, so that they are held against what the others say.
  const register = new Map<Facts, RegisterCell[]>();
  const memberOf = (number: number): Facts => {
    const member = members.get(number) ?? {};
    members.set(number, member);
    return member;
  };
  cells.forEach((cell, index) => {
    if (cell === null) return;
    const column = layout.columns[index];
    const place = (issue: Issue) => issues.push({ ...issue, path: [layout.headers[index] || index] });
    switch (column?.kind) {
      // A blank header, or a cell to the right of all headers.
      case undefined:
        place(wrong('no-header', cell));
        return;
      case 'ignored':
        return;
      case 'row': {
        const read = column.key === 'asOf' ? readDay(cell, reading) : readText(cell);
        if (isIssue(read)) place(read);
        else
          household[column.key] =
            column.key === 'jurisdiction' ? (jurisdictionOf(String(read.value)) ?? read.value) : read.value;
        return;
      }
      case 'member': {
        const member = memberOf(column.member);
        const read = column.key === 'id' ? readText(cell) : null;
        if (read === null) return;
        if (isIssue(read)) place(read);
        else member.id = read.value;
        return;
      }
      case 'register': {
        const facts = column.member === null ? household : memberOf(column.member);
        const own = { place: column, cell, header: layout.headers[index] ?? '' };
        register.set(facts, [...(register.get(facts) ?? []), own]);
        return;
      }
      case 'fact': {
        const issue = putCell(
          column.member === null ? household : memberOf(column.member),
          column,
          cell,
          reading,
          (open) => ask?.({ ...open, path: [layout.headers[index] ?? ''] }),
        );
        if (issue !== null) place(issue);
      }
    }
  });
  for (const [facts, own] of register)
    putRegister(facts, own, reading, (issue, header) => ask?.({ ...issue, path: [header] })).forEach((issue) => {
      issues.push(issue);
    });
  refuse(issues);
  if (members.size === 0) return household;
  const listed = [...members]
    .sort(([a], [b]) => a - b)
    .map(([number, facts]) => ({ ...facts, id: facts.id ?? `m${number}` }));
  return { ...household, members: listed };
}
