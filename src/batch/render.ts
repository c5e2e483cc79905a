import { HOUSEHOLD } from '../household/values.js';
import type { Needed } from '../population/asked.js';
import type { Outline, TaperMonths } from '../population/outline.js';
import { taperVerdicts, verdicts } from '../schema/decision.js';
import type { LineContent } from './briefs.js';
import { type ByteWriter, encode } from './bytes.js';

/** How result lines are written. */
export interface Renderer {
  /** What stands before the first line; empty for NDJSON. */
  readonly head: string;
  /** Writes one line. */
  line(row: number, id: string | null, content: LineContent, out: ByteWriter): void;
}

/** Lines whose middle parts are kept ready; a run over odd data must not keep them all. */
const MOST_KEPT = 20_000;

const RAISED = 0;

/** Looks up what was made for the same codes before: verdicts alone, nothing else of a household. */
function keep(
  make: (bytes: Uint8Array, length: number) => Uint8Array,
): (bytes: Uint8Array, length: number) => Uint8Array {
  const kept = new Map<string, Uint8Array>();
  return (bytes, length) => {
    let key = `${length}.`;
    // Codes are below 8: five make one character.
    for (let index = 0; index < length; ) {
      let word = 0;
      for (const end = Math.min(index + 5, length); index < end; index++) word = (word << 3) | (bytes[index] as number);
      key += String.fromCharCode(word);
    }
    let made = kept.get(key);
    if (made === undefined) {
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, (made = make(bytes, length)));
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
  const names = keepNames();
  const [quote, ofMember] = [encode('"'), encode('@')];
  return {
    head: '',
    line: (row, id, { codes, missing, ids }, out) => {
      out.put(before);
      out.number(row);
      out.put(between);
      out.text(JSON.stringify(id));
      out.put(middle(codes.bytes, codes.length));
      for (let index = 0; index < missing.length; index++) {
        const { name, subject } = missing[index] as Needed;
        if (index > 0) out.put(comma);
        out.put(quote);
        out.put(names(name));
        if (subject !== HOUSEHOLD) {
          out.put(ofMember);
          out.text(JSON.stringify(ids(subject)).slice(1, -1));
        }
        out.put(quote);
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
  const [comma, end] = [encode(','), encode('\r\n')];
  return {
    head: `${['row', 'id', ...programmes, ...heads, 'flags', 'missing'].map(csvCell).join(',')}\r\n`,
    line: (row, id, { codes, missing, ids }, out) => {
      out.number(row);
      out.put(comma);
      out.text(csvCell(id ?? ''));
      out.put(middle(codes.bytes, codes.length));
      const names = missing.map(({ name, subject }) => (subject === HOUSEHOLD ? name : `${name}@${ids(subject)}`));
      out.text(csvCell(names.join(';')));
      out.put(end);
    },
  };
}

/** `"…"` where a cell needs it. A cell that a worksheet would take for a formula gets an apostrophe before it. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** The bytes of names, in quotes of JSON but for the quotes. */
function keepNames(): (name: string) => Uint8Array {
  const kept = new Map<string, Uint8Array>();
  return (name) => {
    let made = kept.get(name);
    if (made === undefined) kept.set(name, (made = encode(JSON.stringify(name).slice(1, -1))));
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
