import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { hasOtherKeys, ownOf } from './freeze.js';

/** `sha256:…` of the canonical JSON (RFC 8785) of a plain value: equal content, equal digest, whatever the key order. */
export function digest(value: unknown): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalize(value) ?? 'null')))}`;
}

/** The digest of a plain value as it is now: later changes to the value do not reach it. Worked out when it is called. */
export function digestLater(value: unknown): () => string {
  const flat: unknown[] = [];
  flatten(hasOtherKeys() ? ownOf(value) : value, flat);
  return () => {
    let at = 0;
    const next = (): unknown => {
      const word = flat[at++];
      if (word === LIST) {
        const list: unknown[] = [];
        while (flat[at] !== END) list.push(next());
        at += 1;
        return list;
      }
      if (word !== RECORD) return word;
      const record = Object.create(null);
      while (flat[at] !== END) record[flat[at++] as string] = next();
      at += 1;
      return record;
    };
    return digest(next());
  };
}

const [LIST, RECORD, END] = [Symbol(), Symbol(), Symbol()];

// One list of all keys and values, since to copy records key by key costs many times as much.
function flatten(value: unknown, into: unknown[]): void {
  if (typeof value !== 'object' || value === null) into.push(value);
  else {
    const isList = Array.isArray(value);
    into.push(isList ? LIST : RECORD);
    if (isList) for (let index = 0; index < value.length; index++) flatten(value[index], into);
    else
      for (const key in value) {
        into.push(key);
        flatten(value[key as keyof typeof value], into);
      }
    into.push(END);
  }
}
