import { hasOtherKeys } from '../base/freeze.js';
import type { FactSpec, FieldSpec } from '../schema/vocabulary.js';
import { clashIn, heldOf, implicationsOf } from './implies.js';
import { AS_OF, MEMBERS, type Name } from './names.js';

/** How one name is stored, once the walk has checked its value against the vocabulary. See {@link storing}. */
export type Take<T> = (check: (raw: unknown) => boolean, type: FieldSpec['type']) => Visit<T>;

/** Looks at one value and stores it. False: something is unusual, or it cannot be stored. */
export type Visit<T> = (raw: unknown, into: T, clause?: string) => boolean;

/**
 * A value as it has been checked: a boolean, a number or its digits, a text, a finding as written, or the entries of a set
 * (null where they cannot all be told).
 */
export type Raw = boolean | number | string | readonly string[] | FindingRecord | null;

/**
 * Stores one name in two steps: what is made of a value, and where that is put.
 * @param make null for a value that says nothing, undefined for one that cannot be stored
 */
export function storing<T, S>(
  make: (raw: Raw) => S | null | undefined,
  put: (made: S, into: T, clause?: string) => unknown,
): Take<T> {
  return (check) => (raw, into, clause) => {
    const made = check(raw) ? make(raw as Raw) : undefined;
    if (made === undefined) return false;
    if (made !== null) put(made, into, clause);
    return true;
  };
}

/** A finding written out. */
export interface FindingRecord {
  readonly value: 'yes' | 'no' | 'unknown';
  readonly authority?: string;
  readonly date?: string;
  readonly reference?: string;
}

/**
 * A quick way through snapshots that are in order. `false` says only that something is unusual: the full check, which
 * names every problem, has to look at it. What is accepted here the full check accepts too, with the same values.
 */
export interface Walk<T> {
  household(snapshot: object, into: T): boolean;
  member(member: object, into: T): boolean;
}

/** A name as far as reading goes. */
export type ReadName = Pick<Name, 'name' | 'key' | 'part' | 'scope' | 'type' | 'values' | 'perClause'> & {
  readonly given: boolean;
};
export type ReadSpec = Pick<FactSpec, 'scope' | 'type' | 'values' | 'key' | 'perClause' | 'implies'> & {
  readonly fields?: Readonly<Record<string, Pick<FieldSpec, 'type' | 'values'>>> | undefined;
};

/** What a walk needs of a rule set. */
export interface WalkSource {
  readonly names: { values(): Iterable<ReadName> };
  readonly vocabulary: { readonly facts: Readonly<Record<string, ReadSpec>> };
  readonly jurisdiction: string;
  readonly file: ClauseSource;
}

interface ClauseSource {
  readonly clauses: readonly string[];
  readonly rules: readonly { readonly id: string }[];
}

/** Every clause of a rule set: the instrument's, and the local rules of overlays. */
export function clausesOf({ file }: { readonly file: ClauseSource }): ReadonlySet<string> {
  return new Set([...file.clauses, ...file.rules.map(({ id }) => id)]);
}

/** Whether an id may name a clause of another instrument: snapshots may answer for several. */
export function isElsewhere(clause: string, jurisdiction: string): boolean {
  return clause.indexOf('/') > 0 && !clause.startsWith(`${jurisdiction}/`);
}

const RESERVED = new Set(['$schema', 'id', AS_OF.key, 'asOfDate', 'jurisdiction', MEMBERS.key]);

const OF_MEMBER = new Set(['id']);

