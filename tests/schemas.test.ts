import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { evaluate } from '../src/index.js';
import { loadJurisdiction } from '../src/rules.js';
import { caseFile } from '../src/schema/cases.js';
import { decision } from '../src/schema/decision.js';
import { historyFile } from '../src/schema/history.js';
import { householdSchema } from '../src/schema/household.js';
import { parameterPack } from '../src/schema/pack.js';
import { reformFile } from '../src/schema/reform.js';
import { overlay, parameterValues, ruleSet } from '../src/schema/rule-set.js';
import { jsonSchemas } from '../src/schema/to-json-schema.js';
import { vocabulary } from '../src/schema/vocabulary.js';
import { caseInput, readCases } from '../src/testing/cases.js';
import { generateCase } from './support/generate.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const jsonFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(folder, file))
    .sort();

const { facts } = vocabulary.parse(read('rules/vocabulary.json'));
const made = jsonSchemas(facts);
const ZOD: Readonly<Record<string, z.ZodMiniType>> = {
  'rule-set': ruleSet,
  overlay,
  vocabulary,
  household: householdSchema(facts),
  history: historyFile,
  parameters: parameterValues,
  'parameter-pack': parameterPack,
  reform: reformFile,
  cases: caseFile,
  decision,
};

/** An independent validator, in its strict mode: what is no keyword of the dialect is an error. */
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
const validators = new Map<string, ValidateFunction>(
  Object.entries(made).map(([name, schema]) => [name, ajv.compile(schema)]),
);
function problems(name: string, value: unknown): string[] {
  const validate = validators.get(name);
  if (validate === undefined) throw new Error(`no schema ${name}`);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
}

describe('the committed schemas', () => {
  // `npm run generate` runs this file with --update, which writes them.
  it.each(Object.entries(made))('%s is up to date', async (name, schema) => {
    const path = join(root, 'rules/schema', `${name}.schema.json`);
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(path);
  });

  it('are all that there are', () => {
    expect(readdirSync(join(root, 'rules/schema')).sort()).toEqual(
      Object.keys(made)
        .map((name) => `${name}.schema.json`)
        .sort(),
    );
  });

  it('are of the dialect 2020-12, by its own meta-schema', () => {
    for (const [name, schema] of Object.entries(made)) {
      expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(ajv.validateSchema(schema), name).toBe(true);
    }
  });

  it('stand beside a zod schema each', () => expect(Object.keys(made).sort()).toEqual(Object.keys(ZOD).sort()));
});

describe('the files of the project', () => {
  const named = [...jsonFiles('rules'), ...jsonFiles('fixtures')]
    .filter((file) => !file.startsWith(join('rules', 'schema')))
    .map((file) => [file, read(file)] as const)
    .flatMap(([file, value]) => {
      const schema = typeof value === 'object' && value !== null ? (value as { $schema?: unknown }).$schema : undefined;
      return typeof schema === 'string' ? [{ file, value, schema }] : [];
    });

  it('name schemas that are there', () => {
    const lost = named.filter(({ file, schema }) => !jsonFiles('rules/schema').includes(join(dirname(file), schema)));
    expect(lost.map(({ file, schema }) => `${file}: ${schema}`)).toEqual([]);
  });

  it.each(named.map(({ file, value, schema }) => [file, basename(schema, '.schema.json'), value] as const))(
    '%s is a %s',
    (_, name, value) => {
      expect(problems(name, value)).toEqual([]);
      expect(ZOD[name]?.safeParse(value).success).toBe(true);
    },
  );

  it('include every rule file, every overlay and the vocabulary', () => {
    const expected = [
      ...readdirSync(join(root, 'rules'))
        .filter((file) => file.endsWith('.json') && file !== 'headers.json')
        .map((file) => join('rules', file)),
      ...jsonFiles('fixtures/overlays'),
      ...jsonFiles('rules/parameters'),
    ];
    expect(expected.filter((file) => !named.some((entry) => entry.file === file))).toEqual([]);
  });

  it.each(['rongchang', 'mingshan', 'yancheng', 'hainan', 'inner-mongolia'])(
    'the cases of %s, their households, parameters and decisions fit too',
    async (jurisdiction) => {
      const raw = read(`fixtures/cases/${jurisdiction}.json`);
      expect(problems('cases', raw)).toEqual([]);
      const file = readCases(raw);
      for (const entry of file.cases) {
        const { household, parameters, options } = caseInput(file, entry);
        expect(problems('household', household), entry.id).toEqual([]);
        expect(problems('parameters', parameters), entry.id).toEqual([]);
        if (file.cases.indexOf(entry) % 10 > 0) continue;
        expect(
          problems(
            'decision',
            JSON.parse(
              JSON.stringify(await evaluate(loadJurisdiction(jurisdiction), household, { parameters, ...options })),
            ),
          ),
          entry.id,
        ).toEqual([]);
      }
    },
  );
});

describe('what zod refuses', () => {
  /** Every object in a value, by its path. */
  function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
    if (Array.isArray(value)) return value.flatMap((item, index) => places(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return [];
    return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
  }
  function changed(
    value: unknown,
    path: readonly (string | number)[],
    change: (at: Record<string, unknown>) => unknown,
  ): unknown {
    const copy = structuredClone(value);
    change(
      path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], copy) as Record<string, unknown>,
    );
    return copy;
  }
  /** A large file with the first few entries of its long lists. */
  function short(path: string): unknown {
    const file = read(path) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(file).map(([key, value]) => [key, Array.isArray(value) ? value.slice(0, 4) : value]),
    );
  }
  const samples: [string, unknown][] = [
    ['rule-set', short('rules/rongchang.json')],
    ['rule-set', short('rules/hainan.json')],
    ['overlay', read('fixtures/overlays/inner-mongolia-banner.json')],
    ['parameter-pack', read('rules/parameters/chongqing.json')],
    ['cases', short('fixtures/cases/rongchang.json')],
    ['household', generateCase(loadJurisdiction('yancheng'), 5, { missing: 0 }).household],
    ['household', generateCase(loadJurisdiction('hainan'), 7, { missing: 0 }).household],
    ['parameters', read('fixtures/parameters/rongchang-2020.json')],
  ];
  // Every place of a small file, and some of a large one.
  const some = (all: (string | number)[][]) => all.filter((_, index) => index % Math.ceil(all.length / 40) === 0);

  it.each(samples)('as an unknown key anywhere in a %s, the JSON Schema refuses too', (name, value) => {
    let refused = 0;
    for (const path of some(places(value))) {
      const odd = changed(value, path, (at) => Object.assign(at, { unheardOf: 1 }));
      if (ZOD[name]?.safeParse(odd).success !== false) continue;
      refused += 1;
      expect(problems(name, odd), path.join('.')).not.toEqual([]);
    }
    expect(refused).toBeGreaterThan(0);
  });

  it.each(samples)('as a missing key or a value of another kind anywhere in a %s, it refuses too', (name, value) => {
    for (const path of some(places(value))) {
      for (const key of Object.keys(
        path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], value) as object,
      )) {
        for (const other of [undefined, 17, 'text of another kind', null, [], {}, true, -1]) {
          const odd = changed(value, path, (at) =>
            other === undefined ? Reflect.deleteProperty(at, key) : Object.assign(at, { [key]: other }),
          );
          if (ZOD[name]?.safeParse(odd).success === false)
            expect(problems(name, odd), `${[...path, key].join('.')} = ${JSON.stringify(other)}`).not.toEqual([]);
        }
      }
    }
  });
});
