import { type ConditionProperties, Engine } from 'json-rules-engine';
import type { Truth } from '../base/truth.js';
import type { Value } from '../base/value.js';
import type { Instance } from '../decision/evaluation.js';
import type { Ref, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { test, truthOf } from '../plan/truths.js';
import { HOUSEHOLD, type Subject, UNLISTED, useKey, type Values } from '../plan/values.js';
import { operators } from '../schema/rule-set.js';
import { answer, forceTruths, isNotInForce, subjectsOf, testsOf } from './answer.js';
import { ask, type Lookups, type OnLookupError } from './lookups.js';

export { answer, forceTruths, isNotInForce, subjectsOf } from './answer.js';

export interface Interpreted {
  readonly addressee: readonly Truth[];
  readonly instances: readonly Instance[];
}

/**
 * Answers every test of a rule set with json-rules-engine: one engine a run, each rule for each subject one engine rule.
 * The engine fetches facts and tests leaves; its own verdicts are not used, since they are two-valued. The truths are
 * read off the annotated leaves.
 */
export async function interpret(
  ruleSet: RuleSet,
  values: Values,
  lookups: Lookups,
  onLookupError: OnLookupError,
): Promise<Interpreted> {
  const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: refusePath });
  for (const operator of operators)
    engine.addOperator<Value, Value>(operator, (left, right) => test(operator, left, right) as boolean);

  const facts = new Set<string>();
  const addFact = (ref: Ref, subject: Subject): string => {
    const key = useKey(ref, subject);
    if (facts.has(key)) return key;
    facts.add(key);
    const lookup = lookupFor(values, lookups, ref, subject);
    if (lookup === undefined && !asks(values, lookups, ref, subject)) {
      engine.addFact(key, values.get(ref, subject).value);
      return key;
    }
    const formulas = values.uses(ref, subject).map((inputs) => inputs.map((use) => addFact(use.ref, use.subject)));
    engine.addFact(key, async (_params, almanac) => {
      if (lookup === undefined || !(await ask(values, ref, subject, lookup, onLookupError))) {
        // What it is worked out from has to be there first; no more is asked than the first formula that gives a value needs.
        for (const [index, inputs] of formulas.entries()) {
          await Promise.all(inputs.map((input) => almanac.factValue(input)));
          if (values.isSettledBy(ref, subject, index + 1)) break;
        }
      }
      return values.get(ref, subject).value;
    });
    return key;
  };

  const leaf = (node: TestNode, subject: Subject): ConditionProperties => ({
    fact: addFact(node.left, subject),
    operator: node.operator,
    value: node.right.kind === 'constant' ? node.right.value : { fact: addFact(node.right.ref, subject) },
  });

  const addressee: Truth[] = (ruleSet.addressee?.tests ?? []).map(() => null);
  const instances: { rule: RulePlan; subject: Subject; truths: Truth[] }[] = [];
  const targets = new Map<string, { truths: Truth[]; indices: number[] }>();
  const addRule = (tests: readonly TestNode[], truths: Truth[], subject: Subject) => {
    const open = tests.filter((node) => truths[node.index] === null);
    if (open.length === 0) return;
    const name = String(targets.size);
    targets.set(name, { truths, indices: open.map((node) => node.index) });
    engine.addRule({ name, conditions: { all: open.map((node) => leaf(node, subject)) }, event: { type: 'tested' } });
  };
  if (ruleSet.addressee !== null) addRule(ruleSet.addressee.tests, addressee, HOUSEHOLD);
  const beyond = isBeyond(ruleSet, values, lookups);
  for (const rule of ruleSet.rules) {
    const force = forceTruths(rule, values);
    for (const subject of subjectsOf(rule, values)) {
      const truths = [...force];
      instances.push({ rule, subject, truths });
      if (!beyond) addRule(isNotInForce(rule, force) ? testsOf(rule.scope) : rule.tests, truths, subject);
    }
  }

  const { results, failureResults } = await engine.run();
  for (const result of [...results, ...failureResults]) {
    const target = targets.get(result.name);
    const { all = [] } = result.conditions as { all?: readonly { result?: unknown }[] };
    // Leaves of one priority come back in the order in which they were put.
    target?.indices.forEach((index, place) => {
      const answered = all[place]?.result;
      target.truths[index] = answered === true ? true : answered === false ? false : null;
    });
  }
  return { addressee, instances };
}

function lookupFor(values: Values, lookups: Lookups, ref: Ref, subject: Subject) {
  if (!ref.name.given || ref.name.scope === 'parameter' || (ref.scope === 'member' && subject === UNLISTED))
    return undefined;
  const lookup = Object.hasOwn(lookups, ref.name.name) ? lookups[ref.name.name] : undefined;
  return lookup === undefined || values.isGiven(ref, subject) ? undefined : lookup;
}

/** Whether a value hangs on a look-up, its own or one of what it would be worked out from. */
function asks(values: Values, lookups: Lookups, ref: Ref, subject: Subject): boolean {
  return (
    lookupFor(values, lookups, ref, subject) !== undefined ||
    values.uses(ref, subject).some((inputs) => inputs.some((use) => asks(values, lookups, use.ref, use.subject)))
  );
}

/** True when the snapshot itself shows that the instrument does not speak of this household: then no rule needs anything. */
function isBeyond({ addressee }: RuleSet, values: Values, lookups: Lookups): boolean {
  if (addressee === null) return false;
  const known = addressee.tests.map((node) => {
    const sides = node.right.kind === 'ref' ? [node.left, node.right.ref] : [node.left];
    return sides.some((ref) => asks(values, lookups, ref, HOUSEHOLD)) ? null : answer(node, values, HOUSEHOLD);
  });
  return truthOf(addressee.conditions, known) === false;
}

function refusePath(): never {
  throw new Error('paths are not part of the rule format');
}
