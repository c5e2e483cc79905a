import type { Paint, Tone } from '../explain/line.js';
import type { Io } from './io.js';

const BOLD = '1';
const COLOURS: Readonly<Record<Tone, string | null>> = {
  plain: null,
  good: '32',
  open: '33',
  bad: '31',
  alert: '35',
  quiet: '90',
};

/** Colours for a terminal whose user has not asked for none; nothing otherwise. */
export function painter(io: Io): Paint | undefined {
  const { NO_COLOR, TERM } = io.env;
  if (io.columns === null || (NO_COLOR !== undefined && NO_COLOR !== '') || TERM === 'dumb') return undefined;
  return (part, tone, text) => {
    const code = part === 'tag' ? COLOURS[tone] : BOLD;
    return code === null ? text : `\u001b[${code}m${text}\u001b[0m`;
  };
}
