import type { parser } from '@bpmn-io/lezer-feel';
import { shown } from '../base/issue.js';
import type { FormulaIssue } from './expression.js';
import { issueAt, placeAt } from './place.js';

export type SyntaxTree = ReturnType<typeof parser.parse>;
export type SyntaxNode = SyntaxTree['topNode'];

const NAME_CHARACTER = /[\p{L}\p{N}\p{M}_]/u;
const WORD = /^(?:[\p{L}\p{N}\p{M}_]+|\S)/u;

// What people type for a sign of the language. Full-width forms are handled by normalisation.
const MEANT = new Map([
  ['“', '"'],
  ['”', '"'],
  ["'", '"'],
  ['、', ','],
  ['。', '.'],
  ['≥', '>='],
  ['≤', '<='],
  ['≠', '!='],
  ['×', '*'],
  ['÷', '/'],
  ['−', '-'],
  ['–', '-'],
  ['&', 'and'],
  ['&&', 'and'],
  ['|', 'or'],
  ['||', 'or'],
  ['!', 'not(…)'],
]);

/** The parts of a node, comments left out. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') children.push(child);
  }
  return children;
}

interface Fault {
  readonly at: number;
  readonly expected: string;
}

/** The first place where the text is not an expression of the language, or null. */
export function syntaxIssue(tree: SyntaxTree, text: string): FormulaIssue | null {
  const faults: Fault[] = [];
  tree.iterate({
    enter({ type, from, to, node }) {
      if (type.isError) faults.push({ at: from, expected: 'an operator, a value or the end' });
      else if (type.name === 'Identifier') faults.push(...badCharacter(text, from, to));
      else if (isPlainName(node)) faults.push(...secondWord(node, text));
    },
  });
  const first = faults.reduce<Fault | null>(
    (best, fault) => (best === null || fault.at < best.at ? fault : best),
    null,
  );
  return first === null ? null : issueOf(first, text);
}

// The grammar takes nearly every character from U+3001 on for a letter, full-width brackets and commas included.
function badCharacter(text: string, from: number, to: number): Fault[] {
  let at = from;
  for (const character of text.slice(from, to)) {
    if (!NAME_CHARACTER.test(character)) return [{ at, expected: 'a letter, a digit or _ in a name' }];
    at += character.length;
  }
  return [];
}

// FEEL allows blanks in names, and so takes "a b" for one name; only a function's name may have them here, to be refused
// as a function that is not supported.
function isPlainName(node: SyntaxNode): boolean {
  if (node.name === 'PathName' || node.name === 'Name') return true;
  return node.name === 'VariableName' && !(node.parent?.name === 'FunctionInvocation' && node.prevSibling === null);
}

function secondWord(node: SyntaxNode, text: string): Fault[] {
  const [first, second] = childrenOf(node);
  // A sign between the words is an error node, which says more.
  if (first === undefined || second?.name !== 'Identifier') return [];
  const negated = text.slice(first.from, first.to) === 'not';
  return [{ at: second.from, expected: negated ? 'not(…)' : 'an operator: a name has no blanks' }];
}

function issueOf({ at, expected }: Fault, text: string): FormulaIssue {
  const end = text.trimEnd().length;
  const blanks = text.slice(at).length - text.slice(at).trimStart().length;
  const start = Math.min(at + blanks, end);
  const place = placeAt(text, start);
  if (start === end) return issueAt(place, 'formula-syntax', { found: 'the end of the formula', expected: 'more' });
  const pair = text.slice(start, start + 2);
  const found = MEANT.has(pair) ? pair : (WORD.exec(text.slice(start))?.[0] ?? pair);
  const closing = found === '"' ? 'a closing " on the same line' : expected;
  return issueAt(place, 'formula-syntax', { found: shown(found), expected: closing, suggestion: meant(found) });
}

function meant(found: string): string | undefined {
  const plain = found.normalize('NFKC');
  return MEANT.get(found) ?? MEANT.get(plain) ?? (plain === found || plain.length !== 1 ? undefined : plain);
}
