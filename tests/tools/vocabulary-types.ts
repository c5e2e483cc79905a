import type { FactSpec, FieldSpec, VocabularyFile } from '../../src/schema/vocabulary.js';

const HEAD = '// Made from rules/vocabulary.json by `npm run generate`. A test holds that it is up to date.';

/** The TypeScript types of a vocabulary, by file: what snapshots, parameters and decisions may say in its names. */
export function vocabularyTypes(
  { facts, programmes, flags }: VocabularyFile,
  jurisdictions: readonly string[],
): readonly (readonly [string, string])[] {
  const entries = Object.entries(facts);
  const factsOf = (scope: FactSpec['scope']) =>
    entries.filter(([, spec]) => spec.scope === scope || (scope === 'member' && spec.perClause === true));
  const file = (name: string, parts: readonly string[]): readonly [string, string] => {
    const used = ['Amount', 'ByClause', 'Dated', 'DayWritten', 'Finding', 'OrUnknown'].filter((type) =>
      parts.some((line) => new RegExp(`\\b${type}\\b`).test(line)),
    );
    const imports = `import type { ${used.join(', ')} } from '../fact-values.js';`;
    return [`src/schema/generated/${name}.ts`, [HEAD, imports, ...parts, ''].join('\n')];
  };
  return [
    file('household-facts', block('Facts of a household.', 'HouseholdFacts', factsOf('household').map(fact))),
    file('member-facts', block('Facts of a member of a household.', 'MemberFacts', factsOf('member').map(fact))),
    file('vocabulary-names', [
      ...block('Values that the law or an authority sets.', 'ParameterFacts', factsOf('parameter').map(parameter)),
      ...union('The jurisdictions whose rule sets are shipped.', 'Jurisdiction', jurisdictions),
      ...union('The programmes of the vocabulary.', 'Programme', Object.keys(programmes)),
      ...union('The flags of the vocabulary.', 'Flag', Object.keys(flags)),
    ]),
  ];
}

function block(about: string, name: string, lines: readonly string[]): string[] {
  return ['', `/** ${about} */`, `export interface ${name} {`, ...lines, '}'];
}

function union(about: string, name: string, values: readonly string[]): string[] {
  return ['', `/** ${about} */`, `export type ${name} =`, ...values.map((value) => `  | ${quoted(value)}`), '  ;'];
}

function fact([key, spec]: [string, FactSpec]): string {
  const type = typeOf(spec);
  return `${comment(spec)}\n  readonly ${key}?: OrUnknown<${spec.perClause === true ? `ByClause<${type}>` : type}>;`;
}

function parameter([key, spec]: [string, FactSpec]): string {
  return `${comment(spec)}\n  readonly ${key}?: Dated<${typeOf(spec)}> | undefined;`;
}

function comment({ name, unit }: FactSpec): string {
  return `  /** ${name.zh} · ${name.en}${unit === undefined ? '' : ` (${unit})`} */`;
}

function typeOf(spec: FactSpec): string {
  const parts = (fields: readonly (readonly [string, Pick<FieldSpec, 'type' | 'values'>])[]) =>
    `{ ${fields.map(([name, field]) => `readonly ${name}?: OrUnknown<${fieldType(field)}>`).join('; ')} }`;
  switch (spec.type) {
    case 'record':
      return parts(Object.entries(spec.fields ?? {}));
    case 'list':
      return `readonly ${parts(Object.entries(spec.fields ?? {}))}[]`;
    case 'map':
      return parts((spec.values ?? []).map((value) => [quoted(value), { type: 'boolean' }] as const));
    default:
      return fieldType({ ...spec, type: spec.type });
  }
}

function fieldType({ type, values = [] }: Pick<FieldSpec, 'type' | 'values'>): string {
  const words = values.map(quoted).join(' | ');
  switch (type) {
    case 'boolean':
      return 'boolean';
    case 'integer':
      return 'number';
    case 'money':
    case 'ratio':
      return 'Amount';
    case 'date':
      return 'DayWritten';
    case 'month':
    case 'text':
      return 'string';
    case 'finding':
      return 'Finding';
    case 'enum':
      return words;
    case 'set':
      return `readonly (${words})[]`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
