import { type Compiled, compile, STATUS_OF_BYTE } from '../compile/compile.js';
import { taperProgramme } from '../decision/verdicts.js';
import type { DecideOptions } from '../evaluate/prepare.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { Decision } from '../schema/decision.js';
import { openLimbs } from './limbs.js';
import { FLAG_PLACE, type Shape, shapeOf, STATUS_PLACE, TAPER_PLACE, VERDICT_PLACE } from './shape.js';

/** The answers of one rule set for one household, as places in the lists of the schema. Reused from household to household. */
export interface Answers {
  /** One status for each clause about the household; for one about members a status for each of them, in `memberStatuses`. */
  readonly statuses: Uint8Array;
  /** By clause about members, then by subject; one subject more where not all members are listed. */
  memberStatuses: Uint8Array;
  subjects: number;
  readonly programmes: Uint8Array;
  readonly tapers: Uint8Array;
  readonly flags: Uint8Array;
}

/** Answers households one after another without making decisions. What it says is what the decision would say. */
export interface Answerer {
  readonly shape: Shape;
  /** @throws JiantuiError `bad-household` */
  answer(household: unknown): Answers;
  decide(household: unknown): Decision;
}

const BYTE = { notMet: STATUS_OF_BYTE.indexOf('not-met'), open: STATUS_OF_BYTE.indexOf('undetermined'), dead: STATUS_OF_BYTE.indexOf('not-in-force'), met: STATUS_OF_BYTE.indexOf('met'), outside: STATUS_OF_BYTE.indexOf('out-of-scope') };
const place = (places: ReadonlyMap<string, number>, value: string): number => places.get(value) ?? 0;
const STATUS = STATUS_OF_BYTE.map((status) => place(STATUS_PLACE, status));
const TAPER = STATUS_OF_BYTE.map((status) => (status === 'met' ? 0 : place(TAPER_PLACE, status === 'not-met' ? 'not-granted' : status)));
const FLAG = STATUS_OF_BYTE.map((status) => place(FLAG_PLACE, status === 'met' ? 'raised' : status === 'not-met' ? 'not-raised' : status));
const FLAG_ORDER = [BYTE.met, BYTE.open, BYTE.notMet, BYTE.dead, BYTE.outside];
const VERDICT = {
  eligible: place(VERDICT_PLACE, 'eligible'),
  discretionary: place(VERDICT_PLACE, 'discretionary'),
  undetermined: place(VERDICT_PLACE, 'undetermined'),
  notEligible: place(VERDICT_PLACE, 'not-eligible'),
  silent: place(VERDICT_PLACE, 'silent'),
  dead: place(VERDICT_PLACE, 'not-in-force'),
  outside: place(VERDICT_PLACE, 'out-of-scope'),
};

/** Where the status of a rule, or of one of its limbs, stands among the compiled bytes. */
interface Place {
  readonly at: number;
  readonly member: boolean;
  readonly must: boolean;
}

/** @throws JiantuiError `bad-parameters`, `bad-option` */
export function createAnswerer(ruleSet: RuleSet, options: DecideOptions): Answerer {
  const shape = shapeOf(ruleSet);
  const opened = openLimbs(ruleSet, options.adopt ?? {});
  const parameters = options.parameters ?? {};
  const fast = compile(opened.ruleSet, { parameters, adopt: opened.adopt });
  const full = opened.ruleSet === ruleSet ? fast : compile(ruleSet, { parameters, ...(options.adopt === undefined ? {} : { adopt: options.adopt }) });
  const when = options.asOf === undefined ? {} : { asOf: options.asOf };
  const plan = planOf(ruleSet, shape, fast, opened.ruleOf);
  const { clauses: own, memberClauses } = fast.layout;
  const decide = (household: unknown) => full.decide(household, when);

  let bytes = new Uint8Array(own.length + 20 * memberClauses.length);
  const answers: Answers = {
    statuses: new Uint8Array(shape.clauses.length),
    memberStatuses: new Uint8Array(20 * memberClauses.length),
    subjects: 0,
    programmes: new Uint8Array(shape.programmes.length),
    tapers: new Uint8Array(shape.tapers.length),
    flags: new Uint8Array(shape.flags.length),
  };
  const step = memberClauses.length;

  const answer = (household: unknown): Answers => {
    const row = fast.read(household, when);
    const length = own.length + row.blocks * step;
    if (length > bytes.length) {
      bytes = new Uint8Array(length * 2);
      answers.memberStatuses = new Uint8Array(length * 2);
    }
    fast.statusesInto(row, bytes);
    answers.subjects = row.blocks;
    // Where it is open whom the instrument addresses, a limb known to fail is settled all the same: the decision says how.
    if (plan.careful && bytes.includes(BYTE.open)) return fromDecision(decide(household), shape, plan, answers, bytes, row.blocks, step);
    fill(plan, answers, bytes, row.blocks, step);
    return answers;
  };
  return { shape, answer, decide };
}

interface Plan {
  readonly clauses: readonly Place[];
  readonly programmes: readonly { readonly places: readonly Place[]; readonly named: boolean }[];
  readonly tapers: readonly Place[];
  readonly flags: readonly (readonly Place[])[];
  readonly careful: boolean;
}

