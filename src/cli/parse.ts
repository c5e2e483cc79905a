import { parseArgs } from 'node:util';
import { plainDay } from '../base/instant.js';
import type { Language } from '../base/issue-text.js';
import { nearest } from '../base/nearest.js';
import type { Args, Command } from './command.js';
import { type OptionName, type OptionValues, optionSpec, options } from './options.js';
import { type Say, texts } from './texts.js';

export type Parsed = { readonly ok: true; readonly args: Args } | { readonly ok: false; readonly problem: string };

/** The language asked for, found before anything else, so that complaints about the rest are in it. */
export function languageOf(argv: readonly string[]): Language {
  const place = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const written = argv[place]?.startsWith('--lang=') === true ? argv[place].slice('--lang='.length) : argv[place + 1];
  return place >= 0 && written === 'en' ? 'en' : 'zh';
}

/** Reads the arguments of a command; what is wrong with their form comes back as one sentence. */
export function parseCommand(command: Command, argv: readonly string[], language: Language): Parsed {
  const say = texts[language];
  const allowed = [...command.options, 'lang', 'help'] as readonly OptionName[];
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.keys(options).map((name) => {
        const { placeholder, short } = optionSpec(name as OptionName);
        const type = placeholder === undefined ? ('boolean' as const) : ('string' as const);
        return [name, { type, ...(short === undefined ? {} : { short }) }];
      }),
    ),
  });
  const values: Partial<Record<OptionName, string[]>> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const problem = readOption(say, command, allowed, values, token);
    if (problem !== null) return { ok: false, problem };
  }
  const { placeholder, min, max } = command.takes;
  if (positionals.length < min) return { ok: false, problem: say.tooFew(placeholder) };
  if (positionals.length > max) return { ok: false, problem: say.tooMany(positionals[max] ?? '', max) };
  return { ok: true, args: { language, positionals, options: collect(values) } };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function readOption(
  say: Say,
  command: Command,
  allowed: readonly OptionName[],
  values: Partial<Record<OptionName, string[]>>,
  token: OptionToken,
): string | null {
  const name = allowed.find((option) => option === token.name);
  if (name === undefined) {
    const suggestion = nearest(token.name, allowed);
    return say.unknownOption(token.rawName, suggestion === undefined ? null : `--${suggestion}`);
  }
  if (name === 'help') return null;
  const spec = optionSpec(name);
  if (spec.placeholder === undefined) {
    if (token.value !== undefined) return say.needlessValue(`--${name}`);
    values[name] = [name];
    return null;
  }
  const { value } = token;
  const isMissing =
    value === undefined || value === '' || (token.inlineValue !== true && value.startsWith('-') && value !== '-');
  if (isMissing) return say.missingValue(`--${name}`, spec.placeholder ?? '');
  const choices = command.choices?.[name] ?? spec.choices;
  if (choices !== undefined && !choices.includes(value)) return say.wrongChoice(`--${name}`, value, choices);
  if (spec.form !== undefined && !spec.form.pattern.test(value))
    return say.wrongForm(`--${name}`, value, spec.form.expected);
  const given = values[name] ?? [];
  if (given.length > 0 && spec.multiple !== true) return say.twice(`--${name}`);
  values[name] = [...given, value];
  return null;
}

function collect(values: Partial<Record<OptionName, string[]>>): OptionValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, given]) => [
      name,
      optionSpec(name as OptionName).multiple === true ? given : name === 'as-of' ? plainDay(given[0]) : given[0],
    ]),
  );
}
