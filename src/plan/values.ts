import type { Value } from '../base/value.js';
import { type Expr, evaluateFormula, type FormulaNames, formulaNames, type ValueScope } from '../formula/index.js';
import type { Attestation, Given, Household } from './household.js';
import type { DatedParameter, PlanName, Ref } from './plan.js';
import { ABSENT, sharedDay, sharedDerived, sharedParameter } from './shared.js';

/** Whose value is asked: the household's (`HOUSEHOLD`), a listed member's (its index), or that of members not listed (`UNLISTED`). */
export type Subject = number;
export const HOUSEHOLD: Subject = -1;
export const UNLISTED: Subject = -2;

/** A value and where it comes from. */
export interface Resolved {
  readonly value: Value;
  readonly how: 'given' | 'derived' | 'parameter' | 'asOf' | 'lookup' | 'failed' | 'absent';
  readonly finding?: Attestation;
  readonly parameter?: DatedParameter;
  readonly formula?: string;
  readonly assumption?: string;
  readonly inputs?: readonly Use[];
  readonly error?: string;
  /** True where the same object stands for the same value in every household. */
  readonly shared?: true;
}

/** One use of a name for one subject. */
export interface Use {
  readonly ref: Ref;
  readonly subject: Subject;
}

/** The values of one household on its day: each is worked out once. */
export interface Values {
  readonly household: Household;
  get(ref: Ref, subject: Subject): Resolved;
  /** Puts in what a look-up answered, before anything derived from it is asked. */
  put(ref: Ref, subject: Subject, resolved: Resolved): void;
  /** Whether the snapshot itself gives the value. */
  isGiven(ref: Ref, subject: Subject): boolean;
  /** What a name is worked out from, one list a formula, in the order in which they are tried; none when the snapshot gives it. */
  uses(ref: Ref, subject: Subject): readonly (readonly Use[])[];
  /** Whether the first so many formulas give a value; nothing is remembered of a value that they do not give. */
  isSettledBy(ref: Ref, subject: Subject, formulas: number): boolean;
  /** The base names, with their subjects, that keep a value unknown; none when it is known. */
  unknown(ref: Ref, subject: Subject): readonly Use[];
}

