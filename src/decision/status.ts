import type { Day } from '../base/calendar.js';
import { all, type Truth } from '../base/truth.js';
import type { MarkPlan, Node, ReadingPlan, RulePlan, TestNode } from '../plan/plan.js';
import { openTests, truthOf } from '../plan/truths.js';
import type { Status } from '../schema/decision.js';

export interface ReadingStatus {
  readonly reading: ReadingPlan;
  readonly status: Status;
}

/** What one rule says of one subject. */
export interface Judgement {
  readonly status: Status;
  readonly readings: readonly ReadingStatus[];
  /** When undetermined: the unknown tests that could still change the status. */
  readonly open: readonly TestNode[];
  /** When undetermined: the tests of the addressee that are open. */
  readonly addresseeOpen: boolean;
  /** When undetermined: the readings whose adoption would settle the status. */
  readonly openReadings: readonly string[];
}

/**
 * The status from three truths. Whom the instrument addresses comes first, then validity, then the conditions; but where
 * validity cannot be told, conditions known to be false decide. Learning a fact never changes a settled status.
 */
export function statusOf(addressee: Truth, force: Truth, conditions: Truth): Status {
  if (addressee === false) return 'out-of-scope';
  if (addressee === null) return 'undetermined';
  if (force === false) return 'not-in-force';
  if (conditions === false) return 'not-met';
  return force === null || conditions === null ? 'undetermined' : 'met';
}

/** Judges a rule by the truths of its tests. `adopted` is the reading a deployer has adopted, if any. */
export function judge(
  rule: RulePlan,
  truths: readonly Truth[],
  addressee: Truth,
  adopted: string | undefined,
): Judgement {
  const sides = (rule.readings.length === 0 ? [null] : rule.readings).map((reading) =>
    side(rule, reading, truths, addressee),
  );
  const readings = rule.readings.map((reading, index) => ({ reading, status: sides[index]?.status ?? 'undetermined' }));
  const counted = adopted === undefined ? sides : sides.filter((entry) => entry.reading?.id === adopted);
  const status = together(counted.map((entry) => entry.status));
  if (status !== 'undetermined') return { status, readings, open: NONE, addresseeOpen: false, openReadings: NONE };

  // Two settled readings that disagree cannot be brought together by any fact: only adopting one helps.
  const settled = counted.map((entry) => entry.status).filter((entry) => entry !== 'undetermined');
  const open =
    settled.length > 0 && together(settled) === 'undetermined'
      ? []
      : counted.filter((entry) => entry.status === 'undetermined').flatMap((entry) => entry.open);
  return {
    status,
    readings,
    open: [...new Set(open)],
    addresseeOpen: addressee === null,
    openReadings:
      counted.length > 1
        ? readings.filter((entry) => entry.status !== 'undetermined').map((entry) => entry.reading.id)
        : [],
  };
}

/**
 * The status that the readings give together: the one on which they agree. Readings that all deny, some because they are not
 * in force and some because their conditions fail, deny together.
 */
function together(statuses: readonly Status[]): Status {
  const [first = 'undetermined', ...others] = statuses;
  if (others.every((status) => status === first)) return first;
  return statuses.every((status) => status === 'not-met' || status === 'not-in-force') ? 'not-met' : 'undetermined';
}

function side(rule: RulePlan, reading: ReadingPlan | null, truths: readonly Truth[], addressee: Truth) {
  const force = [rule.force, reading?.force ?? null];
  const conditions = [rule.conditions, reading?.conditions ?? null];
  const [inForce, fulfilled] = [allOf(force, truths), allOf(conditions, truths)];
  const status = statusOf(addressee, inForce, fulfilled);
  // Unknown validity and unknown conditions count only while the other one leaves the status open.
  const settledOtherwise = inForce === false || fulfilled === false;
  const open: readonly TestNode[] =
    status !== 'undetermined' || settledOtherwise
      ? NONE
      : [...force, ...conditions].flatMap((node) => openTests(node, truths));
  return { reading, status, open };
}

function allOf(nodes: readonly (Node | null)[], truths: readonly Truth[]): Truth {
  return all(nodes.map((node) => truthOf(node, truths)));
}

const NONE: readonly never[] = Object.freeze([]);

/** Kleene's and over several truths, for the duties of a rule. */
export function dutyOf(rule: RulePlan, truths: readonly Truth[], asOf: Day): Truth | undefined {
  const duties = rule.marks.filter((mark) => mark.role === 'duty');
  return duties.length === 0 ? undefined : all(duties.map((mark) => markTruth(mark, truths, asOf)));
}

/** The truth of a mark. What may yet be done is not known to be undone. */
export function markTruth(mark: MarkPlan, truths: readonly Truth[], asOf: Day): Truth {
  const truth = truthOf(mark.conditions, truths);
  return truth === false && mark.due !== undefined && !isOver(mark.due, asOf) ? null : truth;
}

/**
 * Whether the time for a duty is over. A day counts until its end: a year is over with the snapshot of its last day, which is
 * the last to count what was done in it; after a last day, later snapshots can still show whether it was kept.
 */
export function isOver(due: NonNullable<MarkPlan['due']>, asOf: Day): boolean {
  return due === 'yearly' ? asOf.endsWith('-12-31') : asOf > due;
}
