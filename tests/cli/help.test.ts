import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { parseCommand } from '../../src/cli/parse.js';
import { jiantui } from './harness.js';

const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;

describe('help', () => {
  it.each(['zh', 'en'])('lists every command (%s)', async (language) => {
    for (const argv of [['--help'], ['-h'], ['help']]) {
      const ran = await jiantui([...argv, '--lang', language]);
      expect(ran).toMatchObject({ status: 0, err: '' });
      for (const { name } of commands) expect(ran.out).toContain(`  ${name} `);
    }
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    'of %s shows its options and its examples',
    async (name, command) => {
      for (const argv of [
        [...name.split(' '), '--help'],
        ['help', ...name.split(' ')],
      ]) {
        const ran = await jiantui([...argv, '--lang', 'en']);
        expect(ran).toMatchObject({ status: 0, err: '' });
        for (const option of command.options) expect(ran.out).toContain(`--${option} `);
        for (const example of command.examples) expect(ran.out).toContain(example.line);
        expect(ran.out).toContain(command.about.en);
        expect(ran.out.split('\n').filter((line) => line.length > 170 && !line.startsWith('  jiantui '))).toEqual([]);
      }
      expect((await jiantui([...name.split(' '), '--help'])).out).toContain(command.about.zh);
    },
  );

  const lines = commands.flatMap((command) => command.examples.map((example) => example.line));
  const writes = (line: string) => / (?:-o|--output|--picture) /.test(line);

  it.each(lines.filter(writes))('%s has the right form', (line) => {
    const words = line.split(' ').slice(1);
    const command = commands
      .filter(({ name }) => line.startsWith(`jiantui ${name} `))
      .sort((a, b) => b.name.length - a.name.length)[0];
    expect(command, line).toBeDefined();
    if (command === undefined) return;
    expect(parseCommand(command, words.slice(command.name.split(' ').length), 'en')).toMatchObject({ ok: true });
  });

  it.each(lines.filter((line) => !writes(line)))('%s', async (line) => {
    const [program, ...argv] = line.split(' ');
    expect(program).toBe('jiantui');
    const ran = await jiantui(argv);
    // An example may name files of the reader's own; then its form at least is right.
    const files = argv.filter((arg) => /\.[a-z]+$/u.test(arg));
    if (files.every((file) => existsSync(file))) {
      expect(ran.status, ran.err).toBe(0);
      expect(ran.out.length).toBeGreaterThan(40);
    } else expect(ran.status, ran.err).toBe(1);
  });

  it('prints the version', async () => {
    for (const argv of [['--version'], ['-V']])
      expect(await jiantui(argv)).toEqual({ status: 0, out: `jiantui ${version}\n`, err: '' });
  });
});
