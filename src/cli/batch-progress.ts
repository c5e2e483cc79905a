import { Presets, SingleBar } from 'cli-progress';
import type { Language } from '../base/issue-text.js';
import { visible } from '../base/visible.js';
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

/** Columns that the words beside the bar may take; the bar gets the rest. */
const WORDS = { zh: 56, en: 68 } as const;
const [SHORTEST, LONGEST] = [10, 40] as const;

/** A bar on a terminal, a line every few seconds elsewhere. The first state shown is where the run begins. */
export function createProgress(io: Io, language: Language): BatchProgress {
  const begun = Date.now();
  let start: State | null = null;
  const words = (state: State) => {
    start ??= state;
    return wordsOf(start, state, (Date.now() - begun) / 1000, language);
  };
  if (process.stderr.isTTY !== true) {
    let shown = begun;
    return {
      show: (state) => {
        const text = words(state);
        if (Date.now() - shown < LINE_EVERY) return;
        shown = Date.now();
        const { bytes, size } = state;
        io.err(`${size === null || size === 0 ? '' : `${Math.floor((bytes / size) * 100)}% · `}${text}\n`);
      },
      stop: () => undefined,
    };
  }
  let bar: SingleBar | null = null;
  return {
    show: (state) => {
      const { bytes, size } = state;
      const payload = { words: words(state) };
      if (bar === null) {
        bar = createBar(size !== null, (process.stderr.columns ?? 80) - WORDS[language]);
        bar.start(size ?? Number.MAX_SAFE_INTEGER, bytes, payload);
      } else bar.update(bytes, payload);
    },
    stop: () => {
      bar?.stop();
      bar = null;
    },
  };
}

/** @param isMeasured false where the length of the input is not known: then there is nothing to draw */
function createBar(isMeasured: boolean, room: number): SingleBar {
  const barsize = Math.max(SHORTEST, Math.min(LONGEST, room));
  const format = isMeasured ? '{bar} {percentage}% · {words}' : '{words}';
  return new SingleBar(
    { format, barsize, stream: process.stderr, hideCursor: true, clearOnComplete: true, fps: 5 },
    Presets.shades_classic,
  );
}

/** Households so far, their rate, and how long the rest will take at that rate. What an earlier run has done does not count for it. */
function wordsOf(start: State, state: State, seconds: number, language: Language): string {
  const rows = ({ totals }: State) => totals.rows + totals.bad;
  const rate = Math.round((rows(state) - rows(start)) / Math.max(seconds, 0.001));
  const { bytes, size } = state;
  const rest = bytes > start.bytes && size !== null ? (seconds * (size - bytes)) / (bytes - start.bytes) : null;
  const count = rows(state);
  return language === 'zh'
    ? `${count} 户 · 每秒 ${rate} 户 · ${timeLeft(rest, true)}`
    : `${count} households · ${rate} a second · ${timeLeft(rest, false)}`;
}

function timeLeft(seconds: number | null, zh: boolean): string {
  if (seconds === null) return zh ? '余时不详' : 'time left unknown';
  const whole = Math.max(0, Math.round(seconds));
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  return zh
    ? `还需${minutes > 0 ? `${minutes}分` : ''}${rest}秒`
    : `${minutes > 0 ? `${minutes} min ` : ''}${rest} s left`;
}

/**
 * What a run came to, as lines.
 * @param seconds how long it took
 */
export function summary(end: BatchEnd, seconds: number, language: Language): string[] {
  const zh = language === 'zh';
  const { totals, isStopped, errors } = end;
  const { rows, bad, blank } = totals;
  const rate = Math.round((rows + bad - end.resumedFrom) / Math.max(seconds, 0.001));
  const took = seconds.toFixed(1);
  const lines = [
    zh
      ? `已判断 ${rows} 户；读不通 ${bad} 行；空行 ${blank}；用时 ${took} 秒，每秒 ${rate} 户`
      : `${rows} households decided; ${bad} bad rows; ${blank} blank lines; ${took} s, ${rate} a second`,
  ];
  if (errors !== null) lines.push(zh ? `读不通的行见 ${visible(errors)}` : `the bad rows are in ${visible(errors)}`);
  for (const [programme, counts] of Object.entries(totals.verdicts)) {
    lines.push(
      `  ${programme}: ${Object.entries(counts)
        .map(([verdict, count]) => `${verdict} ${count}`)
        .join(', ')}`,
    );
  }
  if (isStopped) {
    lines.push(
      zh
        ? `已中断${end.canResume ? '；加上 --resume 可接着做' : ''}`
        : `stopped${end.canResume ? '; --resume goes on from here' : ''}`,
    );
  }
  return lines;
}
