/** A value of the fact and the household's resources there, in hundredths of a yuan. */
export interface Level {
  readonly at: number;
  readonly income: number;
  readonly resources: number;
}

/** Resources that change at once where the fact moves by the least step. */
export interface Jump {
  readonly from: number;
  readonly to: number;
  /** By how much they change; negative for a fall. */
  readonly by: number;
}

/** A fall of resources while income rises. */
export interface Cliff {
  /** The last value before the fall and the first after it. */
  readonly from: number;
  readonly to: number;
  readonly fall: number;
  /** The first value at which the household has again what it had before the fall; null where that lies beyond the sweep. */
  readonly regainedAt: number | null;
}

/** A stretch over which resources grow evenly: of each yuan more, so much is taken back. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The effective marginal rate: 1 where all of a further yuan is lost, 0 where all of it is kept. Null where income does not change. */
  readonly rate: number | null;
}

/** Every jump between neighbouring values. A smooth loss of a whole yuan for each yuan earned is no jump. */
export function jumpsOf(levels: readonly Level[]): Jump[] {
  return pairs(levels).flatMap(([a, b]) => {
    const own = b.income - a.income;
    const change = b.resources - a.resources;
    // Half a fen of rounding at either end is no jump.
    if (b.at - a.at !== 1 || (change >= -1 && change <= own + 1)) return [];
    return [{ from: a.at, to: b.at, by: change }];
  });
}

/** The largest fall of resources from one value to the next, and how far it takes to make up for it. */
export function largestCliff(levels: readonly Level[]): Cliff | null {
  let largest: Cliff | null = null;
  for (const [index, [a, b]] of pairs(levels).entries()) {
    const fall = a.resources - b.resources;
    if (fall <= 1 || (largest !== null && fall <= largest.fall)) continue;
    largest = { from: a.at, to: b.at, fall, regainedAt: regained(levels, index + 1, a.resources) };
  }
  return largest;
}

function regained(levels: readonly Level[], from: number, wanted: number): number | null {
  for (let index = from; index < levels.length; index++) {
    const level = levels[index] as Level;
    if (level.resources < wanted) continue;
    const before = levels[index - 1] as Level;
    const slope = level.resources - before.resources;
    const run = level.at - before.at;
    return slope <= 0 || run <= 1 ? level.at : before.at + Math.ceil(((wanted - before.resources) * run) / slope);
  }
  return null;
}

/** The stretches between jumps, neighbours of the same rate joined. */
export function stretchesOf(levels: readonly Level[]): Stretch[] {
  const found: Stretch[] = [];
  const jumps = new Set(jumpsOf(levels).map((jump) => jump.to));
  let fresh = levels[0]?.at ?? 0;
  for (const [a, b] of pairs(levels)) {
    const last = found.at(-1);
    const isOpen = last !== undefined && last.to === a.at && last.to !== fresh;
    const own = b.income - a.income;
    const change = b.resources - a.resources;
    if (jumps.has(b.at)) fresh = b.at;
    else if (b.at - a.at <= 1 && change !== 0 && change !== own) {
      // Over one cent a rate in between is mostly rounding: the cent belongs to its neighbour.
      if (isOpen) found[found.length - 1] = { ...last, to: b.at };
    } else {
      const rate = own === 0 ? null : Math.round((1 - change / own) * 10000) / 10000;
      if (isOpen && last.rate === rate) found[found.length - 1] = { ...last, to: b.at };
      else found.push({ from: isOpen ? a.at : fresh, to: b.at, rate });
    }
  }
  return found;
}

function pairs<T>(list: readonly T[]): [T, T][] {
  return list.slice(1).map((item, index) => [list[index] as T, item]);
}
