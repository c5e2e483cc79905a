import { plainDay } from '../base/instant.js';

/** A cell that holds one of the host's error values. */
export interface Fault {
  readonly fault: string;
}

/** A cell as every host's cells are read. A blank cell, and one that holds nothing but spaces, is null: unknown. */
export type Cell = string | number | boolean | Fault | null;

/** An error value as worksheet hosts write it, LibreOffice's `Err:502` included. */
const FAULT =
  /^(#(N\/A|GETTING_DATA|NAME\?|(VALUE|REF|DIV\/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|BUSY|CONNECT|UNKNOWN|ERROR|PYTHON|EXTERNAL|TIMEOUT|CYCLE)!)|Err:\d{3})$/;

/** Reads whatever a host hands over as one cell. Never throws. */
export function readCell(raw: unknown): Cell {
  switch (typeof raw) {
    case 'string':
      return readText(raw);
    case 'number':
      return Number.isFinite(raw) ? raw : { fault: '#NUM!' };
    case 'boolean':
      return raw;
    case 'bigint':
      return String(raw);
    case 'object':
      return raw === null ? null : readObject(raw);
    case 'undefined':
      return null;
    default:
      return { fault: `#${typeof raw}` };
  }
}

export function isFault(cell: Cell): cell is Fault {
  return typeof cell === 'object' && cell !== null;
}

function readText(raw: string): Cell {
  const text = raw.trim();
  if (text === '') return null;
  return FAULT.test(text) ? { fault: text } : text;
}

/** Hosts hand over dates, rich values and errors as objects; a value that cannot be told from an error is one. */
function readObject(raw: object): Cell {
  try {
    if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? { fault: '#NUM!' } : String(plainDay(raw));
    const { fault, errorCode, code, basicValue } = raw as Record<string, unknown>;
    for (const text of [fault, errorCode, code]) if (typeof text === 'string') return { fault: text.slice(0, 40) };
    if (typeof basicValue === 'string' || typeof basicValue === 'number' || typeof basicValue === 'boolean')
      return readCell(basicValue);
  } catch {
    // A host object may refuse to be read; it is then as good as an error value.
  }
  return { fault: '#VALUE!' };
}
