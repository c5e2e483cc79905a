import { LATER } from '../decision/later.js';
import type { Eligibility, Outcome, Verdict } from '../schema/decision.js';
import type { Context } from './context.js';
import { otherClauses } from './deciding.js';
import { amountWords } from './effect.js';
import { lackingOf } from './lacking.js';
import { entry, type Line, type Tone } from './line.js';
import { riskLines } from './risks.js';
import { taperLines, verdictOf } from './tapers.js';

const TONES: Readonly<Record<Verdict, Tone>> = {
  eligible: 'good',
  discretionary: 'good',
  undetermined: 'open',
  'not-eligible': 'bad',
  'not-in-force': 'quiet',
  'out-of-scope': 'quiet',
  silent: 'quiet',
};
/** The results: a line for each programme that is due, possible or open; the rest gathered by verdict; then the risks. */
export function summaryLines(context: Context, full: boolean): Line[] {
  const { eligibility, tapers } = context.decision;
  const ruled = tapers.filter((taper) => taper.clause !== null && taper.verdict !== 'out-of-scope');
  const tapered = new Set(ruled.map((taper) => `${taper.programme}-taper`));
  const own = eligibility.filter((item) => !tapered.has(item.programme));
  const lines: Line[] = [];
  for (const verdict of ['eligible', 'discretionary', 'undetermined', 'not-eligible', 'not-in-force'] as const) {
    for (const taper of ruled)
      if (verdictOf(taper) === verdict) lines.push(...taperLines(context, taper, TONES[verdict]));
    const items = own.filter((item) => item.verdict === verdict);
    switch (verdict) {
      case 'eligible':
      case 'discretionary':
        lines.push(...items.map((item) => givenLine(context, item)));
        break;
      case 'undetermined':
        lines.push(...openLines(context, items));
        break;
      default: {
        const outside = items.filter((item) => concernedOf(context, item) !== null);
        lines.push(
          ...gathered(
            context,
            verdict,
            items.filter((item) => !outside.includes(item)),
          ),
          ...outside.map((item) => outsideLine(context, item)),
        );
      }
    }
  }
  return [
    ...lines,
    ...breaches(context),
    ...unaddressed(context),
    ...silent(context),
    ...riskLines(context, full),
    ...notices(context, full),
  ];
}

/** Duties that have not been done and no longer can be in time, clause by clause. */
function breaches(context: Context): Line[] {
  const { say, decision } = context;
  return decision.outcomes
    .filter(({ duty }) => duty === 'not-fulfilled')
    .map((outcome) => {
      const rule = context.rule(outcome.clause);
      const failed = (outcome.marks ?? []).filter(({ role, truth }) => role === 'duty' && truth === false);
      const names = failed.flatMap(({ id }) => rule?.marks.find((mark) => mark.id === id)?.name ?? []);
      const member = context.member(outcome);
      const name = rule === undefined ? outcome.clause : context.text(rule.rule.name);
      const phrase = say.breach(
        member === null ? name : say.ofMember(member, name),
        names.map((each) => context.text(each)),
      );
      return entry(say.breachTag, 'alert', say.cited(phrase, context.cite([outcome.clause])));
    });
}

/** What the day of the decision has to do with its results. In full it stands among the conventions. */
function notices(context: Context, full: boolean): Line[] {
  const { say, decision } = context;
  if (full) return [];
  return decision.assumptions
    .filter(({ id }) => id === 'after-plan-years' || id === 'before-issue' || id === LATER)
    .map(({ text, clauses }) => entry(say.noticeTag, 'quiet', say.cited(context.text(text), context.cite(clauses))));
}

/** A programme that is due or may be given, with its amounts. */
function givenLine(context: Context, item: Eligibility): Line {
  const { say } = context;
  const met = outcomesOf(context, item).filter((outcome) => outcome.status === 'met');
  const members = new Set(met.map((outcome) => outcome.subject));
  const amounts = met.flatMap((outcome) => {
    const { effect } = outcome;
    const figure = amountWords(context, outcome);
    if (figure === null || effect === null || effect.type === 'flag') return [];
    const amount = say.withNotes(figure, effect.suspect === undefined ? [] : [say.suspect]);
    const member = context.member(outcome);
    return [member === null || members.size === 1 ? amount : say.factOfMember(member, amount)];
  });
  const modality = (['must', 'may-enjoy', 'may', 'promote'] as const).find((kind) =>
    met.some((outcome) => outcome.modality === kind),
  );
  const phrase = say.granted(nameOf(context, item), modality ?? 'must', amounts);
  const clauses = [...item.clauses, ...met.flatMap((outcome) => reliedOn(context, outcome))];
  return entry(say.verdicts[item.verdict], TONES[item.verdict], say.cited(phrase, context.cite(clauses)));
}

