import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, textColumns } from '../../src/explain/fold.js';

const text = fc
  .array(
    fc.constantFrom(
      '低保',
      '渐退期',
      '正好6个月',
      'taper',
      'due',
      ' ',
      '，',
      '。',
      '〔二（2-f）〕',
      '“是”',
      ': ',
      '(a)',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('fold', () => {
  it('loses nothing but blanks at the ends of lines', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 120 }), (words, width) => {
        expect(fold(words, width, 0).join('').replace(/ /gu, '')).toBe(words.replace(/ /gu, ''));
      }),
    );
  });

  it('keeps to the width where no single piece is wider', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 40, max: 120 }), fc.integer({ min: 0, max: 12 }), (words, width, before) => {
        for (const line of fold(words, width, before)) expect(textColumns(line)).toBeLessThanOrEqual(width - before);
      }),
    );
  });

  it.each([
    [
      'neither begins a line with closing punctuation nor ends one with opening',
      '低保渐退期正好六个月，〔二（2-f）〕',
      22,
      ['低保渐退期正好六个月，', '〔二（2-f）〕'],
    ],
    ['keeps Latin words whole', 'the number of months is not stated', 20, ['the number of months', 'is not stated']],
    ['leaves a text alone where there is no width', '低保渐退期', null, ['低保渐退期']],
    ['leaves a text alone where there is no room', '低保渐退期正好六个月', 10, ['低保渐退期正好六个月']],
  ] as const)('%s', (_name, words, width, lines) => expect(fold(words, width, 0)).toEqual(lines));
});
