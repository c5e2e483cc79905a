/** Values that one lane cell holds: two bits each in 32. */
export const LANES = 16;

/** What a lane cell may hold. */
export type CellValue = boolean | string | readonly string[] | null;

/** A cell of so many values, at most {@link LANES}, all unknown; nothing stands beyond the last. */
export function unknownBits(count: number): number {
  // Cut from the right: no shift makes a mask of 16 values, since shifting by 32 shifts nothing.
  return count === 0 ? 0 : 0x55555555 >>> (2 * (LANES - count));
}

/** Two bits for each value of a cell: whether what is held is, or contains, that value. */
export function laneBits(values: readonly (string | boolean)[], held: CellValue): number {
  if (held === null) return unknownBits(values.length);
  let bits = 0;
  values.forEach((each, lane) => {
    if (Array.isArray(held) ? held.includes(each as string) : held === each) bits |= 3 << (lane * 2);
  });
  return bits;
}
