import { type NamedFile, refuseSameFile } from '../node/same-file.js';
import type { Args, Command } from './command.js';

const READ = ['parameters', 'overlay', 'reform', 'font'] as const;
const WRITTEN = ['output', 'picture', 'junit'] as const;

/** Refuses to write over a file that the same command reads, or writes as something else. @throws JiantuiError `bad-option` */
export async function checkFiles(command: Command, { positionals, options }: Args): Promise<void> {
  const named = (names: readonly (typeof READ | typeof WRITTEN)[number][]): NamedFile[] =>
    names.flatMap((name) => [options[name] ?? []].flat().map((path) => ({ path, by: `--${name}` })));
  const writes = named(WRITTEN);
  if (writes.length === 0) return;
  const inputs = positionals.filter((path) => command.isFile?.(path) ?? true).map((path) => ({ path, by: path }));
  const beside = options.output === undefined || options.output === '-' ? [] : (command.beside?.(options.output) ?? []);
  await refuseSameFile([...inputs, ...named(READ)], [...writes, ...beside.map((path) => ({ path, by: '--output' }))]);
}
