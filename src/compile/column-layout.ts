import { unknownBits } from './lane-bits.js';
import type { LanePlace, Layout, NumberPlace } from './layout.js';

/** Truths that one byte of a column holds. */
export const LANES_A_BYTE = 4;

/** One column of bytes: two bits for each of up to four values (false 00, unknown 01, true 11). */
export interface ByteColumn {
  readonly name: string;
  readonly clause?: string;
  readonly level: 'household' | 'member';
  readonly values: readonly (string | boolean)[];
  /** Which cell of a row it is taken from, and by how many bits that is shifted. */
  readonly at: number;
  readonly shift: number;
  readonly unknown: number;
}

/** One column of doubles: NaN is unknown, otherwise the value times ten to the `scale`, at most `limit`; days are `yyyymmdd`. */
export interface DoubleColumn {
  readonly name: string;
  readonly clause?: string;
  readonly level: 'household' | 'member';
  readonly scale: number;
  readonly limit: number;
  readonly at: number;
}

export interface ColumnLayout {
  readonly bytes: readonly ByteColumn[];
  readonly doubles: readonly DoubleColumn[];
}

/** The columns of a program: those of households first, then those of members. Day and parameters are no columns. */
export function columnLayout(layout: Layout): ColumnLayout {
  const stored = <P extends LanePlace | NumberPlace>(places: readonly P[]) =>
    places.filter((place) => place.source.level !== 'uniform');
  const head = ({ source: { name, clause, level } }: LanePlace | NumberPlace) => ({
    name,
    ...(clause === undefined ? {} : { clause }),
    level: level === 'member' ? ('member' as const) : ('household' as const),
  });
  const bytes = [...stored(layout.lanes), ...stored(layout.memberLanes)].flatMap((place) =>
    Array.from({ length: Math.ceil(place.values.length / LANES_A_BYTE) }, (_, part): ByteColumn => {
      const values = place.values.slice(part * LANES_A_BYTE, (part + 1) * LANES_A_BYTE);
      return {
        ...head(place),
        values,
        at: place.at,
        shift: part * LANES_A_BYTE * 2,
        unknown: unknownBits(values.length),
      };
    }),
  );
  const doubles = [...stored(layout.numbers), ...stored(layout.memberNumbers)].map(
    (place): DoubleColumn => ({ ...head(place), scale: place.scale, limit: place.limit, at: place.at }),
  );
  return { bytes, doubles };
}
