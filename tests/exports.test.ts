import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { entry } from '../tsup.config.js';
import { exportsOf, referencePage } from './tools/reference-page.js';

const all = exportsOf(entry);

describe('what the entry points export', () => {
  it('is all said what it is', () => {
    expect(all.filter(({ about }) => about.length < 15).map(({ entry: from, name }) => `${from}: ${name}`)).toEqual([]);
    expect(all.length).toBeGreaterThan(150);
  });

  // `npm run generate` runs this file with --update, which writes the page.
  it('stands in docs/reference.md', async () => {
    await expect(referencePage(all)).toMatchFileSnapshot(
      fileURLToPath(new URL('../docs/reference.md', import.meta.url)),
    );
  });
});
