import type { Dependencies, Dependency, ResultColumn } from './conditions.js';
import type { Results } from './results.js';

/** What the names asked for by one outcome depend on, as a text: truths alone, nothing else of a household. */
export type KeyOf = (results: Results, household: number, at: number) => string;

/** As the kernel writes it. */
const UNKNOWN = 1;
/** Truths are two bits: so many fit a character of a key. */
const IN_A_CHARACTER = 8;

/** @param rule the rule's own column */
export function keysOf({ parts, asksMembers }: Dependencies, { level, index: rule }: ResultColumn): KeyOf {
  let text = '';
  let word = 0;
  let used = 0;
  const add = (truth: number): void => {
    word = (word << 2) | truth;
    used += 1;
    if (used < IN_A_CHARACTER) return;
    text += String.fromCharCode(word);
    word = 0;
    used = 0;
  };
  return ({ columns, offsets, incomplete }, household, at) => {
    const begin = offsets[household] as number;
    const rest = incomplete[household] as number;
    const members = (offsets[household + 1] as number) - begin - rest;
    const isUnlisted = level === 'member' && at === members;
    const visit = (list: readonly Dependency[], member: number): void => {
      for (let index = 0; index < list.length; index++) {
        const each = list[index] as Dependency;
        const column = columns[each.index] as Uint8Array;
        if (each.ofEach && member < 0) {
          // Each member in turn, with all that lies within.
          for (let place = 0; place < members; place++) visit([each], place);
          continue;
        }
        const place = each.level === 'household' ? household : begin + (each.ofEach ? member : at);
        const truth = column[place] as number;
        add(truth);
        if (truth === UNKNOWN && each.within.length > 0) visit(each.within, member);
      }
    };
    text = '';
    word = rest + (isUnlisted ? 2 : 0);
    used = 1;
    visit(parts, NO_MEMBER);
    const last = used === 0 ? '' : String.fromCharCode(word);
    // How full the last character is has to be told: a false is written as nothing.
    return asksMembers ? `${rule}.${at}.${members}.${used}.${text}${last}` : `${rule}.${used}.${text}${last}`;
  };
}

/** Outside of what is looked at for every member. */
const NO_MEMBER = -1;
