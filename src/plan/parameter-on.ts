/** A value with the days and the area that it holds for. */
export interface Dated {
  readonly from?: string;
  readonly until?: string;
  readonly area?: string;
}

/**
 * The value in force on a day for a household of an area (null: not known), or undefined. An ended value never stands in
 * for a later day. A value of the household's own area goes before a general one; so while the area is not known and some
 * area has a value of its own, no value is known: to learn the area could otherwise turn an answer round.
 */
export function parameterOn<T extends Dated>(
  dated: readonly T[] | undefined,
  day: string,
  area: string | null,
): T | undefined {
  const inForce = (dated ?? []).filter(
    (entry) => (entry.from === undefined || entry.from <= day) && (entry.until === undefined || day <= entry.until),
  );
  const ofAreas = inForce.filter((entry) => entry.area !== undefined);
  if (area === null && ofAreas.length > 0) return undefined;
  return ofAreas.find((entry) => entry.area === area) ?? inForce.find((entry) => entry.area === undefined);
}
