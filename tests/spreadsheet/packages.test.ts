import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorksheet } from '../../src/worksheet/worksheet.js';
import { entriesOf } from '../support/workbooks.js';
import { buildPackages } from '../tools/spreadsheet/build.js';

const out = mkdtempSync(join(tmpdir(), 'jiantui-packages-'));
const file = (path: string) => readFileSync(join(out, path), 'utf8');
beforeAll(() => buildPackages({ out, baseUrl: 'https://intranet.example/jiantui/' }));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const VALUES = [['已脱贫', '享受', '农村', 600, '是', 44012]];
const HEADERS = [['建档立卡状态', '低保状态', '低保类别', '家庭月人均收入', '收入变化', '评估基准日']];
const LAW = [
  ['低保标准（月）', 450],
  ['脱贫攻坚期截止日', 44196],
];

/**
 * Runs a classic script in a global of its own, as an office program's script engine gives it: no DOM, no Node, no network,
 * and nothing that the language has gained since 2018.
 */
function runScript(script: string, host: Readonly<Record<string, unknown>> = {}): vm.Context {
  const context = vm.createContext({ ...host });
  vm.runInContext(
    `delete Object.hasOwn; delete Object.fromEntries; delete Array.prototype.at; delete String.prototype.at; delete Array.prototype.flat;
     delete Array.prototype.flatMap; delete String.prototype.replaceAll; delete Array.prototype.findLast; delete Array.prototype.toSorted;
     delete globalThis.WeakRef; delete globalThis.FinalizationRegistry; delete globalThis.SharedArrayBuffer; delete globalThis.WebAssembly;
     for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'document', 'window', 'navigator', 'process', 'require', 'importScripts', 'setTimeout', 'crypto', 'console', 'URL'])
       if (!(name in globalThis)) Object.defineProperty(globalThis, name, { get() { touched.push(name); return undefined; }, configurable: true });
     var touched = [];`,
    context,
  );
  vm.runInContext(script, context);
  return context;
}

