/**
 * Characters that a terminal acts on, that turn the direction of text, or that take up no room: with them a name could pass
 * itself off as another, or as a line of ours. C0 and C1 controls, marks of direction, zero-width and line separators, halves
 * of surrogate pairs.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text on one line with every hidden character written as `\u{1b}`. Two texts that differ stay different. */
export function visible(text: string): string {
  return text.replaceAll('\\u{', '\\u{5c}u{').replaceAll(HIDDEN, escaped);
}

/** The same for whole lines of text: their line breaks and tabs stay. */
export function visibleLines(text: string): string {
  return text.replaceAll(HIDDEN, (hidden) => (hidden === '\n' || hidden === '\t' ? hidden : escaped(hidden)));
}

function escaped(hidden: string): string {
  return `\\u{${hidden.charCodeAt(0).toString(16)}}`;
}

/** Data with every text in it made {@link visible}, keys too; the same object where nothing is hidden. */
export function withVisibleTexts<T>(data: T): T {
  return seen(data) as T;
}

function seen(data: unknown): unknown {
  if (typeof data === 'string') return visible(data);
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) {
    const items = data.map(seen);
    return items.every((item, index) => item === data[index]) ? data : items;
  }
  const prototype = Object.getPrototypeOf(data);
  if (prototype !== Object.prototype && prototype !== null) return data;
  const entries = Object.entries(data);
  const made = entries.map(([key, value]) => [visible(key), seen(value)] as const);
  return made.every(([key, value], index) => key === entries[index]?.[0] && value === entries[index]?.[1])
    ? data
    : Object.fromEntries(made);
}
