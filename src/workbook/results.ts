import { laterEvidence } from '../decision/later.js';
import type { RuleSet } from '../plan/plan.js';
import type { Verdict } from '../schema/decision.js';
import { missingAnswer, riskAnswer, taperAnswer } from '../worksheet/answers.js';
import type { Assessment } from '../worksheet/assess.js';
import { headerFile, RESULT_MARK } from '../worksheet/header-file.js';
import type { Say } from '../worksheet/say.js';
import { whyLine } from '../worksheet/why.js';
import type { Tone } from './styles.js';

/** A cell of results. */
export interface Result {
  readonly text: string;
  readonly tone: Tone;
}

/** The columns that are added: what stands above them, and what each says of a household. */
export interface ResultColumns {
  readonly headers: readonly string[];
  /** The widths of the columns in digits. */
  readonly widths: readonly number[];
  /** @param note what stands in the last column */
  of(assessment: Assessment, note: string): readonly Result[];
  /** What stands in the last column of a row that could not be read or, in another tone, holds no household. */
  problem(message: string, tone?: Tone): readonly Result[];
}

const TONES: Readonly<Record<Verdict, Tone>> = {
  eligible: 'good',
  discretionary: 'good',
  undetermined: 'open',
  'not-eligible': 'bad',
  silent: 'plain',
  'not-in-force': 'plain',
  'out-of-scope': 'plain',
};
/** Verdicts in the order in which they are listed; what the instrument is silent about is not. */
const LISTED: readonly Verdict[] = [
  'eligible',
  'discretionary',
  'undetermined',
  'not-eligible',
  'not-in-force',
  'out-of-scope',
];

/** A verdict, all verdicts, and what stands behind them. */
const WIDTHS = { single: 22, all: 40, taper: 34, risk: 30, why: 60, missing: 44, problem: 40 } as const;

/**
 * The columns for some programmes, a verdict column each, or for all: then one column lists every programme by its verdict.
 * Behind them stand taper, risks, reasons, what is missing, and what is wrong with the row.
 */
export function resultColumns(ruleSet: RuleSet, programmes: readonly string[], say: Say): ResultColumns {
  const names = (id: string) => ruleSet.vocabulary.programmes[id]?.[say.language] ?? id;
  const header = (key: keyof typeof headerFile.results) => headerFile.results[key][say.language];
  const verdicts = programmes.length === 0 ? [header('verdict')] : programmes.map(names);
  const others = ['taper', 'risk', 'why', 'missing', 'problem'] as const;
  const headers = [...verdicts, ...others.map(header)].map((text) => `${text}${RESULT_MARK}`);

  const widths = [
    ...verdicts.map(() => (programmes.length === 0 ? WIDTHS.all : WIDTHS.single)),
    ...others.map((key) => WIDTHS[key]),
  ];

  return {
    headers,
    widths,
    of: (assessment, note) => {
      const about = assessment
        .eligibility()
        .filter((entry) => programmes.length === 0 || programmes.includes(entry.programme));
      const single = (id: string): Result => {
        const verdict = about.find((entry) => entry.programme === id)?.verdict ?? 'silent';
        return { text: say.verdict(verdict), tone: TONES[verdict] };
      };
      const gathered = (): Result => {
        const lines = LISTED.flatMap((verdict) => {
          const own = about.filter((entry) => entry.verdict === verdict).map((entry) => names(entry.programme));
          return own.length === 0 ? [] : [{ verdict, text: `${say.verdict(verdict)}${say.colon}${say.list(own)}` }];
        });
        return { text: lines.map((line) => line.text).join('\n'), tone: TONES[lines[0]?.verdict ?? 'silent'] };
      };
      const told = about.filter(
        (entry) => programmes.length > 0 || ['eligible', 'discretionary', 'undetermined'].includes(entry.verdict),
      );
      const why = told
        .map((entry) => `${names(entry.programme)}${say.colon}${whyLine(assessment, entry.programme, say)}`)
        .join('\n');
      const risk = riskAnswer(assessment, null, say);
      const missing =
        programmes.length === 0
          ? [missingAnswer(assessment, null, say)]
          : programmes.map((id) => missingAnswer(assessment, id, say));
      const later = laterEvidence(assessment, assessment.judged)?.text[say.language] ?? '';
      const noted = [note, later].filter((text) => text !== '').join('\n');
      return [
        ...(programmes.length === 0 ? [gathered()] : programmes.map(single)),
        { text: String(taperAnswer(assessment, null, say)), tone: 'plain' },
        { text: risk, tone: assessment.risks().some((entry) => entry.status === 'raised') ? 'alert' : 'plain' },
        { text: why, tone: 'plain' },
        { text: [...new Set(missing)].filter((text) => text !== '').join('\n'), tone: 'plain' },
        { text: noted, tone: noted === '' ? 'plain' : 'open' },
      ];
    },
    problem: (message, tone = 'alert') =>
      headers.map((_header, index) =>
        index === headers.length - 1 ? { text: message, tone } : { text: '', tone: 'plain' },
      ),
  };
}
