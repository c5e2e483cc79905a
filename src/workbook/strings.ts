import type { Texts } from './archive.js';
import { beyond } from './limits.js';
import { decodeEscapes } from './xml.js';
import { createXmlReader } from './xml-reader.js';

/** Takes in the elements of one shared or inline text. */
export interface StringReader {
  /** An element within the text; `depth` is 1 for those directly in it. */
  open(local: string, depth: number): void;
  text(text: string): void;
  close(local: string, depth: number): void;
  /** The text, and a fresh start. */
  end(): string;
}

/** Joins the runs of a text and leaves out the pinyin above them: what counts stands in `t` and in `r/t`. */
export function createStringReader(): StringReader {
  let text = '';
  let isRun = false;
  let isText = false;
  return {
    open: (local, depth) => {
      if (depth === 1) isRun = local === 'r';
      isText = local === 't' && (depth === 1 || (depth === 2 && isRun));
    },
    text: (more) => {
      if (isText) text += more;
    },
    close: () => {
      isText = false;
    },
    end: () => {
      const whole = text;
      text = '';
      return decodeEscapes(whole);
    },
  };
}

/** The texts that cells refer to by number. They are the one part of a workbook that is held as a whole. */
export async function readStrings(archive: Texts, part: string | null): Promise<readonly string[]> {
  if (part === null) return [];
  const { limits } = archive;
  const strings: string[] = [];
  const reading = createStringReader();
  let characters = 0;
  const reader = createXmlReader(part, limits, {
    open: ({ local }, depth) => {
      if (depth > 2) reading.open(local, depth - 2);
    },
    text: (text, depth) => {
      if (depth <= 2) return;
      characters += text.length;
      if (characters > limits.characters) throw beyond(part, 'texts', limits.characters);
      reading.text(text);
    },
    close: (local, depth) => {
      if (depth > 2) reading.close(local, depth - 2);
      else if (depth === 2 && local === 'si') {
        // A copy of its own: a piece of the text would keep the whole of it in memory.
        strings.push(` ${reading.end()}`.slice(1));
        if (strings.length > limits.strings) throw beyond(part, 'texts', limits.strings);
      }
    },
  });
  for await (const text of archive.texts(part)) {
    reader.write(text);
    reader.forget(reader.position);
  }
  reader.end();
  return strings;
}
