import type { Language } from '../../base/issue-text.js';
import { unitsEn, unitsZh } from '../../explain/messages/units.js';
import type { Curve, Sweep } from '../sweep.js';
import { money, percent } from './format.js';
import { type Block, type Report, table } from './section.js';
import { type Words, words } from './words.js';

/** The report of a sweep: the picture, where each status changes and by which clause, cliffs, rates, assumptions. */
export function sweepReport(
  sweep: Sweep,
  language: Language,
  picture: { readonly title: string; readonly svg: string } | null,
): Report {
  const say = words[language];
  const curves: [string, Curve | null][] = [
    [say.withoutTaper, sweep.withoutTaper],
    [say.withTaper, sweep.withTaper],
  ];
  const isUntold = curves.every(([, curve]) => curve === null);
  return {
    title: say.sweepTitle,
    notes: [],
    sections: [
      {
        title: sweep.label[language],
        blocks: [
          {
            kind: 'list',
            items: [
              `${sweep.ruleSet.name[language]} ${sweep.ruleSet.version}, ${sweep.ruleSet.digest}`,
              say.asOf(sweep.asOf),
              (language === 'zh' ? unitsZh : unitsEn)(sweep.unit ?? undefined)(
                `${sweep.points[0]?.value ?? ''} – ${sweep.points.at(-1)?.value ?? ''}`,
              ),
            ],
          },
          ...(picture === null ? [] : [{ kind: 'picture' as const, ...picture }]),
        ],
      },
      {
        title: say.thresholds,
        blocks: [thresholdsTable(sweep, say)],
      },
      ...(sweep.benefit === null
        ? []
        : [
            {
              title: say.cliffs,
              blocks: [
                isUntold
                  ? { kind: 'text' as const, text: say.untold }
                  : table(
                      say.cliffHead,
                      curves.flatMap(([name, curve]) => cliffRow(name, curve, say)),
                      1,
                    ),
              ],
            },
            ...(isUntold ? [] : [{ title: say.rates, blocks: [ratesTable(curves, say)] }]),
            {
              title: say.assumptions,
              blocks: [{ kind: 'list' as const, items: sweep.benefit.assumptions.map((text) => text[language]) }],
            },
          ]),
    ],
  };
}

function thresholdsTable(sweep: Sweep, say: Words): Block {
  const rows = sweep.thresholds
    .filter((threshold) => threshold.what === 'status')
    .map(({ at, clause, before, on, after }) => [
      at,
      clause,
      ...[before, on, after].map((status) => (status === null ? '—' : (say.statuses[status] ?? status))),
    ]);
  return rows.length === 0 ? { kind: 'text', text: say.noThreshold } : table(say.thresholdHead, rows, 5);
}

function cliffRow(name: string, curve: Curve | null, say: Words): string[][] {
  if (curve === null) return [[name, '—', '', '', '', '']];
  const { cliff } = curve;
  if (cliff === null) return [[name, say.noCliff, '', '', '', '']];
  return [
    [
      name,
      cliff.from,
      cliff.to,
      money(cliff.fall),
      cliff.clauses.map(({ clause }) => clause).join(', ') || say.byModel,
      cliff.regainedAt ?? say.beyond,
    ],
  ];
}

function ratesTable(curves: readonly [string, Curve | null][], say: Words): Block {
  return table(
    say.rateHead,
    curves.flatMap(([name, curve]) =>
      // A cent in which the income of a month stays the same to the fen has no rate.
      (curve?.rates ?? [])
        .flatMap(({ from, to, rate }) => (rate === null ? [] : [[from, to, percent(rate)]]))
        .map((cells, index) => [index === 0 ? name : '', ...cells]),
    ),
  );
}
