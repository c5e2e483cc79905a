import { shown } from '../base/issue.js';
import type { Expr, FormulaIssue, Place } from './expression.js';
import { issueAt, placeAt } from './place.js';
import type { SyntaxNode } from './syntax.js';

/** What an issue says is supported, where nothing more helpful is known. */
export const SUPPORTED =
  'numbers, texts, true, false, null, names, + - * /, comparisons, between, in, and, or, not(), if then else, ' +
  'count, sum, min, max, some, every, date("2020-01-31"), duration("P6M"), monthly(), yearly()';

/** How a formula refers to the member at hand: inside `members[…]`, or by the variable of `some` and `every`. */
export type AtHand =
  | { readonly kind: 'filter'; readonly variable: 'item' }
  | { readonly kind: 'variable'; readonly variable: string };

/** Where a node stands: how deep, and inside which member expression. */
export interface Where {
  readonly depth: number;
  readonly member: AtHand | null;
}

/** What the steps of reading a syntax tree share. `read` converts a node, or reports why not and returns null. */
export interface Reader {
  readonly text: string;
  readonly issues: FormulaIssue[];
  readonly read: (node: SyntaxNode, where: Where) => Expr | null;
}

export function sourceOf(reader: Reader, node: SyntaxNode): string {
  return reader.text.slice(node.from, node.to);
}

export function placeOf(reader: Reader, node: SyntaxNode): Place {
  return placeAt(reader.text, node.from);
}

/** Reports that the language has this but the subset has not. */
export function refuse(reader: Reader, node: SyntaxNode, expected = SUPPORTED, suggestion?: string): null {
  const details = { found: shown(sourceOf(reader, node)), expected, suggestion };
  reader.issues.push(issueAt(placeOf(reader, node), 'formula-unsupported', details));
  return null;
}

/** Reads all nodes, so that every problem is reported; null when any of them fails. */
export function readAll(reader: Reader, nodes: readonly SyntaxNode[], where: Where): Expr[] | null {
  const read = nodes.map((node) => reader.read(node, where));
  const good = read.filter((expr) => expr !== null);
  return good.length === read.length ? good : null;
}

/** The words of a dotted path and the node that it starts from: `members[c].a.b` is [a, b] from `members[c]`. */
export interface Path {
  readonly base: SyntaxNode;
  readonly words: readonly string[];
  /** The first word's node; null when there is none. */
  readonly first: SyntaxNode | null;
}

/** Takes a path apart. A path of more than 50 words is cut: its base is then a path, which nothing accepts. */
export function pathOf(reader: Reader, node: SyntaxNode): Path {
  let base = node;
  const words: SyntaxNode[] = [];
  while (base.name === 'PathExpression' && words.length < 50) {
    const [inner, word] = [base.firstChild, base.lastChild];
    if (inner === null || word === null) break;
    words.unshift(word);
    base = inner;
  }
  return { base, words: words.map((word) => sourceOf(reader, word)), first: words[0] ?? null };
}
