import { Presets, SingleBar } from 'cli-progress';
import type { Language } from '../base/issue-text.js';
import type { BatchEnd, BatchRun } from '../node/batch.js';
import type { Io } from './io.js';

type State = Parameters<NonNullable<BatchRun['onProgress']>>[0];

/** Shows how far a run has come. */
export interface BatchProgress {
  show(state: State): void;
  stop(): void;
}

/** Milliseconds between two lines where there is no terminal. */
const LINE_EVERY = 5000;

/** A bar on a terminal, a line every few seconds elsewhere. */
export function createProgress(io: Io, language: Language): BatchProgress {
  const begun = Date.now();
  const zh = language === 'zh';
  const rate = ({ totals }: State) =>
    Math.round((totals.rows + totals.bad) / Math.max((Date.now() - begun) / 1000, 0.001));
  if (process.stderr.isTTY !== true) {
    let shown = begun;
    return {
      show: (state) => {
        if (Date.now() - shown < LINE_EVERY) return;
        shown = Date.now();
        const { bytes, size, totals } = state;
        const share = size === null || size === 0 ? '' : `${Math.floor((bytes / size) * 100)}% · `;
        io.err(
          zh
            ? `${share}${totals.rows + totals.bad} 户 · 每秒 ${rate(state)} 户 · ${left(begun, state, zh)}\n`
            : `${share}${totals.rows + totals.bad} households · ${rate(state)} a second · ${left(begun, state, zh)}\n`,
        );
      },
      stop: () => undefined,
    };
  }
  const format = zh
    ? '{bar} {percentage}% · {rows} 户 · 每秒 {rate} 户 · {left}'
    : '{bar} {percentage}% · {rows} households · {rate} a second · {left}';
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true, fps: 5 },
    Presets.shades_classic,
  );
  let isOn = false;
  return {
    show: (state) => {
      const { bytes, size, totals } = state;
      const payload = { rows: totals.rows + totals.bad, rate: rate(state), left: left(begun, state, zh) };
      if (!isOn) bar.start(size ?? Math.max(bytes, 1), bytes, payload);
      isOn = true;
      if (size === null) bar.setTotal(Math.max(bytes, 1));
      bar.update(bytes, payload);
    },
    stop: () => {
      if (isOn) bar.stop();
      isOn = false;
    },
  };
}

/** How long the rest will take at the rate so far. */
function left(begun: number, { bytes, size }: State, zh: boolean): string {
  if (size === null || bytes === 0) return zh ? '余时不详' : 'time left unknown';
  const seconds = Math.max(0, Math.round(((Date.now() - begun) / 1000) * (size / bytes - 1)));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return zh
    ? `还需${minutes > 0 ? `${minutes}分` : ''}${rest}秒`
    : `${minutes > 0 ? `${minutes} min ` : ''}${rest} s left`;
}

/** What a run came to, as lines. */
export function summary({ totals, isStopped, errors }: BatchEnd, run: BatchRun, language: Language): string[] {
  const zh = language === 'zh';
  const { rows, bad, blank } = totals;
  const lines = [
    zh
      ? `已判断 ${rows} 户；读不通 ${bad} 行；空行 ${blank}`
      : `${rows} households decided; ${bad} bad rows; ${blank} blank lines`,
  ];
  if (errors !== null) lines.push(zh ? `读不通的行见 ${errors}` : `the bad rows are in ${errors}`);
  for (const [programme, counts] of Object.entries(totals.verdicts)) {
    lines.push(
      `  ${programme}: ${Object.entries(counts)
        .map(([verdict, count]) => `${verdict} ${count}`)
        .join(', ')}`,
    );
  }
  if (isStopped && run.output !== '-' && run.input !== '-')
    lines.push(zh ? '已中断；加上 --resume 可接着做' : 'stopped; --resume goes on from here');
  return lines;
}
