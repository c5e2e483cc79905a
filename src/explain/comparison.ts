import type { Step } from '../schema/decision.js';
import { type Operator, operators } from '../schema/words.js';
import type { Context } from './context.js';
import type { TestShape } from './messages/messages.js';

/** The comparison that holds exactly when the other does not, of values that are known. */
export const OPPOSITE: Readonly<Record<Operator, Operator>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  in: 'notIn',
  notIn: 'in',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
  lessThan: 'greaterThanInclusive',
  greaterThanInclusive: 'lessThan',
  greaterThan: 'lessThanInclusive',
  lessThanInclusive: 'greaterThan',
};

export function operatorOf(test: Step): Operator {
  return operators.find((operator) => operator === test.detail?.operator) ?? 'equal';
}

export function shapeOf(context: Context, test: Step): TestShape {
  const name = context.ruleSet.names.get(test.id ?? '');
  if (name?.type === 'finding') return 'finding';
  switch (name?.shape) {
    case 'boolean':
    case 'number':
      return name.shape;
    case 'date':
    case 'month':
      return 'date';
    default:
      return 'value';
  }
}
