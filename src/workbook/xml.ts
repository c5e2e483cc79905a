/** Office writes control characters in texts as `_x000D_`, and such a text itself as `_x005F_x000D_`. */
export function decodeEscapes(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

/** Plain text as the text of a cell; what XML cannot hold is left out. */
export function encodeText(text: string): string {
  return encodeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
}

function encodeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** Attributes as they stand in a tag, each with a space before it. */
export function attributeText(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${encodeXml(value)}"`)
    .join('');
}

/** Column letters as a number from 0: A is 0, AA is 26. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (let place = 0; place < letters.length; place += 1) index = index * 26 + letters.charCodeAt(place) - 64;
  return index - 1;
}

export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** A cell's reference such as AB12 by its column from 0 and its row from 1; null where it is none. */
export function readReference(text: string): { readonly column: number; readonly row: number } | null {
  const parts = /^([A-Z]{1,8})([0-9]{1,15})$/i.exec(text);
  return parts === null ? null : { column: columnIndex((parts[1] ?? '').toUpperCase()), row: Number(parts[2]) };
}
