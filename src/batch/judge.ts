import { type Compiled, compile } from '../compile/compile.js';
import type { Row } from '../compile/row.js';
import { assemble } from '../decision/assemble.js';
import { answerAll } from '../evaluate/answer.js';
import { checkDay, type DecideOptions, readSettings, withSettings } from '../evaluate/prepare.js';
import { type Household, readHousehold } from '../plan/household.js';
import type { RuleSet } from '../plan/plan.js';
import { HOUSEHOLD } from '../plan/values.js';
import type { Decision } from '../schema/decision.js';
import type { MemberIds, Needed } from './asked.js';
import { type Brief, briefOf, type Outline, outlineOf } from './brief.js';
import { createMissingFinder } from './missing.js';
import { probe } from './probes.js';
import { type Codes, createTally } from './tally.js';

/** What a batch is run with. */
export type JudgeOptions = Pick<DecideOptions, 'parameters' | 'adopt' | 'knownOn'>;

/** The result of one row, until the next row is judged. */
export interface Judged {
  readonly codes: Codes;
  /** What is missing, by the places of the row's members. */
  readonly missing: readonly Needed[];
  readonly ids: MemberIds;
}

/** Everything that one run judges with. */
export interface Judge {
  readonly ruleSet: RuleSet;
  readonly outline: Outline;
  /** Cells of the rows that `judge` takes. */
  readonly compiled: Compiled;
  /** False where the rules cannot be compiled: then every household goes the careful way. */
  readonly isFast: boolean;
  /** Findings, events and decisions of a later date are unknown. */
  readonly knownOn: string | undefined;
  /** Judges a row that is exact; `household` makes the household when something new has to be looked up. */
  judge(row: Row, ids: MemberIds, household: () => Household): Judged;
  /** The whole decision. @throws JiantuiError `bad-household` */
  decide(snapshot: unknown, asOf: string | undefined): Decision;
  /** A decision as `judge` gives it. */
  codesOf(decision: Decision): Judged;
  /** How many rows had to look something up. */
  readonly misses: number;
}

/** @throws JiantuiError `bad-parameters`, `bad-option` */
export function createJudge(ruleSet: RuleSet, options: JudgeOptions): Judge {
  const settings = readSettings(ruleSet, options);
  const outline = outlineOf(ruleSet);
  const probed = probe(ruleSet);
  const compiled = compile(probed.ruleSet, options);
  const isFast = compiled.mode !== 'direct';
  const tally = createTally(outline, probed);
  const finder = createMissingFinder(ruleSet, settings, probed);
  const codes: Codes = { bytes: new Uint8Array(64), length: 0 };
  let statuses = new Uint8Array(4096);
  const { household, member } = probed.counts;
  const decide = (snapshot: unknown, asOf: string | undefined) => {
    const read = readHousehold(ruleSet, snapshot, checkDay(asOf), settings.knownOn);
    return assemble(answerAll(ruleSet, withSettings(ruleSet, read, settings)));
  };
  return {
    ruleSet,
    outline,
    compiled,
    isFast,
    knownOn: settings.knownOn,
    judge: (row, ids, read) => {
      const length = household + row.blocks * member;
      if (statuses.length < length) statuses = new Uint8Array(2 * length);
      compiled.statusesInto(row, statuses, 0);
      tally(statuses, row.blocks, codes);
      return { codes, missing: finder.find(statuses, row.members, row.blocks, ids, read), ids };
    },
    decide,
    codesOf: (decision) => codesOf(briefOf(outline, decision), codes),
    get misses() {
      return finder.misses;
    },
  };
}

/** A brief as a row is judged: the members that it names stand for themselves. */
function codesOf({ verdicts, flags, tapers, missing }: Brief, codes: Codes): Judged {
  const list = [...verdicts, ...flags, ...tapers.map(({ verdict }) => verdict)];
  codes.bytes = Uint8Array.from(list);
  codes.length = list.length;
  return {
    codes,
    missing: missing.map(({ name, subject }, index) => ({
      name,
      subject: subject === 'household' ? HOUSEHOLD : index,
    })),
    ids: idsOf((index) => missing[index]?.subject ?? ''),
  };
}

/** Ids that are at hand as texts. */
export function idsOf(text: (member: number) => string): MemberIds {
  return {
    text,
    isBefore: (member, other) => text(member) < text(other),
    put: (member, out) => out.text(JSON.stringify(text(member)).slice(1, -1)),
  };
}