/** Prepares a walk for a rule set's vocabulary. `take` gives the storing function of each name that snapshots may give. */
export function createWalk<T>(ruleSet: WalkSource, take: (name: ReadName) => Take<T>): Walk<T> {
  const byKey = new Map<string, ReadName[]>();
  for (const name of ruleSet.names.values())
    if (name.given && name.scope !== 'parameter') byKey.set(name.key, [...(byKey.get(name.key) ?? []), name]);
  const clauses = clausesOf(ruleSet);
  const isClause = (id: string) => clauses.has(id) || isElsewhere(id, ruleSet.jurisdiction);
  const fields = { household: new Map<string, Visit<T>>(), member: new Map<string, Visit<T>>() };
  for (const [key, spec] of Object.entries(ruleSet.vocabulary.facts)) {
    if (spec.scope === 'parameter' || RESERVED.has(key)) continue;
    const visit = visitFact(spec, byKey.get(key) ?? [], take, isClause);
    fields[spec.scope].set(key, visit);
    if (spec.perClause === true) fields.member.set(key, visit);
  }
  const consistent = implicationsOf(ruleSet.vocabulary.facts);
  const through = (scope: 'household' | 'member', besides: ReadonlySet<string>) => (object: object, into: T) => {
    const own = fields[scope];
    if (hasOtherKeys()) return false;
    for (const key in object) {
      const raw = (object as Record<string, unknown>)[key];
      const visit = own.get(key);
      if (visit === undefined) {
        if (!besides.has(key)) return false;
      } else if (raw !== null && raw !== undefined && !visit(raw, into)) return false;
    }
    return clashIn(consistent[scope], (fact) => heldOf((object as Record<string, unknown>)[fact])) === null;
  };
  return { household: through('household', RESERVED), member: through('member', OF_MEMBER) };
}

function visitFact<T>(
  spec: ReadSpec,
  names: readonly ReadName[],
  take: (name: ReadName) => Take<T>,
  isClause: (id: string) => boolean,
): Visit<T> {
  const only = names[0];
  switch (spec.type) {
    case 'record':
      return visitParts(spec.fields ?? {}, names, take);
    case 'map':
      return visitParts(
        Object.fromEntries((spec.values ?? []).map((part) => [part, { type: 'boolean' as const }])),
        names,
        take,
      );
    case 'list':
      return visitList(spec.fields ?? {}, spec.key ?? '', only === undefined ? undefined : take(only)(isAny, 'set'));
    default: {
      const visit = visitValue({ ...spec, type: spec.type }, only, take);
      return spec.perClause === true ? visitClauses(visit, isClause) : visit;
    }
  }
}

function visitValue<T>(
  field: Pick<FieldSpec, 'type' | 'values'>,
  name: ReadName | undefined,
  take: (name: ReadName) => Take<T>,
): Visit<T> {
  const check = checkOf(field);
  return name === undefined ? check : take(name)(check, field.type);
}

function isAny(): boolean {
  return true;
}

function visitParts<T>(
  fields: Readonly<Record<string, Pick<FieldSpec, 'type' | 'values'>>>,
  names: readonly ReadName[],
  take: (name: ReadName) => Take<T>,
): Visit<T> {
  const parts = new Map(
    Object.entries(fields).map(([part, field]) => {
      const name = names.find((entry) => entry.part === part);
      return [part, visitValue(field, name, take)] as const;
    }),
  );
  return (raw, into) => {
    if (!isPlain(raw)) return false;
    for (const key in raw) {
      const visit = parts.get(key);
      if (visit === undefined) return false;
      const value = raw[key];
      if (value !== null && value !== undefined && !visit(value, into)) return false;
    }
    return true;
  };
}

function visitList<T>(
  fields: Readonly<Record<string, Pick<FieldSpec, 'type' | 'values'>>>,
  entryKey: string,
  visit: Visit<T> | undefined,
): Visit<T> {
  const checks = new Map(Object.entries(fields).map(([part, field]) => [part, checkOf(field)] as const));
  return (raw, into) => {
    if (!Array.isArray(raw) || raw.length > 1000) return false;
    let entries: string[] | null = [];
    for (const entry of raw) {
      if (!isPlain(entry)) return false;
      for (const key in entry) {
        const value = entry[key];
        const check = checks.get(key);
        if (check === undefined || (value !== null && value !== undefined && !check(value))) return false;
      }
      const own = entry[entryKey];
      if (typeof own !== 'string') entries = null;
      else entries?.push(own);
    }
    return visit === undefined || visit(entries, into);
  };
}

