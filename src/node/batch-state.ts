import { createHash, type Hash } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { digest } from '../base/digest.js';
import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { verdicts } from '../schema/decision.js';
import { check } from '../schema/problems.js';
import type { BatchSpec } from './batch-engine.js';
import { unwritable } from './write-file.js';

const count = z.int().check(z.nonnegative());
const sha256 = z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/, 'sha256:…'));
const written = z.strictObject({ length: count, end: sha256 });

const progressFile = z.strictObject({
  form: z.literal(2),
  /** What the run was started with; each part must be the same again. */
  settings: z.strictObject({
    ruleSet: z.string(),
    parameters: z.string(),
    adopt: z.string(),
    asOf: z.nullable(z.string()),
    knownOn: z.nullable(z.string()),
    from: z.enum(['ndjson', 'csv']),
    encoding: z.enum(['utf-8', 'gb18030']),
    to: z.enum(['ndjson', 'csv']),
    full: z.boolean(),
  }),
  /** Length of the input, and the digest of all of it that lies before `position`. */
  input: z.strictObject({ size: count, before: sha256 }),
  position: z.strictObject({ offset: count, row: count, line: count }),
  /** Lengths of the results and of the bad rows, and the digests of their last bytes. */
  output: written,
  errors: written,
  totals: z.strictObject({
    rows: count,
    bad: count,
    blank: count,
    verdicts: z.record(z.string(), z.partialRecord(z.enum(verdicts), count)),
  }),
  /** Digest of all the rest. */
  seal: sha256,
});

/** How far a run has come: enough to go on from there and end with the same bytes. */
export type Progress = z.infer<typeof progressFile>;

export function settingsOf(spec: BatchSpec, ruleSetDigest: string): Progress['settings'] {
  const { parameters, adopt, asOf, knownOn, from, encoding, to, full } = spec;
  return {
    ruleSet: ruleSetDigest,
    parameters: digest(parameters),
    adopt: digest(adopt),
    asOf,
    knownOn: knownOn ?? null,
    from,
    encoding,
    to,
    full,
  };
}

/** A digest as far as it has come. */
export function soFar(hash: Hash): string {
  return `sha256:${hash.copy().digest('hex')}`;
}

const AT_ONCE = 1 << 20;

/** The bytes of a file from one place to another, taken into a digest. */
async function hashPart(path: string, from: number, to: number): Promise<Hash> {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  try {
    const buffer = new Uint8Array(AT_ONCE);
    for (let at = from; at < to; ) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(AT_ONCE, to - at), at);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
    return hash;
  } finally {
    await file.close();
  }
}

/** The digest of the beginning of an input, to be gone on with. */
export function hashBefore(input: string, offset: number): Promise<Hash> {
  return hashPart(input, 0, offset);
}

const LOOKED_AT = 1 << 16;

/** What tells whether a file that is being written still ends as it did. A file without anything in it need not be there. */
export async function writtenMark(path: string, length: number): Promise<Progress['output']> {
  const hash = length === 0 ? createHash('sha256') : await hashPart(path, Math.max(0, length - LOOKED_AT), length);
  return { length, end: soFar(hash) };
}

export function progressPath(output: string): string {
  return `${output}.progress.json`;
}

/** Whether there is a note to go on from. */
export async function hasProgress(output: string): Promise<boolean> {
  return (await stat(progressPath(output)).catch(() => null)) !== null;
}

export function errorsPath(output: string): string {
  return `${output}.errors.ndjson`;
}

/** Every file that a run writes beside its output. */
export function sideFiles(output: string): readonly string[] {
  return [errorsPath(output), progressPath(output), newProgressPath(output)];
}

function newProgressPath(output: string): string {
  return `${progressPath(output)}.new`;
}

/** Written beside and moved into place, so that a run that is killed leaves the old state or the new one. */
export async function writeProgress(output: string, progress: Omit<Progress, 'seal'>): Promise<void> {
  const [path, fresh] = [progressPath(output), newProgressPath(output)];
  try {
    await writeFile(fresh, `${JSON.stringify({ ...progress, seal: sealOf(progress) })}\n`);
    await rename(fresh, path);
  } catch (cause) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw unwritable(path, cause);
  }
}

function sealOf(progress: Omit<Progress, 'seal'>): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(progress)).digest('hex')}`;
}

export async function dropProgress(output: string): Promise<void> {
  await rm(progressPath(output), { force: true }).catch((cause: unknown) => {
    throw unwritable(progressPath(output), cause);
  });
}

/**
 * Reads the state of a run that was broken off, for a run with the same input and settings.
 * @param size of the input
 * @throws JiantuiError `bad-option`: there is none, it is not as it was written, or something differs
 */
export async function readProgress(
  output: string,
  input: string,
  size: number,
  settings: Progress['settings'],
): Promise<{ readonly progress: Progress; readonly hash: Hash }> {
  const path = progressPath(output);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null)
    throw new JiantuiError('bad-option', [{ code: 'nothing-to-resume', path: ['--resume'], expected: path }]);
  const progress = parsed(path, text);
  const issues: Issue[] = [];
  const compare = (place: string, now: unknown, then: unknown) => {
    if (now !== then) issues.push({ code: 'resume-differs', path: [place], found: shown(now), expected: shown(then) });
  };
  for (const key of Object.keys(settings) as (keyof typeof settings)[])
    compare(key, settings[key], progress.settings[key]);
  const { offset } = progress.position;
  const hash = await hashBefore(input, offset);
  compare('input size', size, progress.input.size);
  compare('input before', soFar(hash), progress.input.before);
  for (const [name, file, then] of [
    ['output', output, progress.output],
    ['errors', errorsPath(output), progress.errors],
  ] as const) {
    const now = await lengthOf(file);
    if (now < then.length)
      issues.push({
        code: 'resume-differs',
        path: [file],
        found: `${now} bytes`,
        expected: `at least ${then.length} bytes`,
      });
    else compare(`${name} end`, (await writtenMark(file, then.length)).end, then.end);
  }
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
  return { progress, hash };
}

/** Length of an ordinary file; 0 where there is none. */
async function lengthOf(path: string): Promise<number> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return 0;
  try {
    const found = await file.stat();
    return found.isFile() ? found.size : 0;
  } finally {
    await file.close();
  }
}

function parsed(path: string, text: string): Progress {
  const bad = (issues: readonly Issue[]) =>
    new JiantuiError('bad-option', [{ code: 'bad-progress', path: [path] }, ...issues]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad([]);
  }
  const found = check(progressFile as z.ZodMiniType<Progress>, value);
  if (!found.ok) throw bad(found.issues);
  const { seal, ...rest } = value as Progress;
  if (sealOf(rest) !== seal) throw bad([]);
  return found.value;
}
