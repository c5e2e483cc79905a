import type { Language } from '../base/issue-text.js';
import type { Command } from './command.js';
import { type OptionName, optionSpec } from './options.js';
import { texts } from './texts.js';

/** The help of the whole program. */
export function generalHelp(commands: readonly Command[], language: Language): string {
  const say = texts[language];
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    say.about,
    '',
    `${say.usage}: jiantui COMMAND [...]`,
    '',
    `${say.commands}:`,
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.about[language]}`),
    '',
    `${say.examples}:`,
    ...commands.flatMap((command) => command.examples.slice(0, 1)).map((example) => `  ${example.line}`),
    '',
    say.more,
    say.exit,
    '',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp(command: Command, language: Language): string {
  const say = texts[language];
  const names: readonly OptionName[] = [...command.options, 'lang', 'help'];
  const heads = names.map((name) =>
    [`--${name}`, command.choices?.[name]?.join('|') ?? optionSpec(name).placeholder]
      .filter((part) => part !== undefined)
      .join(' '),
  );
  const width = Math.max(...heads.map((head) => head.length));
  return [
    command.about[language],
    '',
    `${say.usage}: jiantui ${[command.name, command.takes.placeholder].filter((part) => part !== '').join(' ')} [...]`,
    '',
    ...(command.details === undefined ? [] : [command.details[language], '']),
    `${say.options}:`,
    ...names.map((name, index) => `  ${heads[index]?.padEnd(width)}  ${optionSpec(name).about[language]}`),
    '',
    `${say.examples}:`,
    ...command.examples.flatMap((example) => [`  # ${example.about[language]}`, `  ${example.line}`]),
    '',
    say.exit,
    '',
  ].join('\n');
}
