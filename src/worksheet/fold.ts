/** Chinese words, which most cells and headers hold: there is nothing about them to fold. */
const PLAIN = /^[\u4e00-\u9fff]*$/;

/** A name as it is compared: width, case, spaces and punctuation do not matter. */
export function fold(text: string): string {
  return PLAIN.test(text) ? text : plainText(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A word in a cell as it is compared: width, case and spaces do not matter; signs such as √ do. */
export function foldWord(text: string): string {
  return PLAIN.test(text) ? text : plainText(text).replace(/[\s\u200b-\u200f\u2060\ufeff]+/gu, '');
}

/** Full-width letters, digits and punctuation as plain ones, in small letters, without space at the ends. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
