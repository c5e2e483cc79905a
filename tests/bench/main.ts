import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { compile } from '../../src/compile/compile.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { readCases } from '../../src/testing/cases.js';
import { spendOnDecisions } from './decide.js';
import { countFloatErrors } from './floats.js';
import { growthWithMembers, growthWithRules } from './growth.js';
import { median, type Race, race } from './race.js';
import { report } from './report.js';

/** Usage: `main.mjs [--quick] [--only decide] [jurisdiction …]`; writes `docs/performance.md` where it runs whole and not quick. */
const args = process.argv.slice(2);
const quick = args.includes('--quick');
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
const chosen = args.filter((arg) => !arg.startsWith('--') && arg !== only);
const root = process.env.JIANTUI_ROOT ?? '.';
// What the cases leave out, so that every rule has all that it needs.
const MORE: Readonly<Record<string, object>> = { 'inner-mongolia': { clearlyExceedRatio: '1.20' } };
const parametersOf = (jurisdiction: string) =>
  ({
    ...MORE[jurisdiction],
    ...readCases(JSON.parse(readFileSync(`${root}/fixtures/cases/${jurisdiction}.json`, 'utf8'))).parameters,
  }) as Record<string, unknown>;

if (only !== undefined) {
  if (only !== 'decide') throw new Error(`no part is called ${only}: there is "decide"`);
  for (const jurisdiction of chosen.length > 0 ? chosen : jurisdictions) {
    const ruleSet = loadJurisdiction(jurisdiction);
    const { steps, spent } = await spendOnDecisions(ruleSet, parametersOf(jurisdiction), quick ? 3 : 9);
    console.log(`${jurisdiction}: ${Math.round(steps)} steps a trace`);
    for (const { name, microseconds } of spent)
      console.log(
        `  ${name.padEnd(46)} ${microseconds.toFixed(1).padStart(8)} µs  × ${((spent[0]?.microseconds ?? 0) / microseconds).toFixed(2)}`,
      );
  }
  process.exit(0);
}

/** One race, in this process, as JSON. */
if (args.includes('--race')) {
  const [jurisdiction = ''] = chosen;
  const done = await race(loadJurisdiction(jurisdiction), parametersOf(jurisdiction), quick ? 1 : 9, quick ? 60 : 200);
  console.log(JSON.stringify(done));
  process.exit(0);
}

const races: Race[] = [];
for (const jurisdiction of chosen.length > 0 ? chosen : jurisdictions) {
  // Each in a process of its own, as a service has it: what one rule set has taught the engine is no help and no burden to the next.
  const script = [process.argv[1] ?? '', '--race', jurisdiction, ...(quick ? ['--quick'] : [])];
  const done: Race = JSON.parse(execFileSync(process.execPath, script, { encoding: 'utf8', maxBuffer: 1 << 26 }));
  races.push(done);
  console.log(`${jurisdiction}: ${done.compared} verdicts agree`);
  const stock = done.timings[0]?.rate ?? 1;
  for (const { name, rate } of done.timings)
    console.log(
      `  ${name.padEnd(36)} ${Math.round(rate).toLocaleString('en').padStart(14)}/s  × ${(rate / stock).toFixed(2)}`,
    );
}
const rongchang = loadJurisdiction('rongchang');
const floats = countFloatErrors(rongchang, quick ? 22_000 : 220_000);
for (const { name, wrong, verdicts } of floats) console.log(`${name}: ${wrong} wrong of ${verdicts}`);
const file = readCases(JSON.parse(readFileSync(`${root}/fixtures/cases/rongchang.json`, 'utf8')));
const household = Object.values(file.households)[0];
const compiled = compile(rongchang, { parameters: file.parameters });
const latencies = Array.from({ length: 4000 }, () => {
  const begin = performance.now();
  JSON.stringify(compiled.decide(household).trace);
  return performance.now() - begin;
});
const latency = { first: latencies[0] ?? 0, later: median(latencies.slice(2000)) };
console.log(
  `one decision with its trace as text: first ${latency.first.toFixed(2)} ms, later ${latency.later.toFixed(3)} ms`,
);
const coldStart = Number(process.env.JIANTUI_COLD_START ?? Number.NaN);
console.log(`cold start of the evaluation-only bundle over an empty module: ${coldStart.toFixed(1)} ms`);
const growth = {
  rules: growthWithRules(),
  members: growthWithMembers(loadJurisdiction('mingshan'), parametersOf('mingshan')),
};
console.log(growth);
if (!quick) {
  const [cpu] = cpus();
  const machine = `${cpu?.model ?? 'unknown processor'}, ${cpus().length} logical cores, Node ${process.version}`;
  writeFileSync(`${root}/docs/performance.md`, report({ machine, races, floats, latency, coldStart, growth }));
}
