import type { FactSpec } from '../schema/vocabulary.js';
import { type Field, type FieldReader, fieldReader, isPlain, type Raw } from './fields.js';
import { heldOf, type Implications, implicationsOf, meet } from './implies.js';
import { type Name, NO_FACTS } from './names.js';

export type { FindingRecord, Raw } from './fields.js';

/** Stores a value of one name that has been read. False: it cannot be stored. See {@link storing}. */
export type Store<T> = (value: Raw, into: T, clause?: string) => boolean;

/** Reads a value as it is written, and stores it. False: it is none of its fact, or it cannot be stored. */
export type Visit<T> = (written: unknown, into: T, clause?: string) => boolean;

/**
 * Stores one name in two steps: what is made of a value, and where that is put.
 * @param make null for a value that says nothing, undefined for one that cannot be stored
 */
export function storing<T, S>(
  make: (value: Raw) => S | null | undefined,
  put: (made: S, into: T, clause?: string) => unknown,
): Store<T> {
  return (value, into, clause) => {
    const made = make(value);
    if (made === undefined) return false;
    if (made !== null) put(made, into, clause);
    return true;
  };
}

/**
 * The one reader of snapshots: it goes through the keys of a household or a member, reads each value by its fact and hands it
 * to whoever stores it. `false` says that something is wrong, or cannot be stored; what is wrong others name.
 */
export interface Walk<T> {
  household(snapshot: object, into: T): boolean;
  member(member: object, into: T): boolean;
  /** Reads and stores what is written under one key, for whoever has no snapshot to go through; none for keys that are no facts. */
  visit(scope: 'household' | 'member', key: string): Visit<T> | undefined;
}

/** A name as far as reading goes. */
export type ReadName = Pick<Name, 'name' | 'key' | 'part' | 'scope' | 'type' | 'values' | 'perClause'> & {
  readonly given: boolean;
};
export type ReadSpec = Pick<FactSpec, 'scope' | 'type' | 'values' | 'key' | 'perClause' | 'implies'> & {
  readonly fields?: Fields | undefined;
};
type Fields = Readonly<Record<string, Field>>;

