/**
 * A batch run in a process of its own, fed through its standard input: `batch-stream run JURISDICTION OUT` decides and prints
 * the most memory it took, in megabytes; `batch-stream feed JURISDICTION ROWS` writes so many households, made on the fly.
 */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createPopulation } from '../../src/generate/population.js';
import { runBatch } from '../../src/node/batch.js';
import { loadJurisdiction } from '../../src/rules.js';
import { random } from '../support/random.js';

const [what, jurisdiction = 'rongchang', given = ''] = process.argv.slice(2);
const ruleSet = loadJurisdiction(jurisdiction);
const PATTERNS = 2000;
const AT_ONCE = 500;

/** Households that all differ: each is one of some patterns with another id, and with one fact in ten left out. */
async function feed(rows: number): Promise<void> {
  const population = createPopulation(ruleSet, { seed: 3, size: PATTERNS, asOf: '2020-06-30' });
  const patterns = [...population].map(({ id: _id, asOf: _asOf, ...facts }) =>
    Object.entries(facts).map(([key, value]) => `,${JSON.stringify(key)}:${JSON.stringify(value)}`),
  );
  const source = random(3);
  let lines = '';
  for (let row = 1; row <= rows; row++) {
    lines += `{"id":"h${row}","asOf":"2020-06-30"`;
    for (const fact of source.pick(patterns)) if (!source.chance(0.1)) lines += fact;
    lines += '}\n';
    if (row % AT_ONCE > 0 && row < rows) continue;
    if (!process.stdout.write(lines)) await once(process.stdout, 'drain');
    lines = '';
  }
}

/** The most memory that this program took since it began, in megabytes; what the process that started it had does not count. */
function peak(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  } catch {
    // Only Linux has it.
  }
  return process.resourceUsage().maxRSS / 1024;
}

if (what === 'feed') await feed(Number(given));
else {
  const { totals } = await runBatch({
    input: '-',
    output: given,
    ruleSet,
    settings: {
      parameters: {},
      adopt: {},
      asOf: null,
      from: 'ndjson',
      encoding: 'utf-8',
      to: 'ndjson',
      full: false,
    },
    workers: 1,
    resume: false,
  });
  process.stdout.write(`${JSON.stringify({ rows: totals.rows, bad: totals.bad, megabytes: peak() })}\n`);
}
