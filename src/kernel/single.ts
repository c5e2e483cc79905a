import type { Status } from '../schema/words.js';
import { clearFrom, MOST_SUBJECTS } from './chunk.js';
import type { Kernel } from './kernel.js';
import { STATUS_NAMES } from './status-names.js';

/** What one rule says of one subject: `household`, or a member's id. */
export interface SubjectStatus {
  readonly clause: string;
  readonly subject: string;
  readonly status: Status;
}

/**
 * Answers single households: each is a chunk of one, which is used again and holds nothing in between.
 * @returns null where the household is unusual or a value does not fit its column
 */
export function createSingle(
  kernel: Kernel,
): (household: unknown, asOf: string | undefined, knownOn: string | undefined) => SubjectStatus[] | null {
  const { tables } = kernel;
  const chunk = kernel.createChunk(1, MOST_SUBJECTS);
  const out = kernel.createResults(chunk);
  return (household, asOf, knownOn) => {
    const placed = kernel.fill(chunk, household, asOf, knownOn);
    if (placed === null) return null;
    const blocks = chunk.offsets[1] as number;
    kernel.run(chunk, placed.day, placed.area, out);
    clearFrom(tables, chunk, 0, 1, blocks);
    const { members } = household as { readonly members?: readonly { readonly id: string }[] | null };
    const named = (byte: number | undefined) => STATUS_NAMES[byte ?? 1] ?? 'undetermined';
    return tables.outcomes.flatMap(({ clause, level }, index): SubjectStatus[] => {
      const statuses = out[index] as Uint8Array;
      if (level === 'household') return [{ clause, subject: 'household', status: named(statuses[0]) }];
      return Array.from({ length: blocks }, (_, member) => ({
        clause,
        subject: members?.[member]?.id ?? 'household',
        status: named(statuses[member]),
      }));
    });
  };
}