/** What a walk needs of a rule set. */
export interface WalkSource {
  readonly names: { values(): Iterable<ReadName> };
  readonly vocabulary: { readonly facts: Readonly<Record<string, ReadSpec>> };
  readonly jurisdiction: string;
  readonly file: ClauseSource;
  /** What facts imply of each other, where that has been worked out already. */
  readonly implications?: Implications;
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

const OF_HOUSEHOLD: ReadonlySet<string> = new Set(NO_FACTS);
const OF_MEMBER = new Set(['id']);

/** Prepares a walk for a rule set's vocabulary. `storeOf` gives the storing function of each name that snapshots may give. */
export function createWalk<T>(ruleSet: WalkSource, storeOf: (name: ReadName) => Store<T>): Walk<T> {
  const byKey = new Map<string, ReadName[]>();
  for (const name of ruleSet.names.values())
    if (name.given && name.scope !== 'parameter') byKey.set(name.key, [...(byKey.get(name.key) ?? []), name]);
  const clauses = clausesOf(ruleSet);
  const isClause = (id: string) => clauses.has(id) || isElsewhere(id, ruleSet.jurisdiction);
  const fields = { household: new Map<string, Visit<T>>(), member: new Map<string, Visit<T>>() };
  for (const [key, spec] of Object.entries(ruleSet.vocabulary.facts)) {
    if (spec.scope === 'parameter' || OF_HOUSEHOLD.has(key)) continue;
    const visit = visitFact(spec, byKey.get(key) ?? [], storeOf, isClause);
    fields[spec.scope].set(key, visit);
    if (spec.perClause === true) fields.member.set(key, visit);
  }
  const consistent = ruleSet.implications ?? implicationsOf(ruleSet.vocabulary.facts);
  const through = (scope: 'household' | 'member', besides: ReadonlySet<string>): Walk<T>['household'] => {
    const own = consistent[scope];
    const entries = new Map(
      [...fields[scope]].map(([key, visit]) => [key, { visit, literals: own.numbers.get(key) ?? null }] as const),
    );
    return (object, into) => {
      const record = object as Readonly<Record<string, unknown>>;
      // Values that bear on each other, as far as they have been met.
      const met = new Int32Array(own.words);
      for (const key in record) {
        const written = record[key];
        const entry = entries.get(key);
        if (entry === undefined) {
          if (!besides.has(key)) return false;
          continue;
        }
        if (written === null || written === undefined) continue;
        if (!entry.visit(written, into)) return false;
        const literal = entry.literals?.get(heldOf(written));
        if (literal !== undefined && !meet(own, met, literal)) return false;
      }
      return true;
    };
  };
  return {
    household: through('household', OF_HOUSEHOLD),
    member: through('member', OF_MEMBER),
    visit: (scope, key) => fields[scope].get(key),
  };
}

function visitFact<T>(
  spec: ReadSpec,
  names: readonly ReadName[],
  storeOf: (name: ReadName) => Store<T>,
  isClause: (id: string) => boolean,
): Visit<T> {
  const only = names[0];
  switch (spec.type) {
    case 'record':
      return visitParts(spec.fields ?? {}, names, storeOf);
    case 'map':
      return visitParts(
        Object.fromEntries((spec.values ?? []).map((part) => [part, { type: 'boolean' as const }])),
        names,
        storeOf,
      );
    case 'list':
      return visitRead(listReader(spec), only, storeOf);
    default: {
      const visit = visitValue({ ...spec, type: spec.type }, only, storeOf);
      return spec.perClause === true ? visitClauses(visit, isClause) : visit;
    }
  }
}

function visitValue<T>(field: Field, name: ReadName | undefined, storeOf: (name: ReadName) => Store<T>): Visit<T> {
  return visitRead(fieldReader(field), name, storeOf);
}

/** Reads a value, and stores it where it has a name. */
function visitRead<T>(read: FieldReader, name: ReadName | undefined, storeOf: (name: ReadName) => Store<T>): Visit<T> {
  if (name === undefined) return (written) => read(written) !== undefined;
  const store = storeOf(name);
  return (written, into, clause) => {
    const value = read(written);
    return value !== undefined && store(value, into, clause);
  };
}

function visitParts<T>(fields: Fields, names: readonly ReadName[], storeOf: (name: ReadName) => Store<T>): Visit<T> {
  const parts = new Map(
    Object.entries(fields).map(([part, field]) => {
      const name = names.find((entry) => entry.part === part);
      return [part, visitValue(field, name, storeOf)] as const;
    }),
  );
  return (written, into) => {
    if (!isPlain(written)) return false;
    for (const key in written) {
      const visit = parts.get(key);
      if (visit === undefined) return false;
      const value = written[key];
      if (value !== null && value !== undefined && !visit(value, into)) return false;
    }
    return true;
  };
}

/** Entries that a list may have. */
const MOST_ENTRIES = 1000;

/** Reads a list of records as the set of one part of them; null where an entry does not have it. */
export function listReader({ fields = {}, key: entryKey = '' }: Pick<ReadSpec, 'fields' | 'key'>): FieldReader {
  const parts = new Map(Object.entries(fields).map(([part, field]) => [part, fieldReader(field)] as const));
  return (written) => {
    if (!Array.isArray(written) || written.length > MOST_ENTRIES) return undefined;
    const entries: string[] = [];
    for (const entry of written) {
      if (!isPlain(entry)) return undefined;
      for (const key in entry) {
        const part = entry[key];
        const value = part === null || part === undefined ? null : parts.get(key)?.(part);
        if (value === undefined || !parts.has(key)) return undefined;
        if (key === entryKey && typeof value === 'string') entries.push(value);
      }
    }
    return entries.length === written.length ? entries : null;
  };
}

// One answer for all clauses, or one for each.
function visitClauses<T>(visit: Visit<T>, isClause: (id: string) => boolean): Visit<T> {
  return (written, into) => {
    if (!isPlain(written) || 'value' in written) return visit(written, into);
    for (const clause in written) if (!isClause(clause) || !visit(written[clause], into, clause)) return false;
    return true;
  };
}
