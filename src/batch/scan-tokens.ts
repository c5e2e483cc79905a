/** A place in the bytes of one line of JSON. */
export interface Cursor {
  b: Uint8Array;
  p: number;
  end: number;
}

export const [QUOTE, BACKSLASH, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [
  34, 92, 44, 58, 123, 125, 91, 93,
] as const;
const [ZERO, NINE, POINT, DASH] = [48, 57, 46, 45] as const;

/** Passes spaces. */
export function skip(c: Cursor): void {
  while (c.p < c.end) {
    const byte = c.b[c.p];
    if (byte !== 32 && byte !== 9 && byte !== 13) return;
    c.p++;
  }
}

/** Passes the text that begins at a quote; its end, before the closing quote, or −1 where it is not plain. */
export function text(c: Cursor): number {
  const { b, end } = c;
  if (b[c.p] !== QUOTE) return -1;
  for (let at = c.p + 1; at < end; at++) {
    const byte = b[at] as number;
    if (byte === QUOTE) {
      c.p = at + 1;
      return at;
    }
    if (byte === BACKSLASH || byte < 32) return -1;
  }
  return -1;
}

/** Passes `word` if it stands here. */
export function word(c: Cursor, word: Uint8Array): boolean {
  if (c.p + word.length > c.end || !same(c, word, c.p, c.p + word.length)) return false;
  c.p += word.length;
  return true;
}

export function same({ b }: Cursor, value: Uint8Array, from: number, to: number): boolean {
  const { length } = value;
  if (length !== to - from) return false;
  for (let index = 0; index < length; index++) if (value[index] !== b[from + index]) return false;
  return true;
}

/** Whether two parts of the line are the same. */
export function sameParts({ b }: Cursor, from: number, to: number, other: number, otherEnd: number): boolean {
  if (to - from !== otherEnd - other) return false;
  for (let index = 0; index < to - from; index++) if (b[from + index] !== b[other + index]) return false;
  return true;
}

/** `yyyymm` of seven characters, `yyyymmdd` of ten; NaN where there is no such month or day. */
export function date({ b }: Cursor, from: number, to: number, length: 7 | 10): number {
  if (to - from !== length) return Number.NaN;
  let value = 0;
  for (let index = 0; index < length; index++) {
    const byte = b[from + index] as number;
    if (index === 4 || index === 7) {
      if (byte !== DASH) return Number.NaN;
    } else if (byte >= ZERO && byte <= NINE) value = value * 10 + byte - ZERO;
    else return Number.NaN;
  }
  const yearAndMonth = length === 7 ? value : Math.floor(value / 100);
  const month = yearAndMonth % 100;
  if (yearAndMonth < 100 || month < 1 || month > 12) return Number.NaN;
  return length === 7 || isDayOf(value % 100, month, Math.floor(value / 10_000)) ? value : Number.NaN;
}

function isDayOf(day: number, month: number, year: number): boolean {
  if (day <= 28) return day >= 1;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}

/** Passes digits with perhaps a point, in units of 10^-`scale`; −1 where they are more than can be taken. */
export function digits(c: Cursor, scale: number, isWhole: boolean): number {
  const { b, end } = c;
  const from = c.p;
  let p = from;
  let value = 0;
  let places = -1;
  for (; p < end; p++) {
    const byte = b[p] as number;
    if (byte >= ZERO && byte <= NINE) {
      if (places < scale) {
        value = value * 10 + byte - ZERO;
        if (places >= 0) places++;
      } else if (byte !== ZERO) return -1;
    } else if (byte === POINT && places < 0 && !isWhole && p > from) places = 0;
    else break;
  }
  if (p === from || p - from > 15 || b[p - 1] === POINT) return -1;
  for (let place = Math.max(places, 0); place < scale; place++) value *= 10;
  c.p = p;
  return value < 1e15 ? value : -1;
}

/**
 * Whether a number token begins in a way that only the full reader should judge: a sign, a needless zero, or a fraction so
 * small that it would be printed with an exponent.
 */
export function isOddNumber({ b }: Cursor, from: number): boolean {
  if (b[from] !== ZERO) return false;
  const next = b[from + 1] as number;
  return (
    (next >= ZERO && next <= NINE) ||
    (next === POINT && b[from + 2] === ZERO && b[from + 3] === ZERO && b[from + 4] === ZERO)
  );
}
