import { taperVerdicts, verdicts } from '../schema/decision.js';
import type { Missing, Outline, TaperMonths } from './brief.js';
import { type ByteWriter, encode } from './bytes.js';
import type { Judged } from './judge.js';

/** How result lines are written. */
export interface Renderer {
  /** What stands before the first line; empty for NDJSON. */
  readonly head: string;
  /** Writes one line. `id` writes the household's id as it stands in the format. */
  line(row: number, judged: Judged, id: (out: ByteWriter) => void, out: ByteWriter): void;
  /** An id as the format writes it. */
  id(id: string | null): string;
}

/** Lines whose middle parts are kept ready; a run over odd data must not keep them all. */
const MOST_KEPT = 50_000;

const RAISED = 0;

/** Looks up what was made for the same bytes before. */
function keep(
  make: (bytes: Uint8Array, length: number) => Uint8Array,
): (bytes: Uint8Array, length: number) => Uint8Array {
  const kept = new Map<string, Uint8Array>();
  return (bytes, length) => {
    let key = '';
    // Codes are below 8: five make one character.
    for (let index = 0; index < length; index += 5) {
      let code = 1;
      for (let next = index; next < index + 5 && next < length; next++) code = code * 8 + (bytes[next] as number);
      key += String.fromCharCode(code);
    }
    let made = kept.get(key);
    if (made === undefined) {
      if (kept.size >= MOST_KEPT) kept.clear();
      made = make(bytes, length);
      kept.set(key, made);
    }
    return made;
  };
}

export function renderer(format: 'ndjson' | 'csv', outline: Outline): Renderer {
  return format === 'ndjson' ? createJsonRenderer(outline) : createCsvRenderer(outline);
}

/** One JSON object a line: `row`, `id`, `verdicts`, `tapers`, `flags`, `missing`. */
export function createJsonRenderer(outline: Outline): Renderer {
  const { programmes, flags } = outline;
  const middle = keep((bytes, length) => {
    const tapers = tapersIn(outline, bytes, length).map(({ clause, verdict, months }) => ({ clause, verdict, months }));
    const body = {
      verdicts: Object.fromEntries(programmes.map((id, index) => [id, verdicts[bytes[index] ?? 0]])),
      tapers,
      flags: flags.filter((_, index) => bytes[programmes.length + index] === RAISED),
    };
    return encode(`,${JSON.stringify(body).slice(1, -1)},"missing":[`);
  });
  const [before, between, comma, after] = [encode('{"row":'), encode(',"id":'), encode(','), encode(']}\n')];
  const names = keepNames((text) => JSON.stringify(text));
  return {
    head: '',
    id: (id) => JSON.stringify(id),
    line: (row, { codes, missing }, id, out) => {
      out.put(before);
      out.number(row);
      out.put(between);
      id(out);
      out.put(middle(codes.bytes, codes.length));
      for (let index = 0; index < missing.length; index++) {
        if (index > 0) out.put(comma);
        out.put(names(missing[index] as Missing));
      }
      out.put(after);
    },
  };
}

/**
 * One table row a line: `row`, `id`, a column for each programme, verdict and months for each taper clause, `flags`,
 * `missing`. A list in a cell has semicolons.
 */
export function createCsvRenderer(outline: Outline): Renderer {
  const { programmes, flags, tapers } = outline;
  const heads = tapers.flatMap(({ clause }) => [`taper ${clause ?? 'dibao'}`, `months ${clause ?? 'dibao'}`]);
  const middle = keep((bytes, length) => {
    const found = tapersIn(outline, bytes, length);
    const cells = [
      ...programmes.map((_, index) => verdicts[bytes[index] ?? 0] ?? ''),
      ...tapers.flatMap(({ clause, months }) => [
        [...new Set(found.filter((entry) => entry.clause === clause).map(({ verdict }) => verdict))].join(';'),
        monthsText(months),
      ]),
      flags.filter((_, index) => bytes[programmes.length + index] === RAISED).join(';'),
    ];
    return encode(`,${cells.map(csvCell).join(',')},`);
  });
  const [semicolon, comma, quote, end] = [encode(';'), encode(','), encode('"'), encode('\r\n')];
  const names = keepNames((text) => text);
  return {
    head: `${['row', 'id', ...programmes, ...heads, 'flags', 'missing'].map(csvCell).join(',')}\r\n`,
    id: (id) => csvCell(id ?? ''),
    line: (row, { codes, missing }, id, out) => {
      out.number(row);
      out.put(comma);
      id(out);
      out.put(middle(codes.bytes, codes.length));
      const list = missing.map((entry) => names(entry));
      // A member's id may hold anything.
      const plain = missing.every(({ subject }) => subject === 'household' || csvCell(subject) === subject);
      if (plain) {
        list.forEach((name, index) => {
          if (index > 0) out.put(semicolon);
          out.put(name);
        });
      } else {
        out.put(quote);
        out.text(missing.map(nameText).join(';').replace(/"/g, '""'));
        out.put(quote);
      }
      out.put(end);
    },
  };
}

/** `"…"` where a cell needs it. A cell that a worksheet would take for a formula gets an apostrophe before it. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function nameText({ name, subject }: Missing): string {
  return subject === 'household' ? name : `${name}@${subject}`;
}

function keepNames(write: (text: string) => string): (missing: Missing) => Uint8Array {
  const kept = new Map<string, Map<string, Uint8Array>>();
  return (missing) => {
    let own = kept.get(missing.name);
    if (own === undefined) {
      own = new Map();
      kept.set(missing.name, own);
    }
    let made = own.get(missing.subject);
    if (made === undefined) {
      if (own.size >= 1000) own.clear();
      made = encode(write(nameText(missing)));
      own.set(missing.subject, made);
    }
    return made;
  };
}

interface TaperLine {
  readonly clause: string | null;
  readonly verdict: (typeof taperVerdicts)[number];
  readonly months: TaperMonths;
}

/** The taper entries in codes: a clause about members has one entry for each of them. */
function tapersIn({ programmes, flags, tapers }: Outline, bytes: Uint8Array, length: number): TaperLine[] {
  const from = programmes.length + flags.length;
  const ofHousehold = tapers.filter(({ rule }) => rule?.rule.subject !== 'member').length;
  const ofMembers = tapers.length - ofHousehold;
  const blocks = ofMembers === 0 ? 0 : (length - from - ofHousehold) / ofMembers;
  let at = from;
  return tapers.flatMap(({ clause, months, rule }) =>
    Array.from({ length: rule?.rule.subject === 'member' ? blocks : 1 }, () => ({
      clause,
      verdict: taperVerdicts[bytes[at++] ?? 0] ?? 'undetermined',
      months,
    })),
  );
}

/** `6` for exactly six months, `<=12` for at most twelve; empty where the instrument states none. */
function monthsText(months: TaperMonths): string {
  if (months === null) return '';
  return 'exactly' in months ? String(months.exactly) : `<=${months.atMost}`;
}
