import { describe, expect, it, test } from 'vitest';
import { formulaNames, MAX_DEPTH, MAX_LENGTH, parseFormula } from '../../src/formula/index.js';
import { issuesOf, parsed } from './helpers.js';

describe('the tree', () => {
  it('is plain frozen JSON in which every node has its place', () => {
    const expr = parsed('0.10 +\n  年收入.合计');
    expect(expr).toEqual({
      kind: 'arithmetic',
      line: 1,
      column: 1,
      operator: '+',
      left: { kind: 'number', line: 1, column: 1, text: '0.10' },
      right: { kind: 'household', line: 2, column: 3, name: '年收入.合计' },
    });
    expect(JSON.parse(JSON.stringify(expr))).toEqual(expr);
    expect(Object.isFrozen(expr) && expr.kind === 'arithmetic' && Object.isFrozen(expr.right)).toBe(true);
  });

  test.each([
    ['-3', { kind: 'number', text: '-3' }],
    ['- 3.50', { kind: 'number', text: '-3.50' }],
    ['.5', { kind: 'number', text: '.5' }],
    ['"\\"甲\\\\\\n\\u4e59\\U01F600"', { kind: 'text', value: '"甲\\\n乙😀' }],
    ['date("2020-02-29")', { kind: 'date', value: '2020-02-29' }],
    ['duration("P1Y6M")', { kind: 'duration', months: 18 }],
    ['duration("-P2M")', { kind: 'duration', months: -2 }],
    ['a // a comment', { kind: 'household', name: 'a' }],
    ['household.a.b', { kind: 'household', name: 'a.b' }],
    ['housingDamage . date', { kind: 'household', name: 'housingDamage.date' }],
    ['taperDecision.months', { kind: 'household', name: 'taperDecision.months' }],
    ['not (a)', { kind: 'not' }],
    ['x in [1..3]', { kind: 'between' }],
    ['monthly(a)', { kind: 'period', to: 'month' }],
    ['((a))', { kind: 'household', column: 3 }],
  ])('%s', (text, node) => {
    expect(parsed(text)).toMatchObject(node);
  });

  it('binds as FEEL does', () => {
    expect(parsed('a or b and c')).toMatchObject({ kind: 'or', operands: [{ name: 'a' }, { kind: 'and' }] });
    expect(parsed('a - b - c')).toMatchObject({ operator: '-', left: { operator: '-' }, right: { name: 'c' } });
    expect(parsed('a + b * c')).toMatchObject({ operator: '+', right: { operator: '*' } });
    expect(parsed('-a + b')).toMatchObject({ operator: '+', left: { kind: 'negate' } });
    expect(parsed('a + b > c and d')).toMatchObject({ kind: 'and', operands: [{ operator: '>' }, { name: 'd' }] });
    expect(parsed('x between a and b and c')).toMatchObject({ kind: 'and', operands: [{ kind: 'between' }, {}] });
    expect(parsed('if a then b else c + 1')).toMatchObject({ kind: 'if', whenFalse: { operator: '+' } });
  });

  it('keeps a long row of conditions flat', () => {
    const expr = parsed(Array(200).fill('a').join(' and '));
    expect(expr.kind === 'and' && expr.operands.length).toBe(200);
  });
});

describe('whose fact a name is', () => {
  test.each([
    ['a + b.c', ['a', 'b.c'], [], false],
    ['a + a', ['a'], [], false],
    ['count(members)', [], [], true],
    ['count(members[age >= 60 and item.sex = "male"])', [], ['age', 'sex'], true],
    ['count(members[age >= household.minimum.age]) / size', ['minimum.age', 'size'], ['age'], true],
    ['sum(members[insurance.basic].pay.monthly)', [], ['insurance.basic', 'pay.monthly'], true],
    ['max(members.age)', [], ['age'], true],
    ['max(members, age)', null, null, null],
    ['some m in members satisfies m.ill and cost > m.income', ['cost'], ['ill', 'income'], true],
    ['every 人 in members satisfies 人.年龄 < 18', [], ['年龄'], true],
    ['some insurance in members satisfies insurance.basic', [], ['basic'], true],
  ])('%s', (text, household, members, usesMembers) => {
    const result = parseFormula(text);
    expect(result.ok ? formulaNames(result.expr) : null).toEqual(
      household === null ? null : { household, members, usesMembers },
    );
  });
});

