import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands.js';
import { options } from '../../../src/cli/options.js';
import { loadJurisdiction } from '../../../src/rules.js';
import { generateCase } from '../../support/generate.js';
import { type Random, random } from '../../support/random.js';
import { spoilt } from './hostile.js';

// The built command (`npm run build:js`), as users run it. JIANTUI_FUZZ sizes these suites too: 100,000 gives 30,000 lines,
// 150 command lines and 60 kills.
const SHARE = Number(process.env.JIANTUI_FUZZ ?? 100_000) / 100_000;
const CLI = resolve('dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'jiantui-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function jiantui(...args: string[]) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
    timeout: 120_000,
  });
  expect(signal).toBeNull();
  expect(stderr).not.toMatch(/^ {4}at |internal error|程序本身出错|程序内部错误/m);
  return { status, stdout, stderr };
}

const rongchang = loadJurisdiction('rongchang');
const RONGCHANG = ['--jurisdiction', 'rongchang'];

/** Bytes of a line changed for the worse. */
function torn(line: string, source: Random): Buffer {
  const bytes = Buffer.from(line);
  for (let times = source.int(3); times > 0 && bytes.length > 0; times--)
    bytes[source.int(bytes.length)] = source.int(256);
  return source.chance(0.1) ? bytes.subarray(0, source.int(bytes.length + 1)) : bytes;
}

/** Rows decided and rows reported, from what the run wrote. */
function told(name: string): number {
  const lines = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);
  return lines(join(folder, name)) + lines(join(folder, `${name}.errors.ndjson`));
}

describe('files', () => {
  const PER_FILE = 1000;
  const files = Math.max(1, Math.round(15 * SHARE));

  it.each(Array.from({ length: files }, (_, seed) => seed))('NDJSON %i: every line is decided or reported', (seed) => {
    const source = random(seed);
    const lines: Buffer[] = [];
    while (lines.length < PER_FILE) {
      const { household } = generateCase(rongchang, seed * PER_FILE + lines.length);
      const text = JSON.stringify(source.chance(0.5) ? household : spoilt(household, source), (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      );
      const line = torn(text ?? 'null', source);
      // A line of its own: breaks and blank lines are counted apart.
      const own = Buffer.from(line.map((byte) => (byte === 10 || byte === 13 ? 32 : byte)));
      if (own.toString('latin1').trim() !== '') lines.push(own);
    }
    writeFileSync(join(folder, 'in.ndjson'), Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])));
    const { status } = jiantui('batch', 'in.ndjson', '-o', `n${seed}.ndjson`, ...RONGCHANG, '--quiet');
    expect([0, 1]).toContain(status);
    expect(told(`n${seed}.ndjson`)).toBe(PER_FILE);
  });

  it.each(Array.from({ length: files }, (_, seed) => seed))('CSV %i: every line is decided or reported', (seed) => {
    const source = random(seed);
    const cell = () =>
      source.pick(['甲', '2020-06-30', '在享', '', '"', 'a"b', '""', "'", '600', '是', '约500', '\u001b', '—']);
    const lines = Array.from({ length: PER_FILE }, () => {
      const cells = ['户', '2020-06-30', ...Array.from({ length: 4 }, cell)];
      return source.chance(0.1) ? cells.slice(0, 1 + source.int(8)).join(',') : cells.join(',');
    });
    const header = '户主姓名,评估基准日,建档立卡状态,低保状态,家庭人均月收入,收入变化';
    writeFileSync(join(folder, 'in.csv'), `${header}\n${lines.join('\n')}\n`);
    const { status, stderr } = jiantui('batch', 'in.csv', '-o', `c${seed}.ndjson`, ...RONGCHANG, '--quiet');
    expect([0, 1], stderr).toContain(status);
    const errors = join(folder, `c${seed}.ndjson.errors.ndjson`);
    const reported = existsSync(errors) ? readFileSync(errors, 'utf8').trim().split('\n') : [];
    const numbered = reported.map((line) => JSON.parse(line));
    expect(numbered.every((entry) => Number.isInteger(entry.line) || Number.isInteger(entry.row))).toBe(true);
    // A sound quoted cell may hold a line break: then two lines are one row. Nothing may be told twice.
    expect(told(`c${seed}.ndjson`)).toBeLessThanOrEqual(PER_FILE);
  });
});

describe('command lines', () => {
  it.each(Array.from({ length: Math.max(1, Math.round(150 * SHARE)) }, (_, seed) => seed))('%i', (seed) => {
    const source = random(seed);
    writeFileSync(join(folder, 'a.json'), JSON.stringify(generateCase(rongchang, seed).household));
    const word = () =>
      source.pick([
        'a.json',
        '-',
        '.',
        '/dev/null',
        'none.json',
        'rongchang',
        '2020-06-30',
        'x=y',
        '--',
        '',
        '\u001b',
        '--help',
        '-1',
        '1e9',
        ...Object.keys(options).map((name) => `--${name}`),
      ]);
    const { name } = source.pick([...commands]);
    const args = [...name.split(' '), ...Array.from({ length: source.int(6) }, word)];
    // Options that write go into a file of this suite.
    const safe = args.map((arg, at) =>
      /^(--output|-o|--picture|--errors)$/.test(args[at - 1] ?? '') ? 'out.txt' : arg,
    );
    expect([0, 1, 2]).toContain(jiantui(...safe).status);
  });
});

describe('kills', () => {
  it('a run that is killed at any moment goes on to the same bytes', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, row) => `h${row},2020-06-30,${['已脱贫', '返贫', '胡说', ''][row % 4]}`,
    );
    writeFileSync(join(folder, 'k.csv'), `户编号,评估基准日,建档立卡状态\n${rows.join('\n')}\n`);
    const args = (out: string) => ['batch', 'k.csv', '-o', out, ...RONGCHANG, '--workers', '1', '--quiet'];
    jiantui(...args('whole.ndjson'));
    const whole = readFileSync(join(folder, 'whole.ndjson'));
    const kills = Math.max(1, Math.round(60 * SHARE));
    for (let seed = 0, done = 0; done < kills; seed++) {
      const source = random(seed);
      const out = `part${seed}.ndjson`;
      for (let times = 0; ; times++) {
        const resume = existsSync(join(folder, `${out}.progress.json`)) ? ['--resume'] : [];
        const child = spawn(process.execPath, [CLI, ...args(out), ...resume], { cwd: folder, stdio: 'ignore' });
        const end = once(child, 'exit');
        if (done < kills && times < 5) {
          await Promise.race([end, setTimeout(50 + source.int(1500))]);
          if (child.exitCode === null) {
            child.kill('SIGKILL');
            done += 1;
          }
        }
        const [code] = await end;
        if (code !== null) break;
      }
      expect(readFileSync(join(folder, out)).equals(whole)).toBe(true);
      rmSync(join(folder, out));
    }
  });
});
