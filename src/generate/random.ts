/** A small seeded generator of numbers. It is one object that is seeded anew for each household, so that any household can be made alone. */
export interface Random {
  /** Chooses what the streams that follow belong to. */
  seed(seed: number, index: number): void;
  /**
   * Starts one of many sequences that have nothing to do with each other: what is drawn from one changes nothing in another.
   * @param stream a whole number of less than 32 bits, with its sign
   */
  stream(stream: number): void;
  /** A whole number from 0 to `count` − 1. */
  below(count: number): number;
  /** True in `rate` of 1,000,000 cases. */
  chance(rate: number): boolean;
}

/** One in a million: the unit of the rates that {@link Random.chance} takes. */
export const MILLION = 1_000_000;

/** The generator known as mulberry32, on 32-bit whole numbers only: the same on every machine. */
export function createRandom(): Random {
  let base = 0;
  let state = 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let drawn = Math.imul(state ^ (state >>> 15), state | 1);
    drawn ^= drawn + Math.imul(drawn ^ (drawn >>> 7), drawn | 61);
    return (drawn ^ (drawn >>> 14)) >>> 0;
  };
  const below = (count: number): number => Math.floor((next() / 4294967296) * count);
  return {
    seed(seed, index) {
      base = mix(mix(0x9e3779b9, seed), index);
      state = base;
    },
    stream(stream) {
      state = mixed(base, stream | 0, stream < 0 ? -1 : 0);
    },
    below,
    chance: (rate) => below(MILLION) < rate,
  };
}

function mix(hash: number, value: number): number {
  return mixed(hash, value | 0, Math.floor(value / 4294967296));
}

function mixed(hash: number, low: number, high: number): number {
  let state = Math.imul(hash ^ low, 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13) ^ high, 0xc2b2ae35);
  return state ^ (state >>> 16);
}

/** The number of the stream that belongs to a name. */
export function streamOf(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = mix(hash, name.charCodeAt(at));
  return hash;
}
