import { Engine, type NestedCondition } from 'json-rules-engine';
import type { Truth } from '../base/truth.js';
import type { Value } from '../base/value.js';
import type { Instance } from '../decision/evaluation.js';
import { HOUSEHOLD, type Subject, UNLISTED, useKey, type Values } from '../household/values.js';
import type { Node, Operand, Ref, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { refsOf, test, truthOf } from '../plan/truths.js';
import { operators } from '../schema/words.js';
import { type Asker, hangsOnArea } from './asker.js';
import { answer, forceTruths, isNotInForce, subjectsOf } from './direct.js';

export interface Interpreted {
  readonly addressee: readonly Truth[];
  readonly instances: readonly Instance[];
}

/** A condition as the engine gives it back: each leaf with what its operator answered. */
interface Annotated {
  readonly result?: unknown;
  readonly all?: readonly Annotated[];
  readonly any?: readonly Annotated[];
  readonly not?: Annotated;
}

/**
 * Answers every test of a rule set with json-rules-engine: a new engine a run, and one engine rule for each clause and
 * subject, named `clause@subject`, with the clause's conditions as they stand. The engine fetches the facts and compares. Its
 * own verdicts have two values where ours have three: they are left, and the truths are read off the annotated leaves.
 * @throws JiantuiError `lookup-failed`, `bad-household`
 */
export async function interpret(ruleSet: RuleSet, values: Values, asker: Asker): Promise<Interpreted> {
  const isBeyond = speaksOfOthers(ruleSet, values, asker);
  if (!isBeyond && hangsOnArea(ruleSet, values)) await asker.askArea();

  const engine = new Engine();
  // Null passes through the engine unchanged: `tests/engine-traps.test.ts`.
  for (const operator of operators)
    engine.addOperator(operator, (left: Value, right: Value) => test(operator, left, right) as boolean);

  const facts = new Set<string>();
  const addFact = (ref: Ref, subject: Subject): string => {
    const key = useKey(ref, subject);
    if (facts.has(key)) return key;
    facts.add(key);
    if (asker.isAsked(ref, subject))
      engine.addFact(key, async () => {
        await asker.settle(ref, subject);
        return values.get(ref, subject).value;
      });
    // To make a key under which the engine keeps a constant would cost more than all else.
    else engine.addFact(key, values.get(ref, subject).value, { cache: false });
    return key;
  };
  const operandOf = (right: Operand, subject: Subject) =>
    right.kind === 'constant' ? right.value : { fact: addFact(right.ref, subject) };
  const conditionOf = (node: Node, subject: Subject): NestedCondition => {
    if (node.kind === 'test')
      return { fact: addFact(node.left, subject), operator: node.operator, value: operandOf(node.right, subject) };
    if (node.kind === 'not') return { not: conditionOf(node.part, subject) };
    const parts = node.parts.map((part) => conditionOf(part, subject));
    return node.kind === 'all' ? { all: parts } : { any: parts };
  };

  const put = new Map<string, { readonly node: Node; readonly truths: Truth[] }>();
  const addRule = (clause: string, parts: readonly (Node | null)[], subject: Subject, truths: Truth[]) => {
    const node: Node = { kind: 'all', parts: parts.filter((part) => part !== null) };
    if (node.parts.length === 0) return;
    const name = `${clause}@${SUBJECT_NAMES[subject] ?? subject}`;
    put.set(name, { node, truths });
    const conditions = { all: node.parts.map((part) => conditionOf(part, subject)) };
    engine.addRule({ name, conditions, event: { type: 'answered' } });
  };

  const addressee: Truth[] = (ruleSet.addressee?.tests ?? []).map(() => null);
  addRule('addressee', [ruleSet.addressee?.conditions ?? null], HOUSEHOLD, addressee);
  const instances = ruleSet.rules.flatMap((rule) => {
    const force = forceTruths(rule, values);
    const parts = isBeyond || isNotInForce(rule, force) ? [] : conditionsOf(rule);
    return subjectsOf(rule, values).map((subject) => {
      const truths = [...force];
      addRule(rule.id, parts, subject, truths);
      return { rule, subject, truths };
    });
  });

  const { results, failureResults } = await engine.run();
  asker.checkAnswers();
  for (const { name, conditions } of [...results, ...failureResults]) {
    const rule = put.get(name);
    if (rule !== undefined) copyAnswers(rule.node, conditions as Annotated, rule.truths);
  }
  return { addressee, instances };
}

const SUBJECT_NAMES: Readonly<Record<Subject, string>> = { [HOUSEHOLD]: 'household', [UNLISTED]: 'unlisted' };

/** All that is asked of a rule in force, beside what is answered beforehand: whom it speaks of, and when it holds. */
function conditionsOf({ conditions, readings, marks, programmes, flags }: RulePlan): (Node | null)[] {
  return [
    conditions,
    ...readings.map((reading) => reading.conditions),
    ...marks.map((mark) => mark.conditions),
    ...[...programmes, ...flags].map((target) => target.when),
  ];
}

/** Walks the plan's condition and the engine's side by side. */
function copyAnswers(node: Node, { result, all = [], any = [], not }: Annotated, truths: Truth[]): void {
  if (node.kind === 'test') truths[node.index] = typeof result === 'boolean' ? result : null;
  else if (node.kind === 'not') copyAnswers(node.part, not ?? {}, truths);
  else node.parts.forEach((part, index) => copyAnswers(part, (node.kind === 'all' ? all : any)[index] ?? {}, truths));
}

/** True when the snapshot itself shows that the instrument does not speak of this household: then no rule needs anything. */
function speaksOfOthers({ addressee }: RuleSet, values: Values, asker: Asker): boolean {
  if (addressee === null) return false;
  const isOpen = (node: TestNode) => refsOf(node).some((ref) => asker.isAsked(ref, HOUSEHOLD));
  const known = addressee.tests.map((node) => (isOpen(node) ? null : answer(node, values, HOUSEHOLD)));
  return truthOf(addressee.conditions, known) === false;
}
