import { isDay } from '../base/calendar.js';
import { MAX_DIGITS, parseExact } from '../base/exact.js';
import { shown } from '../base/issue.js';
import type { Expr, NumberLiteral } from './expression.js';
import { issueAt } from './place.js';
import { placeOf, type Reader, refuse, sourceOf } from './reader.js';
import { childrenOf, type SyntaxNode } from './syntax.js';

const DIGITS = /(?:\d+(?:\.\d*)?|\.\d+)$/;

/** A number in plain decimals; the sign belongs to the literal. */
export function readNumber(reader: Reader, node: SyntaxNode): NumberLiteral | null {
  const source = sourceOf(reader, node);
  const digits = DIGITS.exec(source)?.[0] ?? '';
  const text = source.startsWith('-') ? `-${digits}` : digits;
  const exponent = /\d[eE]/.test(source);
  if (exponent || parseExact(text) === null) {
    return refuse(reader, node, `a plain decimal of at most ${MAX_DIGITS} digits, without an exponent`);
  }
  return { kind: 'number', ...placeOf(reader, node), text };
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gs;
const ESCAPED = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
]);

/** A text in double quotes, with the escapes of FEEL: \" \\ \' \n \r \t \u4e2d \U01F600. */
export function readText(reader: Reader, node: SyntaxNode): Expr | null {
  const value = textOf(reader, node);
  return value === null ? null : { kind: 'text', ...placeOf(reader, node), value };
}

function textOf(reader: Reader, node: SyntaxNode): string | null {
  let wrong: string | null = null;
  const decoded = sourceOf(reader, node)
    .slice(1, -1)
    .replace(ESCAPE, (sequence, unit: string | undefined, point: string | undefined, single: string | undefined) => {
      const code = Number.parseInt(unit ?? point ?? 'none', 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
      const character = ESCAPED.get(single ?? '');
      if (character === undefined) wrong ??= sequence;
      return character ?? '';
    });
  if (wrong === null) return decoded;
  const details = { found: shown(wrong), expected: '\\" \\\\ \\n \\r \\t \\uXXXX' };
  reader.issues.push(issueAt(placeOf(reader, node), 'formula-syntax', details));
  return null;
}

/** `date("…")` and `duration("…")` of a literal; every other way to write a time is refused. */
export function readDateTime(reader: Reader, node: SyntaxNode): Expr | null {
  const [opener, , parameters] = childrenOf(node);
  if (opener === undefined || opener.name === 'AtLiteral' || parameters === undefined) {
    return refuse(reader, node, 'date("2020-01-31") or duration("P6M")');
  }
  const name = sourceOf(reader, opener);
  if (name !== 'date' && name !== 'duration') return refuse(reader, node, 'date("2020-01-31") or duration("P6M")');
  const [argument, another] = childrenOf(parameters);
  if (argument?.name !== 'StringLiteral' || another !== undefined) {
    return refuse(reader, node, name === 'date' ? 'date("2020-01-31")' : 'duration("P6M")');
  }
  const value = textOf(reader, argument);
  if (value === null) return null;
  return name === 'date' ? readDay(reader, node, argument, value) : readDuration(reader, node, argument, value);
}

function readDay(reader: Reader, node: SyntaxNode, argument: SyntaxNode, value: string): Expr | null {
  if (isDay(value)) return { kind: 'date', ...placeOf(reader, node), value };
  const details = { found: shown(value), expected: 'a day that exists, as "2020-01-31"' };
  reader.issues.push(issueAt(placeOf(reader, argument), 'formula-syntax', details));
  return null;
}

// Digits are bounded so that the months stay a safe integer.
const DURATION = /^(-?)P(?=\d)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?$/;

function readDuration(reader: Reader, node: SyntaxNode, argument: SyntaxNode, value: string): Expr | null {
  const parts = DURATION.exec(value);
  if (parts === null) return refuse(reader, argument, 'years and months only: "P1Y6M", "P6M"');
  const length = Number(parts[2] ?? 0) * 12 + Number(parts[3] ?? 0);
  // Not -0, which JSON would not keep.
  const months = parts[1] === '-' && length > 0 ? -length : length;
  return { kind: 'duration', ...placeOf(reader, node), months };
}
