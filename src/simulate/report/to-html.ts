import type { Language } from '../../base/issue-text.js';
import { visibleLines } from '../../base/visible.js';
import { FONT } from '../chart/style.js';
import type { Block, Report } from './section.js';

/** A report as one HTML page that needs nothing else: it opens from a double-click and prints. */
export function reportHtml(report: Report, language: Language): string {
  return visibleLines(`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(report.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(report.title)}</h1>
${report.notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('\n')}
${report.sections.map((section) => `<section>\n<h2>${escaped(section.title)}</h2>\n${section.blocks.map(blockHtml).join('\n')}\n</section>`).join('\n')}
</main>
</body>
</html>
`);
}

const STYLE = `
body { margin: 0; background: #fff; color: #24292f; font: 15px/1.6 ${FONT}; }
main { max-width: 1120px; margin: 0 auto; padding: 24px; }
h1 { font-size: 24px; } h2 { font-size: 18px; margin-top: 32px; border-bottom: 1px solid #d0d7de; padding-bottom: 4px; }
.note { background: #fff8e5; border-left: 4px solid #e69f00; padding: 8px 12px; margin: 8px 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 8px 0 16px; }
th, td { border-bottom: 1px solid #e3e5e8; padding: 4px 12px 4px 0; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid #8a8f98; font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 12px 0; } figure svg { max-width: 100%; height: auto; }
@media print { section { break-inside: avoid; } }
`;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}\n</ul>`;
    case 'picture':
      // The picture is drawn here from numbers and texts of our own; texts in it are escaped by the one who draws.
      return `<figure role="img" aria-label="${escaped(block.title)}">${block.svg}</figure>`;
    case 'table': {
      const row = (tag: 'th' | 'td', cells: readonly string[]) =>
        `<tr>${cells.map((cell, column) => `<${tag}${block.numbers[column] === true ? ' class="number"' : ''}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
      return `<div class="wide"><table>\n<thead>${row('th', block.head)}</thead>\n<tbody>\n${block.rows.map((cells) => row('td', cells)).join('\n')}\n</tbody>\n</table></div>`;
    }
  }
}

function escaped(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  );
}
