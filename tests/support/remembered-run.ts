import { writeHeapSnapshot } from 'node:v8';
import { evaluate } from '../../src/answer/evaluate.js';
import { createRows } from '../../src/batch/rows.js';
import { compile } from '../../src/compile/compile.js';
import { createBulkAnswers } from '../../src/population/answer.js';
import { loadJurisdiction } from '../../src/rules.js';
import { named } from './apart.js';
import { generateCase } from './generate.js';

/**
 * Decides households in every way and writes what the process still holds: `remembered-run COUNT MARK FILE KEEP`. All names
 * begin with the mark. With KEEP one decision is held, so that a test can tell that it would be found.
 */
const [count = '0', mark = '', file = '', keep = ''] = process.argv.slice(2);
const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('this needs --expose-gc');
const held: unknown[] = [];
const ruleSet = loadJurisdiction('rongchang');
const { options } = generateCase(ruleSet, 1, { missing: 0 });
const shapes = Array.from({ length: 100 }, (_, seed) => generateCase(ruleSet, seed + 1).household);

async function decideAll(): Promise<void> {
  const compiled = compile(ruleSet, options);
  const chunk = compiled.chunk(1, 300);
  const rows = createRows(createBulkAnswers(ruleSet, options), { to: 'ndjson', full: false, asOf: undefined });
  for (let index = 0; index < Number(count); index++) {
    const text = JSON.stringify(named(shapes[index % shapes.length] as object as never, `${mark}${index}`));
    const household = JSON.parse(text) as Record<string, unknown>;
    const decision = compiled.decide(household);
    JSON.stringify(decision);
    if (keep !== '' && index === 0) held.push(decision);
    compiled.statuses(household);
    if (chunk.add(household)) chunk.run({ asOf: String(household.asOf) });
    chunk.clear();
    rows.household(index, 1, () => household);
    rows.take();
    if (index % 50 === 0) JSON.stringify(await evaluate(ruleSet, household, options));
  }
}

await decideAll();
/^nothing$/.test('nothing');
await new Promise((resolve) => setTimeout(resolve, 50));
collect();
collect();
writeHeapSnapshot(file);
if (held.length > 1) throw new Error('more is held than was asked for');