/** The elements of an XML file in order, each with the path of the one it stands in. @throws Error where tags do not match */
function elementsOf(xml: string): { readonly name: string; readonly parent: string }[] {
  const open: string[] = [];
  const elements: { name: string; parent: string }[] = [];
  for (const [, end, name = '', empty] of xml.matchAll(/<(\/?)([A-Za-z][\w:]*)(?:\s+[\w:]+="[^"<]*")*\s*(\/?)>/g)) {
    if (end === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    elements.push({ name, parent: open.map((outer) => `/${outer}`).join('') });
    if (empty === '') open.push(name);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`);
  return elements;
}

describe('the Excel add-in', () => {
  class ExcelError {
    constructor(
      readonly code: string,
      readonly message: string,
    ) {}
  }
  const start = () => {
    const associated = new Map<string, (...args: unknown[]) => unknown>();
    const context = runScript(file('excel/functions.js'), {
      CustomFunctions: {
        ErrorCode: { invalidValue: '#VALUE!' },
        Error: ExcelError,
        associate: (id: string, call: (...args: unknown[]) => unknown) => associated.set(id, call),
      },
    });
    return { associated, context };
  };

  it('is one classic script that needs no DOM and makes no connection', () => {
    const { associated, context } = start();
    const metadata = JSON.parse(file('excel/functions.json'));
    expect([...associated.keys()].sort()).toEqual(metadata.functions.map(({ id }: { id: string }) => id).sort());
    expect(associated.get('ELIGIBLE')?.('荣昌', '渐退', VALUES, HEADERS, null, LAW, { address: 'invocation' })).toBe(
      '应予落实',
    );
    expect(associated.get('TAPER')?.('荣昌', VALUES, HEADERS, null, LAW, '月数', {})).toBe(6);
    expect(associated.get('EVALUATE')?.('荣昌', VALUES, HEADERS, null, LAW, null, {})).toEqual(
      createWorksheet().evaluate('荣昌', VALUES, HEADERS, null, LAW),
    );
    // Libraries ask whether they run in Node or in a browser; none asks for a page or for the network.
    expect(
      [...vm.runInContext('touched', context)].filter((name) => name !== 'navigator' && name !== 'process'),
    ).toEqual([]);
  });

  it('throws its host’s error with the message', () => {
    const { associated } = start();
    expect(() =>
      associated.get('ELIGIBLE')?.(
        '荣昌',
        '渐退',
        VALUES,
        [['人均收入', ...(HEADERS[0] ?? []).slice(1)]],
        null,
        LAW,
        {},
      ),
    ).toThrow(expect.objectContaining({ code: '#VALUE!', message: expect.stringContaining('这个表头可以指不止一项') }));
  });

  it('has a manifest whose every address lies on the deployer’s own server', () => {
    const manifest = file('excel/manifest.xml');
    const addresses = [...manifest.matchAll(/DefaultValue="(https?:[^"]*)"/g)].map((found) => found[1]);
    expect(addresses.length).toBeGreaterThan(5);
    for (const address of addresses) {
      expect(address).toMatch(/^https:\/\/intranet\.example\/jiantui\/[\w.-]+$/);
      expect(statSync(join(out, 'excel', (address ?? '').split('/').at(-1) ?? '')).size).toBeGreaterThan(0);
    }
    expect(file('excel/functions.html')).not.toMatch(/https?:/);
  });

  it('has a manifest in the order and the bounds of its schema', () => {
    const manifest = file('excel/manifest.xml');
    const elements = elementsOf(manifest);
    const under = (path: string) =>
      elements.filter((element) => element.parent === path).map((element) => element.name);
    // The order of [MS-OWEMXML], of which the optional elements are left out that the add-in does not need.
    expect(under('/OfficeApp')).toEqual([
      ...['Id', 'Version', 'ProviderName', 'DefaultLocale', 'DisplayName', 'Description', 'IconUrl'],
      ...['HighResolutionIconUrl', 'SupportUrl', 'Hosts', 'Requirements', 'DefaultSettings', 'Permissions'],
      'VersionOverrides',
    ]);
    expect(under('/OfficeApp/VersionOverrides')).toEqual(['Hosts', 'Resources']);
    const point = '/OfficeApp/VersionOverrides/Hosts/Host/AllFormFactors/ExtensionPoint';
    expect(under(point)).toEqual(['Script', 'Page', 'Metadata', 'Namespace']);
    expect(under('/OfficeApp/VersionOverrides/Resources')).toEqual(['bt:Urls', 'bt:ShortStrings']);
    expect(/<Id>(.*)<\/Id>/.exec(manifest)?.[1]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(/<Version>(.*)<\/Version>/.exec(manifest)?.[1]).toMatch(/^\d{1,5}(\.\d{1,5}){3}$/);
    const value = (name: string) => new RegExp(`<${name} DefaultValue="([^"]*)"`).exec(manifest)?.[1]?.length ?? 0;
    expect([value('DisplayName') <= 125, value('Description') <= 250]).toEqual([true, true]);
    const ids = [...manifest.matchAll(/<bt:\w+ id="([^"]*)"/g)].map((found) => found[1] ?? '');
    expect([...manifest.matchAll(/resid="([^"]*)"/g)].map((found) => found[1]).sort()).toEqual(ids.sort());
    expect(ids.every((id) => id.length <= 32)).toBe(true);
  });

  it('is told of error values in cells, which its functions then name', () => {
    expect(JSON.parse(file('excel/functions.json')).allowErrorForDataTypeAny).toBe(true);
    const { associated } = start();
    const values = [[{ code: '#N/A' }, ...(VALUES[0] ?? []).slice(1)]];
    expect(() => associated.get('ELIGIBLE')?.('荣昌', '渐退', values, HEADERS, null, LAW, {})).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/建档立卡状态.*#N\/A/) }),
    );
  });
});

