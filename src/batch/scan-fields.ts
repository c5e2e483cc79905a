import type { Compiled } from '../compile/compile.js';
import { laneBits } from '../compile/lane-bits.js';
import type { LanePlace, NumberPlace } from '../compile/layout.js';
import { heldValues, type Implications } from '../plan/implies.js';
import { NO_FACTS } from '../plan/names.js';
import type { PlanName, RuleSet } from '../plan/plan.js';
import { clausesOf } from '../plan/walk.js';
import type { FactSpec, FieldSpec, VocabularyFile } from '../schema/vocabulary.js';
import { type Pattern, pattern } from './scan-tokens.js';

/** How the value of a field is written. */
export const KIND = {
  boolean: 0,
  finding: 1,
  enum: 2,
  set: 3,
  integer: 4,
  decimal: 5,
  day: 6,
  month: 7,
  text: 8,
  parts: 9,
  list: 10,
  clauses: 11,
  id: 12,
  asOf: 13,
  plainText: 14,
  members: 15,
  /** A finding that is one clause's. */
  answer: 16,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** Cells that hold which of several values it is. */
export interface LaneStore {
  /** Where the cells lie, from the beginning of the household or of the member's block. */
  readonly at: readonly number[];
  /** The bits of each cell for each value in turn: `bits[value * at.length + cell]`. */
  readonly bits: Int32Array;
}

export interface NumberStore {
  readonly at: number;
  readonly scale: number;
  readonly limit: number;
}

/** Values of one fact among all those of its scope that may contradict each other. */
export interface Literals {
  readonly scope: 'household' | 'member';
  /** By the place of the value among the field's values; −1 for one that contradicts nothing. */
  readonly numbers: readonly number[];
}

/** A key of an object and how its value is read. */
export interface Field {
  readonly name: string;
  /** In quotes, with the colon. */
  readonly key: Pattern;
  readonly kind: Kind;
  /** The values that can be told apart, in quotes; any other text is none of them. */
  readonly values: readonly Pattern[];
  readonly lanes: LaneStore | null;
  readonly number: NumberStore | null;
  /** The keys of a record, of an entry of a list, or the clauses that answers are for. */
  readonly parts: FieldTable | null;
  /** The part of an entry that stands for it in the set. */
  readonly entryKey: Field | null;
  /** Whether it is the size of the household, or its area. */
  readonly use: 'size' | 'area' | null;
  /** Whether it is the date of an event or a decision. */
  readonly isEvidence: boolean;
  /** For each of the values, a number among those that may contradict others; null where none does. */
  readonly literals: Literals | null;
  /** The last object that had this key. */
  mark: number;
  /** The field after it in its table. */
  next: Field | null;
}

/** The fields of an object, in the order in which they are expected: most files have one order of keys. */
export interface FieldTable {
  /** No field of its own: what is expected first stands after it. */
  readonly head: Field;
  readonly byKey: ReadonlyMap<string, Field>;
}

/** Puts a field where it has been met: after `last`. */
export function moveAfter({ head }: FieldTable, last: Field, field: Field): void {
  let before = head;
  while (before.next !== null && before.next !== field) before = before.next;
  before.next = field.next;
  field.next = last.next;
  last.next = field;
}

/** The tables of a household's keys and of a member's, for rows of a compiled rule set. */
export function fieldTables(
  ruleSet: RuleSet,
  { layout }: Compiled,
): { readonly household: FieldTable; readonly member: FieldTable } {
  const household: Field[] = [
    field('$schema', KIND.plainText),
    field('jurisdiction', KIND.plainText),
    field('id', KIND.id),
    field('asOf', KIND.asOf),
    field('asOfDate', KIND.asOf),
    field('members', KIND.members),
  ];
  const member: Field[] = [field('id', KIND.id)];
  const clauses = [...clausesOf(ruleSet)];
  const cells = {
    household: { lanes: layout.lanes.filter(isOwn), numbers: layout.numbers.filter(isOwn) },
    member: { lanes: layout.memberLanes, numbers: layout.memberNumbers },
  };
  for (const [key, spec] of Object.entries(ruleSet.vocabulary.facts)) {
    if (spec.scope === 'parameter' || NO_FACTS.includes(key)) continue;
    const names = [...ruleSet.names.values()].filter((name) => name.key === key && name.given);
    const tables = { household, member };
    for (const scope of spec.perClause === true ? (['household', 'member'] as const) : [spec.scope])
      tables[scope].push(factField(key, spec, names, { ...cells[scope], clauses }, ruleSet.reader.implications));
  }
  return { household: table(household), member: table(member) };
}

interface Cells {
  readonly lanes: readonly LanePlace[];
  readonly numbers: readonly NumberPlace[];
  /** Every clause of the rule set. */
  readonly clauses: readonly string[];
}

function isOwn({ source }: LanePlace | NumberPlace): boolean {
  return source.level !== 'uniform';
}

function factField(
  key: string,
  spec: VocabularyFile['facts'][string],
  names: readonly PlanName[],
  cells: Cells,
  all: Implications,
): Field {
  const only = names[0];
  switch (spec.type) {
    case 'record':
    case 'map': {
      const fields =
        spec.type === 'record'
          ? (spec.fields ?? {})
          : Object.fromEntries((spec.values ?? []).map((part) => [part, { type: 'boolean' as const }]));
      const parts = Object.entries(fields).map(([part, own]) => ({
        ...valueField(
          part,
          own,
          names.find((name) => name.part === part),
          cells,
        ),
        isEvidence: own.type === 'date',
      }));
      return field(key, KIND.parts, { parts: table(parts) });
    }
    case 'list': {
      // The part that stands for an entry tells apart the texts that rules ask about, unless it has a list of its own.
      const ownSpec = spec.fields?.[spec.key ?? ''];
      const values = ownSpec?.type === 'enum' ? (ownSpec.values ?? []) : textsOf(only, cells);
      const parts = Object.entries(spec.fields ?? {}).map(([part, own]) => {
        const made = { ...valueField(part, own, undefined, cells), isEvidence: own.type === 'date' };
        return own === ownSpec ? field(part, made.kind, { values: values.map(quoted) }) : made;
      });
      return field(key, KIND.list, {
        parts: table(parts),
        entryKey: parts.find(({ name }) => name === spec.key) ?? null,
        lanes: lanesFor(only, values, cells, undefined),
      });
    }
    default:
      return valueField(
        key,
        { ...spec, type: spec.type },
        only,
        cells,
        spec.perClause === true,
        literalsOf(key, spec, all),
      );
  }
}

function literalsOf(key: string, spec: FactSpec, all: Implications): Literals | null {
  if (spec.scope === 'parameter') return null;
  const consistency = all[spec.scope];
  // In the order in which the values of such fields stand.
  const values = spec.type === 'boolean' ? [false, true] : heldValues(spec);
  const numbers = values.map((value) => consistency.literal(key, value));
  return numbers.some((number) => number >= 0) ? { scope: spec.scope, numbers } : null;
}

function valueField(
  key: string,
  spec: Pick<FieldSpec, 'type' | 'values'>,
  name: PlanName | undefined,
  cells: Cells,
  perClause = false,
  literals: Literals | null = null,
): Field {
  const number = numberFor(name, cells);
  const of = (kind: Kind, values: readonly (string | boolean)[]) =>
    field(key, kind, {
      values: values.map((value) => quoted(String(value))),
      lanes: lanesFor(name, values, cells, undefined),
      use: name?.name === 'localArea' ? 'area' : null,
      literals,
    });
  switch (spec.type) {
    case 'boolean':
      return of(KIND.boolean, [false, true]);
    case 'finding': {
      const values = ['yes', 'no'];
      if (!perClause) return of(KIND.finding, values);
      const clauses = cells.clauses.map((clause) =>
        field(clause, KIND.answer, { lanes: lanesFor(name, values, cells, clause) }),
      );
      return field(key, KIND.clauses, { parts: table(clauses), lanes: lanesFor(name, values, cells, undefined) });
    }
    case 'enum':
      return of(KIND.enum, spec.values ?? []);
    case 'set':
      return of(KIND.set, spec.values ?? []);
    case 'text':
      return of(KIND.text, textsOf(name, cells));
    case 'integer':
      return field(key, KIND.integer, { number, use: name?.name === 'householdSize' ? 'size' : null });
    case 'money':
    case 'ratio':
      return field(key, KIND.decimal, { number });
    case 'date':
      return field(key, KIND.day, { number });
    case 'month':
      return field(key, KIND.month, { number });
  }
}

/** The texts that some rule asks about. */
function textsOf(name: PlanName | undefined, cells: Cells): string[] {
  const own = cells.lanes.filter(({ source }) => source.name === name?.name);
  return [...new Set(own.flatMap(({ values }) => values.filter((value) => typeof value === 'string')))];
}

function lanesFor(
  name: PlanName | undefined,
  values: readonly (string | boolean)[],
  cells: Cells,
  clause: string | undefined,
): LaneStore | null {
  const places = cells.lanes.filter(
    ({ source }) => source.name === name?.name && (clause === undefined || source.clause === clause),
  );
  if (places.length === 0) return null;
  const bits = values.flatMap((value) => places.map((place) => laneBits(place.values, value)));
  return { at: places.map(({ at }) => at), bits: Int32Array.from(bits) };
}

function numberFor(name: PlanName | undefined, cells: Cells): NumberStore | null {
  const place = cells.numbers.find(({ source }) => source.name === name?.name);
  return place === undefined ? null : { at: place.at, scale: place.scale, limit: place.limit };
}

function field(name: string, kind: Kind, more: Partial<Omit<Field, 'name' | 'key' | 'kind'>> = {}): Field {
  return {
    name,
    key: pattern(`${JSON.stringify(name)}:`),
    kind,
    values: more.values ?? [],
    lanes: more.lanes ?? null,
    number: more.number ?? null,
    parts: more.parts ?? null,
    entryKey: more.entryKey ?? null,
    use: more.use ?? null,
    literals: more.literals ?? null,
    isEvidence: more.isEvidence ?? false,
    mark: 0,
    next: null,
  };
}

function table(fields: readonly Field[]): FieldTable {
  const head = field('', KIND.plainText);
  [head, ...fields].forEach((each, index) => {
    each.next = fields[index] ?? null;
  });
  return { head, byKey: new Map(fields.map((each) => [each.name, each])) };
}

function quoted(text: string): Pattern {
  return pattern(JSON.stringify(text));
}
