import type { MemberIds } from './asked.js';
import type { Line } from './scan-tokens.js';

/** First byte in UTF-8 of the characters that texts order otherwise: those after U+DFFF. */
const RARE = 0xee;
const decoder = new TextDecoder();

/** Ids by where each begins and ends in the line. */
export function idsAt(s: Line, places: Int32Array): MemberIds {
  const start = (member: number) => places[2 * member] as number;
  const end = (member: number) => places[2 * member + 1] as number;
  const text = (member: number) => decoder.decode(s.b.subarray(start(member), end(member)));
  return {
    text,
    isBefore: (member, other) => {
      const shift = start(other) - start(member);
      let at = start(member);
      while (at < end(member) && at + shift < end(other) && s.b[at] === s.b[at + shift]) at++;
      const [own, others] = [s.b[at] as number, s.b[at + shift] as number];
      // Where both go on, the bytes order them as the texts do, but for the last and rarest characters.
      if (at >= end(member) || at + shift >= end(other)) return at + shift < end(other);
      return own < RARE && others < RARE ? own < others : text(member) < text(other);
    },
    // What stands between the quotes of plain JSON stands there in any JSON.
    put: (member, out) => out.copy(s.b, start(member), end(member)),
  };
}
