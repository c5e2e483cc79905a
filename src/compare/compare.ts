import { answerAll } from '../answer/direct.js';
import { prepare } from '../answer/prepare.js';
import { deepFreeze } from '../base/freeze.js';
import { checkOptions, checkRecord, type NamesOf } from '../base/plain-record.js';
import { assemble } from '../decision/assemble.js';
import { LATER } from '../decision/later.js';
import type { RuleSet } from '../plan/plan.js';
import type { Texts } from '../schema/texts.js';
import { measuresOf } from './measures.js';
import { sideOf } from './side.js';
import type { Answered, Compared, ComparedProgramme, Comparison } from './types.js';

/** What comparing households takes: the options of a decision, and what is to be compared. */
export interface CompareOptions {
  /** The evaluation date, `YYYY-MM-DD`; overrides the snapshot's own. */
  readonly asOf?: string;
  /** Findings, events and decisions that carry a later date than this day, `YYYY-MM-DD`, are unknown. */
  readonly knownOn?: string;
  /** Parameter values by jurisdiction. What is supplied to one is not supplied to another. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Readings to adopt: clause to reading. */
  readonly adopt?: Readonly<Record<string, string>>;
}

const NAMES: NamesOf<CompareOptions> = { asOf: true, knownOn: true, parameters: true, adopt: true };

/**
 * One household under several instruments, programme by programme, with the clause that makes the difference.
 * @param ruleSets in the order of the columns
 * @throws JiantuiError `bad-household`, `bad-parameters`, `bad-option`
 * @example
 * compareHousehold(jurisdictions.map((id) => loadJurisdiction(id)), household, { parameters: { rongchang: { … } } })
 */
export function compareHousehold(
  ruleSets: readonly RuleSet[],
  household: unknown,
  options: CompareOptions = {},
): Comparison {
  checkOptions(options, NAMES);
  checkRecord(options.parameters ?? {}, 'parameters', 'bad-parameters');
  checkRecord(options.adopt ?? {}, 'adopt');
  const answered = ruleSets.map((ruleSet) => answer(ruleSet, knownTo(ruleSet, ruleSets, household), options));
  const [first] = answered;
  const programmes = [...new Set(ruleSets.flatMap((ruleSet) => Object.keys(ruleSet.vocabulary.programmes)))];
  return deepFreeze({
    asOf: first?.decision.asOf ?? '',
    household: { id: first?.decision.household.id ?? null },
    instruments: answered.map(comparedOf),
    programmes: programmes.map((programme) => programmeOf(programme, answered)),
    measures: measuresOf(answered),
  });
}

function answer(ruleSet: RuleSet, household: unknown, { asOf, knownOn, parameters, adopt }: CompareOptions): Answered {
  const { jurisdiction } = ruleSet;
  const own = parameters !== undefined && Object.hasOwn(parameters, jurisdiction) ? parameters[jurisdiction] : {};
  const adopted = Object.fromEntries(
    Object.entries(adopt ?? {}).filter(([clause]) => clause.startsWith(`${jurisdiction}/`)),
  );
  const prepared = prepare(ruleSet, household, {
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownOn === undefined ? {} : { knownOn }),
    parameters: own,
    adopt: adopted,
  });
  return { ruleSet, values: prepared.values, decision: assemble(answerAll(ruleSet, prepared)) };
}

/** The snapshot without facts that only another of the instruments knows. A fact that none knows is left in, to be refused. */
function knownTo(ruleSet: RuleSet, ruleSets: readonly RuleSet[], household: unknown): unknown {
  if (typeof household !== 'object' || household === null || Array.isArray(household)) return household;
  const isForeign = (key: string) =>
    !Object.hasOwn(ruleSet.vocabulary.facts, key) &&
    ruleSets.some((other) => Object.hasOwn(other.vocabulary.facts, key));
  const own = (record: object) => Object.fromEntries(Object.entries(record).filter(([key]) => !isForeign(key)));
  const { members } = household as { members?: unknown };
  const isRecord = (member: unknown): member is object =>
    typeof member === 'object' && member !== null && !Array.isArray(member);
  return {
    ...own(household),
    ...(Array.isArray(members)
      ? { members: members.map((member: unknown) => (isRecord(member) ? own(member) : member)) }
      : {}),
  };
}

function programmeOf(programme: string, answered: readonly Answered[]): ComparedProgramme {
  const name = answered
    .map(({ ruleSet }) => ruleSet.vocabulary.programmes[programme])
    .find((found) => found !== undefined);
  const sides = answered.map((entry) => sideOf(programme, entry));
  const seen = new Set(sides.map(({ verdict, months }) => JSON.stringify([verdict, months ?? null])));
  return { programme, name: name ?? { zh: programme, en: programme }, differs: seen.size > 1, sides };
}

const OF_THE_DAY: ReadonlySet<string> = new Set(['after-plan-years', 'before-issue', LATER]);

function comparedOf({ ruleSet, decision }: Answered): Compared {
  const { jurisdiction, file, version, digest } = ruleSet;
  const { title, number, date } = file.instrument;
  return {
    jurisdiction,
    name: file.name,
    short: shortName(file.name),
    instrument: { title, number, date },
    ruleSet: { version, digest },
    assumptions: decision.assumptions.filter(({ id }) => OF_THE_DAY.has(id)).map(({ id, text }) => ({ id, text })),
  };
}

/** The last part of a place's name, enough for a column heading. */
function shortName({ zh, en }: Texts): Texts {
  return {
    zh: zh.replace(/^.*[省市](?=.)/u, ''),
    en: en.replace(/,.*$/u, '').replace(/ (?:District|Province|Autonomous Region|City|County|Banner)$/u, ''),
  };
}
