import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import type { Issue } from '../../src/base/issue.js';
import { parseJson } from '../../src/node/read-json.js';
import { decodeUtf8 } from '../../src/node/read-text.js';
import { scaled } from '../support/size.js';

const issuesOf = (read: () => unknown): readonly Issue[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof JiantuiError) return error.issues;
    throw error;
  }
  return [];
};

const json = fc
  .jsonValue({ maxDepth: 5, noUnicodeString: false })
  .filter((value) => !JSON.stringify(value).includes('__proto__'));

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson('f', text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what JSON.parse refuses, with a line and a column', () => {
    fc.assert(
      fc.property(
        json,
        fc.nat(),
        fc.constantFrom('', '{', '}', ']', ',', ':', '"', "'", 'x', '\n', '\u0001'),
        (value, place, put) => {
          const whole = JSON.stringify(value, null, 2);
          const at = place % (whole.length + 1);
          const text = whole.slice(0, at) + put + whole.slice(at + 1);
          const isJson = (() => {
            try {
              JSON.parse(text);
              return true;
            } catch {
              return false;
            }
          })();
          const [issue] = issuesOf(() => parseJson('f', text));
          if (!isJson) {
            expect(['not-json', 'json-cut-off', 'empty-file']).toContain(issue?.code);
            if (issue?.code !== 'empty-file')
              expect(issue).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
          } else if (issue !== undefined)
            expect(['duplicate-key', 'inexact-number', 'too-large', 'unknown-key']).toContain(issue.code);
        },
      ),
      { numRuns: scaled(2000) },
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'duplicate-key', ['a']],
    ['{"a":{"b":1},"c":{"b":1}}', undefined, []],
    ['[{"b":1},{"b":1,"c":{"b":2,"b":3}}]', 'duplicate-key', [1, 'c', 'b']],
    ['{"\\u0061":1,"a":2}', 'duplicate-key', ['a']],
    ['[[1,2],{"x":[3,1e400]}]', 'too-large', [1, 'x', 1]],
    ['[0.1]', undefined, []],
    ['[123456789012345678]', 'inexact-number', [0]],
    ['[1e21, 1e3, 100000000000000000000]', undefined, []],
    ['[0.30000000000000004]', undefined, []],
    ['[0.300000000000000041]', 'inexact-number', [0]],
    [`${'['.repeat(100)}${']'.repeat(100)}`, undefined, []],
    [`${'['.repeat(101)}${']'.repeat(101)}`, 'too-deep', []],
  ] as const)('%s', (text, code, path) => {
    const [issue] = issuesOf(() => parseJson('f', text));
    expect(issue?.code).toBe(code);
    if (code !== undefined) expect(issue?.path).toEqual(path);
  });

  it('finds the place of a part, or of what is around it', () => {
    const file = parseJson('f', '{\n  "a": [1,\n    {"b": 2}]\n}');
    expect(file.place(['a'])).toEqual({ line: 2, column: 3 });
    expect(file.place(['a', 1, 'b'])).toEqual({ line: 3, column: 6 });
    expect(file.place(['a', 1, 'missing'])).toEqual({ line: 3, column: 5 });
    expect(file.place(['nothing'])).toEqual({ line: 1, column: 1 });
    expect(file.place([])).toEqual({ line: 1, column: 1 });
  });
});

describe('decodeUtf8', () => {
  it('reads all that is UTF-8 and takes off the mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.startsWith('\ufeff'));
        expect(decodeUtf8(new TextEncoder().encode(`\ufeff${text}`))).toBe(text);
        expect(decodeUtf8(new TextEncoder().encode(text))).toBe(text);
      }),
    );
  });

  it('names the line of the first byte that does not fit', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('低保\n', 'a', '\n', '😀'), { maxLength: 200 }), (parts) => {
        const before = new TextEncoder().encode(parts.join(''));
        const bytes = new Uint8Array([...before, 0xff, 0x0a, 0xfe]);
        const line = before.filter((byte) => byte === 10).length + 1;
        expect(issuesOf(() => decodeUtf8(bytes))).toMatchObject([
          { code: 'not-utf8', found: `byte 0xFF in line ${line}` },
        ]);
      }),
    );
  });
});
