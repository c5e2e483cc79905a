import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUSEHOLDS, PARAMETERS } from './harness.js';

// Beside the sources, so that the bundle finds the packages.
const folder = resolve('node_modules/.cache/jiantui-cli');
const bundle = `${folder}/main.mjs`;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: bundle,
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as its users do. `stopAfter`: closes its output after so many bytes. */
function runProcess(
  argv: readonly string[],
  { stdin = '', stopAfter = Number.POSITIVE_INFINITY } = {},
): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bundle, ...argv], { env: { ...process.env, NO_COLOR: '' } });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let seen = 0;
    child.stdout.on('data', (part: Buffer) => {
      out.push(part);
      seen += part.length;
      if (seen > stopAfter) child.stdout.destroy();
    });
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.on('error', fail);
    child.on('close', (status) =>
      done({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
    child.stdin.end(stdin);
  });
}

describe('the process', () => {
  it('writes results to stdout without colour and ends with 0', async () => {
    const ran = await runProcess(['evaluate', HOUSEHOLDS, '--parameters', PARAMETERS]);
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain('rc-0010');
    expect(ran.out).not.toContain('\u001b');
  });

  it('reads the standard input, and all of a large one', async () => {
    const one = { jurisdiction: 'rongchang', asOf: '2020-06-30', povertyRegistration: 'lifted' };
    const many = Array.from({ length: 40 }, (_, index) => ({ ...one, id: `h${index}` }));
    const ran = await runProcess(['evaluate', '-', '--format', 'json'], { stdin: JSON.stringify(many) });
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(ran.out)).toHaveLength(40);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      id: `h${index}`,
      jurisdiction: 'rongchang',
      asOf: '2020-06-30',
    }));
    const ran = await runProcess(['explain', '-'], { stdin: JSON.stringify(many), stopAfter: 1000 });
    expect(ran).toMatchObject({ status: 0, err: '' });
  });

  it('ends with 1 for bad input and 2 for bad usage, without a stack trace', async () => {
    const bad = await runProcess(['evaluate', '-', '--jurisdiction', 'rongchang'], { stdin: '{"asOf": "2020-06-31"}' });
    expect(bad).toMatchObject({ status: 1, out: '' });
    expect(bad.err).toMatch(/^标准输入:1:2: asOf: 没有这一天/u);
    const usage = await runProcess(['evaluate']);
    expect(usage).toMatchObject({ status: 2, out: '' });
    expect(`${bad.err}${usage.err}`).not.toMatch(/^\s+at /mu);
  });
});
