import type { Value } from '../base/value.js';
import { evaluateFormula, formulaNames, type ValueScope } from '../formula/index.js';
import type { Attestation, Given, Household } from './household.js';
import type { DatedParameter, PlanName, Ref } from './plan.js';

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
  /** What a name is worked out from when it is not given; none where it has no formula. */
  uses(ref: Ref, subject: Subject): readonly Use[];
  /** The base names, with their subjects, that keep a value unknown; none when it is known. */
  unknown(ref: Ref, subject: Subject): readonly Use[];
}

export function createValues(
  names: ReadonlyMap<string, PlanName>,
  household: Household,
  parameter: (name: string) => DatedParameter | undefined,
): Values {
  const known = new Map<string, Resolved>();

  const get = (ref: Ref, subject: Subject): Resolved => {
    const key = useKey(ref, subject);
    let resolved = known.get(key);
    if (resolved === undefined) known.set(key, (resolved = resolve(ref, ref.scope === 'member' ? subject : HOUSEHOLD)));
    return resolved;
  };

  const resolve = (ref: Ref, subject: Subject): Resolved => {
    const { name } = ref;
    if (name.name === 'asOf') return { value: household.asOf, how: 'asOf' };
    if (name.scope === 'parameter') {
      const found = parameter(name.name);
      return found === undefined ? { value: null, how: 'absent' } : { value: found.value, how: 'parameter', parameter: found };
    }
    const given = name.given ? givenOf(ref, subject) : undefined;
    if (given !== undefined) return { how: 'given', ...given };
    for (const formula of name.formulas) {
      const value = evaluateFormula(formula.expr, scopeOf(subject));
      if (value === null && name.given) continue;
      const { text, assumption } = formula;
      return { value, how: 'derived', formula: text, inputs: inputsOf(name, formula.expr, subject), ...(assumption === undefined ? {} : { assumption }) };
    }
    return { value: null, how: 'absent' };
  };

  const givenOf = (ref: Ref, subject: Subject): Given | undefined => {
    if (subject === UNLISTED) return undefined;
    const given = subject === HOUSEHOLD ? household.given : household.members[subject]?.given;
    return (ref.clause === undefined ? undefined : given?.get(`${ref.name.name}#${ref.clause}`)) ?? given?.get(ref.name.name);
  };

  const refOf = (name: string): Ref | undefined => {
    const found = names.get(name);
    return found === undefined ? undefined : { name: found, scope: found.scope === 'member' ? 'member' : 'household' };
  };
  const valueOf = (name: string, subject: Subject): Value => {
    const ref = refOf(name);
    return ref === undefined ? null : get(ref, subject).value;
  };
  const scopeOf = (subject: Subject): ValueScope => ({
    household: (name) => valueOf(name, subject),
    members: household.members.map((_, index) => (name: string) => valueOf(name, index)),
    membersComplete: household.membersComplete,
  });

  const inputsOf = (name: PlanName, expr: PlanName['formulas'][number]['expr'], subject: Subject): Use[] => {
    const used = formulaNames(expr);
    const uses: Use[] = [];
    for (const written of used.household) {
      const ref = refOf(written);
      if (ref !== undefined) uses.push({ ref, subject: ref.scope === 'member' ? subject : HOUSEHOLD });
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
    return [{ ref, subject: ref.scope === 'member' ? subject : HOUSEHOLD }];
  };

  return {
    household,
    get,
    isGiven: (ref, subject) => givenOf(ref, ref.scope === 'member' ? subject : HOUSEHOLD) !== undefined,
    uses: (ref, subject) => ref.name.formulas.flatMap(({ expr }) => inputsOf(ref.name, expr, ref.scope === 'member' ? subject : HOUSEHOLD)),
    put: (ref, subject, resolved) => void known.set(useKey(ref, subject), resolved),
    unknown,
  };
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
