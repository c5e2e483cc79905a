import { deepFreeze } from '../base/freeze.js';
import { createRecall, type Recall } from '../base/recall.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { Eligibility, Risk, Step } from '../schema/decision.js';

/** What a taper clause of a programme is listed under, beside its entry among the tapers. */
export function taperProgramme(programme: string): string {
  return `${programme}-taper`;
}

/** Results kept for one programme or flag at most. */
const MOST = 256;

/** One programme or flag, and what has been gathered for it from entries that households share. */
export interface Target {
  readonly id: string;
  readonly place: number;
  /** Clauses that name a programme without saying who gets it. */
  readonly named: readonly string[];
  /** The ledger's clauses that name it, as steps. */
  readonly ledger: readonly Step[];
  readonly eligibility: Recall<Eligibility>;
  readonly risks: Recall<readonly Risk[]>;
}

/** What one rule bears on, by place in the roster. */
export interface Bearings {
  readonly programmes: readonly number[];
  readonly flags: readonly number[];
  /** Programmes that it bears on or names: its step stands under each. */
  readonly shown: readonly number[];
  /** Whether it bears on no programme and no flag, and names none. */
  readonly isDuty: boolean;
}

/** What a rule set says of programmes and flags without regard to any household. */
export interface Roster {
  readonly programmes: readonly Target[];
  readonly flags: readonly Target[];
  readonly placeOf: { readonly programme: ReadonlyMap<string, number>; readonly flag: ReadonlyMap<string, number> };
  bearingsOf(rule: RulePlan): Bearings;
}

const rosters = new WeakMap<RuleSet, Roster>();

export function rosterOf(ruleSet: RuleSet): Roster {
  let roster = rosters.get(ruleSet);
  if (roster === undefined) rosters.set(ruleSet, (roster = createRoster(ruleSet)));
  return roster;
}

function createRoster(ruleSet: RuleSet): Roster {
  const { vocabulary, rules, ledger } = ruleSet;
  const named = new Map<string, string[]>();
  for (const entry of [...rules.map(({ rule }) => rule), ...ledger])
    for (const id of entry.names ?? []) named.set(id, [...(named.get(id) ?? []), entry.id]);
  const steps = new Map<string, Step[]>();
  for (const { id, summary, reason, cite, names } of ledger) {
    const own = deepFreeze({ kind: 'ledger' as const, clause: id, detail: { summary, reason, cite } });
    for (const programme of new Set(names ?? [])) steps.set(programme, [...(steps.get(programme) ?? []), own]);
  }
  const target = (id: string, place: number): Target => ({
    id,
    place,
    named: named.get(id) ?? [],
    ledger: steps.get(id) ?? [],
    eligibility: createRecall(MOST),
    risks: createRecall(MOST),
  });
  const placesIn = (ids: readonly string[]) => new Map(ids.map((id, place) => [id, place]));
  const programmes = Object.keys(vocabulary.programmes);
  const flags = Object.keys(vocabulary.flags);
  const placeOf = { programme: placesIn(programmes), flag: placesIn(flags) };
  const make = ({ rule, programmes: own, flags: raised }: RulePlan): Bearings => {
    const listed = own.map(({ id }) => (rule.kind === 'taper' ? taperProgramme(id) : id));
    const places = (of: ReadonlyMap<string, number>, ids: readonly string[]) =>
      [...new Set(ids)].flatMap((id) => of.get(id) ?? []);
    return {
      programmes: places(placeOf.programme, listed),
      flags: places(
        placeOf.flag,
        raised.map(({ id }) => id),
      ),
      shown: places(placeOf.programme, [...listed, ...(rule.names ?? [])]),
      isDuty: own.length === 0 && raised.length === 0 && rule.names === undefined,
    };
  };
  const bearings = new WeakMap<RulePlan, Bearings>();
  return {
    programmes: programmes.map(target),
    flags: flags.map((id, place) => ({ ...target(id, place), named: [], ledger: [] })),
    placeOf,
    bearingsOf(rule) {
      let own = bearings.get(rule);
      if (own === undefined) bearings.set(rule, (own = make(rule)));
      return own;
    },
  };
}

/** What entries put under targets, by the target's place; `undefined` where there is none. */
export type Gathered<T> = readonly (readonly T[] | undefined)[];

/** Puts each entry under all of its places, in their order; `count` is how many places there are. */
export function gather<T>(count: number, places: readonly (readonly number[])[], entries: readonly T[]): Gathered<T> {
  const sizes: number[] = new Array(count).fill(0);
  for (let index = 0; index < places.length; index++) {
    const own = places[index] as readonly number[];
    for (let each = 0; each < own.length; each++)
      sizes[own[each] as number] = (sizes[own[each] as number] as number) + 1;
  }
  const gathered: (T[] | undefined)[] = new Array(count);
  for (let place = 0; place < count; place++)
    gathered[place] = sizes[place] === 0 ? undefined : new Array(sizes[place]);
  for (let index = places.length - 1; index >= 0; index--) {
    const own = places[index] as readonly number[];
    for (let each = 0; each < own.length; each++) {
      const place = own[each] as number;
      const left = (sizes[place] as number) - 1;
      sizes[place] = left;
      (gathered[place] as T[])[left] = entries[index] as T;
    }
  }
  return gathered;
}
