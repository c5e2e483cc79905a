import type { Expr, Fold, MemberName, Quantified } from './expression.js';
import { pathOf, placeOf, type Reader, refuse, sourceOf, type Where } from './reader.js';
import { childrenOf, type SyntaxNode } from './syntax.js';
import { RESERVED } from './to-name.js';

const NESTED = 'one member expression at a time: make the inner one a derived fact';

/** `members`, `members[condition]`, and the dotted name after it, if any. */
interface MemberList {
  readonly condition: SyntaxNode | null;
  readonly of: MemberName | null;
}

/** Recognises a list of members, without reading its condition; null when the node is something else. */
function memberList(reader: Reader, node: SyntaxNode): MemberList | null {
  const { base, words, first } = pathOf(reader, node);
  const [source, , condition] = base.name === 'FilterExpression' ? childrenOf(base) : [base];
  if (source?.name !== 'VariableName' || sourceOf(reader, source) !== 'members') return null;
  const of: MemberName | null =
    first === null ? null : { kind: 'member', ...placeOf(reader, first), name: words.join('.'), variable: 'item' };
  return { condition: condition ?? null, of };
}

export function isMemberList(reader: Reader, node: SyntaxNode): boolean {
  return memberList(reader, node) !== null;
}

/** `count(members)` and `count(members[condition])`. */
export function readCount(reader: Reader, node: SyntaxNode, argument: SyntaxNode, where: Where): Expr | null {
  const list = memberList(reader, argument);
  if (list === null || list.of !== null) return refuse(reader, argument, 'members or members[condition]');
  const condition = readWhere(reader, node, list, where);
  return condition === undefined ? null : { kind: 'count', ...placeOf(reader, node), where: condition };
}

/** `sum(members.name)` and `sum(members[condition].name)`; min and max likewise. */
export function readFold(
  reader: Reader,
  node: SyntaxNode,
  fold: Fold['fold'],
  argument: SyntaxNode,
  where: Where,
): Expr | null {
  const list = memberList(reader, argument);
  if (list?.of == null) return refuse(reader, argument, 'members.name or members[condition].name');
  const condition = readWhere(reader, node, list, where);
  return condition === undefined
    ? null
    : { kind: 'fold', ...placeOf(reader, node), fold, where: condition, of: list.of };
}

// undefined when the condition cannot be read, null when there is none
function readWhere(reader: Reader, node: SyntaxNode, list: MemberList, where: Where): Expr | null | undefined {
  if (where.member !== null) return refuse(reader, node, NESTED) ?? undefined;
  if (list.condition === null) return null;
  const inside = { depth: where.depth, member: { kind: 'filter', variable: 'item' } } as const;
  return reader.read(list.condition, inside) ?? undefined;
}

/** `some m in members satisfies condition` and `every …`. */
export function readQuantified(reader: Reader, node: SyntaxNode, where: Where): Quantified | null {
  const [word, ranges, , condition] = childrenOf(node);
  if (word === undefined || ranges === undefined || condition === undefined) return refuse(reader, node);
  if (where.member !== null) return refuse(reader, node, NESTED);
  const quantifier = word.name === 'some' ? 'some' : 'every';
  const form = `${quantifier} m in members satisfies …`;
  const [range, another] = childrenOf(ranges);
  const [name, , source] = range === undefined ? [] : childrenOf(range);
  if (another !== undefined) return refuse(reader, another, form);
  if (name === undefined || source === undefined || sourceOf(reader, source) !== 'members') {
    return refuse(reader, source ?? node, form);
  }
  const variable = sourceOf(reader, name);
  if (RESERVED.includes(variable)) return refuse(reader, name, 'another name for the member');
  const inside = { depth: where.depth, member: { kind: 'variable', variable } } as const;
  const read = reader.read(condition, inside);
  return read === null ? null : { kind: 'quantified', ...placeOf(reader, node), quantifier, variable, condition: read };
}
