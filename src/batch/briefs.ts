import { HOUSEHOLD } from '../household/values.js';
import type { MemberIds, Needed } from '../population/asked.js';
import type { Brief } from '../population/outline.js';
import type { Codes } from '../population/tally.js';

/** What a result line is written from, until the next one. */
export interface LineContent {
  readonly codes: Codes;
  /** What is missing, by the places of the household's members. */
  readonly missing: readonly Needed[];
  readonly ids: MemberIds;
}

/** The brief of a decision as the content of a line: the members that it names stand for themselves. */
export function contentOf({ verdicts, flags, tapers, missing }: Brief): LineContent {
  const list = [...verdicts, ...flags, ...tapers.map(({ verdict }) => verdict)];
  return {
    codes: { bytes: Uint8Array.from(list), length: list.length },
    missing: missing.map(({ name, subject }, index) => ({
      name,
      subject: subject === 'household' ? HOUSEHOLD : index,
    })),
    ids: (index) => missing[index]?.subject ?? '',
  };
}
