// Answers the three questions of docs/simulation.md on a million generated households and prints what it took.
// Usage: node tests/slow/bureau.mjs [households] [workers]
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}node_modules/.cache/jiantui/bureau-${process.pid}`;
const [households, workers] = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
await build({
  entryPoints: {
    cli: `${root}src/cli/main.ts`,
    'simulate-worker': `${root}src/node/simulate-worker.ts`,
    'batch-worker': `${root}src/node/batch-worker.ts`,
  },
  outdir: folder,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});

/** The commands of the page that make a million households. */
const commands = [...readFileSync(`${root}docs/simulation.md`, 'utf8').matchAll(/^```bash\n([\s\S]*?)^```$/gm)]
  .flatMap((match) => match[1].replace(/\\\n\s*/g, ' ').split('\n'))
  .filter((line) => line.startsWith('npx jiantui simulate ') && line.includes('--generate 1000000'))
  .map((line) => line.split(/\s+/).slice(2))
  .map((words) => words.map((word) => (word === '1000000' && households !== undefined ? households : word)))
  .map((words) => (workers === undefined ? words : [...words, '--workers', workers]));

async function run(words) {
  const begun = performance.now();
  const child = spawn(process.execPath, [`${folder}/cli.js`, ...words, '--quiet'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  let peak = null;
  child.stdout.on('data', (part) => (out += part));
  const look = setInterval(() => {
    try {
      const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      if (kilobytes !== null) peak = Number(kilobytes[1]) / 1024;
    } catch {
      // Not Linux, or gone.
    }
  }, 100);
  const status = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  return { out, status, seconds: (performance.now() - begun) / 1000, peak };
}

try {
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`);
  if (commands.length === 0) throw new Error('docs/simulation.md has no command that makes a million households');
  for (const words of commands) {
    const { out, status, seconds, peak } = await run(words);
    console.log(`\njiantui ${words.join(' ')}\n${out}`);
    console.log(
      `wall time ${seconds.toFixed(1)} s, most memory ${peak === null ? 'not known' : `${peak.toFixed(0)} MB`}, status ${status}`,
    );
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
