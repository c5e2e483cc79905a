import type { Shape } from '../base/value.js';
import type { Texts } from '../schema/texts.js';
import type { FactSpec, FieldSpec, VocabularyFile } from '../schema/vocabulary.js';

/** What kind of thing is missing when a name is unknown: it decides who can be asked. */
export type NameKind = 'fact' | 'finding' | 'parameter';

/** One name that conditions and formulas may use, with all that is needed to read, compare and show it. */
export interface Name {
  readonly name: string;
  readonly scope: 'household' | 'member' | 'parameter';
  readonly kind: NameKind;
  readonly type: FieldSpec['type'];
  readonly shape: Shape;
  readonly unit?: string;
  readonly values?: readonly string[];
  /** The values in words, where the vocabulary gives them. */
  readonly valueNames?: Readonly<Record<string, Texts>>;
  readonly perClause: boolean;
  readonly label: Texts;
  /** The key of the snapshot that holds it, and the part of it where the fact is a record, a list or a map. */
  readonly key: string;
  readonly part?: string;
  /** For a list of records: the part of an entry that stands for it in the set. */
  readonly entryKey?: string;
  readonly otherwise: readonly { readonly formula: string; readonly assumption: string }[];
  /** The parameter whose having a value this one tells; nobody supplies it. */
  readonly whetherSet?: string;
}

/** The evaluation date, as conditions and formulas see it. */
export const AS_OF: Name = {
  name: 'asOf',
  scope: 'household',
  kind: 'fact',
  type: 'date',
  shape: 'date',
  perClause: false,
  label: { zh: '评估基准日', en: 'evaluation date' },
  key: 'asOf',
  otherwise: [],
};

/** The list of members itself, as the thing that is missing when not all members are listed. */
export const MEMBERS: Name = {
  name: 'members',
  scope: 'household',
  kind: 'fact',
  type: 'set',
  shape: 'set',
  perClause: false,
  label: { zh: '家庭成员名单', en: 'list of members' },
  key: 'members',
  otherwise: [],
};

/** Keys of a snapshot that are no facts. */
export const NO_FACTS: readonly string[] = ['$schema', 'id', AS_OF.key, 'asOfDate', 'jurisdiction', MEMBERS.key];

/** Whether a name is a parameter that a caller or an overlay may supply. */
export function isSupplied({ scope, whetherSet }: Name): boolean {
  return scope === 'parameter' && whetherSet === undefined;
}

/** Every name of a vocabulary; records, lists and maps are opened into their parts. */
export function namesOf(facts: VocabularyFile['facts']): ReadonlyMap<string, Name> {
  const names = new Map<string, Name>([AS_OF, MEMBERS].map((name) => [name.name, name]));
  for (const [key, spec] of Object.entries(facts)) for (const name of open(key, spec)) names.set(name.name, name);
  return names;
}

function open(key: string, spec: FactSpec): Name[] {
  switch (spec.type) {
    case 'record':
      return Object.entries(spec.fields ?? {}).map(([part, field]) => make(key, spec, field, part));
    case 'map':
      return (spec.values ?? []).map((part) =>
        make(key, spec, { type: 'boolean', name: spec.valueNames?.[part] }, part),
      );
    case 'list': {
      const field = spec.fields?.[spec.key ?? ''];
      const name = make(key, spec, { type: 'set', values: field?.values, valueNames: field?.valueNames });
      return [spec.key === undefined ? name : { ...name, entryKey: spec.key }];
    }
    default:
      return [make(key, spec, { ...spec, type: spec.type })];
  }
}

type Part = Partial<Pick<FieldSpec, 'unit' | 'values' | 'valueNames' | 'name'>> & Pick<FieldSpec, 'type'>;

function make(key: string, spec: FactSpec, field: Part, part?: string): Name {
  const label =
    part === undefined ? spec.name : (field.name ?? { zh: `${spec.name.zh}·${part}`, en: `${spec.name.en}: ${part}` });
  return {
    name: part === undefined ? key : `${key}.${part}`,
    scope: spec.scope,
    kind:
      spec.scope === 'parameter'
        ? 'parameter'
        : field.type === 'finding' || spec.attested === true
          ? 'finding'
          : 'fact',
    type: field.type,
    shape: shapeOf(field.type),
    ...(field.unit === undefined ? {} : { unit: field.unit }),
    ...(field.values === undefined ? {} : { values: field.values }),
    ...(field.valueNames === undefined ? {} : { valueNames: field.valueNames }),
    perClause: spec.perClause === true,
    label,
    key,
    ...(part === undefined ? {} : { part }),
    otherwise: spec.otherwise ?? [],
    ...(spec.whetherSet === undefined ? {} : { whetherSet: spec.whetherSet }),
  };
}

/** How a declared type behaves while rules run. */
export function shapeOf(type: FieldSpec['type']): Shape {
  switch (type) {
    case 'integer':
    case 'money':
    case 'ratio':
      return 'number';
    case 'boolean':
    case 'date':
    case 'month':
    case 'set':
      return type;
    default:
      return 'text';
  }
}
