/** Numbers with an exponent, or with more digits than a JavaScript number holds for sure. */
const UNSURE_NUMBER = /[:,[]\s*-?(?:[\d.]{16}|[\d.]+[eE])/;
/** Levels that a household has at most; what has more is looked at more closely. */
const MOST_LEVELS = 8;

/**
 * JSON.parse, where it lets nothing pass in silence: a key given twice, a number that cannot be held exactly, deep nesting.
 * @returns undefined where it might, and for what is no JSON: then the text has to be read token by token
 */
export function parsePlain(text: string): unknown {
  if (UNSURE_NUMBER.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Each key stands before a colon. A colon in a text, or a key that is there twice, makes these differ.
  return keysIn(value, MOST_LEVELS) === colonsIn(text) ? value : undefined;
}

function colonsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) count += 1;
  return count;
}

/** How many keys all objects in a value have; NaN where there are more levels than so many. */
function keysIn(value: unknown, levels: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (levels === 0) return Number.NaN;
  let count = 0;
  if (Array.isArray(value))
    for (let index = 0; index < value.length; index++) count += keysIn(value[index], levels - 1);
  else
    for (const key in value) {
      count += 1;
      const part = (value as Record<string, unknown>)[key];
      if (typeof part === 'object') count += keysIn(part, levels - 1);
    }
  return count;
}
