import type { FloatCount } from './floats.js';
import type { Growth } from './growth.js';
import type { Race } from './race.js';

export interface Findings {
  readonly machine: string;
  readonly races: readonly Race[];
  readonly floats: readonly FloatCount[];
  readonly latency: { readonly first: number; readonly later: number };
  /** Milliseconds over an empty module. */
  readonly coldStart: number;
  readonly growth: { readonly rules: readonly Growth[]; readonly members: readonly Growth[] };
}

const whole = (value: number) => Math.round(value).toLocaleString('en');

/** The text of `docs/performance.md`. */
export function report({ machine, races, floats, latency, coldStart, growth }: Findings): string {
  return [
    '# Performance',
    '',
    'Written by `npm run bench`; run it to measure your own machine. All engines of one rule set run on one core, in one process, on the same',
    'complete households and the full shipped rule sets; rounds are interleaved and the median of nine is shown. Before anything',
    'is timed the outputs are compared: the run stops at the first verdict that differs. Read the ratios, not the rates.',
    '',
    `Machine: ${machine}.`,
    '',
    'Peers get plain objects in which worked-out facts are already worked out, and answer true or false. Ours answer in three',
    'values; *columns* start from households that have been read, as the peers start from their objects. × is the',
    'ratio to json-rules-engine in the same run. Its engines are built once, it evaluates every reading and every member, and it',
    'makes no trace; *interpreter* runs the same engine inside and makes the whole decision with its trace, and so does *decide*,',
    'which begins with the snapshot and meets 2,000 households in turn, no two of them with the same amounts.',
    ...races.flatMap(raceTable),
    '',
    '## Wrong verdicts of binary floats',
    '',
    'Monthly income by head, from two figures and the number of persons, above a standard and below twice the standard; half',
    'of the households lie on a line or one fen beside it.',
    '',
    '| engine | wrong | of |',
    '|---|---|---|',
    ...floats.map(({ name, wrong, verdicts }) => `| ${name} | ${whole(wrong)} | ${whole(verdicts)} |`),
    '',
    '## One decision',
    '',
    `Rongchang, from a snapshot to the trace as text: ${latency.first.toFixed(1)} ms the first time, ${(latency.later * 1000).toFixed(0)} µs later (median).`,
    '',
    `Cold start: loading the evaluation-only bundle with its module and telling one household's statuses takes ${coldStart.toFixed(1)} ms of processor time more`,
    'than an empty module (median over sixty pairs of processes; `npm run bench:cold-start`).',
    '',
    '## Growth',
    '',
    'Nanoseconds for the statuses of one household, of many in a chunk.',
    '',
    '| rules | ns | | members (44 rules) | ns |',
    '|---|---|---|---|---|',
    ...growth.rules.map(
      (entry, index) =>
        `| ${entry.size} | ${whole(entry.nanoseconds)} | | ${growth.members[index]?.size ?? ''} | ${whole(growth.members[index]?.nanoseconds ?? 0)} |`,
    ),
    '',
  ].join('\n');
}

function raceTable({ jurisdiction, rules, members, compared, timings }: Race): string[] {
  const stock = timings[0]?.rate ?? 1;
  return [
    '',
    `## ${jurisdiction}: ${rules} rules, ${members.toFixed(1)} members a household`,
    '',
    `${whole(compared)} verdicts compared.`,
    '',
    '| | households a second | × |',
    '|---|---|---|',
    ...timings.map(
      ({ name, rate }) =>
        `| ${name} | ${whole(rate)} | ${rate / stock < 100 ? (rate / stock).toFixed(2) : whole(rate / stock)} |`,
    ),
  ];
}
