import { fold, textColumns } from './fold.js';

/** How a line is meant, for whoever paints it. */
export type Tone = 'plain' | 'good' | 'open' | 'bad' | 'alert' | 'quiet';

/**
 * One line of an explanation. An `entry` has a short tag before its text; entries and sentences end in a citation,
 * titles and headings do not.
 */
export interface Line {
  readonly kind: 'title' | 'heading' | 'entry' | 'sentence';
  readonly tone: Tone;
  /** Steps of indentation. */
  readonly depth: number;
  readonly tag?: string;
  readonly text: string;
}

export function title(text: string): Line {
  return { kind: 'title', tone: 'plain', depth: 0, text };
}

export function heading(text: string, depth = 0): Line {
  return { kind: 'heading', tone: 'plain', depth, text };
}

export function entry(tag: string, tone: Tone, text: string): Line {
  return { kind: 'entry', tone, depth: 1, tag, text };
}

export function sentence(depth: number, text: string, tone: Tone = 'plain'): Line {
  return { kind: 'sentence', tone, depth, text };
}

/** How to show a tag and a text; the default shows them as they are. */
export type Paint = (part: 'title' | 'heading' | 'tag', tone: Tone, text: string) => string;

export interface RenderOptions {
  readonly paint?: Paint;
  /** Width to fold long lines to, further lines indented; null or absent: lines are not folded. */
  readonly columns?: number | null;
}

/** Lines as plain text. Tags are padded to one width, Chinese characters counting two columns. */
export function renderLines(lines: readonly Line[], options: RenderOptions = {}): string {
  const width = Math.max(0, ...lines.map((line) => textColumns(line.tag ?? '')));
  return lines
    .map((line, index) => `${startsSection(line, index) ? '\n' : ''}${renderLine(line, width, options)}`)
    .join('\n');
}

function startsSection(line: Line, index: number): boolean {
  return index > 0 && line.kind === 'heading' && line.depth === 0;
}

function renderLine({ kind, depth, tone, tag = '', text }: Line, width: number, options: RenderOptions): string {
  const { paint = (_part, _tone, plain) => plain, columns = null } = options;
  const indent = '  '.repeat(depth);
  const folded = (before: number) => fold(text, columns, before).join(`\n${' '.repeat(before)}`);
  switch (kind) {
    case 'title':
    case 'heading':
      return indent + paint(kind, tone, text);
    case 'entry':
      return `${indent}${paint('tag', tone, tag)}${' '.repeat(width - textColumns(tag))}  ${folded(indent.length + width + 2)}`;
    case 'sentence': {
      const bullet = depth > 1 ? '· ' : '';
      return `${indent}${bullet}${folded(indent.length + bullet.length)}`;
    }
  }
}
