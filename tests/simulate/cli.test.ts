import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawPng, loadResvg, svgToPng } from '../../src/node/png.js';
import { jiantui, workFolder } from '../cli/harness.js';

const file = workFolder();
const BASE = [
  '--jurisdiction',
  'rongchang',
  '--as-of',
  '2020-06-30',
  '--parameters',
  'fixtures/parameters/rongchang-2020.json',
];
const MODEL = ['--benefit', 'frozen', '--income-before', '300'];
const CLIFF = [
  'simulate',
  'cliffs',
  'fixtures/households/cliff.json',
  '--jurisdiction',
  'rongchang',
  '--parameters',
  'fixtures/parameters/rongchang-2020.json',
];

describe('jiantui simulate', () => {
  it('a generated population under two reforms, with cost and groups', async () => {
    const { status, out, err } = await jiantui([
      'simulate',
      '--generate',
      '300',
      ...BASE,
      '--missing',
      '5',
      '--reform',
      'fixtures/reforms/rongchang-twelve-months.json',
      '--reform',
      'fixtures/reforms/rongchang-no-ceiling.json',
      '--group-by',
      'perCapitaMonthlyIncome=450,900',
      ...MODEL,
    ]);
    expect(status).toBe(0);
    expect(err).toMatch(/^300 户，用时 [\d.]+ 秒（处理器 [\d.]+ 秒，1 个线程），每秒 \d+ 户，内存最多 \d+ MB\n$/);
    for (const part of [
      '不可当作数据引用',
      '计入 300 户',
      '渐退十二个月',
      '不再要求',
      '费用（元）：冻结',
      '450 – < 900',
      '假定：各户收入变化前每人每月收入均为300元',
    ])
      expect(out).toContain(part);
  });

  it('as JSON it is the result itself; equal seeds, equal bytes', async () => {
    const args = ['simulate', '--generate', '200', ...BASE, '--format', 'json', '--quick'];
    const [a, b, c] = [await jiantui(args), await jiantui(args), await jiantui([...args, '--seed', '2'])];
    expect(JSON.parse(a.out)).toMatchObject({ households: 200, complete: true, policies: [{ id: 'baseline' }] });
    expect(b.out).toBe(a.out);
    expect(c.out).not.toBe(a.out);
  });

  it('a page that needs nothing else', async () => {
    const page = file('report.html', '');
    const { status } = await jiantui([
      'simulate',
      '--generate',
      '200',
      ...BASE,
      '--quick',
      '--group-by',
      'householdSize',
      '--output',
      page,
    ]);
    expect(status).toBe(0);
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<svg[\s\S]*<\/html>\n$/);
  });

  it('one’s own data: bad rows are reported and make the status 1', async () => {
    const data = file('in.ndjson', '{"id":"a","asOf":"2020-06-30","村":"东"}\n{"id":"b"}\n');
    const { status, out } = await jiantui([
      'simulate',
      data,
      '--jurisdiction',
      'rongchang',
      '--column',
      '村',
      '--group-by',
      '村',
      '--lang',
      'en',
    ]);
    expect(status).toBe(1);
    expect(out).toContain('household 2 (b): asOf: this is missing');
    expect(out).toContain('1 households counted');
  });

  it.each([
    [['simulate', ...BASE], /FILE/],
    [['simulate', 'x.ndjson', '--generate', '5', ...BASE], /FILE/],
    [['simulate', '--generate', '5', '--jurisdiction', 'rongchang'], /--as-of/],
    [['simulate', '--generate', '5', '--as-of', '2020-06-30'], /--jurisdiction/],
    [['simulate', 'nothing.ndjson', '--jurisdiction', 'rongchang'], /nothing\.ndjson/],
    [['simulate', '--generate', '5', ...BASE, '--group-by', 'householdSiz'], /householdSize/],
    [['simulate', '--generate', '5', ...BASE, '--benefit', 'frosen'], /frozen/],
    [
      ['simulate', '--generate', '5', ...BASE, '--reform', 'fixtures/reforms/mingshan-rongchang-taper.json'],
      /mingshan-rongchang-taper\.json:4:3: jurisdiction/,
    ],
  ])('%j is refused', async (args, message) => {
    const { status, out, err } = await jiantui(args);
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(message);
  });
});

