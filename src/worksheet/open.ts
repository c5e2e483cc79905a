import type { Judged } from '../decision/evaluation.js';
import { subjectId, UNLISTED, type Use } from '../household/values.js';
import { openTests, truthOf } from '../plan/truths.js';
import type { Assessment } from './assess.js';
import { dictionaryOf } from './dictionary.js';
import { headerFile } from './header-file.js';
import type { Say } from './say.js';

/** Something to ask: a fact, a finding, a parameter, or which reading is adopted. */
export interface Ask {
  readonly kind: 'fact' | 'finding' | 'parameter' | 'reading';
  /** As a header of the sheet would name it, so that whoever reads it finds the column. */
  readonly label: string;
  readonly clause: string;
}

/** What is still to be asked about some rules, each thing once, what anybody can look up first. */
export function asksOf(assessment: Assessment, judged: readonly Judged[], say: Say): Ask[] {
  const asks = new Map<string, Ask>();
  const put = (ask: Ask) => {
    const key = `${ask.kind} ${ask.label}`;
    if (!asks.has(key)) asks.set(key, ask);
  };
  for (const entry of judged) {
    const { outcome } = entry;
    for (const use of [...entry.open, ...limbUses(assessment, entry)])
      put({ kind: use.ref.name.kind, label: labelOf(use, entry, say, assessment), clause: outcome.clause });
    if ((outcome.unresolved?.readings.length ?? 0) > 0)
      put({ kind: 'reading', label: entry.instance.rule.rule.name[say.language], clause: outcome.clause });
  }
  const order = ['fact', 'parameter', 'finding', 'reading'];
  return [...asks.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Names that keep open whether a rule that is met reaches one of its programmes or flags. */
function limbUses(assessment: Assessment, { instance, outcome }: Judged): Use[] {
  if (outcome.status !== 'met') return [];
  const open = [...instance.rule.programmes, ...instance.rule.flags].filter(
    ({ when }) => truthOf(when, instance.truths) === null,
  );
  return open.flatMap(({ when }) =>
    openTests(when, instance.truths).flatMap(({ left, right }) =>
      [left, ...(right.kind === 'ref' ? [right.ref] : [])].flatMap((ref) => [
        ...assessment.values.unknown(ref, instance.subject),
      ]),
    ),
  );
}

function labelOf({ ref, subject }: Use, { outcome }: Judged, say: Say, { ruleSet, values }: Assessment): string {
  const { name } = ref;
  const label =
    say.language === 'zh'
      ? dictionaryOf(ruleSet).header(name.name)
      : (headerFile.facts[name.name]?.en ?? name.label.en);
  const clause = ref.clause === undefined ? '' : `（${ref.clause}）`;
  if (subject === UNLISTED) return say.unlistedMember;
  const who = subject < 0 ? null : subjectId(values.household, subject);
  return who === null || (who === 'household' && outcome.subject === 'household')
    ? `${label}${clause}`
    : `${say.member(who)}.${label}${clause}`;
}

/** Things to ask as one line, by kind: 缺…；缺参数…；待认定…；待选定读法…. Empty when nothing is open. */
export function asksLine(asks: readonly Ask[], say: Say, most = Number.POSITIVE_INFINITY): string {
  const lacking = (['fact', 'parameter', 'finding'] as const).flatMap((kind) => {
    const own = asks.filter((ask) => ask.kind === kind);
    return own.length === 0 ? [] : [{ kind, names: own.slice(0, most).map((ask) => ask.label), count: own.length }];
  });
  const readings = asks.filter((ask) => ask.kind === 'reading').map((ask) => say.quoted(ask.label));
  // The words for what is open stand behind the name of a programme; here there is none.
  const names = lacking.length === 0 ? [] : [say.open('', lacking).replace(/^[：:]\s*/u, '')];
  return [...names, ...(readings.length === 0 ? [] : [say.readings(say.list(readings))])].join(say.semicolon);
}