export function createValues(
  names: ReadonlyMap<string, PlanName>,
  household: Household,
  parameter: (name: string) => DatedParameter | undefined,
): Values {
  const bySubject = new Map<Subject, Map<string, Resolved>>();
  const knownOf = (subject: Subject) => {
    let known = bySubject.get(subject);
    if (known === undefined) bySubject.set(subject, (known = new Map()));
    return known;
  };
  const ofHousehold = knownOf(HOUSEHOLD);

  const get = (ref: Ref, subject: Subject): Resolved => {
    const key = refKey(ref);
    const known = ref.scope === 'member' ? knownOf(subject) : ofHousehold;
    let resolved = known.get(key);
    if (resolved === undefined) known.set(key, (resolved = resolve(ref, whose(ref, subject))));
    return resolved;
  };

  const resolve = (ref: Ref, subject: Subject, formulas = ref.name.formulas.length): Resolved => {
    const { name } = ref;
    if (name.name === 'asOf') return sharedDay(household.asOf);
    if (name.scope === 'parameter') {
      const found = parameter(name.name);
      return found === undefined ? ABSENT : sharedParameter(found);
    }
    const given = name.given ? givenOf(ref, subject) : undefined;
    if (given !== undefined) return given.resolved ?? { how: 'given', ...given };
    for (const formula of name.formulas.slice(0, formulas)) {
      const resolved = derive(name, formula, subject);
      if (resolved.value !== null || !name.given) return resolved;
    }
    return ABSENT;
  };

  const derive = (name: PlanName, formula: PlanName['formulas'][number], subject: Subject): Resolved => {
    const inputs = inputsOf(name, formula.expr, subject);
    const { text, assumption } = formula;
    const make = (): Resolved => {
      const value = evaluateFormula(formula.expr, scopeOf(subject));
      return { value, how: 'derived', formula: text, inputs, ...(assumption === undefined ? {} : { assumption }) };
    };
    const alone = subject === HOUSEHOLD && !namesOf(formula.expr).usesMembers;
    return alone ? sharedDerived(formula, inputs, (use) => get(use.ref, use.subject), make) : make();
  };

  const isGiven = (ref: Ref, subject: Subject) => ref.name.given && givenOf(ref, subject) !== undefined;

  const givenOf = (ref: Ref, subject: Subject): Given | undefined => {
    if (subject === UNLISTED) return undefined;
    const given = subject === HOUSEHOLD ? household.given : household.members[subject]?.given;
    return (
      (ref.clause === undefined ? undefined : given?.get(`${ref.name.name}#${ref.clause}`)) ?? given?.get(ref.name.name)
    );
  };

  const refOf = (name: string): Ref | undefined => {
    const found = names.get(name);
    return found === undefined ? undefined : { name: found, scope: found.scope === 'member' ? 'member' : 'household' };
  };
  const valueNamed = (name: string, subject: Subject): Value => {
    const ref = refOf(name);
    return ref === undefined ? null : get(ref, subject).value;
  };
  const scopeOf = (subject: Subject): ValueScope => ({
    household: (name) => valueNamed(name, subject),
    members: household.members.map((_, index) => (name: string) => valueNamed(name, index)),
    membersComplete: household.membersComplete,
  });

  const inputsOf = (name: PlanName, expr: PlanName['formulas'][number]['expr'], subject: Subject): Use[] => {
    const used = namesOf(expr);
    const uses: Use[] = [];
    for (const written of used.household) {
      const ref = refOf(written);
      if (ref !== undefined) uses.push({ ref, subject: whose(ref, subject) });
    }
    for (const written of used.members) {
      const ref = refOf(written);
      if (ref !== undefined) for (const [index] of household.members.entries()) uses.push({ ref, subject: index });
    }
    const members = names.get('members');
    if (used.usesMembers && !household.membersComplete && members !== undefined && name.scope !== 'member') {
      uses.push({ ref: { name: members, scope: 'household' }, subject: HOUSEHOLD });
    }
    return uses;
  };

  const unknown = (ref: Ref, subject: Subject): readonly Use[] => {
    const resolved = get(ref, subject);
    if (resolved.value !== null) return [];
    if (resolved.how === 'derived') return (resolved.inputs ?? []).flatMap((use) => unknown(use.ref, use.subject));
    return [{ ref, subject: whose(ref, subject) }];
  };

  return {
    household,
    get,
    isGiven: (ref, subject) => isGiven(ref, whose(ref, subject)),
    uses: (ref, subject) =>
      isGiven(ref, whose(ref, subject))
        ? []
        : ref.name.formulas.map(({ expr }) => inputsOf(ref.name, expr, whose(ref, subject))),
    isSettledBy: (ref, subject, formulas) => resolve(ref, whose(ref, subject), formulas).value !== null,
    put: (ref, subject, resolved) => void knownOf(whose(ref, subject)).set(refKey(ref), resolved),
    unknown,
  };
}

const formulas = new WeakMap<Expr, FormulaNames>();

function namesOf(expr: Expr): FormulaNames {
  let names = formulas.get(expr);
  if (names === undefined) formulas.set(expr, (names = formulaNames(expr)));
  return names;
}

/** The subject whose value a reference asks: the member at hand, or the household. */
function whose(ref: Ref, subject: Subject): Subject {
  return ref.scope === 'member' ? subject : HOUSEHOLD;
}

/** One text for one name, for the clause that asks where it differs by clause. */
export function refKey(ref: Ref): string {
  return ref.clause === undefined ? ref.name.name : `${ref.name.name}#${ref.clause}`;
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
