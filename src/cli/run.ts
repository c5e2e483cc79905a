import packageFile from '../../package.json' with { type: 'json' };
import { JiantuiError } from '../base/error.js';
import type { Language } from '../base/issue-text.js';
import { nearest } from '../base/nearest.js';
import { visibleLines } from '../base/visible.js';
import type { Command } from './command.js';
import { commands } from './commands.js';
import { checkFiles } from './files.js';
import { commandHelp, generalHelp } from './help.js';
import { InputError } from './inputs.js';
import type { Io } from './io.js';
import { languageOf, parseCommand } from './parse.js';
import { reportIssues } from './report.js';
import { texts } from './texts.js';

/** 0 decided or not, 1 bad input, 2 bad usage, 70 a fault of the program (EX_SOFTWARE). */
export const EXIT = { done: 0, badInput: 1, badUsage: 2, fault: 70 } as const;

/**
 * Runs the command line: results to `io.out`, messages to `io.err`.
 * @param argv the arguments after the program's name
 * @returns the exit status; never throws
 */
export async function run(argv: readonly string[], given: Io): Promise<number> {
  // Messages repeat names of files and options as they were written.
  const io: Io = { ...given, err: (text) => given.err(visibleLines(text)) };
  const language = languageOf(argv);
  try {
    return await obey(argv, io, language);
  } catch (error) {
    if (error instanceof JiantuiError) {
      reportIssues(io, error.issues, error instanceof InputError ? error.file : 'jiantui', language);
      return EXIT.badInput;
    }
    io.err(`jiantui: ${texts[language].fault(error instanceof Error ? error.message : String(error))}\n`);
    return EXIT.fault;
  }
}

async function obey(argv: readonly string[], io: Io, language: Language): Promise<number> {
  const first = argv[0];
  if (first === '--version' || first === '-V') {
    io.out(`jiantui ${packageFile.version}\n`);
    return EXIT.done;
  }
  const isHelp = first === '--help' || first === '-h' || first === 'help';
  const found = findCommand(isHelp ? argv.slice(1) : argv);
  if (found !== null && (isHelp || asksHelp(found.rest))) {
    io.out(commandHelp(found.command, language));
    return EXIT.done;
  }
  if (isHelp) {
    io.out(generalHelp(commands, language));
    return EXIT.done;
  }
  if (found === null) return usage(io, unknown(argv, language), 'jiantui', language);
  const parsed = parseCommand(found.command, found.rest, language);
  if (!parsed.ok) return usage(io, parsed.problem, `jiantui ${found.command.name}`, language);
  await checkFiles(found.command, parsed.args);
  return found.command.run(parsed.args, io);
}

/** The command that the first one or two words name, and the rest. */
function findCommand(argv: readonly string[]): { command: Command; rest: readonly string[] } | null {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ');
    const command = argv.length < words ? undefined : commands.find((candidate) => candidate.name === name);
    if (command !== undefined) return { command, rest: argv.slice(words) };
  }
  return null;
}

function asksHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

function unknown(argv: readonly string[], language: Language): string {
  const say = texts[language];
  const end = argv.findIndex((arg) => arg.startsWith('-'));
  const words = end < 0 ? argv : argv.slice(0, end);
  if (words.length === 0) {
    const isKnown = argv.length === 0 || argv[0]?.startsWith('--lang') === true;
    return isKnown ? say.noCommand() : say.unknownOption(argv[0] ?? '', null);
  }
  // `rules` alone is the beginning of several commands; `rules lst` is a slip in the second word.
  const group = commands.some((command) => command.name.startsWith(`${words[0]} `));
  const written = words.slice(0, group ? 2 : 1).join(' ');
  const names = commands.map((command) => command.name);
  return say.unknownCommand(
    written,
    nearest(written, names) ?? names.filter((name) => name.startsWith(`${written} `))[0] ?? null,
  );
}

function usage(io: Io, problem: string, command: string, language: Language): number {
  io.err(`jiantui: ${problem}\n${texts[language].seeHelp(command)}\n`);
  return EXIT.badUsage;
}
