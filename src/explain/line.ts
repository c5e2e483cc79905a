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

/** Lines as plain text. Tags are padded to one width, Chinese characters counting two columns. */
export function renderLines(lines: readonly Line[], paint: Paint = (_part, _tone, text) => text): string {
  const width = Math.max(0, ...lines.map((line) => columns(line.tag ?? '')));
  return lines
    .map((line, index) => {
      switch (line.kind) {
        case 'title':
          return paint('title', line.tone, line.text);
        case 'heading':
          return `${index > 0 && line.depth === 0 ? '\n' : ''}${'  '.repeat(line.depth)}${paint('heading', line.tone, line.text)}`;
        case 'entry': {
          const tag = line.tag ?? '';
          return `  ${paint('tag', line.tone, tag)}${' '.repeat(width - columns(tag))}  ${line.text}`;
        }
        case 'sentence':
          return `${'  '.repeat(line.depth)}${line.depth > 1 ? '· ' : ''}${line.text}`;
      }
    })
    .join('\n');
}

/** Columns that a text takes on a terminal. */
function columns(text: string): number {
  return [...text].reduce((sum, char) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(char) ? 2 : 1), 0);
}
