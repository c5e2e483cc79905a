// Runs the three questions of docs/simulation.md on generated households, checks that every count is consistent, and says what
// each run took. Usage: JIANTUI_BUREAU=1000000 node tests/slow/bureau.mjs (by default a hundred thousand households).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}node_modules/.cache/jiantui/bureau-${process.pid}`;
const households = Number(process.env.JIANTUI_BUREAU ?? 100_000);
const SAMPLE = 500;

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
await build({
  entryPoints: {
    cli: `${root}src/cli/main.ts`,
    'simulate-worker': `${root}src/node/simulate-worker.ts`,
    index: `${root}src/index.ts`,
    rules: `${root}src/rules.ts`,
    simulate: `${root}src/simulate/index.ts`,
  },
  outdir: folder,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const library = (name) => import(pathToFileURL(`${folder}/${name}.js`).href);
const { evaluate } = await library('index');
const { loadJurisdiction } = await library('rules');
const { createPopulation, fromColumns, parametersUnder, readReform, simulate } = await library('simulate');

/** The commands of the page that make a million households. */
const commands = [...readFileSync(`${root}docs/simulation.md`, 'utf8').matchAll(/^```bash\n([\s\S]*?)^```$/gm)]
  .flatMap((match) => match[1].replace(/\\\n\s*/g, ' ').split('\n'))
  .filter((line) => line.startsWith('npx jiantui simulate ') && line.includes('--generate 1000000'))
  .map((line) => line.split(/\s+/).slice(2));

async function run(words, size, workers) {
  const resized = words.map((word) => (word === '1000000' ? String(size) : word));
  const more = ['--format', 'json', '--lang', 'en', ...(workers === undefined ? [] : ['--workers', String(workers)])];
  const { out, err } = await new Promise((resolve, reject) =>
    execFile(
      process.execPath,
      [`${folder}/cli.js`, ...resized, ...more],
      { cwd: root, maxBuffer: 1 << 26 },
      (error, out, err) => (error === null ? resolve({ out, err }) : reject(error)),
    ),
  );
  return { out, result: JSON.parse(out), took: err.trim().split('\n').at(-1) };
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const counts = (verdicts) => Object.values(verdicts).map((portion) => portion.households);

/** Every household has one verdict on everything, and those who move are the difference between before and after. */
function checkCounts({ households: all, bad, complete, policies }, size) {
  assert.equal(complete, true);
  assert.equal(all + bad.n, size);
  for (const policy of policies) {
    for (const { programme, verdicts } of policy.programmes) assert.equal(sum(counts(verdicts)), all, programme);
    for (const { clause, verdicts } of policy.tapers) assert.equal(sum(counts(verdicts)), all, clause);
    for (const { clause, subject, statuses } of policy.clauses)
      if (subject === 'household') assert.equal(sum(Object.values(statuses)), all, clause);
    for (const { months } of [policy]) assert.ok(months.from <= months.to);
  }
  const [baseline, ...reforms] = policies;
  for (const { programmes, tapers, changes } of reforms) {
    for (const { programme, verdicts } of programmes) {
      const before = baseline.programmes.find((entry) => entry.programme === programme)?.verdicts;
      const moved = changes.programmes.filter((entry) => entry.programme === programme);
      checkMoves(before ?? { silent: { households: all } }, verdicts, moved, (state) => state, programme);
    }
    checkMoves(baseline.tapers[0].verdicts, tapers[0].verdicts, changes.tapers, (state) => state.verdict, 'taper');
    const movements = [...changes.tapers, ...changes.programmes].map((entry) => entry.households);
    assert.ok(Math.max(0, ...movements) <= changes.households.households);
    assert.ok(changes.households.households <= sum(movements));
  }
}

function checkMoves(before, after, moved, of, what) {
  for (const verdict of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const came = sum(moved.filter((entry) => of(entry.to) === verdict).map((entry) => entry.households));
    const went = sum(moved.filter((entry) => of(entry.from) === verdict).map((entry) => entry.households));
    const [was, is] = [before[verdict]?.households ?? 0, after[verdict]?.households ?? 0];
    assert.equal(is, was + came - went, `${what}: ${verdict}`);
  }
}

/** A sample of the same households, in columns, counts what `evaluate` says of each of them. */
async function checkSample(words, size) {
  const option = (name) => words[words.indexOf(name) + 1];
  const json = (name) => JSON.parse(readFileSync(`${root}${option(name)}`, 'utf8'));
  const baseline = loadJurisdiction(option('--jurisdiction'));
  const reform = readReform(json('--reform'), { ruleSets: loadJurisdiction });
  const parameters = json('--parameters');
  const reformed = reform.apply(baseline);
  const population = createPopulation([baseline, reformed], {
    seed: 1,
    size,
    asOf: option('--as-of'),
    missing: Number(option('--missing')),
    parameters,
  });
  const sample = Array.from({ length: Math.min(SAMPLE, size) }, (_, index) =>
    population.at(Math.floor((index * size) / Math.min(SAMPLE, size))),
  );
  const names = [...new Set(sample.flatMap((household) => Object.keys(household)))];
  const columns = fromColumns(Object.fromEntries(names.map((name) => [name, sample.map((entry) => entry[name])])));
  const { result } = await simulate(columns, { baseline, reforms: [reform], parameters });
  for (const [index, ruleSet] of [baseline, reformed].entries()) {
    const own = parametersUnder(baseline, ruleSet, parameters);
    const found = {};
    for (const household of sample) {
      const decision = await evaluate(ruleSet, household, { parameters: own });
      for (const { programme, verdict } of decision.eligibility)
        found[`${programme} ${verdict}`] = (found[`${programme} ${verdict}`] ?? 0) + 1;
    }
    for (const { programme, verdicts } of result.policies[index].programmes)
      for (const [verdict, { households: counted }] of Object.entries(verdicts))
        assert.equal(counted, found[`${programme} ${verdict}`] ?? 0, `${programme} ${verdict}`);
  }
  return sample.length;
}

try {
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`);
  assert.equal(commands.length, 3, 'docs/simulation.md asks three questions of a million households');
  for (const words of commands) {
    const { result, took } = await run(words, households);
    checkCounts(result, households);
    const [before, after] = result.policies;
    console.log(`\n${after.description.map((text) => text.en).join('; ')}`);
    console.log(`  ${took}`);
    for (const { from, to, households: moved } of after.changes.tapers)
      console.log(`  ${moved} households from ${JSON.stringify(from)} to ${JSON.stringify(to)}`);
    console.log(`  months of taper: ${before.months.from} to ${before.months.to} before`);
    console.log(`                   ${after.months.from} to ${after.months.to} after`);
    const few = Math.ceil(households / 10);
    const [one, three] = [await run(words, few, 1), await run(words, few, 3)];
    assert.equal(three.out, one.out, 'as many threads as you like');
    const sampled = await checkSample(words, households);
    console.log(`  counts consistent; one thread as three; ${sampled} households in columns as evaluate`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
