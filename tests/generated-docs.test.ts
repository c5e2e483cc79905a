import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generatedPages } from './tools/pages.js';

// `npm run generate` runs this file with --update, which writes the pages.
describe('pages made from the rule sets', () => {
  it.each([...generatedPages()])('%s is up to date', async (path, content) => {
    await expect(content).toMatchFileSnapshot(fileURLToPath(new URL(`../${path}`, import.meta.url)));
  });
});