/** The other clauses that make this one hold: that of lifted households whose policies go on, say. */
function reliedOn(context: Context, outcome: Outcome): string[] {
  const parts = (context.step(outcome)?.steps ?? []).flatMap((part) =>
    part.kind === 'reading' ? (part.steps ?? []) : part.kind === 'conditions' ? [part] : [],
  );
  return parts.filter(({ truth }) => truth === true).flatMap(otherClauses);
}

/** What is open, with what would settle it; programmes that are only named, on one line. */
function openLines(context: Context, items: readonly Eligibility[]): Line[] {
  const { say } = context;
  const open = items.map((item) => ({ item, lacking: lackingOf(context, outcomesOf(context, item), item.programme) }));
  const named = open
    .filter(({ lacking }) => lacking.length === 0)
    .map(({ item }) => ({ name: nameOf(context, item), clauses: item.clauses }));
  const line = (text: string) => entry(say.verdicts.undetermined, TONES.undetermined, text);
  return [
    ...open
      .filter(({ lacking }) => lacking.length > 0)
      .map(({ item, lacking }) =>
        line(say.cited(say.open(nameOf(context, item), lacking), context.cite(item.clauses))),
      ),
    ...(named.length === 0 ? [] : [line(say.named(together(context, named)))]),
  ];
}

/** Programmes with one verdict on one line. */
function gathered(context: Context, verdict: Verdict, items: readonly Eligibility[]): Line[] {
  if (items.length === 0) return [];
  const parts = items.map((item) => ({ name: context.programme(item.programme), clauses: item.clauses }));
  return [entry(context.say.verdicts[verdict], TONES[verdict], together(context, parts))];
}

/** Whom the clauses that deny a programme speak of, where none of them asks for anything else. */
function concernedOf(context: Context, item: Eligibility): string | null {
  const names = item.clauses.map((clause) => context.rule(clause)?.rule.concerns);
  const [first] = names;
  return item.verdict !== 'not-eligible' || first === undefined || names.includes(undefined)
    ? null
    : context.text(first);
}

/** A programme of which the clauses speak for others only: not that the household falls short of anything. */
function outsideLine(context: Context, item: Eligibility): Line {
  const { say } = context;
  const phrase = say.notConcerned(concernedOf(context, item) ?? '', context.programme(item.programme));
  return entry(say.verdicts['out-of-scope'], TONES['out-of-scope'], say.cited(phrase, context.cite(item.clauses)));
}

/** Names with their clauses, those of the same clauses together. */
function together(
  context: Context,
  parts: readonly { readonly name: string; readonly clauses: readonly string[] }[],
): string {
  const { say } = context;
  const byCite = new Map<string, string[]>();
  for (const { name, clauses } of parts) {
    const cite = context.cite(clauses);
    byCite.set(cite, [...(byCite.get(cite) ?? []), name]);
  }
  return [...byCite].map(([cite, names]) => say.cited(say.list(names), cite)).join(say.separator);
}

function unaddressed(context: Context): Line[] {
  const { say, decision, ruleSet } = context;
  const own = decision.eligibility.filter((item) => item.verdict === 'out-of-scope');
  if (own.length === 0) return [];
  const { addressee } = ruleSet.file;
  const programmes = say.list(own.map((item) => context.programme(item.programme)));
  const phrase = say.outOfScope(addressee === undefined ? null : context.text(addressee.name), programmes);
  return [
    entry(
      say.verdicts['out-of-scope'],
      TONES['out-of-scope'],
      say.cited(phrase, context.cite(own.flatMap((item) => item.clauses))),
    ),
  ];
}

function silent(context: Context): Line[] {
  const { say, decision } = context;
  const names = decision.eligibility
    .filter((item) => item.verdict === 'silent')
    .map((item) => context.programme(item.programme));
  if (names.length === 0) return [];
  return [entry(say.verdicts.silent, TONES.silent, say.cited(say.silent(say.list(names)), context.cite([])))];
}

/** The programme, and the members it is about; where all is open for all of them they are not named. */
function nameOf(context: Context, item: Eligibility): string {
  const { say } = context;
  const programme = context.programme(item.programme);
  const members = item.members ?? [];
  const own = members.filter((member) => member.verdict === item.verdict).map((member) => member.subject);
  const isPlain = own.length === 0 || (item.verdict === 'undetermined' && own.length === members.length);
  return isPlain ? programme : say.withNotes(programme, [say.members(own)]);
}

function outcomesOf(context: Context, item: Eligibility) {
  return context.decision.outcomes.filter((outcome) => item.clauses.includes(outcome.clause));
}
