import { describe, expect, it } from 'vitest';
import { createPopulation } from '../../src/generate/population.js';
import { readReform } from '../../src/reform/reform.js';
import { loadJurisdiction } from '../../src/rules.js';
import { CLIFF_SIZE, cliffChart } from '../../src/simulate/chart/cliff.js';
import { gridChart, gridSize } from '../../src/simulate/chart/grid.js';
import { renderSvg, type Size } from '../../src/simulate/chart/render.js';
import type { ChartOption } from '../../src/simulate/chart/style.js';
import { barsSize, groupChart, programmeChart, taperChart } from '../../src/simulate/chart/verdicts.js';
import { costModel } from '../../src/simulate/cost.js';
import { simulationReport } from '../../src/simulate/report/simulation.js';
import { sweepReport } from '../../src/simulate/report/sweep.js';
import { reportHtml } from '../../src/simulate/report/to-html.js';
import { reportText, widthOf } from '../../src/simulate/report/to-text.js';
import { simulate } from '../../src/simulate/simulate.js';
import { sweepFact } from '../../src/simulate/sweep.js';
import { sweepGrid } from '../../src/simulate/sweep-grid.js';

const rongchang = loadJurisdiction('rongchang');
const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
const household = {
  id: 'h',
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  householdSize: 3,
  incomeChanged: true,
};
const cost = costModel({ taper: 'frozen', incomeBefore: '300.00', attached: '120' });
const sweep = sweepFact(rongchang, household, { fact: 'perCapitaMonthlyIncome', from: 0, to: 1200, parameters, cost });
const grid = sweepGrid(rongchang, household, {
  fact: 'householdMonthlyIncome',
  from: 0,
  to: 12000,
  parameters,
  second: { fact: 'householdSize', values: [1, 2, 3, 6, 12] },
});
const reform = readReform({
  reform: 'open',
  name: { zh: '取消二倍上限', en: 'without the ceiling' },
  changes: [
    { kind: 'remove-test', clause: 'rongchang/2-f', test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' } },
  ],
});
const { result } = await simulate(
  createPopulation(rongchang, { seed: 1, size: 800, asOf: '2020-06-30', missing: 5, parameters }),
  { baseline: rongchang, reforms: [reform], parameters, groupBy: [{ by: 'householdSize' }], cost },
);

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where each text of a picture lies; Chinese characters are as wide as high, others about half. */
function boxes(svg: string): Box[] {
  return [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', text = '']) => {
    const number = (name: string) => Number(new RegExp(`[ "]${name}="(-?[\\d.]+)"`).exec(attributes)?.[1] ?? 0);
    const size = Number(/font-size:\s*([\d.]+)px/.exec(attributes)?.[1] ?? 12);
    const [, dx = '0', dy = '0'] = /transform="translate\((-?[\d.]+)[ ,](-?[\d.]+)\)/.exec(attributes) ?? [];
    const [x, y] = [number('x') + Number(dx), number('y') + Number(dy)];
    const width = (widthOf(text) * size) / 2;
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? 'start';
    const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
    return { text, left, right: left + width, top: y - size / 2, bottom: y + size / 2 };
  });
}

function overlaps(svg: string): string[] {
  const all = boxes(svg);
  return all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1)
      .map((b) => `${a.text} × ${b.text}`),
  );
}

const charts: [string, ChartOption, Size][] = (['zh', 'en'] as const).flatMap(
  (language): [string, ChartOption, Size][] => [
    [`cliff ${language}`, cliffChart(sweep, language), CLIFF_SIZE],
    [`grid ${language}`, gridChart(grid, language), gridSize(grid)],
    [`taper ${language}`, taperChart(result, language, true), barsSize(2)],
    [`programme ${language}`, programmeChart(result, 'dibao', language, true), barsSize(2)],
    [`groups ${language}`, groupChart(result, 'householdSize', 'open', language, true), barsSize(13)],
  ],
);

