import type { RuleSet } from '../plan/plan.js';
import type { Taper } from '../schema/decision.js';
import type { Assessment } from './assess.js';
import { asksLine, asksOf } from './open.js';
import type { Say } from './say.js';
import { citeOf } from './why.js';

/** The parts of a taper that a formula may ask for, by their names. */
export const TAPER_PARTS = {
  verdict: ['结论', 'result'],
  months: ['月数', 'length'],
  first: ['首月', 'first month'],
  last: ['末月', 'last month'],
  used: ['已用', 'months used'],
  remaining: ['剩余', 'months left'],
  conformity: ['相符', 'conforms'],
} as const;
export type TaperPart = keyof typeof TAPER_PARTS;

/** The verdict on a programme in a word. */
export function verdictWord(assessment: Assessment, programme: string, say: Say): string {
  const entry = assessment.eligibility().find((item) => item.programme === programme);
  return say.verdict(entry?.verdict ?? 'silent');
}

/** The tapers on one line, or one part of the taper: a number where the part is one, blank where there is none. */
export function taperAnswer(assessment: Assessment, part: TaperPart | null, say: Say): string | number {
  const tapers = assessment.tapers();
  if (part === null) return tapers.map((taper) => taperLine(assessment, taper, say)).join(say.semicolon);
  const taper =
    tapers.find((item) => item.verdict === 'granted') ??
    tapers.find((item) => item.verdict === 'discretionary') ??
    tapers[0];
  if (taper === undefined) return '';
  const { schedule, months } = taper;
  switch (part) {
    case 'verdict':
      return say.taperVerdict(taper.verdict);
    case 'months':
      // The months of the clause are this household's only where it is granted them.
      if (months === null || (taper.verdict !== 'granted' && taper.verdict !== 'discretionary')) return '';
      return 'exactly' in months ? months.exactly : months.atMost;
    case 'conformity':
      return conformityOf(taper, say);
    case 'first':
    case 'last':
    case 'used':
    case 'remaining':
      return schedule?.[part] ?? '';
  }
}

/** One taper clause: the verdict, how long, and the authority's decision against it. */
export function taperLine(assessment: Assessment, taper: Taper, say: Say): string {
  const verdict = say.taperVerdict(taper.verdict);
  if (taper.clause === null) return verdict;
  const { schedule } = taper;
  const decision =
    taper.conformity === 'no-decision'
      ? []
      : [
          ...(schedule === null
            ? []
            : [say.schedule(schedule.first, schedule.last, schedule.used, schedule.remaining)]),
          conformityOf(taper, say),
        ];
  const open =
    taper.verdict === 'undetermined'
      ? [
          asksLine(
            asksOf(
              assessment,
              assessment.judged.filter((entry) => entry.outcome.clause === taper.clause),
              say,
            ),
            say,
            3,
          ),
        ]
      : [];
  const granted = taper.verdict === 'granted' || taper.verdict === 'discretionary' ? [say.months(taper.months)] : [];
  const text = [...granted, ...open, ...decision].filter((item) => item !== '').join(say.semicolon);
  return `${verdict}${text === '' ? '' : `${say.colon}${text}`}${citeOf(assessment, say, [taper.clause])}`;
}

function conformityOf({ conformity, months, reasons = [], open = [] }: Taper, say: Say): string {
  const texts = reasons.map(({ text }) => text[say.language]);
  switch (conformity) {
    case 'conforms':
      // Where the clause sets neither number nor start, the points say so.
      return months === null ? open.map(({ text }) => text[say.language]).join(say.semicolon) : say.conforms;
    case 'undetermined':
      return say.mayConform(texts);
    case 'not-shown':
      return say.notShown(texts);
    case 'does-not-conform':
      return say.doesNotConform(texts);
    case 'no-decision':
      return '';
  }
}

/** The risks that are raised, then those that are open; blank when there are none. Or how one flag stands. */
export function riskAnswer(assessment: Assessment, flag: string | null, say: Say): string {
  const risks = assessment.risks();
  if (flag !== null) {
    const risk = risks.find((item) => item.flag === flag);
    return risk === undefined ? say.verdict('silent') : say.flagStatus(risk.status);
  }
  return (['raised', 'undetermined'] as const)
    .flatMap((status) => {
      const own = risks
        .filter((risk) => risk.status === status)
        .map((risk) => assessment.ruleSet.vocabulary.flags[risk.flag]?.[say.language] ?? risk.flag);
      return own.length === 0 ? [] : [`${say.flagStatus(status)}${say.colon}${say.list(own)}`];
    })
    .join(say.semicolon);
}

/** What to ask, for one programme or for all; blank when nothing is missing. */
export function missingAnswer(assessment: Assessment, programme: string | null, say: Say): string {
  return asksLine(
    asksOf(assessment, programme === null ? assessment.judged : assessment.bearingOn(programme), say),
    say,
  );
}

/** What a clause says, on one line: instrument, section, name, summary. */
export function clauseLine(ruleSet: RuleSet, clause: string, say: Say): string {
  const { instrument, rules, ledger } = ruleSet.file;
  const rule = rules.find((entry) => entry.id === clause);
  const entry = rule ?? ledger.find((item) => item.id === clause);
  const title =
    say.language === 'zh'
      ? `《${instrument.title.zh}》${instrument.number ?? ''}`
      : `${instrument.title.en}${instrument.number === null ? '' : ` (${instrument.number})`}`;
  const section = entry?.cite?.section ?? '';
  const text = [rule?.name[say.language], entry?.summary[say.language]]
    .filter((part) => part !== undefined)
    .join(say.colon);
  return `${title}${section === '' ? '' : ` ${section}`} ${text}`;
}

/** How a clause stands for a household; for a clause about members, each member. */
export function clauseAnswer(assessment: Assessment, clause: string, say: Say): string {
  const own = assessment.judged.filter(({ outcome }) => outcome.clause === clause);
  if (own.length === 0) {
    const entry = assessment.ruleSet.ledger.find((item) => item.id === clause);
    return `${say.verdict('silent')}${say.colon}${say.ledger(say.onePhrase(entry?.summary[say.language] ?? ''))}`;
  }
  return own
    .map(({ outcome, instance }) => {
      const isMember = instance.rule.rule.subject === 'member';
      const who = isMember
        ? `${outcome.subject === 'household' ? say.unlistedMember : say.member(outcome.subject)}${say.colon}`
        : '';
      return `${who}${say.statuses[outcome.status]}`;
    })
    .join(say.semicolon);
}
