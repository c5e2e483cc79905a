import { BIT, bitsOf, flagOf, verdictOf } from '../decision/verdict-of.js';
import { MET, STATUS_NAMES, UNDETERMINED } from '../kernel/status-names.js';
import { taperProgramme } from '../plan/targets.js';
import { flagStatuses, taperVerdicts, verdicts } from '../schema/decision.js';
import type { Conditions, ResultColumn, RuleColumns, TargetColumn } from './conditions.js';
import type { Outline } from './outline.js';
import type { Results } from './results.js';

const [MUST, MAY] = (['must', 'may'] as const).map((modality) =>
  Uint8Array.from(STATUS_NAMES, (status) => bitsOf(status, modality)),
) as [Uint8Array, Uint8Array];

/** The codes that a result line is written from, filled anew for each row. */
export interface Codes {
  /** Verdicts by programme, then flag statuses, then one code for each outcome of a taper clause. */
  bytes: Uint8Array;
  length: number;
}

/** Turns the results of one household of a chunk into verdicts. */
export type Tally = (results: Results, household: number, codes: Codes) => void;

/** What the status of a rule for one of its targets is read off. */
export interface TargetStatus {
  readonly rule: ResultColumn;
  /** The target's own conditions. */
  readonly when: ResultColumn | null;
  /** Whether the instrument, or the rule, speaks of the household; null where that is never in doubt. */
  readonly addressed: ResultColumn | null;
}

/** What one rule contributes to one programme or flag. */
interface Contribution extends TargetStatus {
  /** Which accumulator. */
  readonly into: number;
  readonly bits: Uint8Array;
}

export function createTally(outline: Outline, conditions: Conditions): Tally {
  const { programmes, flags } = outline;
  const width = programmes.length + flags.length;
  const named = conditions.named.map(({ id, inForce }) => ({ into: programmes.indexOf(id), inForce }));
  const contributions: Contribution[] = [];
  for (const entry of conditions.rules) {
    const { kind, modality } = entry.rule.rule;
    const add = ({ when }: TargetColumn, into: number, bits: Uint8Array) =>
      contributions.push({ rule: entry, into, bits, when, addressed: entry.addressed });
    for (const target of entry.programmes)
      add(
        target,
        programmes.indexOf(kind === 'taper' ? taperProgramme(target.id) : target.id),
        modality === 'must' ? MUST : MAY,
      );
    for (const target of entry.flags) add(target, programmes.length + flags.indexOf(target.id), MAY);
  }
  const household = contributions.filter(({ rule }) => rule.level === 'household');
  const member = contributions.filter(({ rule }) => rule.level === 'member');
  const tapers = outline.tapers.map(({ rule }) => conditions.rules.find((entry) => entry.rule.id === rule?.id) ?? null);
  const sums = new Uint8Array(width);

  return ({ columns, offsets }, at, codes) => {
    const [first, end] = [offsets[at] as number, offsets[at + 1] as number];
    sums.fill(0);
    gather(household, columns, at, at, sums);
    for (let place = first; place < end; place++) gather(member, columns, at, place, sums);
    // A clause not yet in force counts only where nothing else bears on the programme.
    for (const { into, inForce } of named)
      if (columns[inForce.index]?.[at] === MET) sums[into] = (sums[into] as number) | BIT.named;
    for (const { into } of named) if (sums[into] === 0) sums[into] = BIT.notInForce;
    let length = 0;
    const room = width + tapers.length * (end - first + 1);
    if (codes.bytes.length < room) codes.bytes = new Uint8Array(2 * room);
    const { bytes } = codes;
    for (; length < programmes.length; length++) bytes[length] = VERDICT[sums[length] as number] as number;
    for (; length < width; length++) bytes[length] = FLAG[sums[length] as number] as number;
    for (const entry of tapers) {
      if (entry === null) bytes[length++] = SILENT_TAPER;
      else if (entry.level === 'household') bytes[length++] = taperCode(entry, columns[entry.index]?.[at] as number);
      else
        for (let place = first; place < end; place++)
          bytes[length++] = taperCode(entry, columns[entry.index]?.[place] as number);
    }
    codes.length = length;
  };
}

/** @param own the place of the subject in columns of its level */
function gather(
  contributions: readonly Contribution[],
  columns: readonly Uint8Array[],
  household: number,
  own: number,
  sums: Uint8Array,
): void {
  for (let index = 0; index < contributions.length; index++) {
    const each = contributions[index] as Contribution;
    const status = targetStatus(each, columns, household, own);
    sums[each.into] = (sums[each.into] as number) | (each.bits[status] as number);
  }
}

/** `statusFor` of `decision/verdict-of.ts`, on bytes. @param own the place of the subject in columns of the rule's level */
export function targetStatus(
  { rule, when, addressed }: TargetStatus,
  columns: readonly Uint8Array[],
  household: number,
  own: number,
): number {
  const status = (columns[rule.index] as Uint8Array)[own] as number;
  if (when === null || (status !== MET && status !== UNDETERMINED)) return status;
  const truth = (columns[when.index] as Uint8Array)[when.level === 'household' ? household : own] as number;
  if (addressed !== null && (columns[addressed.index] as Uint8Array)[household] === UNDETERMINED) return UNDETERMINED;
  return truth === MET ? status : truth;
}

const SILENT_TAPER = taperVerdicts.indexOf('silent');

function taperCode(entry: RuleColumns, status: number): number {
  return (entry.rule.rule.modality === 'must' ? TAPER_MUST : TAPER_MAY)[status] as number;
}

const tapersOf = (met: 'granted' | 'discretionary') =>
  Uint8Array.from(
    (['not-granted', 'undetermined', 'not-in-force', met, 'out-of-scope'] as const).map((verdict) =>
      taperVerdicts.indexOf(verdict),
    ),
  );
const TAPER_MUST = tapersOf('granted');
const TAPER_MAY = tapersOf('discretionary');

/** The verdict that each sum of bits comes to. */
const VERDICT = Uint8Array.from({ length: 256 }, (_, bits) => verdicts.indexOf(verdictOf(bits)));
const FLAG = Uint8Array.from({ length: 256 }, (_, bits) => flagStatuses.indexOf(flagOf(bits)));
