import type { HouseholdName, MemberName } from './expression.js';
import { type AtHand, pathOf, placeOf, type Reader, refuse, type Where } from './reader.js';
import type { SyntaxNode } from './syntax.js';

/** Words that never name a household fact by themselves. */
export const RESERVED: readonly string[] = ['members', 'item', 'household'];

/**
 * A name, told apart by where it stands, never by what facts there are:
 * - inside `members[…]`, `x` and `item.x` are the member's, `household.x` the household's;
 * - after `some m in members satisfies`, `m.x` is the member's, `x` and `household.x` the household's;
 * - elsewhere `x` and `household.x` are the household's.
 */
export function readName(reader: Reader, node: SyntaxNode, where: Where): HouseholdName | MemberName | null {
  const { base, words } = pathOf(reader, node);
  if (base.name !== 'VariableName') {
    return refuse(reader, node, 'a dotted name, or sum, min or max of members[…].name');
  }
  const head = reader.text.slice(base.from, base.to);
  const rest = words.join('.');
  const place = placeOf(reader, node);
  const { member } = where;
  if (head === member?.variable) {
    if (rest === '') return refuse(reader, node, `a fact of the member: ${head}.name`);
    return { kind: 'member', ...place, name: rest, variable: head };
  }
  if (head === 'household' && rest !== '') return { kind: 'household', ...place, name: rest };
  if (RESERVED.includes(head)) return refuse(reader, node, useOf(head, member));
  const name = [head, ...words].join('.');
  if (member?.kind === 'filter') return { kind: 'member', ...place, name, variable: member.variable };
  return { kind: 'household', ...place, name };
}

function useOf(head: string, member: AtHand | null): string {
  if (head === 'household') return 'a fact of the household: household.name';
  if (head === 'item') return member === null ? 'item.name only inside members[…]' : `${member.variable}.name`;
  return 'count(members), count(members[…]), sum, min or max of members.name, or some m in members satisfies …';
}
