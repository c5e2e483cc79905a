import type { Archive } from './archive.js';
import { decodeXml } from './xml.js';

const TEXT = /<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<\/(?:\w+:)?t>/g;
const PHONETIC = /<((?:\w+:)?rPh)[\s>][\s\S]*?<\/\1>/g;

/** The text of a shared or an inline string: its runs joined, without the pinyin above them. */
export function stringText(xml: string): string {
  const plain = xml.includes('rPh') ? xml.replace(PHONETIC, '') : xml;
  let text = '';
  for (const found of plain.matchAll(TEXT)) text += found[1] ?? '';
  return decodeXml(text);
}

/** The texts that cells refer to by number. They are the one part of a workbook that is held as a whole. */
export async function readStrings(archive: Archive, path: string | null): Promise<readonly string[]> {
  if (path === null) return [];
  const strings: string[] = [];
  const decoder = new TextDecoder();
  let rest = '';
  const take = () => {
    const pattern = /<((?:\w+:)?si)(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/\1>)/g;
    let end = 0;
    for (const found of rest.matchAll(pattern)) {
      strings.push(stringText(found[2] ?? ''));
      end = found.index + found[0].length;
    }
    rest = rest.slice(end);
  };
  for await (const part of await archive.read(path)) {
    rest += decoder.decode(part as Uint8Array, { stream: true });
    take();
  }
  rest += decoder.decode();
  take();
  return strings;
}
