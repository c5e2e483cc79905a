import type { Value } from '../base/value.js';
import { evaluateFormula, formulaNames, type ValueScope } from '../formula/index.js';
import type { Formula, NameTable } from '../plan/name-table.js';
import type { DatedParameter, PlanName, Ref } from '../plan/plan.js';
import type { Evidence } from '../snapshot/evidence.js';
import type { Implied } from '../snapshot/implies.js';
import type { Facts, Household } from './household.js';
import { AREA, type ByArea } from './parameter-on.js';
import { ABSENT, type Resolved, resolved } from './resolved.js';
import { HOUSEHOLD, type Subject, type Use } from './use.js';

export { HOUSEHOLD, type Subject, UNLISTED, type Use } from './use.js';

/** The values of one household on its day: each is worked out once. */
export interface Values {
  readonly household: Household;
  get(ref: Ref, subject: Subject): Resolved;
  /** Puts in what a look-up answered, before anything derived from it is asked. */
  put(ref: Ref, subject: Subject, resolved: Resolved): void;
  /** Notes what a look-up answered that carries a later date than the evaluation date. */
  note(evidence: Evidence): void;
  /** What counts although it carries a later date than the evaluation date. */
  later(): readonly Evidence[];
  /** Whether the snapshot itself gives the value, or gives what it follows from. */
  isGiven(ref: Ref, subject: Subject): boolean;
  /** The facts from which a value of this one could follow. */
  sources(ref: Ref, subject: Subject): readonly Use[];
  /** What a name is worked out from, one list a formula, in the order in which they are tried; none when the snapshot gives it. */
  uses(ref: Ref, subject: Subject): readonly (readonly Use[])[];
  /** Whether the first so many formulas give a value; nothing is remembered of a value that they do not give. */
  isSettledBy(ref: Ref, subject: Subject, formulas: number): boolean;
  /** The base names, with their subjects, that keep a value unknown; none when it is known. */
  unknown(ref: Ref, subject: Subject): readonly Use[];
}

export function createValues(names: NameTable, household: Household, parameters: ParametersOn): Values {
  return new HouseholdValues(household, parameters, names);
}

/** The parameters on the household's day. */
export interface ParametersOn {
  /** The value in force in an area; null where the area is not known. */
  on(name: string, area: string | null): DatedParameter | undefined;
  /** Whether the value hangs on the area; null where no area has one of its own. */
  byArea(name: string): ByArea | null;
}

// A class, so that a household costs one object and not a function for each of these.
class HouseholdValues implements Values {
  /** Values worked out or put in: the household's, and those of members. */
  private own: Map<string, Resolved> | null = null;
  private bySubject: Map<Subject, Map<string, Resolved>> | null = null;
  private noted: Evidence[] | null = null;

  constructor(
    readonly household: Household,
    private readonly parameters: ParametersOn,
    private readonly table: NameTable,
  ) {}

  get(ref: Ref, subject: Subject): Resolved {
    const of = whose(ref, subject);
    const there = (of === HOUSEHOLD ? this.own : this.bySubject?.get(of))?.get(refKey(ref));
    if (there !== undefined) return there;
    const found = this.resolve(ref, of);
    // All else is found again as quickly as it would be remembered.
    if (found.how === 'derived') this.remember(ref, of, found);
    return found;
  }

  isGiven(ref: Ref, subject: Subject): boolean {
    const of = whose(ref, subject);
    return ref.name.given && (this.givenOf(ref, of) !== undefined || this.impliedOf(ref.name, of) !== undefined);
  }

  sources({ name }: Ref, subject: Subject): readonly Use[] {
    const { refs } = this.table;
    return [...new Set((name.implied ?? []).map(({ from }) => from))].flatMap((from) => {
      const ref = refs.get(from);
      return ref === undefined ? [] : [{ ref, subject: whose(ref, subject) }];
    });
  }

  uses(ref: Ref, subject: Subject): readonly (readonly Use[])[] {
    if (this.isGiven(ref, subject)) return [];
    if (ref.name.scope === 'parameter') return this.openArea(ref.name) === null ? [] : [this.areaUses()];
    return ref.name.formulas.map((formula) => this.inputsOf(ref.name, formula, whose(ref, subject)));
  }

  isSettledBy(ref: Ref, subject: Subject, formulas: number): boolean {
    return this.resolve(ref, whose(ref, subject), formulas).value !== null;
  }

  note(evidence: Evidence): void {
    this.noted ??= [];
    this.noted.push(evidence);
  }

  later(): readonly Evidence[] {
    return this.noted === null ? this.household.later : [...this.household.later, ...this.noted];
  }

  put(ref: Ref, subject: Subject, own: Resolved): void {
    this.remember(ref, whose(ref, subject), own);
  }

  unknown(ref: Ref, subject: Subject): readonly Use[] {
    const own = this.get(ref, subject);
    if (own.value !== null) return [];
    if (own.how === 'derived') return (own.inputs ?? []).flatMap((use) => this.unknown(use.ref, use.subject));
    const byArea = ref.name.scope === 'parameter' ? this.openArea(ref.name) : null;
    const self = byArea?.mayLack === false ? [] : [{ ref, subject: whose(ref, subject) }];
    return byArea === null ? self : [...this.areaUses(), ...self];
  }

