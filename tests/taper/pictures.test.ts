import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textColumns } from '../../src/explain/fold.js';
import { benefitModel, type Timeline, timelineSvg, timelineText } from '../../src/taper/index.js';
import { textWidth } from '../../src/taper/svg.js';
import { scaled } from '../support/size.js';
import { follow, steady } from './households.js';

const six = { startMonth: '2020-03', months: 6, date: '2020-03-20' };
const SAMPLE = {
  '2020-02': '400',
  ...steady('2020-03', '2020-05', '600'),
  '2020-06': '430',
  '2020-07': '950',
  '2020-09': '700',
};

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the texts of a picture stand, by the widths of their letters. */
function boxesOf(svg: string): Box[] {
  return [
    ...svg.matchAll(/<text x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)" font-size="(\d+)"[^>]*>([^<]*)<\/text>/g),
  ].map(([, x = '', y = '', anchor, size = '', text = '']) => {
    const width = textWidth(text, Number(size)) * 0.93;
    const left = Number(x) - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
    return {
      text,
      left,
      right: left + width,
      top: Number(y) - Number(size) * 0.8,
      bottom: Number(y) + Number(size) * 0.15,
    };
  });
}

function overlaps(boxes: readonly Box[]): string[] {
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .flatMap((b) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom ? [`${a.text} / ${b.text}`] : [],
      ),
  );
}

function expectSound(svg: string): void {
  const [, width = '', height = ''] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const boxes = boxesOf(svg);
  expect(boxes.length).toBe([...svg.matchAll(/<text /g)].length);
  expect(overlaps(boxes)).toEqual([]);
  for (const box of boxes) {
    expect(box.left, box.text).toBeGreaterThanOrEqual(0);
    expect(box.right, box.text).toBeLessThanOrEqual(Number(width));
    expect(box.bottom, box.text).toBeLessThanOrEqual(Number(height));
  }
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  const open = [...svg.matchAll(/<(\w+)[^>]*[^/]>/g)].length;
  expect(open).toBe([...svg.matchAll(/<\/\w+>/g)].length);
}

describe('the picture', () => {
  it.each(['zh', 'en'] as const)(
    'in %s has every month, line and count, and no text over another',
    async (language) => {
      const svg = timelineSvg(await follow('rongchang', SAMPLE, [six]), { language });
      expectSound(svg);
      const texts = boxesOf(svg).map(({ text }) => text);
      for (const wanted of [
        '400',
        '600',
        '430',
        '950',
        '700',
        '1/6',
        '6/6',
        language === 'zh' ? '2倍标准 900' : '2 × standard 900',
        language === 'zh' ? '标准 450' : 'standard 450',
        language === 'zh' ? '停' : 'waits',
      ]) {
        expect(texts).toContain(wanted);
      }
    },
  );

  it('has no ceiling where the clause has none', async () => {
    const svg = timelineSvg(await follow('mingshan', steady('2020-03', '2020-05', '7200')));
    expectSound(svg);
    expect(svg).not.toContain('上限');
    expect(svg).not.toContain('倍标准');
  });

  it('escapes what a history is called', async () => {
    const timeline = { ...(await follow('rongchang', SAMPLE)), household: '<a>&"b"' };
    expect(timelineSvg(timeline)).toContain('&lt;a&gt;&amp;&quot;b&quot;');
  });

  it('stays readable for any incomes, gaps and decisions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.option(fc.constantFrom('0', '0.01', '449.99', '450', '899.99', '900', '1234.56', '20000', '333.333333'), {
            freq: 5,
          }),
          { minLength: 1, maxLength: 40 },
        ),
        fc.array(
          fc.record({
            first: fc.integer({ min: 1, max: 12 }),
            months: fc.integer({ min: 1, max: 14 }),
            made: fc.integer({ min: 1, max: 12 }),
          }),
          { maxLength: 4 },
        ),
        fc.constantFrom('zh' as const, 'en' as const),
        async (incomes, decisions, language) => {
          const months = Object.fromEntries(
            incomes.flatMap((income, index) =>
              income === null
                ? []
                : [[`${2019 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`, income]],
            ),
          );
          const two = (value: number) => String(value).padStart(2, '0');
          const listed = decisions.map(({ first, months: count, made }) => ({
            startMonth: `2019-${two(first)}`,
            months: count,
            date: `2019-${two(made)}-15`,
          }));
          if (Object.keys(months).length + listed.length === 0) return;
          const timeline = await follow('rongchang', months, listed);
          expectSound(timelineSvg(timeline, { language }));
          expect(timelineText(timeline, { language })).not.toMatch(/undefined|NaN|\[object/);
        },
      ),
      { numRuns: scaled(40) },
    );
  });
});

describe('the text', () => {
  const table = (text: string) => {
    const lines = text.split('\n');
    const start = lines.indexOf('') + 1;
    return lines.slice(start, lines.indexOf('', start));
  };

  it.each(['zh', 'en'] as const)('in %s has its columns under each other', async (language) => {
    const timeline: Timeline = await follow('rongchang', SAMPLE, [six], { benefit: benefitModel('steps') });
    const lines = table(timelineText(timeline, { language }));
    expect(lines).toHaveLength(timeline.rows.length + 1);
    // The last column is a number, set to the right: every line ends at the same place.
    expect(new Set(lines.map(textColumns)).size).toBe(1);
  });

  it('folds to the width of the terminal, but for the table', async () => {
    const timeline = await follow('rongchang', SAMPLE, [six]);
    const text = timelineText(timeline, { columns: 60 });
    const below = text.slice(text.indexOf('\n逐月\n')).split('\n');
    for (const line of below) expect(textColumns(line)).toBeLessThanOrEqual(60);
  });

  it('ends every clause-bound sentence in its clause, and has no code for a text', async () => {
    const text = timelineText(await follow('rongchang', SAMPLE, [six]), { language: 'zh' });
    expect(text).toContain('〔二（2-f）〕');
    expect(text).not.toMatch(/fell-back|settle-reading|decide-again|no-snapshot/);
  });
});
