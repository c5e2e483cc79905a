import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { Column } from './column.js';
import { headerFile } from './header-file.js';
import type { Layout } from './layout.js';

/** Runs `make`; what it finds wrong with a household is placed at the headers of the sheet instead of at names. */
export function placed<T>(layout: Layout, make: () => T): T {
  try {
    return make();
  } catch (thrown) {
    if (!(thrown instanceof JiantuiError) || thrown.code !== 'bad-household') throw thrown;
    throw new JiantuiError(
      'bad-household',
      thrown.issues.map((issue) => ({ ...issue, path: [placeOf(issue, layout)] })),
      { cause: thrown },
    );
  }
}

function placeOf({ path }: Issue, layout: Layout): string {
  const [top = '', index, key] = path;
  const name = top === 'members' ? key : top;
  const members = [
    ...new Set(
      layout.columns.flatMap((column) =>
        column !== null && 'member' in column && column.member !== null ? [column.member] : [],
      ),
    ),
  ].sort((a, b) => a - b);
  const member = top === 'members' && typeof index === 'number' ? members[index] : undefined;
  const column = layout.columns.findIndex(
    (candidate) =>
      candidate !== null &&
      gives(candidate, name) &&
      (member === undefined || ('member' in candidate && candidate.member === member)),
  );
  if (column >= 0) return layout.headers[column] ?? String(top);
  const fact = headerFile.facts[String(name)]?.zh ?? headerFile.row[name as 'asOf']?.zh ?? String(name);
  return member === undefined ? fact : `${headerFile.member.prefixes[0]}${member}.${fact}`;
}

function gives(column: Column, name: unknown): boolean {
  return column.kind === 'fact'
    ? column.name.key === name
    : column.kind !== 'ignored' && column.kind !== 'register' && column.key === name;
}
