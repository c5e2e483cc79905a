import type { RulePlan, RuleSet } from './plan.js';
import type { Resolved } from './resolved.js';

/**
 * A place for each name that snapshots give, and for each answer to one clause (`name#clause`) that a rule asks for. Names
 * answered clause by clause have the same place for the household and for members.
 */
export interface FactPlaces {
  readonly household: FactPlace;
  readonly member: FactPlace;
}

export interface FactPlace {
  readonly of: ReadonlyMap<string, number>;
  /** Nothing given, to be copied. */
  readonly none: readonly undefined[];
}

const known = new WeakMap<RuleSet['names'], FactPlaces>();

export function factPlacesOf({ names, rules }: Pick<RuleSet, 'names' | 'rules'>): FactPlaces {
  let places = known.get(names);
  if (places === undefined) {
    const all = [...names.values()];
    const of = (scope: RulePlan['rule']['subject']): FactPlace => {
      const own = all.filter((name) => name.scope === scope && !name.perClause).map(({ name }) => name);
      const common = all.filter(({ perClause }) => perClause).map(({ name }) => name);
      const asked = rules
        .filter(({ rule }) => rule.subject === scope)
        .flatMap(({ tests }) =>
          tests.flatMap(({ left: { name, clause } }) => (clause === undefined ? [] : [`${name.name}#${clause}`])),
        );
      const keys = [...new Set([...common, ...own, ...asked])];
      return { of: new Map(keys.map((key, at) => [key, at])), none: keys.map(() => undefined) };
    };
    known.set(names, (places = { household: of('household'), member: of('member') }));
  }
  return places;
}

/** What a snapshot gives for the household or for one member, by name; an answer to one clause by `name#clause`. */
export class Facts {
  /** By place. */
  readonly listed: (Resolved | undefined)[];
  /** Answers to clauses that have no place. */
  others: Map<string, Resolved> | null = null;

  constructor(readonly places: FactPlace) {
    this.listed = places.none.slice();
  }

  get(key: string): Resolved | undefined {
    const place = this.places.of.get(key);
    return place === undefined ? this.others?.get(key) : this.listed[place];
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, given: Resolved): void {
    const place = this.places.of.get(key);
    if (place === undefined) (this.others ??= new Map()).set(key, given);
    else this.listed[place] = given;
  }
}
