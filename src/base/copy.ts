import { isRecord } from './issue.js';

/**
 * A copy of plain data: what becomes of the original afterwards does not reach it, and each property is read once. What is no
 * plain data, what is deeper or longer than any snapshot, and what cannot be read, stays as it is: the checks say what is wrong.
 */
export function copyOf(value: unknown): unknown {
  try {
    return copied(value, 0);
  } catch {
    return value;
  }
}

function copied(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) {
    if (value.length > LONGEST) return value;
    const list: unknown[] = [];
    for (let index = 0; index < value.length; index++) list.push(copied(value[index], depth + 1));
    return list;
  }
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const part = copied((value as Record<string, unknown>)[key], depth + 1);
    if (key === '__proto__') Object.defineProperty(copy, key, { value: part, enumerable: true });
    else copy[key] = part;
  }
  return copy;
}

const [DEEPEST, LONGEST] = [16, 100_000];
