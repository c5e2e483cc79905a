import { taperProgramme } from '../plan/targets.js';
import { flagStatuses, taperVerdicts, verdicts } from '../schema/decision.js';
import type { Outline } from './brief.js';
import type { Probed, RuleProbe, TargetProbe } from './probes.js';

// Status bytes of the compiled back ends.
const UNDETERMINED = 1;
const MET = 3;

/** What an outcome contributes to a programme or a flag, one bit each. */
const BIT = { met: 1, must: 2, open: 4, openMust: 8, notMet: 16, notInForce: 32, outOfScope: 64, named: 128 } as const;

/** By status byte: not met, undetermined, not in force, met, out of scope. */
const MUST = Uint8Array.of(BIT.notMet, BIT.open | BIT.openMust, BIT.notInForce, BIT.met | BIT.must, BIT.outOfScope);
const MAY = Uint8Array.of(BIT.notMet, BIT.open, BIT.notInForce, BIT.met, BIT.outOfScope);

/** The codes that a result line is written from, filled anew for each row. */
export interface Codes {
  /** Verdicts by programme, then flag statuses, then one code for each outcome of a taper clause. */
  bytes: Uint8Array;
  length: number;
}

/** Turns the status bytes of a row into verdicts. `members` and `rest` as in a row: the members not listed are one further block. */
export type Tally = (statuses: Uint8Array, blocks: number, codes: Codes) => void;

interface Step {
  readonly slot: number;
  /** Which accumulator. */
  readonly into: number;
  readonly bits: Uint8Array;
  /** Slot of the further condition, −1 for none, and whether it is the household's. */
  readonly when: number;
  readonly whenOfHousehold: boolean;
  /** Slot of the household's byte that tells whether the rule speaks of it, −1 where that is never in doubt. */
  readonly addressed: number;
}

export function createTally(outline: Outline, probed: Probed): Tally {
  const { programmes, flags } = outline;
  const width = programmes.length + flags.length;
  const named = probed.named.map(({ id, inForce }) => ({ into: programmes.indexOf(id), slot: inForce.slot }));
  const household: Step[] = [];
  const member: Step[] = [];
  for (const entry of probed.rules) {
    const steps = entry.level === 'household' ? household : member;
    const { kind, modality } = entry.rule.rule;
    const add = (target: TargetProbe, into: number, bits: Uint8Array) =>
      steps.push({
        slot: entry.slot,
        into,
        bits,
        when: target.when?.slot ?? -1,
        whenOfHousehold: target.when?.level === 'household',
        addressed: entry.addressed?.slot ?? -1,
      });
    for (const target of entry.programmes)
      add(
        target,
        programmes.indexOf(kind === 'taper' ? taperProgramme(target.id) : target.id),
        modality === 'must' ? MUST : MAY,
      );
    for (const target of entry.flags) add(target, programmes.length + flags.indexOf(target.id), MAY);
  }
  const tapers = outline.tapers.map(({ rule }) => probed.rules.find((entry) => entry.rule.id === rule?.id) ?? null);
  const base = probed.counts.household;
  const block = probed.counts.member;
  const sums = new Uint8Array(width);

  return (statuses, blocks, codes) => {
    sums.fill(0);
    take(household, statuses, 0, sums);
    for (let index = 0; index < blocks; index++) take(member, statuses, base + index * block, sums);
    // A clause not yet in force counts only where nothing else bears on the programme.
    for (const { into, slot } of named) if (statuses[slot] === MET) sums[into] = (sums[into] as number) | BIT.named;
    for (const { into } of named) if (sums[into] === 0) sums[into] = BIT.notInForce;
    let at = 0;
    if (codes.bytes.length < width + tapers.length * blocks + tapers.length)
      codes.bytes = new Uint8Array(2 * (width + tapers.length * (blocks + 1)));
    const { bytes } = codes;
    for (; at < programmes.length; at++) bytes[at] = VERDICT[sums[at] as number] as number;
    for (; at < width; at++) bytes[at] = FLAG[sums[at] as number] as number;
    for (const entry of tapers) {
      if (entry === null) bytes[at++] = SILENT_TAPER;
      else if (entry.level === 'household') bytes[at++] = taperCode(entry, statuses[entry.slot] as number);
      else
        for (let index = 0; index < blocks; index++)
          bytes[at++] = taperCode(entry, statuses[base + index * block + entry.slot] as number);
    }
    codes.length = at;
  };
}

function take(steps: readonly Step[], statuses: Uint8Array, at: number, sums: Uint8Array): void {
  for (let index = 0; index < steps.length; index++) {
    const { slot, into, bits, when, whenOfHousehold, addressed } = steps[index] as Step;
    let status = statuses[at + slot] as number;
    if (when >= 0 && (status === MET || status === UNDETERMINED)) {
      const truth = statuses[whenOfHousehold ? when : at + when] as number;
      // While it is open whether the rule speaks of the household, conditions that fail do not settle it.
      if (addressed >= 0 && statuses[addressed] === UNDETERMINED) status = UNDETERMINED;
      else if (truth !== MET) status = truth;
    }
    sums[into] = (sums[into] as number) | (bits[status] as number);
  }
}

const SILENT_TAPER = taperVerdicts.indexOf('silent');

function taperCode(entry: RuleProbe, status: number): number {
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

/** The verdict that each sum of bits comes to; the same order of questions as in `decision/verdicts.ts`. */
const VERDICT = Uint8Array.from({ length: 256 }, (_, bits) => verdicts.indexOf(verdictOf(bits)));
const FLAG = Uint8Array.from({ length: 256 }, (_, bits) => flagStatuses.indexOf(flagOf(bits)));

function verdictOf(bits: number): (typeof verdicts)[number] {
  const has = (bit: number) => (bits & bit) !== 0;
  if (has(BIT.must)) return 'eligible';
  if (has(has(BIT.met) ? BIT.openMust : BIT.open)) return 'undetermined';
  if (has(BIT.met)) return 'discretionary';
  if (has(BIT.named)) return 'undetermined';
  if (bits === 0) return 'silent';
  if (bits === BIT.outOfScope) return 'out-of-scope';
  return bits === BIT.notInForce ? 'not-in-force' : 'not-eligible';
}

function flagOf(bits: number): (typeof flagStatuses)[number] {
  const has = (bit: number) => (bits & bit) !== 0;
  if (has(BIT.met)) return 'raised';
  if (has(BIT.open)) return 'undetermined';
  if (has(BIT.notMet)) return 'not-raised';
  return has(BIT.notInForce) ? 'not-in-force' : 'out-of-scope';
}
