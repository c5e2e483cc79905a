import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { hasOtherKeys } from './freeze.js';

/** `sha256:…` of the canonical JSON (RFC 8785) of a plain value: equal content, equal digest, whatever the key order. */
export function digest(value: unknown): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalize(value) ?? 'null')))}`;
}

/** The digest of a plain value as it is now: later changes to the value do not reach it. Worked out when it is called. */
export function digestLater(value: unknown): () => string {
  const flat = flatten(value, !hasOtherKeys());
  return () => digest(unflatten(flat));
}

/** A list of a list's items, or of a record's keys and values by turns: to copy records key by key costs many times as much. */
function flatten(value: unknown, isClean: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isList = Array.isArray(value);
  const flat: unknown[] = [isList];
  if (isList) for (let index = 0; index < value.length; index++) flat.push(flatten(value[index], isClean));
  else
    for (const key in value)
      if (isClean || Object.hasOwn(value, key)) flat.push(key, flatten(value[key as keyof typeof value], isClean));
  return flat;
}

function unflatten(flat: unknown): unknown {
  if (!Array.isArray(flat)) return flat;
  const [isList, ...parts] = flat;
  if (isList) return parts.map(unflatten);
  const record = Object.create(null);
  for (let index = 0; index < parts.length; index += 2) record[parts[index]] = unflatten(parts[index + 1]);
  return record;
}