  private remember(ref: Ref, of: Subject, found: Resolved): void {
    if (of === HOUSEHOLD) {
      this.own ??= new Map();
      this.own.set(refKey(ref), found);
      return;
    }
    this.bySubject ??= new Map();
    const known = this.bySubject.get(of) ?? new Map<string, Resolved>();
    this.bySubject.set(of, known.set(refKey(ref), found));
  }

  private resolve(ref: Ref, subject: Subject, formulas = ref.name.formulas.length): Resolved {
    const { name } = ref;
    if (name.name === 'asOf') return resolved(this.household.asOf, 'asOf');
    if (name.scope === 'parameter') {
      const found = this.parameters.on(name.name, this.area());
      if (found !== undefined) return resolved(found.value, 'parameter', { parameter: found });
      return this.openArea(name) === null ? ABSENT : resolved(null, 'absent', { inputs: this.areaUses() });
    }
    const given = name.given ? this.givenOf(ref, subject) : undefined;
    if (given !== undefined) return given;
    const implied = this.impliedOf(name, subject);
    if (implied !== undefined) return implied;
    for (let index = 0; index < formulas; index++) {
      const derived = this.derive(name, name.formulas[index] as Formula, subject);
      if (derived.value !== null || !name.given) return derived;
    }
    return ABSENT;
  }

  /** The value that follows from another fact, as given or looked up. */
  private impliedOf({ implied = [] }: PlanName, subject: Subject): Resolved | undefined {
    for (let index = 0; index < implied.length; index++) {
      const { from, is, value } = implied[index] as Implied;
      const ref = this.table.refs.get(from);
      if (ref === undefined) continue;
      const put = (subject === HOUSEHOLD ? this.own : this.bySubject?.get(subject))?.get(from);
      const held = put?.how === 'lookup' ? put : this.givenOf(ref, subject);
      if (held?.value === is) return resolved(value, 'implied', { inputs: [{ ref, subject }] });
    }
    return undefined;
  }

  /** The household's area; null where it is not known. */
  private area(): string | null {
    const [use] = this.areaUses();
    const area = use === undefined ? null : this.get(use.ref, use.subject).value;
    return typeof area === 'string' ? area : null;
  }

  private areaUses(): readonly Use[] {
    const ref = this.table.refs.get(AREA);
    return ref === undefined || ref.scope === 'member' ? [] : [{ ref, subject: HOUSEHOLD }];
  }

  /** Whether a parameter is open because the area is; null where that is not why. */
  private openArea({ name }: PlanName): ByArea | null {
    const byArea = this.parameters.byArea(name);
    return byArea === null || this.areaUses().length === 0 || this.area() !== null ? null : byArea;
  }

  private derive(name: PlanName, formula: Formula, subject: Subject): Resolved {
    const { text, assumption, expr } = formula;
    const inputs = this.inputsOf(name, formula, subject);
    return resolved(evaluateFormula(expr, this.scopeOf(subject)), 'derived', { formula: text, assumption, inputs });
  }

  private givenOf(ref: Ref, subject: Subject): Resolved | undefined {
    const given = this.givenFor(subject);
    return (ref.clause === undefined ? undefined : given?.get(refKey(ref))) ?? given?.get(ref.name.name);
  }

  private givenFor(subject: Subject): Facts | undefined {
    return subject === HOUSEHOLD ? this.household.given : this.household.members[subject]?.given;
  }

  private valueNamed(name: string, subject: Subject): Value {
    const ref = this.table.refs.get(name);
    return ref === undefined ? null : this.get(ref, subject).value;
  }

  private scopeOf(subject: Subject): ValueScope {
    const { members, membersComplete } = this.household;
    return {
      household: (name) => this.valueNamed(name, subject),
      members: members.map((_, index) => (name: string) => this.valueNamed(name, index)),
      membersComplete,
    };
  }

  private inputsOf(name: PlanName, formula: Formula, subject: Subject): readonly Use[] {
    const { refs } = this.table;
    const { members: listed, membersComplete } = this.household;
    const used = this.table.used.get(formula) ?? formulaNames(formula.expr);
    const uses: Use[] = [];
    for (const written of used.household) {
      const ref = refs.get(written);
      if (ref !== undefined) uses.push({ ref, subject: whose(ref, subject) });
    }
    for (const written of used.members) {
      const ref = refs.get(written);
      if (ref !== undefined) for (const [index] of listed.entries()) uses.push({ ref, subject: index });
    }
    const members = refs.get('members');
    if (used.usesMembers && !membersComplete && members !== undefined && name.scope !== 'member')
      uses.push({ ref: members, subject: HOUSEHOLD });
    return uses;
  }
}

/** The subject whose value a reference asks: the member at hand, or the household. */
function whose(ref: Ref, subject: Subject): Subject {
  return ref.scope === 'member' ? subject : HOUSEHOLD;
}

/** One text for one name, for the clause that asks where it differs by clause. */
export function refKey({ name, clause }: Ref): string {
  return clause === undefined ? name.name : `${name.name}#${clause}`;
}

/** One text for one use of a name. */
export function useKey(ref: Ref, subject: Subject): string {
  const clause = ref.clause === undefined ? '' : `#${ref.clause}`;
  return ref.scope === 'member' ? `${ref.name.name}${clause}@${subject}` : `${ref.name.name}${clause}`;
}

/** A subject as decisions name it. */
export function subjectId(household: Household, subject: Subject): string {
  return subject < 0 ? 'household' : (household.members[subject]?.id ?? 'household');
}