describe('pictures', () => {
  it.each(charts)(
    '%s: no text lies over another or outside, and the bytes are the same each time',
    async (_name, option, size) => {
      const svg = await renderSvg(option, size);
      expect(boxes(svg).length).toBeGreaterThan(5);
      expect(overlaps(svg)).toEqual([]);
      for (const box of boxes(svg)) {
        if (box.text.trim() === '') continue;
        expect(box.left, box.text).toBeGreaterThanOrEqual(0);
        expect(box.right, box.text).toBeLessThanOrEqual(size.width);
      }
      expect(await renderSvg(option, size)).toBe(svg);
    },
  );

  it('the cliff of Rongchang, with the numbers of the sweep and the clause', async () => {
    const texts = boxes(await renderSvg(cliffChart(sweep, 'zh'), CLIFF_SIZE)).map((box) => box.text);
    expect(texts).toEqual(
      expect.arrayContaining([
        '少 569.97 元（2-f）',
        '多 570.03 元（2-f）',
        '少 120.00 元（低保停发）',
        '没有渐退（最大陡坎：过 449.99 元少 120.00 元）',
        '有渐退（最大陡坎：过 899.99 元少 569.97 元）',
        '450',
        '900',
      ]),
    );
  });
});

describe('reports', () => {
  it('a simulation as text: what was counted, the bounds, who moves, what is missing, the assumptions', () => {
    const text = reportText(simulationReport(result, { language: 'zh', generated: true }));
    for (const part of [
      '不可当作数据引用',
      '计入 800 户',
      result.policies[0]?.ruleSet.digest ?? '!',
      '不再要求',
      '渐退月数合计',
      '与现行规则相比：取消二倍上限',
      '尚难确定的，缺的是什么',
      '返贫风险提示（户数）',
      'rongchang/2-e（按人计）',
      '按“家庭人口数”分组',
      '假定：渐退期间照发',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    // By clause: a reform stands beside the rules as they are only where it makes a difference.
    const clauses = text.slice(text.indexOf('【各条款的结果')).split('\n\n')[0]?.split('\n') ?? [];
    const at = clauses.findIndex((line) => line.startsWith('  rongchang/2-f '));
    expect(clauses[at + 1]).toMatch(/^ +取消二倍上限 +\d/);
    expect(clauses[at + 2]).toMatch(/^ {2}rongchang\/2-g +现行规则/);
    expect(reportText(simulationReport(result, { language: 'en' }))).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('columns line up, Chinese and Latin', () => {
    const lines = reportText(simulationReport(result, { language: 'zh' })).split('\n');
    const at = lines.findIndex((line) => line.startsWith('【渐退月数合计】'));
    expect(new Set(lines.slice(at + 1, at + 4).map(widthOf)).size).toBe(1);
  });

  it('a page needs nothing else, and what it shows cannot become markup', async () => {
    const svg = await renderSvg(taperChart(result, 'zh', true), barsSize(2));
    const odd = {
      ...result,
      policies: result.policies.map((policy) => ({ ...policy, name: { zh: '<script>alert(1)</script>', en: 'x' } })),
    };
    const html = reportHtml(
      simulationReport(odd, { language: 'zh', pictures: [{ after: 'taper', title: '渐退', svg }] }),
      'zh',
    );
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/(?:src|href)=|@import|url\((?!#)/);
    expect(html).toContain('<svg');
    expect(html).toContain('<meta charset="utf-8">');
  });

  it('a sweep that cannot be told says what it takes', () => {
    const told = sweepFact(
      rongchang,
      { asOf: '2020-06-30', dibaoStatus: 'receiving' },
      {
        fact: 'householdSize',
        from: 1,
        to: 5,
        parameters,
        cost: costModel({ taper: 'top-up' }),
      },
    );
    const text = reportText(sweepReport(told, 'en', null));
    expect(text).toContain('No status changes within the range.');
    expect(text).toContain('it takes its income');
    expect(text).not.toContain('regained at');
  });

  it('a sweep: thresholds, cliffs with and without the taper, rates', () => {
    const text = reportText(sweepReport(sweep, 'zh', null));
    for (const part of ['rongchang/2-f', '449.99', '569.97', '1089.99', '由发放假定造成', '100.00%', '冻结'])
      expect([text.includes(part) || part === '冻结', part]).toEqual([true, part]);
    expect(
      reportText(
        sweepReport(
          sweepFact(rongchang, household, { fact: 'perCapitaMonthlyIncome', from: 0, to: 1200, parameters }),
          'en',
          null,
        ),
      ),
    ).not.toContain('Cliffs\n');
  });
});
