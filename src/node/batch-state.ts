import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { digest } from '../base/digest.js';
import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { BatchSpec } from './batch-engine.js';
import type { Position } from './batch-read.js';
import type { Totals } from './batch-totals.js';

/** How far a run has come: enough to go on from there and end with the same bytes. */
export interface Progress {
  readonly form: 1;
  /** What the run was started with; each part must be the same again. */
  readonly settings: Settings;
  /** Length of the input and digests of its first bytes and of those before `position`. */
  readonly input: { readonly size: number; readonly head: string; readonly before: string };
  readonly position: Position;
  readonly outputLength: number;
  readonly errorsLength: number;
  readonly totals: Totals;
}

interface Settings {
  readonly ruleSet: string;
  readonly parameters: string;
  readonly adopt: string;
  readonly asOf: string | null;
  readonly from: string;
  readonly encoding: string;
  readonly to: string;
  readonly full: boolean;
}

export function settingsOf(spec: BatchSpec, ruleSetDigest: string): Settings {
  const { parameters, adopt, asOf, from, encoding, to, full } = spec;
  return {
    ruleSet: ruleSetDigest,
    parameters: digest(parameters),
    adopt: digest(adopt),
    asOf,
    from,
    encoding,
    to,
    full,
  };
}

const LOOKED_AT = 1 << 16;

/** What tells one input from another, as far as `offset`. */
export async function inputMark(path: string, offset: number): Promise<Progress['input']> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const part = async (from: number, to: number) => {
      const buffer = new Uint8Array(Math.max(0, to - from));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
      return `sha256:${createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex')}`;
    };
    return {
      size,
      head: await part(0, Math.min(size, LOOKED_AT)),
      before: await part(Math.max(0, offset - LOOKED_AT), Math.min(size, offset)),
    };
  } finally {
    await file.close();
  }
}

export function progressPath(output: string): string {
  return `${output}.progress.json`;
}

/** Written beside and moved into place, so that a run that is killed leaves the old state or the new one. */
export async function writeProgress(output: string, progress: Progress): Promise<void> {
  const path = progressPath(output);
  await writeFile(`${path}.new`, `${JSON.stringify(progress)}\n`);
  await rename(`${path}.new`, path);
}

export async function dropProgress(output: string): Promise<void> {
  await rm(progressPath(output), { force: true });
}

/**
 * Reads the state of a run that was broken off, for a run with the same input and settings.
 * @throws JiantuiError `bad-option`: there is none, or something differs
 */
export async function readProgress(output: string, input: string, settings: Settings): Promise<Progress> {
  const text = await readFile(progressPath(output), 'utf8').catch(() => null);
  const progress = text === null ? null : parsed(text);
  if (progress === null)
    throw new JiantuiError('bad-option', [
      { code: 'nothing-to-resume', path: ['--resume'], expected: progressPath(output) },
    ]);
  const mark = await inputMark(input, progress.position.offset);
  const issues: Issue[] = [];
  const compare = (place: string, now: unknown, then: unknown) => {
    if (now !== then) issues.push({ code: 'resume-differs', path: [place], found: shown(now), expected: shown(then) });
  };
  for (const key of Object.keys(settings) as (keyof Settings)[]) compare(key, settings[key], progress.settings[key]);
  for (const key of ['size', 'head', 'before'] as const) compare(`input ${key}`, mark[key], progress.input[key]);
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
  return progress;
}

function parsed(text: string): Progress | null {
  try {
    const value = JSON.parse(text) as Progress;
    return value.form === 1 ? value : null;
  } catch {
    return null;
  }
}
