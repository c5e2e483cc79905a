import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toWpsMetadata } from '../../src/worksheet/hosts/metadata.js';
import { excelMetadata, FUNCTIONS_FILE } from '../tools/spreadsheet/metadata.js';

/** The tools of WPS are fetched for this test alone: they bring much that nothing here needs. */
const folder = mkdtempSync(join(tmpdir(), 'jiantui-wps-'));
beforeAll(() => {
  execFileSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder, 'wpsjs@2.2.3'],
    { stdio: 'ignore' },
  );
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the scanner of WPS reads the same metadata off the functions', async () => {
  const { generateFunctionsJson } = createRequire(join(folder, 'x.js'))('wpsjs/vite_plugins') as {
    generateFunctionsJson(input: string, output: string): string;
  };
  generateFunctionsJson(FUNCTIONS_FILE, join(folder, 'functions.json'));
  expect(toWpsMetadata(await excelMetadata())).toEqual(
    JSON.parse(readFileSync(join(folder, 'functions.json'), 'utf8')),
  );
}, 120_000);