describe('jiantui simulate cliffs', () => {
  it('thresholds, cliffs with and without the taper, and the picture', async () => {
    const picture = file('cliff.svg', '');
    const { status, out } = await jiantui([...CLIFF, ...MODEL, '--attached', '120', '--picture', picture]);
    expect(status).toBe(0);
    for (const part of ['rongchang/2-f', '449.99', '569.97', '1089.99']) expect(out).toContain(part);
    expect(readFileSync(picture, 'utf8')).toContain('少 569.97 元（2-f）');
    // The guide shows this very picture.
    expect(readFileSync(picture, 'utf8')).toBe(readFileSync('docs/images/simulation-cliff.svg', 'utf8'));
  });

  it('as PNG', async () => {
    const picture = file('cliff.png', '');
    await jiantui([...CLIFF, ...MODEL, '--picture', picture]);
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  });

  it.each(['渐退', 'taper'])('a PNG without a font for “%s” is refused, not drawn without its words', async (word) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="99" height="30"><text y="20">${word}</text></svg>`;
    const resvg = await loadResvg();
    expect(() => drawPng(resvg, svg, { loadSystemFonts: false })).toThrow(/no font with these characters.*--font FILE/);
    expect((await svgToPng(svg)).length).toBeGreaterThan(200);
  });

  it('a PNG with the letters of a font file; a file that is none is refused by name', async () => {
    const font = 'node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf';
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="30"><text y="20">渐退</text></svg>';
    expect(Buffer.from(await svgToPng(svg, font))).not.toEqual(Buffer.from(await svgToPng(svg)));
    await expect(svgToPng(svg, 'fonts/none.otf')).rejects.toThrow(/fonts\/none\.otf.*no such file/);
    await expect(svgToPng(svg, 'package.json')).rejects.toThrow(/no font with these characters/);
    expect(await jiantui([...CLIFF, '--picture', file('cliff.png', ''), '--font', 'fonts/none.otf'])).toMatchObject({
      status: 1,
      err: expect.stringContaining('fonts/none.otf'),
    });
  });

  it('under a reform', async () => {
    const { out } = await jiantui([
      ...CLIFF,
      ...MODEL,
      '--reform',
      'fixtures/reforms/rongchang-no-ceiling.json',
      '--lang',
      'en',
    ]);
    expect(out).toMatch(/with the taper\s+no cliff/);
  });

  it('a picture of another kind, and a file that holds no household, are refused', async () => {
    expect(await jiantui([...CLIFF, ...MODEL, '--picture', 'cliff.gif'])).toMatchObject({
      status: 1,
      err: expect.stringContaining('.svg, .png'),
    });
    expect(existsSync('cliff.gif')).toBe(false);
    expect(
      (await jiantui(['simulate', 'cliffs', 'fixtures/households/rongchang.json', '--jurisdiction', 'rongchang']))
        .status,
    ).toBe(1);
  });
});

describe('jiantui simulate households', () => {
  it('writes a household a line that the simulation reads again', async () => {
    const made = await jiantui(['simulate', 'households', '--generate', '150', ...BASE, '--missing', '10']);
    expect(made.err).toContain('不可当作数据引用');
    const data = file('made.ndjson', made.out);
    const [read, direct] = [
      await jiantui(['simulate', data, ...BASE, '--quick', '--format', 'json']),
      await jiantui(['simulate', '--generate', '150', ...BASE, '--missing', '10', '--quick', '--format', 'json']),
    ];
    expect(read.out).toBe(direct.out);
  });
});

describe('jiantui test', () => {
  const cases = {
    jurisdiction: 'rongchang',
    about: { zh: '上限', en: 'ceiling' },
    parameters: { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' },
    households: {
      one: {
        id: 'h',
        asOf: '2020-06-30',
        povertyRegistration: 'lifted',
        dibaoStatus: 'receiving',
        dibaoCategory: 'rural',
        incomeChanged: true,
        perCapitaMonthlyIncome: '950',
      },
    },
    cases: [
      {
        id: 'above-twice',
        household: 'one',
        why: { zh: '二倍以上也给', en: 'above twice, too' },
        expect: { tapers: { 'rongchang/2-f': { verdict: 'granted' } } },
      },
    ],
  };

  it('the shipped cases pass; with coverage', async () => {
    const { status, out } = await jiantui([
      'test',
      'fixtures/cases/rongchang.json',
      'fixtures/cases/hainan.json',
      '--coverage',
    ]);
    expect(status).toBe(0);
    expect(out).toMatch(/✓ fixtures\/cases\/rongchang\.json {2}\d+ 个案例全部符合/);
    expect(out).toContain('条款：');
  });

  it('test first: it fails today, and passes under the reform', async () => {
    const path = file('ceiling.json', cases);
    const before = await jiantui(['test', path, '--lang', 'en']);
    expect(before.status).toBe(1);
    expect(before.out).toContain('- expected "granted"\n      + found "not-granted"');
    expect((await jiantui(['test', path, '--reform', 'fixtures/reforms/rongchang-no-ceiling.json'])).status).toBe(0);
  });

  it('YAML, JUnit, JSON', async () => {
    const yaml = file(
      'ceiling.yaml',
      [
        'jurisdiction: rongchang',
        'about: { zh: 上限, en: ceiling }',
        'parameters: { dibaoStandardMonthly: "450.00", povertyPeriodEnd: 2020-12-31 }',
        'households:',
        '  one: { id: h, asOf: 2020-06-30, povertyRegistration: lifted, dibaoStatus: receiving, dibaoCategory: rural, incomeChanged: true, perCapitaMonthlyIncome: 600.10, unstableLiftedFinding: yes }',
        'cases:',
        '  - id: in-band',
        '    household: one',
        '    why: { zh: 在带内, en: in the band }',
        '    expect: { tapers: { rongchang/2-f: { verdict: granted } }, flags: { unstable-lifted: raised } }',
      ].join('\n'),
    );
    const junit = file('results.xml', '');
    const { status, out } = await jiantui(['test', yaml, '--format', 'json', '--junit', junit]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ failed: 0, cases: [{ id: 'in-band', differences: [] }] }]);
    expect(readFileSync(junit, 'utf8')).toContain('tests="1" failures="0"');
  });

  it.each([
    ['typo.json', { ...cases, jurisdiction: 'rongchan' }, /typo\.json:2:3: jurisdiction.*rongchang/],
    ['form.json', { ...cases, cases: [{ ...cases.cases[0], expects: {} }] }, /form\.json:\d+:\d+: cases\[0\]/],
    ['odd.yaml', 'a: [1', /odd\.yaml:/],
    [
      'place.yaml',
      'jurisdiction: rongchang\nabout: { zh: a, en: b }\nhouseholds: {}\ncases:\n  - id: x\n    hose: one\n',
      /place\.yaml:\d+:\d+: cases\[0\]/,
    ],
  ])('%s: the place is named', async (name, content, message) => {
    const { status, err } = await jiantui(['test', file(name, content)]);
    expect(status).toBe(1);
    expect(err).toMatch(message);
  });
});
