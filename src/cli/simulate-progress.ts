import { Presets, SingleBar } from 'cli-progress';
import type { Language } from '../base/issue-text.js';
import type { Progress } from '../simulate/simulate.js';
import type { Io } from './io.js';

/** Milliseconds between two lines where there is no terminal. */
const LINE_EVERY = 5000;

/** Starts the clock of a run. What it gives back says, when called, what the run took: time, processor time, memory. */
export function startMeter(language: Language): (done: number, workers: number) => string {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  return (done, workers) => {
    const wall = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(used);
    const cpu = (user + system) / 1e6;
    // Node says kilobytes on every system; the threads are part of the process.
    const memory = process.resourceUsage().maxRSS / 1024;
    const rate = Math.round(done / wall);
    return language === 'zh'
      ? `${done} 户，用时 ${wall.toFixed(1)} 秒（处理器 ${cpu.toFixed(1)} 秒，${workers} 个线程），每秒 ${rate} 户，内存最多 ${memory.toFixed(0)} MB`
      : `${done} households in ${wall.toFixed(1)} s (processor ${cpu.toFixed(1)} s, threads: ${workers}), ${rate} a second, ${memory.toFixed(0)} MB of memory at most`;
  };
}

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
      if (!isOn) bar.start(100, 0, payload);
      isOn = true;
      bar.update(Math.floor(shareOf(progress) * 100), payload);
    },
    stop: () => {
      if (isOn) bar.stop();
      isOn = false;
    },
  };
}

/** How far it has come, from 0 to 1: by households, or else by time; 0 where that cannot be told. */
function shareOf({ done, total, elapsed, left }: Progress): number {
  if (total !== null) return total === 0 ? 1 : done / total;
  return elapsed === null || left === null ? 0 : elapsed / Math.max(elapsed + left, 1);
}
