import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { VocabularyFile } from '../../src/schema/vocabulary.js';
import { namesOf } from '../../src/snapshot/names.js';

const text = readFileSync('rules/vocabulary.json', 'utf8');
const { facts } = JSON.parse(text) as VocabularyFile;
const names = [...namesOf(facts).values()];

describe('the names in the vocabulary', () => {
  it('are there for every value of an enum, a set or a map, and for no other', () => {
    for (const [key, spec] of Object.entries(facts)) {
      const parts = [spec, ...Object.values(spec.fields ?? {})];
      for (const part of parts)
        if (part.values !== undefined) expect(Object.keys(part.valueNames ?? {}), key).toEqual(part.values);
    }
  });

  it('tell values, facts and parts apart in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      const labels = names.map((name) => name.label[language]);
      expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
      for (const { name, valueNames } of names) {
        const values = Object.values(valueNames ?? {}).map((value) => value[language]);
        expect(new Set(values).size, name).toBe(values.length);
      }
    }
  });

  it('are Chinese in Chinese, and free of what only programmers write', () => {
    for (const { name, label, valueNames } of names) {
      for (const words of [label, ...Object.values(valueNames ?? {})]) {
        expect(words.zh, name).toMatch(/[\u4e00-\u9fff]/u);
        expect(words.zh, name).not.toMatch(/[()]|[a-z]{2}/u);
        expect(words.en, name).not.toMatch(/[a-z][A-Z]|\(finding\)|[\u4e00-\u9fff]/u);
      }
    }
  });
});
