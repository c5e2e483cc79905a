/**
 * Characters that a terminal acts on, that turn the direction of text, or that take up no room: with them a name could pass
 * itself off as another, or as a line of ours. Controls, format characters, halves of pairs, separators of lines.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text on one line with every hidden character written as `\u{1b}`. Two texts that differ stay different. */
export function visible(text: string): string {
  return text.split('\\u{').join('\\u{5c}u{').replace(HIDDEN, escaped);
}

/** The same for whole lines of text: their line breaks and tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(HIDDEN, (hidden) => (hidden === '\n' || hidden === '\t' ? hidden : escaped(hidden)));
}

function escaped(hidden: string): string {
  return `\\u{${hidden.codePointAt(0)?.toString(16)}}`;
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
