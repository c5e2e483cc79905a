import { Presets, SingleBar } from 'cli-progress';
import type { Language } from '../base/issue-text.js';
import type { Progress } from '../simulate/simulate.js';
import type { Io } from './io.js';

/** Milliseconds between two lines where there is no terminal. */
const LINE_EVERY = 5000;

/** Shows how far a simulation has come: a bar on a terminal, a line every few seconds elsewhere. */
export function simulateProgress(io: Io, language: Language): { show(progress: Progress): void; stop(): void } {
  const zh = language === 'zh';
  const text = ({ done, elapsed, left }: Progress) => {
    const rate = elapsed === null || elapsed === 0 ? 0 : Math.round((done / elapsed) * 1000);
    const wait =
      left === null
        ? zh
          ? '余时不详'
          : 'time left unknown'
        : zh
          ? `还需${Math.ceil(left / 1000)}秒`
          : `${Math.ceil(left / 1000)} s left`;
    return zh ? `${done} 户 · 每秒 ${rate} 户 · ${wait}` : `${done} households · ${rate} a second · ${wait}`;
  };
  if (process.stderr.isTTY !== true) {
    let shown = 0;
    return {
      show: (progress) => {
        if ((progress.elapsed ?? 0) - shown < LINE_EVERY) return;
        shown = progress.elapsed ?? 0;
        io.err(`${text(progress)}\n`);
      },
      stop: () => undefined,
    };
  }
  const bar = new SingleBar(
    { format: '{bar} {percentage}% · {text}', stream: process.stderr, hideCursor: true, clearOnComplete: true, fps: 5 },
    Presets.shades_classic,
  );
  let isOn = false;
  return {
    show: (progress) => {
      const payload = { text: text(progress) };
      const total = progress.total ?? Math.max(progress.done, 1);
      if (!isOn) bar.start(total, progress.done, payload);
      isOn = true;
      if (progress.total === null) bar.setTotal(total);
      bar.update(progress.done, payload);
    },
    stop: () => {
      if (isOn) bar.stop();
      isOn = false;
    },
  };
}
