import type { Limits } from './limits.js';

/** Parts of a workbook that are text, piece by piece. */
export interface Texts {
  readonly limits: Limits;
  /** @throws JiantuiError `unreadable-file` */
  texts(name: string): AsyncIterable<string>;
}

/** The parts of a workbook, each a stream, so that no part is ever held as a whole. Case does not matter in their names. */
export interface Archive extends Texts {
  /** The whole of a small part; null where there is none. @throws JiantuiError `unreadable-file` */
  text(name: string): Promise<string | null>;
}

/** What some parts of a copy hold instead, by their names. */
export type Replaced = ReadonlyMap<string, () => AsyncIterable<string>>;
