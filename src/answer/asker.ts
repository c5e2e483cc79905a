import { JiantuiError } from '../base/error.js';
import { AREA } from '../household/parameter-on.js';
import { HOUSEHOLD, type Subject, UNLISTED, useKey, type Values } from '../household/values.js';
import type { Ref, RulePlan, RuleSet } from '../plan/plan.js';
import { refsOf } from '../plan/truths.js';
import { clashIn } from '../snapshot/implies.js';
import { contradiction } from '../snapshot/suggestions.js';
import { forceTruths, isNotInForce } from './direct.js';
import { ask, type Lookup, type Lookups, type OnLookupError } from './lookups.js';

/** The look-ups of one run: which values hang on them, and each asked once, when something waits for it. */
export interface Asker {
  /** Whether a value hangs on a look-up: its own, or one of what it would be worked out from. */
  isAsked(ref: Ref, subject: Subject): boolean;
  /** Asks what a value hangs on, and no more than the first formula needs that gives one. */
  settle(ref: Ref, subject: Subject): Promise<void>;
  /** Asks for the household's area, where there is a look-up for it. */
  askArea(): Promise<void>;
  /** What look-ups answer may contradict the snapshot, or other answers. @throws JiantuiError `bad-household` */
  checkAnswers(): void;
}

export function createAsker(
  ruleSet: RuleSet,
  values: Values,
  lookups: Lookups,
  onError: OnLookupError,
  knownOn?: string,
): Asker {
  const how = { facts: ruleSet.vocabulary.facts, onError, knownOn };
  const asked = new Map<string, Promise<boolean>>();

  const lookupFor = (ref: Ref, subject: Subject): Lookup | undefined => {
    const { name, scope } = ref;
    if (!name.given || name.scope === 'parameter' || (scope === 'member' && subject === UNLISTED)) return undefined;
    return Object.hasOwn(lookups, name.name) && !values.isGiven(ref, subject) ? lookups[name.name] : undefined;
  };
  /** Asks for a fact itself, however many wait for it; false where nobody knows it. */
  const askOnce = (ref: Ref, subject: Subject): Promise<boolean> => {
    const key = useKey(ref, subject);
    const before = asked.get(key);
    if (before !== undefined) return before;
    const lookup = lookupFor(ref, subject);
    if (lookup === undefined) return Promise.resolve(false);
    const answer = ask(values, ref, subject, lookup, how);
    asked.set(key, answer);
    return answer;
  };
  const isAsked = (ref: Ref, subject: Subject): boolean =>
    lookupFor(ref, subject) !== undefined ||
    (!values.isGiven(ref, subject) &&
      values.sources(ref, subject).some((use) => lookupFor(use.ref, use.subject) !== undefined)) ||
    values.uses(ref, subject).some((inputs) => inputs.some((use) => isAsked(use.ref, use.subject)));

  const settle = async (ref: Ref, subject: Subject): Promise<void> => {
    if (await askOnce(ref, subject)) return;
    for (const use of values.sources(ref, subject)) {
      await askOnce(use.ref, use.subject);
      if (values.isGiven(ref, subject)) return;
    }
    for (const [index, inputs] of values.uses(ref, subject).entries()) {
      await Promise.all(inputs.map((use) => settle(use.ref, use.subject)));
      if (values.isSettledBy(ref, subject, index + 1)) return;
    }
  };

  const askArea = async () => {
    const name = ruleSet.names.get(AREA);
    if (name !== undefined && name.scope === 'household') await askOnce({ name, scope: 'household' }, HOUSEHOLD);
  };

  const checkAnswers = () => {
    if (asked.size === 0) return;
    const { household, member } = ruleSet.reader.implications;
    const issues = [HOUSEHOLD, ...values.household.members.keys()].flatMap((subject) => {
      const isMember = subject !== HOUSEHOLD;
      const clash = clashIn(isMember ? member : household, (fact) => {
        const name = ruleSet.names.get(fact);
        if (name === undefined) return undefined;
        const { how, value } = values.get({ name, scope: isMember ? 'member' : 'household' }, subject);
        return how === 'given' || how === 'lookup' ? value : undefined;
      });
      return clash === null ? [] : [contradiction(clash, isMember ? ['members', subject] : [])];
    });
    if (issues.length > 0) throw new JiantuiError('bad-household', issues);
  };
  return { isAsked, settle, askArea, checkAnswers };
}

/**
 * Whether rules that may be in force hang on the household's area: they speak of one area only, or use a parameter that
 * differs by area. Then the area is looked up before all else.
 */
export function hangsOnArea(ruleSet: RuleSet, values: Values): boolean {
  const { addressee, names, rules } = ruleSet;
  const hangs = (ref: Ref, subject: Subject): boolean =>
    values
      .uses(ref, subject)
      .some((inputs) => ref.name.scope === 'parameter' || inputs.some((use) => hangs(use.ref, use.subject)));
  const shown = ({ rule }: RulePlan): Ref[] => {
    const { amount = null, needs = [] } = rule.event.params ?? {};
    return [...(amount !== null && 'parameter' in amount ? [amount.parameter] : []), ...needs].flatMap((written) => {
      const name = names.get(written);
      return name === undefined ? [] : [{ name, scope: 'household' }];
    });
  };
  const used = (rule: RulePlan) =>
    isNotInForce(rule, forceTruths(rule, values)) ? [] : [...rule.tests.flatMap(refsOf), ...shown(rule)];
  return (
    rules.some(({ scope }) => scope !== null) ||
    [...(addressee?.tests ?? []).flatMap(refsOf), ...rules.flatMap(used)].some((ref) => hangs(ref, UNLISTED))
  );
}
