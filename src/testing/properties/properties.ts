import type { RuleSet } from '../../plan/plan.js';
import type { CostModel } from '../../simulate/cost.js';
import { type BoundaryClaim, boundaryPairs } from './boundary.js';
import { noCliffAbove } from './cliff.js';
import { type MonotoneClaim, monotone } from './monotone.js';
import { orderIndependence } from './order.js';
import { refinement } from './refinement.js';
import { taperShape } from './taper-shape.js';
import type { PropertyOptions, Violation } from './violation.js';

/** What a rule set is held to beyond the properties that hold for every one. */
export interface HoldOptions extends PropertyOptions {
  /** What is claimed to fall or rise with a fact. Nothing is claimed unless it is said. */
  readonly monotone?: readonly MonotoneClaim[];
  readonly boundaries?: readonly BoundaryClaim[];
  /** The largest fall of resources that is allowed, and what is assumed to be paid. */
  readonly cliff?: { readonly limit: string | number; readonly cost: CostModel };
}

/**
 * Holds a rule set to everything that any rule set ought to keep, and to what is claimed of it. An empty list is the good
 * answer; what does not hold comes with households that show it.
 * @throws JiantuiError `bad-parameters`, `bad-option`
 * @example
 * expect(holdTo(ruleSet, { asOf: '2020-06-30', parameters })).toEqual([]);
 */
export function holdTo(ruleSet: RuleSet, options: HoldOptions): Violation[] {
  return [
    ...monotone(ruleSet, { ...options, claims: options.monotone ?? [] }),
    ...(options.cliff === undefined ? [] : noCliffAbove(ruleSet, { ...options, ...options.cliff })),
    ...boundaryPairs(ruleSet, { ...options, claims: options.boundaries ?? [] }),
    ...refinement(ruleSet, options),
    ...orderIndependence(ruleSet, options),
    ...taperShape(ruleSet, options),
  ];
}
