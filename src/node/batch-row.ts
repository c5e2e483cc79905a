import { answerAll } from '../answer/direct.js';
import { prepare } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import type { ChunkPlace } from '../batch/ndjson.js';
import { assemble } from '../decision/assemble.js';
import type { Decision } from '../schema/decision.js';
import type { BatchRun } from './batch.js';
import { snapshotAt } from './batch-engine.js';
import { openRun } from './batch-open.js';
import { readChunks } from './batch-read.js';

/**
 * Decides one row of a batch once more, trace included.
 * @param row its number, from 1, as result lines have it
 * @throws JiantuiError `bad-option` where the input has no such row; what is wrong with the row itself
 */
export async function assembleRow(run: BatchRun, row: number): Promise<Decision> {
  const { spec, source, start } = await openRun(run);
  try {
    for await (const chunk of readChunks(source, spec.headers, start)) {
      if (chunk.after.row < row) continue;
      if (chunk.isTooLong) throw new JiantuiError('bad-household', [{ code: 'record-too-long', path: [] }]);
      const place: ChunkPlace = chunk;
      const snapshot = snapshotAt(spec, run.ruleSet, chunk.bytes, place, row);
      const { parameters, adopt, asOf, knownOn } = spec;
      const prepared = prepare(run.ruleSet, snapshot, {
        parameters,
        adopt,
        ...(asOf === null ? {} : { asOf }),
        ...(knownOn == null ? {} : { knownOn }),
      });
      return assemble(answerAll(run.ruleSet, prepared));
    }
  } finally {
    await source.close();
  }
  throw new JiantuiError('bad-option', [{ code: 'no-such-row', path: ['--explain'], found: String(row) }]);
}