// One answer for all clauses, or one for each.
function visitClauses<T>(visit: Visit<T>, isClause: (id: string) => boolean): Visit<T> {
  return (raw, into) => {
    if (typeof raw === 'string' || (isPlain(raw) && 'value' in raw)) return visit(raw, into);
    if (!isPlain(raw)) return false;
    for (const clause in raw) if (!isClause(clause) || !visit(raw[clause], into, clause)) return false;
    return true;
  };
}

/** Whether a value is in order, by the field that holds it. */
export function checkOf(field: Pick<FieldSpec, 'type' | 'values'>): (raw: unknown) => boolean {
  const values = new Set<unknown>(field.values);
  switch (field.type) {
    case 'boolean':
      return (raw) => typeof raw === 'boolean';
    case 'integer':
      return (raw) => typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0;
    case 'money':
    case 'ratio':
      return (raw) =>
        typeof raw === 'number' ? raw === 0 || (raw >= 1e-6 && raw < 1e15) : typeof raw === 'string' && isDigits(raw);
    case 'date':
      return (raw) => typeof raw === 'string' && raw.length === 10 && !Number.isNaN(readDay(raw));
    case 'month':
      return (raw) => typeof raw === 'string' && raw.length === 7 && !Number.isNaN(readMonth(raw));
    case 'text':
      return (raw) => typeof raw === 'string' && raw.length <= 500;
    case 'enum':
      return (raw) => values.has(raw);
    case 'set':
      return (raw) => Array.isArray(raw) && raw.every((item) => values.has(item));
    case 'finding':
      return isFinding;
  }
}

export function isFinding(raw: unknown): boolean {
  if (typeof raw === 'string') return raw === 'yes' || raw === 'no' || raw === 'unknown';
  if (!isPlain(raw)) return false;
  if (raw.value !== 'yes' && raw.value !== 'no' && raw.value !== 'unknown') return false;
  for (const key in raw) {
    const value = raw[key];
    if (key === 'value') continue;
    if (typeof value !== 'string' || (key !== 'authority' && key !== 'reference' && key !== 'date')) return false;
    if (key === 'date' && (value.length !== 10 || Number.isNaN(readDay(value)))) return false;
  }
  return true;
}

/** True for objects such as JSON makes. */
export function isPlain(raw: unknown): raw is Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return false;
  const prototype = Object.getPrototypeOf(raw);
  return prototype === Object.prototype || prototype === null;
}

/** Digits, perhaps with a point between them: no sign, at most 30 digits. */
function isDigits(text: string): boolean {
  let point = -1;
  if (text.length === 0 || text.length > 31) return false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46 && point < 0 && index > 0) point = index;
    else if (code < 48 || code > 57) return false;
  }
  return point !== text.length - 1 && text.length - (point < 0 ? 0 : 1) <= 30;
}

/** `YYYY-MM-DD` as `yyyymmdd`; NaN where there is no such day. */
export function readDay(text: string): number {
  const month = readMonth(text);
  const [a, b] = [text.charCodeAt(8) - 48, text.charCodeAt(9) - 48];
  const day = a * 10 + b;
  if (text.length !== 10 || text.charCodeAt(7) !== 45 || !(a >= 0 && a <= 9 && b >= 0 && b <= 9) || day < 1)
    return Number.NaN;
  if (day > 28) {
    const [y, m] = [Math.floor(month / 100), month % 100];
    const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
    if (day > (m === 2 ? (leap ? 29 : 28) : m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31)) return Number.NaN;
  }
  return month * 100 + day;
}

/** `YYYY-MM` (or the beginning of a day) as `yyyymm`; NaN where there is no such month. */
export function readMonth(text: string): number {
  let value = 0;
  for (let index = 0; index < 7; index++) {
    const code = text.charCodeAt(index);
    if (index === 4) {
      if (code !== 45) return Number.NaN;
    } else if (code >= 48 && code <= 57) value = value * 10 + code - 48;
    else return Number.NaN;
  }
  const month = value % 100;
  return value >= 100 && month >= 1 && month <= 12 ? value : Number.NaN;
}
