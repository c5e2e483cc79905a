import { exact, exactText, isExact } from '../base/exact.js';

/** What an entry of a flat list is: a list, a map, or an exact number. Objects and plain values stand for themselves. */
const LIST = 0;
const MAP = 1;
const EXACT = 2;

type Plain = null | boolean | number | string;
type Entry = Plain | readonly Plain[] | Readonly<Record<string, number>>;

/** A value as plain JSON: a list of its parts, each once, which refer to each other by their places. The first is the whole. */
export type Flat = readonly Entry[];

/** Writes down a value made of plain objects, lists, maps and exact numbers. What was shared stays shared. */
export function toFlat(whole: unknown): Flat {
  const list: Entry[] = [];
  const places = new Map<unknown, number>();
  const put = (value: unknown): number => {
    const known = places.get(value);
    if (known !== undefined) return known;
    const place = list.push(null) - 1;
    places.set(value, place);
    list[place] = entryOf(value);
    return place;
  };
  const entryOf = (value: unknown): Entry => {
    if (typeof value !== 'object' || value === null) return value as Entry;
    if (Array.isArray(value)) return [LIST, ...value.map(put)];
    if (value instanceof Map) return [MAP, ...[...value].flat(1).map(put)];
    if (isExact(value) && typeof value.d === 'object' && 'toFixed' in value.d) return [EXACT, exactText(value)];
    const given = Object.entries(value).filter(([, part]) => part !== undefined);
    return Object.fromEntries(given.map(([key, part]) => [key, put(part)]));
  };
  put(whole);
  return list;
}

/** The value that was written down, its lists and objects frozen. */
export function fromFlat(list: Flat): unknown {
  const made = new Map<number, unknown>();
  const at = (place: number): unknown => {
    if (!made.has(place)) made.set(place, read(list[place] as Entry));
    return made.get(place);
  };
  const read = (entry: Entry): unknown => {
    if (typeof entry !== 'object' || entry === null) return entry;
    if (!isList(entry))
      return Object.freeze(Object.fromEntries(Object.entries(entry).map(([key, place]) => [key, at(place)])));
    const [kind, ...parts] = entry;
    if (kind === EXACT) return Object.freeze(exact(String(parts[0])));
    const values = parts.map((place) => at(Number(place)));
    if (kind === LIST) return Object.freeze(values);
    const pairs = values.flatMap((value, index) => (index % 2 === 0 ? [[value, values[index + 1]] as const] : []));
    return new Map(pairs);
  };
  return at(0);
}

function isList(entry: readonly Plain[] | Readonly<Record<string, number>>): entry is readonly Plain[] {
  return Array.isArray(entry);
}
