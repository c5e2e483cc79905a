import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseFormula } from '../../src/formula/index.js';

const page = readFileSync(new URL('../../docs/formulas.md', import.meta.url), 'utf8');

function examples(language: string): string[] {
  const blocks = page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'));
  return [...blocks].flatMap((block) => (block[1] ?? '').trim().split('\n'));
}

test.each(examples('feel'))('the page shows a formula that is read: %s', (text) => {
  expect(parseFormula(text)).toMatchObject({ ok: true });
});

test.each(examples('feel-refused'))('the page shows a formula that is refused: %s', (text) => {
  expect(parseFormula(text)).toMatchObject({ ok: false });
});