describe('text that is no FEEL: the first place, what stands there and what was meant', () => {
  test.each([
    ['', 1, 1, 'the end of the formula', undefined],
    ['  \n ', 1, 1, 'the end of the formula', undefined],
    ['a + ', 1, 4, 'the end of the formula', undefined],
    ['(a + ) * b', 1, 6, '")"', undefined],
    ['a)', 1, 2, '")"', undefined],
    ['a\r\n  + (b', 2, 7, 'the end of the formula', undefined],
    ['x in (1,2', 1, 10, 'the end of the formula', undefined],
    ['if a then b', 1, 12, 'the end of the formula', undefined],
    ['"abc', 1, 1, '"\\""', undefined],
    ['a b', 1, 3, '"b"', undefined],
    ['a /* c */ b', 1, 11, '"b"', undefined],
    ['a.b c', 1, 5, '"c"', undefined],
    ['not a', 1, 5, '"a"', undefined],
    ['a, b', 1, 2, '","', undefined],
    ['12abc', 1, 3, '"abc"', undefined],
    ['a.1', 1, 2, '"."', undefined],
    ['a\nand ¥', 2, 5, '"¥"', undefined],
    ['a && b', 1, 3, '"&&"', 'and'],
    ['a || b', 1, 3, '"||"', 'or'],
    ['a ! b', 1, 3, '"!"', 'not(…)'],
    ['年龄 ≥ 60', 1, 4, '"≥"', '>='],
    ['a × b', 1, 3, '"×"', '*'],
    ['count（members）', 1, 6, '"（"', '('],
    ['x = “男”', 1, 5, '"“"', '"'],
    ['min(a，b)', 1, 6, '"，"', ','],
    ['date("2021-02-29")', 1, 6, '"2021-02-29"', undefined],
    ['"a\\q"', 1, 1, '"\\\\q"', undefined],
  ])('%j', (text, line, column, found, suggestion) => {
    expect(issuesOf(text)).toEqual([
      {
        code: 'formula-syntax',
        path: [],
        line,
        column,
        found,
        expected: expect.any(String),
        ...(suggestion && { suggestion }),
      },
    ]);
  });
});