function planOf(ruleSet: RuleSet, shape: Shape, compiled: Compiled, ruleOf: ReturnType<typeof openLimbs>['ruleOf']): Plan {
  const { clauses, memberClauses } = compiled.layout;
  const places = new Map<string, Pick<Place, 'at' | 'member'>>([
    ...clauses.map((id, index) => [id, { at: index, member: false }] as const),
    ...memberClauses.map((id, index) => [id, { at: clauses.length + index, member: true }] as const),
  ]);
  const placeOf = (rule: RulePlan, id: string): Place => ({ ...(places.get(id) ?? { at: 0, member: false }), must: rule.rule.modality === 'must' });
  const named = new Set([...ruleSet.rules.map(({ rule }) => rule), ...ruleSet.ledger].flatMap((entry) => entry.names ?? []));
  const tapers = ruleSet.rules.filter((rule) => rule.rule.kind === 'taper');
  return {
    clauses: ruleSet.rules.map((rule) => placeOf(rule, rule.id)),
    programmes: shape.programmes.map((id) => ({
      named: named.has(id),
      places: ruleSet.rules.flatMap((rule) =>
        rule.programmes.filter((target) => (rule.rule.kind === 'taper' ? taperProgramme(target.id) : target.id) === id).map((target) => placeOf(rule, ruleOf(rule, target))),
      ),
    })),
    tapers: tapers.map((rule) => placeOf(rule, rule.id)),
    flags: shape.flags.map((id) => ruleSet.rules.flatMap((rule) => rule.flags.filter((target) => target.id === id).map((target) => placeOf(rule, ruleOf(rule, target))))),
    careful: ruleSet.addressee !== null && ruleSet.rules.some((rule) => [...rule.programmes, ...rule.flags].some((target) => target.when !== null)),
  };
}

function fill(plan: Plan, answers: Answers, bytes: Uint8Array, subjects: number, step: number): void {
  fillStatuses(plan, answers, bytes, subjects, step);
  for (let index = 0; index < plan.programmes.length; index++) {
    const programme = plan.programmes[index];
    if (programme !== undefined) answers.programmes[index] = verdictOf(programme.places, programme.named, bytes, subjects, step);
  }
  if (plan.tapers.length === 0) answers.tapers[0] = place(TAPER_PLACE, 'silent');
  for (let index = 0; index < plan.tapers.length; index++) {
    const { at, must } = plan.tapers[index] as Place;
    const byte = bytes[at] as number;
    answers.tapers[index] = byte === BYTE.met ? place(TAPER_PLACE, must ? 'granted' : 'discretionary') : (TAPER[byte] as number);
  }
  for (let index = 0; index < plan.flags.length; index++) {
    const seen = seenIn(plan.flags[index] as readonly Place[], bytes, subjects, step);
    answers.flags[index] = FLAG[FLAG_ORDER.find((byte) => (seen & (1 << byte)) !== 0) ?? BYTE.outside] as number;
  }
}

function fillStatuses(plan: Plan, answers: Answers, bytes: Uint8Array, subjects: number, step: number): void {
  let member = 0;
  for (let index = 0; index < plan.clauses.length; index++) {
    const { at, member: ofMember } = plan.clauses[index] as Place;
    if (!ofMember) answers.statuses[index] = STATUS[bytes[at] as number] as number;
    else for (let subject = 0; subject < subjects; subject++) answers.memberStatuses[member++] = STATUS[bytes[at + subject * step] as number] as number;
  }
}

/** The statuses that occur, a bit each. */
function seenIn(places: readonly Place[], bytes: Uint8Array, subjects: number, step: number): number {
  let seen = 0;
  for (const { at, member } of places) {
    if (!member) seen |= 1 << (bytes[at] as number);
    else for (let subject = 0; subject < subjects; subject++) seen |= 1 << (bytes[at + subject * step] as number);
  }
  return seen;
}

/** The verdict on a programme, by the same steps as `decision/verdicts`. */
function verdictOf(places: readonly Place[], named: boolean, bytes: Uint8Array, subjects: number, step: number): number {
  let seen = 0;
  let seenMust = 0;
  for (const { at, member, must } of places) {
    for (let subject = 0; subject < (member ? subjects : 1); subject++) {
      const bit = 1 << (bytes[at + (member ? subject * step : 0)] as number);
      seen |= bit;
      if (must) seenMust |= bit;
    }
  }
  if ((seenMust & (1 << BYTE.met)) !== 0) return VERDICT.eligible;
  const may = (seen & (1 << BYTE.met)) !== 0;
  if (((may ? seenMust : seen) & (1 << BYTE.open)) !== 0) return VERDICT.undetermined;
  if (may) return VERDICT.discretionary;
  if (named) return VERDICT.undetermined;
  if (seen === 0) return VERDICT.silent;
  if (seen === 1 << BYTE.outside) return VERDICT.outside;
  return seen === 1 << BYTE.dead ? VERDICT.dead : VERDICT.notEligible;
}

function fromDecision(decision: Decision, shape: Shape, plan: Plan, answers: Answers, bytes: Uint8Array, subjects: number, step: number): Answers {
  fillStatuses(plan, answers, bytes, subjects, step);
  const verdicts = new Map(decision.eligibility.map((entry) => [entry.programme, entry.verdict]));
  shape.programmes.forEach((id, index) => {
    answers.programmes[index] = place(VERDICT_PLACE, verdicts.get(id) ?? 'silent');
  });
  decision.tapers.slice(0, shape.tapers.length).forEach((taper, index) => {
    answers.tapers[index] = place(TAPER_PLACE, taper.verdict);
  });
  const flags = new Map(decision.risks.map((entry) => [entry.flag, entry.status]));
  shape.flags.forEach((id, index) => {
    answers.flags[index] = place(FLAG_PLACE, flags.get(id) ?? 'not-raised');
  });
  return answers;
}
