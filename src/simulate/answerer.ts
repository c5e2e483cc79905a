import { briefOf, type Outline, outlineOf } from '../batch/brief.js';
import { type Probed, probe } from '../batch/probes.js';
import { type Codes, createTally } from '../batch/tally.js';
import { compile, STATUS_OF_BYTE } from '../compile/compile.js';
import type { Row } from '../compile/row.js';
import type { DecideOptions } from '../evaluate/prepare.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision } from '../schema/decision.js';
import { statuses, taperVerdicts } from '../schema/decision.js';

/** The clauses of a rule set in a fixed order, and what else is counted. */
export interface Shape extends Pick<Outline, 'programmes' | 'flags'> {
  readonly clauses: readonly { readonly id: string; readonly subject: 'household' | 'member' }[];
  /** The taper clauses; one entry `null` where the instrument has none. */
  readonly tapers: Outline['tapers'];
}

/** The answers of one rule set for one household, as places in the lists of the schema. Reused from household to household. */
export interface Answers {
  /** One status for each clause about the household. */
  readonly statuses: Uint8Array;
  /** For each clause about members a status for each subject; one subject more where not all members are listed. */
  memberStatuses: Uint8Array;
  subjects: number;
  readonly programmes: Uint8Array;
  readonly flags: Uint8Array;
  /** By taper clause; where one is about members, the best of theirs. */
  readonly tapers: Uint8Array;
  /** The bytes that the answers were read off; null where they were read off a decision. */
  evidence: Uint8Array | null;
  members: number;
}

/** Answers households one after another without making decisions. What it says is what the decision would say. */
export interface Answerer {
  readonly shape: Shape;
  readonly probed: Probed;
  /** Equal for answerers that read a household into the same row. */
  readonly cells: string;
  /** @throws JiantuiError `bad-household` */
  read(household: unknown): Row;
  /** @param row of this answerer, or of one with the same cells */
  answer(row: Row): Answers;
  decide(household: unknown): Decision;
}

const STATUS = STATUS_OF_BYTE.map((status) => statuses.indexOf(status));

/** @throws JiantuiError `bad-parameters`, `bad-option` */
export function createAnswerer(ruleSet: RuleSet, options: DecideOptions): Answerer {
  const settings = {
    parameters: options.parameters ?? {},
    ...(options.adopt === undefined ? {} : { adopt: options.adopt }),
    ...(options.knownOn === undefined ? {} : { knownOn: options.knownOn }),
  };
  const when = options.asOf === undefined ? {} : { asOf: options.asOf };
  const outline = outlineOf(ruleSet);
  const probed = probe(ruleSet);
  const fast = compile(probed.ruleSet, settings);
  const careful = compile(ruleSet, settings);
  const tally = createTally(outline, probed);
  const codes: Codes = { bytes: new Uint8Array(256), length: 0 };
  const { household: base, member: step } = probed.counts;
  const shape: Shape = {
    ...outline,
    clauses: ruleSet.rules.map((rule) => ({ id: rule.id, subject: rule.rule.subject })),
  };
  const ofMembers = probed.rules.filter((rule) => rule.level === 'member').length;

  let bytes = new Uint8Array(base + 16 * step);
  const answers: Answers = {
    statuses: new Uint8Array(shape.clauses.length),
    memberStatuses: new Uint8Array(16 * ofMembers),
    subjects: 0,
    programmes: new Uint8Array(outline.programmes.length),
    flags: new Uint8Array(outline.flags.length),
    tapers: new Uint8Array(outline.tapers.length),
    evidence: null,
    members: 0,
  };
  const decide = (household: unknown) => careful.decide(household, when);
  const roomFor = (blocks: number) => {
    if (bytes.length < base + blocks * step) bytes = new Uint8Array(base + 2 * blocks * step);
    if (answers.memberStatuses.length < blocks * ofMembers)
      answers.memberStatuses = new Uint8Array(2 * blocks * ofMembers);
  };

  const answer = (row: Row): Answers => {
    roomFor(row.blocks);
    answers.subjects = row.blocks;
    answers.members = row.members;
    // A row whose values do not fit its cells is decided with all their digits.
    if (fast.mode === 'direct' || !row.exact) return fromDecision(decide(row.source), outline, shape, answers);
    fast.statusesInto(row, bytes, 0);
    tally(bytes, row.blocks, codes);
    answers.programmes.set(codes.bytes.subarray(0, answers.programmes.length));
    answers.flags.set(
      codes.bytes.subarray(answers.programmes.length, answers.programmes.length + answers.flags.length),
    );
    let at = answers.programmes.length + answers.flags.length;
    for (let index = 0; index < outline.tapers.length; index++) {
      const count = outline.tapers[index]?.rule?.rule.subject === 'member' ? row.blocks : 1;
      let best = taperVerdicts.length - 1;
      for (const end = at + count; at < end; at++) best = Math.min(best, codes.bytes[at] as number);
      answers.tapers[index] = best;
    }
    let member = 0;
    for (let index = 0; index < probed.rules.length; index++) {
      const { level, slot } = probed.rules[index] as (typeof probed.rules)[number];
      if (level === 'household') answers.statuses[index] = STATUS[bytes[slot] as number] as number;
      else
        for (let block = 0; block < row.blocks; block++)
          answers.memberStatuses[member++] = STATUS[bytes[base + block * step + slot] as number] as number;
    }
    answers.evidence = bytes;
    return answers;
  };
  const { lanes, numbers, memberLanes, memberNumbers } = fast.layout;
  const cells = JSON.stringify([
    [lanes, numbers, memberLanes, memberNumbers],
    [...ruleSet.parameters],
    settings.parameters,
    ruleSet.vocabulary.facts,
  ]);
  return { shape, probed, cells, read: (household) => fast.read(household, when), answer, decide };
}

function fromDecision(decision: Decision, outline: Outline, shape: Shape, answers: Answers): Answers {
  const brief = briefOf(outline, decision);
  answers.programmes.set(brief.verdicts);
  answers.flags.set(brief.flags);
  answers.tapers.fill(taperVerdicts.length - 1);
  for (const { taper, verdict } of brief.tapers)
    answers.tapers[taper] = Math.min(answers.tapers[taper] as number, verdict);
  let outcome = 0;
  let member = 0;
  shape.clauses.forEach(({ subject }, index) => {
    const next = () => statuses.indexOf(decision.outcomes[outcome++]?.status ?? 'undetermined');
    if (subject === 'household') answers.statuses[index] = next();
    else for (let block = 0; block < answers.subjects; block++) answers.memberStatuses[member++] = next();
  });
  answers.evidence = null;
  return answers;
}