describe('the WPS add-in', () => {
  it('registers every function of its metadata, synchronous, under its namespace', () => {
    const added = new Map<string, (...args: unknown[]) => unknown>();
    runScript(file('wps/js/functions.js'), {
      wps: {
        AddCustomFunction: (namespace: string, name: string, call: (...args: unknown[]) => unknown) =>
          added.set(`${namespace}.${name}`, call),
      },
    });
    const metadata = JSON.parse(file('wps/functions.json'));
    expect([...added.keys()].sort()).toEqual(
      metadata.functions.map(({ name }: { name: string }) => `JIANTUI.${name}`).sort(),
    );
    expect(file('wps/manifest.xml')).toContain('<Namespace>JIANTUI</Namespace>');
    expect(added.get('JIANTUI.ELIGIBLE')?.('荣昌', '渐退', VALUES, HEADERS, '', LAW)).toBe('应予落实');
    expect(added.get('JIANTUI.ELIGIBLE')?.('荣', '渐退', VALUES, HEADERS)).toMatch(/^#VALUE! 没有这个辖区的规则集/);
  });

  it('has its script loaded by the page and by the main script, in the layout of wpsjs', () => {
    expect(file('wps/index.html')).toContain('<script src="main.js"></script>');
    const written: string[] = [];
    vm.runInNewContext(file('wps/main.js'), { document: { write: (text: string) => written.push(text) } });
    expect(written).toEqual(["<script src='js/functions.js'></script>"]);
    for (const path of ['ribbon.xml', 'package.json', 'functions.json', 'js/functions.js'])
      expect([path, statSync(join(out, 'wps', path)).isFile()]).toEqual([path, true]);
    expect(file('wps/manifest.xml')).toContain('<Uri>/functions.json</Uri>');
  });

  it('loads without complaint where WPS has no custom functions yet', () => {
    expect(() => runScript(file('wps/js/functions.js'), { wps: {} })).not.toThrow();
    expect(() => runScript(file('wps/js/functions.js'))).not.toThrow();
  });
});

describe('the script for everything else', () => {
  it('has one global', () => {
    const context = runScript(file('jiantui.global.js'));
    expect(
      vm.runInContext(
        `jiantui.ELIGIBLE('荣昌', '渐退', ${JSON.stringify(VALUES)}, ${JSON.stringify(HEADERS)}, null, ${JSON.stringify(LAW)})`,
        context,
      ),
    ).toBe('应予落实');
    expect(
      vm.runInContext(
        `jiantui.createWorksheet({ dateSystem: 1904 }).eligible('荣昌', '渐退', ${JSON.stringify([[...(VALUES[0] ?? []).slice(0, 5), 42550]])}, ${JSON.stringify(HEADERS)}, null, [['低保标准（月）', 450], ['脱贫攻坚期截止日', 42734]])`,
        context,
      ),
    ).toBe('应予落实');
  });
});

describe('the Google Apps Script file', () => {
  it('takes dates as dates and throws errors with their message', () => {
    const context = runScript(file('apps-script/Jiantui.gs'), {
      Utilities: {
        formatDate: (date: Date, zone: string, form: string) =>
          `${form === 'yyyy-MM-dd' && zone === 'Asia/Shanghai' ? new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) : '?'}`,
      },
      SpreadsheetApp: { getActive: () => ({ getSpreadsheetTimeZone: () => 'Asia/Shanghai' }) },
    });
    const call = (date: string) =>
      `JIANTUI_ELIGIBLE('荣昌', '渐退', ${JSON.stringify([(VALUES[0] ?? []).slice(0, 5)])}, ${JSON.stringify([(HEADERS[0] ?? []).slice(0, 5)])}, ${date}, [['低保标准（月）', 450], ['脱贫攻坚期截止日', new Date(Date.UTC(2020, 11, 30, 16))]])`;
    expect(vm.runInContext(call('new Date(Date.UTC(2020, 5, 29, 16))'), context)).toBe('应予落实');
    expect(() => vm.runInContext(call("'30/6/2020'"), context)).toThrow(/单元格的内容不合这一项/);
  });

  it('says which functions are custom functions', () => {
    const script = file('apps-script/Jiantui.gs');
    for (const name of ['ELIGIBLE', 'TAPER', 'RISK', 'WHY', 'MISSING', 'CLAUSE', 'COMPARE', 'EVALUATE'])
      expect(script).toMatch(new RegExp(`@customfunction\\n \\*/\\nfunction JIANTUI_${name}\\(`));
  });
});

describe('the LibreOffice extension', () => {
  it('holds its interface, its add-in, and a process that answers line by line', async () => {
    const entries = await entriesOf(join(out, 'libreoffice/jiantui.oxt'));
    expect([...entries.keys()].sort()).toEqual([
      'META-INF/manifest.xml',
      'XJiantui.rdb',
      'description.xml',
      'functions.json',
      'jiantui.components',
      'jiantui_addin.py',
      'worker.cjs',
    ]);
    const script = join(out, 'worker.cjs');
    writeFileSync(script, Buffer.from(entries.get('worker.cjs') ?? '', 'latin1'));
    const worker = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      const answers = createInterface({ input: worker.stdout })[Symbol.asyncIterator]();
      const ask = async (call: object) => {
        worker.stdin.write(`${JSON.stringify(call)}\n`);
        return JSON.parse((await answers.next()).value ?? '{}');
      };
      const args = ['荣昌', '渐退', VALUES, HEADERS, null, LAW];
      expect(await ask({ id: 1, name: 'eligible', dateSystem: 1899, args })).toEqual({ id: 1, value: '应予落实' });
      expect(await ask({ id: 2, name: 'eligible', dateSystem: 1899, args: ['荣', '渐退', VALUES, HEADERS] })).toEqual({
        id: 2,
        value: expect.stringMatching(/^#VALUE! /),
      });
    } finally {
      worker.kill();
      rmSync(script);
    }
  });
});

describe('the packages as they are built', () => {
  it('are made by the script as well', () => {
    const scripted = mkdtempSync(join(tmpdir(), 'jiantui-packages-'));
    try {
      execFileSync(process.execPath, [
        'tests/tools/build-spreadsheet.mjs',
        '--out',
        scripted,
        '--base-url',
        'https://intranet.example/jiantui/',
      ]);
      const list = (folder: string) =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
          .sort();
      expect(list(scripted)).toEqual(list(out));
      for (const path of list(out))
        expect([path, readFileSync(join(scripted, path)).equals(readFileSync(join(out, path)))]).toEqual([path, true]);
    } finally {
      rmSync(scripted, { recursive: true, force: true });
    }
  });
});