describe('FEEL that is outside the subset: every place, what stands there and what is supported', () => {
  test.each([
    ['a ** 2', '1:3 "**"'],
    ['a == b', '1:3 "=="'],
    ['a <> b', '1:3 "<>"'],
    ['a < b < c', '1:7 "<"'],
    ['1e3', '1:1 "1e3"'],
    ['1234567890123456789012345678901', '1:1 "1234567890123456789012345678901"'],
    ['@"2020-01-01"', '1:1 "@\\"2020-01-01\\""'],
    ['date(2020, 1, 1)', '1:1 "date(2020, 1, 1)"'],
    ['date(x)', '1:1 "date(x)"'],
    ['time("10:00:00")', '1:1 "time(\\"10:00:00\\")"'],
    ['date and time("2020-01-01T10:00:00")', '1:1 "date and time(\\"2020-01-01T10:00:00\\")"'],
    ['duration("P10D")', '1:10 "\\"P10D\\""'],
    ['duration("P")', '1:10 "\\"P\\""'],
    ['years and months duration(a, b)', '1:1 "years and months duration"'],
    ['list contains(a, "b")', '1:1 "list contains"'],
    ['upper case(a)', '1:1 "upper case"'],
    ['round(a)', '1:1 "round"'],
    ['f(a)(b)', '1:1 "f(a)"'],
    ['not(x: a)', '1:5 "x: a"'],
    ['not(a, b)', '1:1 "not(a, b)"'],
    ['min()', '1:1 "min()"'],
    ['sum(a, b)', '1:1 "sum(a, b)"'],
    ['for x in members return x.a', '1:1 "for x in members return x.a"'],
    ['function(a) a', '1:1 "function(a) a"'],
    ['{ a: 1 }', '1:1 "{ a: 1 }"'],
    ['[1, 2]', '1:1 "[1, 2]"'],
    ['a[1]', '1:1 "a[1]"'],
    ['(a).b', '1:1 "(a).b"'],
    ['a instance of number', '1:1 "a instance of number"'],
    ['? > 3', '1:1 "?"'],
    ['x in (1..3)', '1:6 "(1..3)"'],
    ['x in (> 3, 4)', '1:7 "> 3"'],
    ['x in []', '1:1 "x in []"'],
    ['members', '1:1 "members"'],
    ['members.age', '1:1 "members.age"'],
    ['members[1]', '1:1 "members[1]"'],
    ['item.age > 3', '1:1 "item.age"'],
    ['household', '1:1 "household"'],
    ['count(members.age)', '1:7 "members.age"'],
    ['count(facts)', '1:7 "facts"'],
    ['sum(members)', '1:5 "members"'],
    ['max(members[a][b].c)', '1:5 "members[a][b].c"'],
    ['count(members[count(members) > 1])', '1:15 "count(members)"'],
    ['some m in members satisfies count(members[age > m.age]) > 0', '1:29 "count(members[age > m.age])"'],
    ['some m in members[ill] satisfies m.a', '1:11 "members[ill]"'],
    ['some m in members, n in members satisfies m.a', '1:20 "n in members"'],
    ['some item in members satisfies true', '1:6 "item"'],
    ['some m in members satisfies m', '1:29 "m"'],
    ['some m in members satisfies item.a', '1:29 "item.a"'],
  ])('%s', (text, ...places) => {
    const issues = issuesOf(text);
    expect(issues.map(({ line, column, found }) => `${line}:${column} ${found}`)).toEqual(places);
    for (const { code, expected } of issues)
      expect([code, expected]).toEqual(['formula-unsupported', expect.any(String)]);
  });

  it('reports all of them in the order of the text', () => {
    const issues = issuesOf('if round(a) > 1 then\n  [1]\nelse b ** 2');
    expect(issues.map(({ line, column }) => [line, column])).toEqual([
      [1, 4],
      [2, 3],
      [3, 8],
    ]);
  });
});

describe('limits', () => {
  it('refuses what is too long, at the first character too many', () => {
    expect(parseFormula('a'.repeat(MAX_LENGTH)).ok).toBe(true);
    expect(issuesOf(`\n${'a'.repeat(10_000)}`)).toEqual([
      {
        code: 'formula-too-long',
        path: [],
        line: 2,
        column: MAX_LENGTH,
        found: '10001 characters',
        expected: 'at most 2000 characters',
      },
    ]);
  });

  test.each([
    ['brackets', '('.repeat(MAX_DEPTH + 1), MAX_DEPTH + 1],
    ['lists', '['.repeat(2000), MAX_DEPTH + 1],
    ['sums', `a${' + a'.repeat(60)}`, 1],
    ['not', `${'not('.repeat(60)}a${')'.repeat(60)}`, 4 * (MAX_DEPTH + 1)],
    ['if', `${'if a then b else '.repeat(60)}c`, 17 * (MAX_DEPTH - 1) + 4],
    ['minus', `${'-'.repeat(1999)}a`, MAX_DEPTH + 1],
    ['some', `${'some m in members satisfies '.repeat(60)}m.a`, undefined],
    ['brackets hidden in text', `"${'('.repeat(99)}" = ${'('.repeat(51)}`, 155],
  ])('refuses what is too deep: %s', (_, text, column) => {
    const [issue, ...more] = issuesOf(text);
    expect(more).toEqual([]);
    if (column === undefined) expect(issue?.code).toBe('formula-unsupported');
    else expect(issue).toMatchObject({ code: 'formula-too-deep', line: 1, ...(text.includes('+') ? {} : { column }) });
  });

  it('does not count brackets in texts and comments', () => {
    expect(parseFormula(`a = "${'('.repeat(99)}" /* ${'['.repeat(99)} */`).ok).toBe(true);
  });
});
