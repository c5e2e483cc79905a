import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import vocabulary from '../../rules/vocabulary.json' with { type: 'json' };
import { check } from '../../src/schema/problems.js';
import { jsonSchemas } from '../../src/schema/to-json-schema.js';
import { type VocabularyFile, vocabulary as vocabularySchema } from '../../src/schema/vocabulary.js';

/** Writes `rules/schema/*.schema.json`. Run from the top of the project: `npm run generate`. */
const checked = check<VocabularyFile>(vocabularySchema, vocabulary);
if (!checked.ok) throw new Error(JSON.stringify(checked.issues));

const folder = join('rules', 'schema');
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) rmSync(join(folder, file));
for (const [name, schema] of Object.entries(jsonSchemas(checked.value.facts))) {
  writeFileSync(join(folder, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
