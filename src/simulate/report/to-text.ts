import { visibleLines } from '../../base/visible.js';
import type { Block, Report } from './section.js';

/** A report as plain text, tables in columns. */
export function reportText(report: Report): string {
  const lines = [
    report.title,
    ...report.notes.map((note) => `※ ${note}`),
    ...report.sections.flatMap((section) => ['', `【${section.title}】`, ...section.blocks.flatMap(blockLines)]),
    '',
  ];
  return visibleLines(lines.join('\n'));
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text];
    case 'list':
      return block.items.map((item) => `  · ${item}`);
    case 'picture':
      return [];
    case 'table': {
      const widths = block.head.map((head, column) =>
        Math.max(widthOf(head), ...block.rows.map((row) => widthOf(row[column] ?? ''))),
      );
      const line = (cells: readonly string[]) =>
        `  ${cells.map((cell, column) => padded(cell, widths[column] ?? 0, block.numbers[column] === true)).join('  ')}`.trimEnd();
      return [line(block.head), ...block.rows.map(line)];
    }
  }
}

function padded(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
}

/** Columns of a terminal: Chinese characters and full-width signs take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text)
    width +=
      /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u.test(
        sign,
      )
        ? 2
        : 1;
  return width;
}
