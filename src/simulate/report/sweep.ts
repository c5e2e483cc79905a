import type { Language } from '../../base/issue-text.js';
import type { Curve, Sweep } from '../sweep.js';
import { type Block, type Report, table } from './section.js';
import { money, percent } from './simulation.js';
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
              `${sweep.asOf}`,
              `${sweep.points[0]?.value ?? ''} – ${sweep.points.at(-1)?.value ?? ''} ${sweep.unit ?? ''}`.trim(),
            ],
          },
          ...(picture === null ? [] : [{ kind: 'picture' as const, ...picture }]),
        ],
      },
      {
        title: say.thresholds,
        blocks: [
          table(
            say.thresholdHead,
            sweep.thresholds
              .filter((threshold) => threshold.what === 'status')
              .map(({ at, clause, before, on, after }) => [
                at,
                clause,
                ...[before, on, after].map((status) => (status === null ? '—' : (say.statuses[status] ?? status))),
              ]),
            5,
          ),
        ],
      },
      ...(sweep.benefit === null
        ? []
        : [
            {
              title: say.cliffs,
              blocks: [
                table(
                  say.cliffHead,
                  curves.flatMap(([name, curve]) => cliffRow(name, curve, say)),
                  1,
                ),
              ],
            },
            { title: say.rates, blocks: [ratesTable(curves, say)] },
            {
              title: say.assumptions,
              blocks: [{ kind: 'list' as const, items: sweep.benefit.assumptions.map((text) => text[language]) }],
            },
          ]),
    ],
  };
}

function cliffRow(name: string, curve: Curve | null, say: Words): string[][] {
  if (curve === null) return [];
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
      (curve?.rates ?? []).map(({ from, to, rate }, index) => [
        index === 0 ? name : '',
        from,
        to,
        rate === null ? '—' : percent(rate),
      ]),
    ),
  );
}
