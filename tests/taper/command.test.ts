import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.js';
import { PARAMETERS, snapshotsOf, steady } from './households.js';

const folder = mkdtempSync(join(tmpdir(), 'jiantui-timeline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
};
const call = async (...argv: string[]): Promise<{ status: number; out: string; err: string }> => {
  let [out, err] = ['', ''];
  const status = await run(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readStdin: async () => new Uint8Array(),
    env: {},
    columns: null,
  });
  return { status, out, err };
};

const history = {
  id: 'h-1',
  jurisdiction: 'rongchang',
  snapshots: snapshotsOf('rongchang', { '2020-02': '400', ...steady('2020-03', '2020-04', '600'), '2020-05': '430' }),
  decisions: [{ startMonth: '2020-03', months: 6, date: '2020-03-20' }],
};
const good = file('history.json', history);
const parameters = file('parameters.json', PARAMETERS.rongchang);

describe('jiantui timeline', () => {
  it('prints text, in Chinese unless asked otherwise', async () => {
    const { status, out, err } = await call('timeline', good, '--parameters', parameters);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('停 2/6');
    expect((await call('timeline', good, '--parameters', parameters, '--lang', 'en')).out).toContain('waits 2/6');
  });

  it('prints JSON', async () => {
    const { out } = await call('timeline', good, '--parameters', parameters, '--format', 'json', '--reading', 'R2');
    const timeline = JSON.parse(out) as { reading: unknown; rows: { adopted: { state: string } }[] };
    expect(timeline.reading).toEqual({ id: 'R2', by: 'caller' });
    expect(timeline.rows.at(-1)?.adopted.state).toBe('paused');
  });

  it('prints a picture', async () => {
    const { out } = await call('timeline', good, '--parameters', parameters, '--format', 'svg');
    expect(out.startsWith('<svg ')).toBe(true);
    expect(out.endsWith('</svg>\n')).toBe(true);
  });

  it('goes on to a later month', async () => {
    const { out } = await call('timeline', good, '--parameters', parameters, '--until', '2020-09', '--lang', 'en');
    expect(out).toMatch(/2020-09 .* not reported .* used up 6\/6/);
  });

  it('takes parameters laid out by jurisdiction, and follows a move', async () => {
    const moving = {
      ...history,
      snapshots: [
        ...history.snapshots,
        ...snapshotsOf('mingshan', { '2020-06': '7200' }).map((one) => ({ ...one, jurisdiction: 'mingshan' })),
      ],
    };
    const { status, out } = await call(
      'timeline',
      file('moving.json', moving),
      '--parameters',
      file('all.json', { rongchang: PARAMETERS.rongchang, mingshan: PARAMETERS.mingshan }),
      '--format',
      'json',
    );
    expect(status).toBe(0);
    const { rows } = JSON.parse(out) as { rows: { clause: string; status: string; amounts: { standard: string } }[] };
    expect(rows.at(-1)).toMatchObject({ clause: 'mingshan/2.1.6.4-b', status: 'met', amounts: { standard: '5400' } });
  });

  it('names the file, the line and the place of what is wrong', async () => {
    const bad = file('bad.json', { ...history, snapshots: [{ month: '2020-03', perCapitaMonthlyIncom: '600' }] });
    const { status, out, err } = await call('timeline', bad, '--lang', 'en');
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(
      /bad\.json:\d+:\d+: snapshots\[0\]\.perCapitaMonthlyIncom: .*did you mean perCapitaMonthlyIncome\?/,
    );
  });

  it.each([
    [['--benefit', 'forzen'], 1, /--benefit.*did you mean frozen/],
    [['--reading', 'R4'], 2, /--reading/],
    [['--until', '2020-13'], 2, /--until/],
    [['--format', 'png'], 2, /text or json or svg|text, json/],
    [['--jurisdiction', 'rongchan'], 1, /rongchang/],
  ] as const)('refuses %j', async (argv, status, message) => {
    const result = await call('timeline', good, '--parameters', parameters, '--lang', 'en', ...argv);
    expect(result.status).toBe(status);
    expect(result.err).toMatch(message);
  });

  it('asks where the household is, when nothing says', async () => {
    const { jurisdiction: _, ...rest } = history;
    const { status, err } = await call('timeline', file('nowhere.json', rest), '--lang', 'en');
    expect(status).toBe(1);
    expect(err).toContain('jurisdiction');
  });
});
