import { exact } from '../base/exact.js';
import { partsOf } from '../formula/expression.js';
import { type Expr, formulaNames } from '../formula/index.js';
import { HOUSEHOLD, type Subject, UNLISTED, useKey, type Values } from '../household/values.js';
import type { PlanName, Ref, RuleSet } from '../plan/plan.js';
import {
  type Critical,
  calculateForms,
  compareForms,
  FACT,
  type Form,
  formOf,
  numberOf,
  TRUTH,
  UNKNOWN,
} from './forms.js';

/** More forms than this for one value are not followed: no rule set needs them. */
const MAX_FORMS = 200;

/** The names whose value may depend on a fact, through formulas, the fact itself included. */
export function dependents(ruleSet: RuleSet, fact: PlanName): ReadonlySet<string> {
  const found = new Set<string>([fact.name]);
  // The size of the household says whether all members are listed, and with it what can be said of all of them.
  const counts = fact.name === 'householdSize';
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const name of ruleSet.names.values()) {
      const uses = name.formulas.map(({ expr }) => formulaNames(expr));
      if (
        uses.some(
          (used) =>
            (counts && used.usesMembers) || [...used.household, ...used.members].some((other) => found.has(other)),
        )
      )
        found.add(name.name);
    }
  }
  return found;
}

/** What the value of a name may be, as a function of the fact. */
export type Symbolic = (ref: Ref, subject: Subject) => readonly Form[];

/**
 * Follows one fact through the formulas of a rule set. Everything else has the value that the household gives it.
 * @param values the household's values, with the fact itself left unknown
 */
export function createSymbolic(
  ruleSet: RuleSet,
  values: Values,
  fact: PlanName,
  of: Subject,
  critical: Critical,
): Symbolic {
  const depends = dependents(ruleSet, fact);
  const known = new Map<string, readonly Form[]>();
  const { members } = values.household;

  const forms = (ref: Ref, subject: Subject): readonly Form[] => {
    const key = useKey(ref, subject);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = limited(resolve(ref, ref.scope === 'member' ? subject : HOUSEHOLD));
    known.set(key, found);
    return found;
  };

  const resolve = (ref: Ref, subject: Subject): readonly Form[] => {
    const { name } = ref;
    if (name.name === fact.name) return subject === of ? [FACT] : [formOf(values.get(ref, subject).value)];
    if (subject === UNLISTED || name.scope === 'parameter' || !depends.has(name.name) || values.isGiven(ref, subject)) {
      return [formOf(values.get(ref, subject).value)];
    }
    // Which of several formulas applies may itself depend on the fact: all are followed.
    return name.formulas.flatMap(({ expr }) => followed(expr, subject, null));
  };

  const named = (written: string, subject: Subject): readonly Form[] => {
    const name = ruleSet.names.get(written);
    return name === undefined
      ? [UNKNOWN]
      : forms({ name, scope: name.scope === 'member' ? 'member' : 'household' }, subject);
  };

  const followed = (expr: Expr, subject: Subject, member: number | null): readonly Form[] => {
    const follow = (part: Expr): readonly Form[] => limited(followed(part, subject, member));
    switch (expr.kind) {
      case 'number':
        return [numberOf(exact(expr.text))];
      case 'duration':
        return [numberOf(exact(expr.months))];
      case 'text':
      case 'boolean':
      case 'date':
        return [formOf(expr.value)];
      case 'null':
        return [UNKNOWN];
      case 'household':
        return named(expr.name, subject);
      case 'member':
        return member === null ? [UNKNOWN] : named(expr.name, member);
      case 'negate':
        return calculateForms('-', [numberOf(exact(0))], follow(expr.operand), critical);
      case 'arithmetic':
        return calculateForms(expr.operator, follow(expr.left), follow(expr.right), critical);
      case 'period':
        return calculateForms(expr.to === 'month' ? '/' : '*', follow(expr.operand), [numberOf(exact(12))], critical);
      case 'compare':
        compareForms(follow(expr.left), follow(expr.right), critical);
        return [TRUTH];
      case 'between':
        for (const end of [expr.low, expr.high]) compareForms(follow(expr.value), follow(end), critical);
        return [TRUTH];
      case 'in':
        for (const option of expr.options) compareForms(follow(expr.value), follow(option), critical);
        return [TRUTH];
      case 'and':
      case 'or':
      case 'not':
        for (const part of partsOf(expr)) follow(part);
        return [TRUTH];
      case 'if':
        follow(expr.condition);
        return [...follow(expr.whenTrue), ...follow(expr.whenFalse), UNKNOWN];
      case 'extreme':
        return leastOrGreatest(expr.operands.map(follow));
      case 'quantified':
        members.forEach((_, index) => void followed(expr.condition, subject, index));
        return [TRUTH];
      case 'count':
        followWhere(expr.where, subject);
        return Array.from({ length: members.length + 1 }, (_, count) => numberOf(exact(count)));
      case 'fold': {
        const each = members.map((_, index) => followed(expr.of, subject, index));
        const chosen = followWhere(expr.where, subject);
        return expr.fold === 'sum' ? sum(each, chosen) : leastOrGreatest(each);
      }
    }
  };

  // Whether a member is counted may depend on the fact: then it may be either.
  const followWhere = (where: Expr | null, subject: Subject): boolean => {
    if (where === null) return true;
    members.forEach((_, index) => void followed(where, subject, index));
    return false;
  };

  const leastOrGreatest = (each: readonly (readonly Form[])[]): Form[] => {
    each.forEach((left, index) => {
      for (const right of each.slice(index + 1)) compareForms(left, right, critical);
    });
    return [...each.flat(), UNKNOWN];
  };

  const sum = (each: readonly (readonly Form[])[], all: boolean): readonly Form[] => {
    let total: readonly Form[] = [numberOf(exact(0))];
    for (const forms of each) {
      const more = calculateForms('+', total, forms, critical);
      total = limited(all ? more : total.concat(more));
    }
    return total;
  };

  const limited = (found: readonly Form[]): readonly Form[] => {
    const distinct = [...new Map(found.map((form) => [JSON.stringify(form), form])).values()];
    if (distinct.length > MAX_FORMS) critical.refuse();
    return distinct;
  };

  return forms;
}
