import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleLines, withVisibleTexts } from '../../src/base/visible.js';
import { scaled } from '../support/size.js';

describe('hidden characters', () => {
  it.each([
    ['甲户 a-1', '甲户 a-1'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['a\rb\nc\td', 'a\\u{d}b\\u{a}c\\u{9}d'],
    ['\u0007\u009b2J', '\\u{7}\\u{9b}2J'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['a\u200bb\u2066c\ufeff', 'a\\u{200b}b\\u{2066}c\\u{feff}'],
    ['\ud800', '\\u{d800}'],
    ['😀', '😀'],
    ['\\u{1b}', '\\u{5c}u{1b}'],
  ])('%j is shown as %s', (text, shown) => expect(visible(text)).toBe(shown));

  it('lines keep their breaks and tabs', () => {
    expect(visibleLines('a\tb\nc\u001b')).toBe('a\tb\nc\\u{1b}');
  });

  it('nothing hidden is left, and two texts that differ stay different', () => {
    const texts = fc.string({
      unit: fc.constantFrom('\u001b', '\u202e', 'u', '{', '}', '1', 'b', '\\', '\n', '5', 'c'),
    });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
        expect(visible(a)).not.toMatch(/[\u0000-\u001f\u202e]/);
        expect(visible(a) === visible(b)).toBe(a === b);
      }),
      { numRuns: scaled(500) },
    );
  });

  it('data without any is the same object; keys and texts of other data are escaped', () => {
    const plain = { a: ['b', { c: null, d: 1 }] };
    expect(withVisibleTexts(plain)).toBe(plain);
    expect(withVisibleTexts({ 'k\u001b': ['\r'] })).toEqual({ 'k\\u{1b}': ['\\u{d}'] });
  });
});
