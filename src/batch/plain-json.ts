/** Levels that a household has at most; what has more is looked at more closely. */
const MOST_LEVELS = 8;
/** Digits, the point included, that a JavaScript number holds for sure. */
const SURE_DIGITS = 15;

/**
 * JSON.parse, where it lets nothing pass in silence: a key given twice, a number that cannot be held exactly, deep nesting.
 * @returns undefined where it might, and for what is no JSON: then the text has to be read token by token
 */
export function parsePlain(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Each key stands before a colon. A colon in a text, or a key that is there twice, makes these differ.
  return keysIn(value, MOST_LEVELS) === colonsIn(text) ? value : undefined;
}

/** How many colons there are; NaN where a number stands behind one that may not be held exactly. */
function colonsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    if (!isSure(text, at + 1)) return Number.NaN;
    count += 1;
  }
  return count;
}

/** False for a number with an exponent, or with more digits than a JavaScript number holds for sure. */
function isSure(text: string, from: number): boolean {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  if (text[at] === '-') at += 1;
  const first = at;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at === first || (at - first <= SURE_DIGITS && text[at] !== 'e' && text[at] !== 'E');
}

/** A digit, or the point. */
function isDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** How many keys all objects in a value have; NaN where there are more levels than so many, and for numbers in lists. */
function keysIn(value: unknown, levels: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (levels === 0) return Number.NaN;
  let count = 0;
  if (Array.isArray(value))
    for (let index = 0; index < value.length; index++) {
      const part: unknown = value[index];
      count += typeof part === 'number' ? Number.NaN : keysIn(part, levels - 1);
    }
  else
    for (const key in value) {
      count += 1;
      const part = (value as Record<string, unknown>)[key];
      if (typeof part === 'object') count += keysIn(part, levels - 1);
    }
  return count;
}
