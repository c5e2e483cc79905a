import type { PlainValue } from '../base/value.js';
import type { Step } from '../schema/decision.js';
import { OPPOSITE, operatorOf, shapeOf } from './comparison.js';
import type { Context } from './context.js';
import type { ShownTest } from './deciding.js';
import type { Attested, Setting } from './messages/messages.js';
import { formulaWords, oneValue, valueWords } from './value.js';

/** Where a sentence stands: what it says once, it need not say again. */
export interface Place {
  readonly setting: Setting;
  /** The member that the rule is about, so that it is not repeated. */
  readonly subject: string;
  /** Parameters and derived values whose origin has been told. */
  readonly told: Set<string>;
  /** Tests that have been said. */
  readonly said: Set<string>;
}

/** One test in words: what is known, what the clause asks for, and whether that is so. */
export function testPhrase(context: Context, { step, negated }: ShownTest, place: Place): string {
  const { say } = context;
  const [left, right] = step.steps ?? [];
  const { words } = step.detail as { words?: string };
  const asked = operatorOf(step);
  const truth = step.truth ?? null;
  return say.outcome(
    leftPhrase(context, left, place),
    words ?? null,
    say.required(
      negated ? OPPOSITE[asked] : asked,
      rightPhrase(context, step.id ?? '', right, place),
      shapeOf(context, step),
    ),
    place.setting,
    truth === null ? null : truth !== negated,
  );
}

function leftPhrase(context: Context, step: Step | undefined, place: Place): string {
  if (step === undefined) return '';
  const { say, ruleSet } = context;
  const name = ruleSet.names.get(step.id ?? '');
  const label = ofMember(context, step, place, context.label(step.id ?? ''));
  const value = step.value ?? null;
  const detail = detailOf(step);
  if (value === null) {
    if (detail.how === 'failed') return say.lookUpFailed(label);
    if (step.kind === 'derived') return say.notDerivable(label, say.list(missingInputs(context, step, place)));
    if (name?.kind === 'parameter') return say.withNotes(say.noParameter(label), origin(context, step, place));
    const asked = ofMember(context, step, place, context.asked(step.id ?? ''));
    return name?.kind === 'finding' ? say.notFound(asked) : say.notGiven(asked);
  }
  return say.withNotes(knownPhrase(context, step, label, value), origin(context, step, place));
}

function knownPhrase(context: Context, step: Step, label: string, value: Exclude<PlainValue, null>): string {
  const { say, ruleSet } = context;
  const id = step.id ?? '';
  const name = ruleSet.names.get(id);
  if (typeof value === 'boolean')
    return step.kind === 'derived' ? say.derivedBoolean(label, value) : say.knownBoolean(label, value);
  if (name?.type === 'finding') return say.knownFinding(label, value === 'yes', detailOf(step).finding ?? {});
  if (typeof value !== 'string')
    return say.knownSet(
      label,
      value.map((item) => oneValue(context, id, item)),
      name?.kind === 'finding',
    );
  return say.known(label, valueWords(context, id, value));
}

function rightPhrase(context: Context, left: string, step: Step | undefined, place: Place): string {
  const value = step?.value ?? null;
  if (step === undefined) return '';
  if (step.kind === 'constant') return value === null ? '' : valueWords(context, left, value);
  const { say } = context;
  const label = ofMember(context, step, place, context.label(step.id ?? ''));
  if (value === null) {
    const lacking = step.kind === 'derived' ? [say.lacking(say.list(missingInputs(context, step, place)))] : null;
    const absent = step.kind === 'parameter' ? say.notSupplied : say.notStatedYet;
    return say.withNotes(say.term(label), lacking ?? [absent, ...origin(context, step, place)]);
  }
  return say.withNotes(say.ofValue(label, valueWords(context, step.id ?? '', value)), origin(context, step, place));
}

/** Where a value comes from, told once a rule: dates and source of a parameter, what a derived value is worked out from. */
function origin(context: Context, step: Step, place: Place): string[] {
  const { say, ruleSet } = context;
  const { how, formula, inForce } = detailOf(step);
  if (how === 'lookup') return [say.lookedUp];
  if (how === 'implied')
    return [say.impliedBy(say.list((step.steps ?? []).map((part) => inputPhrase(context, part, place))))];
  const key = `${step.id}@${step.subject ?? ''}`;
  if ((inForce === undefined && formula === undefined) || place.told.has(key)) return [];
  place.told.add(key);
  if (inForce !== undefined) {
    const by = inForce.by === ruleSet.file.instrument.title.zh ? 'instrument' : inForce.by;
    return [say.sourced({ ...inForce, by })];
  }
  const inputs = (step.steps ?? []).map((input) => inputPhrase(context, input, place));
  if (inputs.length === 0) return [];
  const words = formula === undefined ? null : formulaWords(context, formula);
  return [say.derivedFrom(words, say.list(inputs))];
}

function inputPhrase(context: Context, step: Step, place: Place): string {
  const { say } = context;
  const label = ofMember(context, step, place, context.label(step.id ?? ''));
  const value = step.value ?? null;
  if (value === null) return say.withNotes(label, [say.unknown]);
  const isAnswer = typeof value === 'boolean' || context.ruleSet.names.get(step.id ?? '')?.type === 'finding';
  const shown = isAnswer
    ? say.answered(label, value === true || value === 'yes')
    : say.ofValue(label, valueWords(context, step.id ?? '', value));
  return say.withNotes(shown, origin(context, step, place));
}

/** The base names that keep a derived value unknown. */
function missingInputs(context: Context, step: Step, place: Place): string[] {
  const names = (step.steps ?? []).flatMap((input): string[] => {
    if ((input.value ?? null) !== null) return [];
    if (input.kind === 'derived') return missingInputs(context, input, place);
    return [context.say.quoted(ofMember(context, input, place, context.label(input.id ?? '')))];
  });
  return [...new Set(names)];
}

function ofMember(context: Context, step: Step, place: Place, label: string): string {
  const { subject } = step;
  if (subject === undefined || subject === 'household' || subject === place.subject) return label;
  return context.say.factOfMember(context.say.member(subject), label);
}

interface Detail {
  readonly how?: string;
  readonly formula?: string;
  readonly finding?: Attested;
  readonly inForce?: {
    readonly from?: string;
    readonly until?: string;
    readonly source?: string;
    readonly area?: string;
    readonly by: string;
  };
}

function detailOf(step: Step): Detail {
  return (step.detail ?? {}) as Detail;
}
