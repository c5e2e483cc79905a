import { type ConditionProperties, Engine } from 'json-rules-engine';
import { JiantuiError } from '../base/error.js';
import { exactText, isExact } from '../base/exact.js';
import type { Truth } from '../base/truth.js';
import type { Value } from '../base/value.js';
import type { Instance } from '../decision/evaluation.js';
import { clashIn } from '../plan/implies.js';
import { AREA } from '../plan/parameter-on.js';
import type { Ref, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { contradiction } from '../plan/suggestions.js';
import { test, testsOf, truthOf } from '../plan/truths.js';
import { HOUSEHOLD, type Subject, UNLISTED, useKey, type Values } from '../plan/values.js';
import { operators } from '../schema/words.js';
import { answer, forceTruths, isNotInForce, subjectsOf } from './answer.js';
import { type Asker, ask, type Lookups, type OnLookupError } from './lookups.js';

export { answer, forceTruths, isNotInForce, subjectsOf } from './answer.js';

export interface Interpreted {
  readonly addressee: readonly Truth[];
  readonly instances: readonly Instance[];
}

/** The engine's answers to one leaf go to each of these. */
interface Target {
  readonly truths: Truth[];
  readonly index: number;
}

/**
 * Answers every test of a rule set with json-rules-engine: one engine a run, and one engine rule of all different tests. The
 * engine fetches facts and tests leaves; its own verdict is not used, since it is two-valued. The truths are read off the
 * annotated leaves.
 */
export async function interpret(
  ruleSet: RuleSet,
  values: Values,
  allLookups: Lookups,
  onLookupError: OnLookupError,
  knownOn?: string,
): Promise<Interpreted> {
  const asker: Asker = { facts: ruleSet.vocabulary.facts, onError: onLookupError, knownOn };
  const lookups = await askArea(ruleSet, values, allLookups, asker);
  const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: refusePath });
  // The engine copies the conditions of every result: constants stand in them as numbers, which no value of a fact is.
  const constants: Value[] = [];
  for (const operator of operators)
    engine.addOperator<Value, Value | number>(
      operator,
      (left, right) => test(operator, left, typeof right === 'number' ? (constants[right] ?? null) : right) as boolean,
    );

  const asked = new Map<string, Promise<boolean>>();
  /** Asks for a fact itself, once however it is needed; false where nobody knows it. */
  const askOnce = (ref: Ref, subject: Subject): Promise<boolean> => {
    const key = useKey(ref, subject);
    let answer = asked.get(key);
    if (answer === undefined) {
      const lookup = lookupFor(values, lookups, ref, subject);
      asked.set(
        key,
        (answer = lookup === undefined ? Promise.resolve(false) : ask(values, ref, subject, lookup, asker)),
      );
    }
    return answer;
  };
  /** Asks for the facts from which one may follow, until one does. */
  const askSources = async (ref: Ref, subject: Subject): Promise<boolean> => {
    for (const use of values.sources(ref, subject)) {
      await askOnce(use.ref, use.subject);
      if (values.isGiven(ref, subject)) return true;
    }
    return false;
  };
  const facts = new Set<string>();
  const addFact = (ref: Ref, subject: Subject): string => {
    const key = useKey(ref, subject);
    if (facts.has(key)) return key;
    facts.add(key);
    if (!asks(values, lookups, ref, subject)) {
      // Constant facts need no cache; to make a key for it would cost more than all else.
      engine.addFact(key, values.get(ref, subject).value, { cache: false });
      return key;
    }
    const formulas = values.uses(ref, subject).map((inputs) => inputs.map((use) => addFact(use.ref, use.subject)));
    engine.addFact(key, async (_params, almanac) => {
      if (!(await askOnce(ref, subject)) && !(await askSources(ref, subject))) {
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

  const leaves: ConditionProperties[] = [];
  const targets: Target[][] = [];
  const places = new Map<string, number>();
  const addLeaf = (node: TestNode, subject: Subject, truths: Truth[]) => {
    const left = addFact(node.left, subject);
    const right = node.right.kind === 'ref' ? addFact(node.right.ref, subject) : null;
    // What several rules test is tested once.
    const written = `${left} ${node.operator} ${right ?? constantText(node)}`;
    let place = places.get(written);
    if (place === undefined) {
      places.set(written, (place = leaves.length));
      const value =
        right === null ? constants.push((node.right as { readonly value: Value }).value) - 1 : { fact: right };
      leaves.push({ fact: left, operator: node.operator, value });
      targets.push([]);
    }
    targets[place]?.push({ truths, index: node.index });
  };
  const addTests = (tests: readonly TestNode[], truths: Truth[], subject: Subject) => {
    for (const node of tests) if (truths[node.index] === null) addLeaf(node, subject, truths);
  };

  const addressee: Truth[] = (ruleSet.addressee?.tests ?? []).map(() => null);
  const instances: { rule: Instance['rule']; subject: Subject; truths: Truth[] }[] = [];
  if (ruleSet.addressee !== null) addTests(ruleSet.addressee.tests, addressee, HOUSEHOLD);
  const beyond = isBeyond(ruleSet, values, lookups);
  for (const rule of ruleSet.rules) {
    const force = forceTruths(rule, values);
    const tests = isNotInForce(rule, force) ? testsOf(rule.scope) : rule.tests;
    for (const subject of subjectsOf(rule, values)) {
      const truths = [...force];
      instances.push({ rule, subject, truths });
      if (!beyond) addTests(tests, truths, subject);
    }
  }
  if (leaves.length === 0) return { addressee, instances };

  engine.addRule({ conditions: { all: leaves }, event: { type: 'tested' } });
  const { results, failureResults } = await engine.run();
  checkAnswers(ruleSet, values, asked.size > 0);
  const answers: unknown = [...results, ...failureResults][0]?.conditions;
  // Leaves of one priority come back in the order in which they were put.
  const { all = [] } = (answers ?? {}) as { all?: readonly { result?: unknown }[] };
  targets.forEach((own, place) => {
    const answered = all[place]?.result;
    const truth = answered === true ? true : answered === false ? false : null;
    for (const { truths, index } of own) truths[index] = truth;
  });
  return { addressee, instances };
}

/** One text for one constant. No name of a fact begins as it does. */
function constantText(node: TestNode): string {
  const value = node.right.kind === 'constant' ? node.right.value : null;
  return `=${JSON.stringify(isExact(value) ? { number: exactText(value) } : value)}`;
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
    (!values.isGiven(ref, subject) &&
      values.sources(ref, subject).some((use) => lookupFor(values, lookups, use.ref, use.subject) !== undefined)) ||
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

/**
 * Parameters may differ by area: where a rule that may be in force uses such a one, the area is looked up before all else.
 * @returns the look-ups that are left
 */
async function askArea(ruleSet: RuleSet, values: Values, lookups: Lookups, asker: Asker): Promise<Lookups> {
  const name = ruleSet.names.get(AREA);
  if (name === undefined || name.scope !== 'household') return lookups;
  const area: Ref = { name, scope: 'household' };
  const lookup = lookupFor(values, lookups, area, HOUSEHOLD);
  if (lookup === undefined || isBeyond(ruleSet, values, lookups) || !hangsOnArea(ruleSet, values)) return lookups;
  await ask(values, area, HOUSEHOLD, lookup, asker);
  const { [AREA]: _, ...others } = lookups;
  return others;
}

function hangsOnArea(ruleSet: RuleSet, values: Values): boolean {
  const hangs = (ref: Ref, subject: Subject): boolean =>
    values
      .uses(ref, subject)
      .some((inputs) => ref.name.scope === 'parameter' || inputs.some((use) => hangs(use.ref, use.subject)));
  const isOpen = (tests: readonly TestNode[]) =>
    tests.some(({ left, right }) => hangs(left, UNLISTED) || (right.kind === 'ref' && hangs(right.ref, UNLISTED)));
  const isShown = ({ amount = null, needs = [] }: NonNullable<RulePlan['rule']['event']['params']>) =>
    [...(amount !== null && 'parameter' in amount ? [amount.parameter] : []), ...needs].some((written) => {
      const name = ruleSet.names.get(written);
      return name !== undefined && hangs({ name, scope: 'household' }, HOUSEHOLD);
    });
  return (
    isOpen(ruleSet.addressee?.tests ?? []) ||
    ruleSet.rules.some(
      (rule) =>
        !isNotInForce(rule, forceTruths(rule, values)) && (isOpen(rule.tests) || isShown(rule.rule.event.params ?? {})),
    )
  );
}

/**
 * What look-ups answer may contradict the snapshot, or other answers.
 * @throws JiantuiError `bad-household`
 */
function checkAnswers({ reader, names }: RuleSet, values: Values, wereAsked: boolean): void {
  if (!wereAsked) return;
  const { household, member } = reader.implications;
  const { members } = values.household;
  const issues = [HOUSEHOLD, ...members.keys()].flatMap((subject) => {
    const isMember = subject !== HOUSEHOLD;
    const clash = clashIn(isMember ? member : household, (fact) => {
      const name = names.get(fact);
      if (name === undefined) return undefined;
      const { how, value } = values.get({ name, scope: isMember ? 'member' : 'household' }, subject);
      return how === 'given' || how === 'lookup' ? value : undefined;
    });
    return clash === null ? [] : [contradiction(clash, isMember ? ['members', subject] : [])];
  });
  if (issues.length > 0) throw new JiantuiError('bad-household', issues);
}

function refusePath(): never {
  throw new Error('paths are not part of the rule format');
}
