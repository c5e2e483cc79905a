import type { Issue } from '../base/issue.js';

/** The encodings that a table or a file of lines may have. */
export type Encoding = 'utf-8' | 'gb18030';

const NAMES = { 'utf-8': 'UTF-8', gb18030: 'GB18030' } as const;

/** Characters beyond ASCII that have to be in order as UTF-8 before bytes are taken for it: GB18030 is so by accident now and then. */
const SURE_FROM = 8;

/** What is wrong with bytes that do not fit the encoding, and the one that they do fit. */
export function wrongEncoding(bytes: Uint8Array, encoding: Encoding): Issue {
  const other = encoding === 'utf-8' ? 'gb18030' : 'utf-8';
  return {
    code: 'wrong-encoding',
    path: [],
    expected: NAMES[encoding],
    ...(isText(bytes, other) ? { suggestion: `--encoding ${other}` } : {}),
  };
}

/**
 * What the beginning of an input says against the encoding that it is to be read in; null where it says nothing.
 * Rows that do not fit are reported one by one: this is for what would be read without a word, or not at all.
 */
export function encodingIssue(bytes: Uint8Array, encoding: Encoding): Issue | null {
  const [first, second, third] = bytes;
  const isMarked16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isMarked16 || looksLike16(bytes)) return { code: 'utf-16', path: [], expected: NAMES[encoding] };
  if (encoding === 'utf-8') return null;
  const isMarked8 = first === 0xef && second === 0xbb && third === 0xbf;
  return isMarked8 || isSurelyUtf8(bytes) ? wrongEncoding(bytes.subarray(0, 3), encoding) : null;
}

/** Whether bytes are text in an encoding. The last character may be cut off. */
export function isText(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without its mark: every second byte of ASCII is zero. */
function looksLike16(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 1000);
  let zeros = [0, 0];
  start.forEach((byte, at) => {
    if (byte === 0) zeros = at % 2 === 0 ? [(zeros[0] ?? 0) + 1, zeros[1] ?? 0] : [zeros[0] ?? 0, (zeros[1] ?? 0) + 1];
  });
  const [even = 0, odd = 0] = zeros;
  const most = Math.max(even, odd);
  return most > 4 && most >= start.length / 8 && Math.min(even, odd) <= most / 8;
}

function isSurelyUtf8(bytes: Uint8Array): boolean {
  if (!isText(bytes, 'utf-8')) return false;
  let count = 0;
  for (let at = 0; at < bytes.length && count < SURE_FROM; at++) if ((bytes[at] as number) >= 0xc0) count += 1;
  return count >= SURE_FROM;
}
