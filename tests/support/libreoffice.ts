import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { root } from './root.js';
import type { Value } from './univer.js';

const PROGRAM = '/usr/lib/libreoffice/program';
/** Debian's own Python has the bridge to the office. */
const PYTHON = '/usr/bin/python3';
const DRIVER = join(root, 'tests/slow/libreoffice.py');
export const UNOIDL_WRITE = '/usr/lib/libreoffice/sdk/bin/unoidl-write';
export const TYPES = [`${PROGRAM}/types.rdb`, `${PROGRAM}/types/offapi.rdb`];

/** An office without a window, with the extension installed. */
export interface Office {
  do(command: Readonly<Record<string, unknown>>): Promise<unknown>;
  value(sheet: string, row: number, column: number): Promise<Value>;
  close(): Promise<void>;
}

/** Whether LibreOffice and its bridge to Python are there. */
export function hasLibreOffice(): boolean {
  return (
    existsSync(`${PROGRAM}/soffice.bin`) &&
    existsSync(UNOIDL_WRITE) &&
    spawnSync(PYTHON, ['-c', 'import uno']).status === 0
  );
}

/** Starts an office of its own in `folder`, with an extension. @throws Error with what the installer says */
export async function startOffice(folder: string, extension: string): Promise<Office> {
  const url = (name: string) => pathToFileURL(`${folder}/${name}`).href;
  // Nothing of the machine's own profile is used or changed; the shared place is allowed to every user, the private one not to root.
  const own = [`-env:UserInstallation=${url('profile')}`, `-env:UNO_SHARED_PACKAGES_CACHE=${url('shared')}`];
  const installed = spawnSync(
    `${PROGRAM}/unopkg.bin`,
    ['add', '-f', '--shared', '--suppress-license', ...own, extension],
    { encoding: 'utf8' },
  );
  if (installed.status !== 0) throw new Error(`unopkg: ${installed.stdout}${installed.stderr}`);
  const driver = spawn(PYTHON, [DRIVER, 'soffice', ...own], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, JIANTUI_NODE: process.execPath },
  });
  const answers = createInterface({ input: driver.stdout })[Symbol.asyncIterator]();
  const run = async (command: Readonly<Record<string, unknown>>): Promise<unknown> => {
    driver.stdin.write(`${JSON.stringify({ document: 'main', ...command })}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`the office has ended at ${JSON.stringify(command)}`);
    return (JSON.parse(value) as { answer: unknown }).answer;
  };
  return {
    do: run,
    value: async (sheet, row, column) => (await run({ do: 'value', sheet, row, column })) as Value,
    close: async () => {
      driver.stdin.end();
      await new Promise((resolve) => driver.on('exit', resolve));
    },
  };
}
