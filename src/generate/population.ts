import type { Kernel } from '../kernel/kernel.js';
import { readSpecOf } from '../kernel/make-tables.js';
import type { RuleSet } from '../plan/plan.js';
import type { ReadSpec } from '../snapshot/walk.js';
import { createColumnTarget, type Drawer } from './into-columns.js';
import { createMaker, type HouseholdTarget } from './maker.js';
import { INVENTED } from './marginals.js';
import { checkSpec, type PopulationSpec } from './spec.js';
import { usedFacts } from './used-facts.js';

/** One household, as a snapshot. */
export type Snapshot = Record<string, unknown>;

/** A made-up population: any household of it can be made alone, and a part of it is the same wherever it is made. */
export interface Population extends Iterable<Snapshot> {
  readonly spec: PopulationSpec;
  readonly size: number;
  /** That it is invented; to be shown wherever its results are. */
  readonly about: typeof INVENTED;
  /** The household at an index from 0 to `size` − 1. */
  at(index: number): Snapshot;
  /** The households from one index up to, not including, another. */
  slice(from: number, to: number): Iterable<Snapshot>;
}

/**
 * Makes up households that have all facts the rule sets ask for: sizes 1 to 12, incomes around every threshold, facts
 * left out at a chosen rate. Leaving facts out changes nothing else: the same seed gives the same households with less
 * said of them; a fact's values do not hang on which other facts are made.
 * @throws JiantuiError `bad-option`; `bad-parameters`
 */
export function createPopulation(ruleSets: RuleSet | readonly RuleSet[], spec: PopulationSpec): Population {
  return createMadeUp(ruleSets, spec);
}

/** {@link createPopulation}, with what counting takes. */
export function createMadeUp(ruleSets: RuleSet | readonly RuleSet[], spec: PopulationSpec): MadeUpPopulation {
  checkSpec(spec);
  const sets = Array.isArray(ruleSets) ? (ruleSets as readonly RuleSet[]) : [ruleSets as RuleSet];
  const { parameters = {} } = spec;
  const used = usedFacts(sets, spec.asOf, (ruleSet) =>
    Object.fromEntries(
      Object.entries(parameters).filter(
        ([name]) => ruleSet.names.has(name) && ruleSet.file.parameters?.[name] === undefined,
      ),
    ),
  );
  const facts = Object.assign({}, ...sets.map(({ vocabulary }) => vocabulary.facts)) as RuleSet['vocabulary']['facts'];
  const specs = Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, readSpecOf(fact)]));
  return new MadeUpPopulation(spec, specs, (target) => createMaker(sets, used, spec, target));
}

/** What {@link createPopulation} makes. A class, so that nothing else passes for one, such as a copy with other households. */
export class MadeUpPopulation implements Population {
  readonly about = INVENTED;
  private readonly snapshots: ReturnType<typeof createSnapshotTarget>;
  private readonly make: (index: number) => void;

  constructor(
    readonly spec: PopulationSpec,
    private readonly specs: Readonly<Record<string, ReadSpec>>,
    private readonly makerFor: (target: HouseholdTarget) => (index: number) => void,
  ) {
    this.snapshots = createSnapshotTarget(spec);
    this.make = makerFor(this.snapshots);
  }

  get size(): number {
    return this.spec.size;
  }

  at(index: number): Snapshot {
    this.make(index);
    return this.snapshots.made();
  }

  *slice(from: number, to: number): Iterable<Snapshot> {
    for (let index = from; index < to; index += 1) yield this.at(index);
  }

  [Symbol.iterator](): Iterator<Snapshot> {
    return this.slice(0, this.size)[Symbol.iterator]();
  }

  /**
   * Writes households straight into the columns of kernels, without snapshots in between.
   * @returns null where a value would have to be read off a snapshot
   */
  into(kernels: readonly Kernel[]): Drawer | null {
    const columns = createColumnTarget(kernels, this.specs);
    return columns.drawer(this.makerFor(columns));
  }
}

/** Puts the values together to a snapshot, and begins anew with the next household. */
function createSnapshotTarget({ seed, asOf }: PopulationSpec): HouseholdTarget & { made(): Snapshot } {
  let household: Snapshot = {};
  let own: Snapshot = household;
  return {
    put: (_, key, part) => (value) => {
      if (part === undefined) own[key] = value;
      else ((own[key] ??= {}) as Snapshot)[part] = value;
    },
    household: (index) => {
      household = { id: `g${seed}-${index}`, asOf };
      own = household;
    },
    member: (place) => {
      own = { id: `m${place}` };
      if (place === 1) household.members = [own];
      else (household.members as Snapshot[]).push(own);
    },
    made: () => household,
  };
}
