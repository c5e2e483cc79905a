import type { Expr } from './expression.js';

import { placeOf, type Reader, readAll, refuse, sourceOf, type Where } from './reader.js';
import { childrenOf, type SyntaxNode } from './syntax.js';
import { isMemberList, readCount, readFold } from './to-members.js';

const FUNCTIONS = ['not', 'count', 'sum', 'min', 'max', 'date', 'duration', 'monthly', 'yearly'];

/** A call of one of the functions of the subset. */
export function readCall(reader: Reader, node: SyntaxNode, where: Where): Expr | null {
  const [callee, , parameters] = childrenOf(node);
  if (callee === undefined || parameters === undefined) return refuse(reader, node);
  const name = callee.name === 'VariableName' ? sourceOf(reader, callee) : '';
  if (parameters.name === 'NamedParameters') return refuse(reader, parameters, `${name}(…) with plain values`);
  const args = childrenOf(parameters);
  const place = placeOf(reader, node);
  switch (name) {
    case 'count':
      return one(reader, node, name, args, (only) => readCount(reader, node, only, where));
    case 'sum':
      return one(reader, node, name, args, (only) => readFold(reader, node, name, only, where));
    case 'min':
    case 'max': {
      const [only] = args;
      if (only === undefined) return refuse(reader, node, `${name} of at least one value`);
      if (args.length === 1 && isMemberList(reader, only)) return readFold(reader, node, name, only, where);
      const operands = readAll(reader, args, where);
      return operands === null ? null : { kind: 'extreme', ...place, pick: name, operands };
    }
    case 'not':
      return one(reader, node, name, args, (only) => {
        const operand = reader.read(only, where);
        return operand === null ? null : { kind: 'not', ...place, operand };
      });
    case 'monthly':
    case 'yearly':
      return one(reader, node, name, args, (only) => {
        const operand = reader.read(only, where);
        return operand === null
          ? null
          : { kind: 'period', ...place, to: name === 'monthly' ? 'month' : 'year', operand };
      });
    default:
      return refuse(reader, callee, `one of the functions ${FUNCTIONS.join(', ')}`);
  }
}

function one(
  reader: Reader,
  node: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
  read: (only: SyntaxNode) => Expr | null,
): Expr | null {
  const [only, another] = args;
  if (only === undefined || another !== undefined) return refuse(reader, node, `${name} of exactly one value`);
  return read(only);
}
