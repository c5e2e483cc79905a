import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jiantui, PARAMETERS, workFolder } from './harness.js';

const file = workFolder();
const HIDDEN = '\u001b[2J\u0007\r\u202e\u009b';
const RONGCHANG = ['--jurisdiction', 'rongchang', '--parameters', PARAMETERS];

const household = {
  id: `h${HIDDEN}`,
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  unstableLiftedFinding: { value: 'yes', authority: `office${HIDDEN}\nforged line`, date: '2020-05-12' },
  members: [{ id: `m${HIDDEN}`, isSeverelyDisabled: true }],
};
const history = JSON.parse(readFileSync('fixtures/histories/rongchang.json', 'utf8'));
const cases = { ...JSON.parse(readFileSync('fixtures/cases/rongchang.json', 'utf8')) };

const lines: readonly (readonly [string, readonly string[]])[] = [
  ['evaluate', ['evaluate', file('a.json', household), ...RONGCHANG]],
  ['evaluate, in a terminal', ['evaluate', file('a.json', household), ...RONGCHANG, '--lang', 'en']],
  ['explain', ['explain', file('a.json', household), ...RONGCHANG]],
  ['compare', ['compare', file('a.json', household), '--lang', 'en']],
  ['timeline', ['timeline', file('t.json', { ...history, id: household.id }), ...RONGCHANG]],
  [
    'timeline as a picture',
    ['timeline', file('t.json', { ...history, id: household.id }), ...RONGCHANG, '--format', 'svg'],
  ],
  ['an unknown key', ['evaluate', file('b.json', { ...household, [`k${HIDDEN}`]: 1 }), ...RONGCHANG]],
  ['a wrong value', ['evaluate', file('c.json', { ...household, dibaoStatus: HIDDEN }), ...RONGCHANG]],
  ['a file that is not there', ['evaluate', `none${HIDDEN}\nforged.json`, ...RONGCHANG]],
  ['an unknown option', ['evaluate', 'x.json', `--k${HIDDEN}`]],
  ['an unknown command', [`eval${HIDDEN}`]],
  ['rules check', ['rules', 'check', file('d.json', { [`k${HIDDEN}`]: 1 })]],
  [
    'test',
    [
      'test',
      file('e.json', {
        ...cases,
        cases: [
          {
            ...cases.cases[0],
            why: { zh: `c${HIDDEN}`, en: 'c' },
            expect: { verdicts: { 'education-aid': 'eligible' } },
          },
        ],
      }),
    ],
  ],
];

it.each(lines)('%s shows them escaped', async (_, args) => {
  const { out, err } = await jiantui([...args]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(out + err).not.toMatch(/^forged/m);
  expect(out + err).toMatch(/\\u(\{1b\}|001b)/);
});

it('colours of our own stay', async () => {
  const { out } = await jiantui(['evaluate', file('a.json', household), ...RONGCHANG], { columns: 100 });
  expect(out).toContain('\u001b[1m');
  expect(out).not.toContain('\u001b[2J');
});
