/** A value with the days and the area that it holds for. */
export interface Dated {
  readonly from?: string;
  readonly until?: string;
  readonly area?: string;
}

/** The name of the fact that says in which area a household lives. */
export const AREA = 'localArea';

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
  const inForce = inForceOn(dated, day);
  const ofAreas = inForce.filter((entry) => entry.area !== undefined);
  if (area === null && ofAreas.length > 0) return undefined;
  return ofAreas.find((entry) => entry.area === area) ?? inForce.find((entry) => entry.area === undefined);
}

/** Of a value that is open because it differs by area: whether it may still be missing once the area is known. */
export interface ByArea {
  readonly mayLack: boolean;
}

/** Whether a value hangs on the area on a day; null where no area has a value of its own. */
export function byAreaOn(
  dated: readonly (Dated & { readonly value: unknown })[] | undefined,
  day: string,
): ByArea | null {
  const inForce = inForceOn(dated, day);
  if (inForce.every(({ area }) => area === undefined)) return null;
  const isGeneral = inForce.some(({ area }) => area === undefined);
  return { mayLack: !isGeneral || inForce.some(({ value }) => value === null) };
}

function inForceOn<T extends Dated>(dated: readonly T[] | undefined, day: string): readonly T[] {
  return (dated ?? []).filter(
    ({ from, until }) => (from === undefined || from <= day) && (until === undefined || day <= until),
  );
}
