import type { Truth } from '../base/truth.js';
import type { FlagStatus, Outcome, Status, Verdict } from '../schema/decision.js';

/** What outcomes contribute to a programme or a flag together, one bit each. */
export const BIT = {
  met: 1,
  must: 2,
  open: 4,
  openMust: 8,
  notMet: 16,
  notInForce: 32,
  outOfScope: 64,
  named: 128,
} as const;

/** What one outcome contributes to one target of its rule, by its status for that target. */
export function bitsOf(status: Status, modality: Outcome['modality']): number {
  const isMust = modality === 'must';
  switch (status) {
    case 'met':
      return isMust ? BIT.met | BIT.must : BIT.met;
    case 'undetermined':
      return isMust ? BIT.open | BIT.openMust : BIT.open;
    case 'not-met':
      return BIT.notMet;
    case 'not-in-force':
      return BIT.notInForce;
    case 'out-of-scope':
      return BIT.outOfScope;
  }
}

/**
 * The status of an outcome for one target of its rule: met only if the target's own conditions are. While it is not known whether
 * the instrument speaks of the household at all, conditions that fail do not settle it.
 * @param when the truth of the target's own conditions
 */
export function statusFor(status: Status, when: Truth, isAddresseeOpen: boolean): Status {
  if (status !== 'met' && status !== 'undetermined') return status;
  if (when === false) return isAddresseeOpen ? 'undetermined' : 'not-met';
  return when === null ? 'undetermined' : status;
}

/**
 * The verdict that outcomes come to together. Something owed decides at once. Something open keeps the verdict open where it
 * could still raise it. A clause that names the programme without saying who gets it leaves the verdict open, never a refusal.
 * @param bits of all of them
 */
export function verdictOf(bits: number): Verdict {
  const has = (bit: number) => (bits & bit) !== 0;
  if (has(BIT.must)) return 'eligible';
  if (has(has(BIT.met) ? BIT.openMust : BIT.open)) return 'undetermined';
  if (has(BIT.met)) return 'discretionary';
  if (has(BIT.named)) return 'undetermined';
  if (bits === 0) return 'silent';
  if (bits === BIT.outOfScope) return 'out-of-scope';
  return bits === BIT.notInForce ? 'not-in-force' : 'not-eligible';
}

/** What outcomes say of a flag together. @param bits of all of them */
export function flagOf(bits: number): FlagStatus {
  const has = (bit: number) => (bits & bit) !== 0;
  if (has(BIT.met)) return 'raised';
  if (has(BIT.open)) return 'undetermined';
  if (has(BIT.notMet)) return 'not-raised';
  return has(BIT.notInForce) ? 'not-in-force' : 'out-of-scope';
}
