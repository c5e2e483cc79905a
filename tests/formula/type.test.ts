import { describe, expect, it, test } from 'vitest';
import { typeOfFormula } from '../../src/formula/index.js';
import { parsed, typed, typeScope } from './helpers.js';

const scope = typeScope(
  {
    householdAnnualIncome: { shape: 'number', unit: 'CNY/household/year' },
    householdMonthlyIncome: { shape: 'number', unit: 'CNY/household/month' },
    grossIncome: { shape: 'number', unit: 'CNY/household/?' },
    householdSize: { shape: 'number', unit: 'persons/household' },
    perCapitaMonthlyIncome: { shape: 'number', unit: 'CNY/person/month' },
    dibaoStandardMonthly: { shape: 'number', unit: 'CNY/person/month' },
    ratio: { shape: 'number' },
    taperMonths: { shape: 'number', unit: 'months' },
    lifted: { shape: 'boolean' },
    category: { shape: 'text' },
    causes: { shape: 'set' },
    day: { shape: 'date' },
    month: { shape: 'month' },
    'housingDamage.date': { shape: 'date' },
    年收入: { shape: 'number', unit: 'CNY/household/year' },
  },
  {
    age: { shape: 'number', unit: 'years' },
    ill: { shape: 'boolean' },
    pay: { shape: 'number', unit: 'CNY/person/month' },
    born: { shape: 'date' },
    'insurance.basic': { shape: 'boolean' },
  },
);

describe('types', () => {
  test.each([
    ['1', 'number'],
    ['"a"', 'text'],
    ['true', 'boolean'],
    ['date("2020-01-01")', 'date'],
    ['duration("P1Y")', 'number months'],
    ['lifted', 'boolean'],
    ['causes', 'set'],
    ['housingDamage.date', 'date'],
    ['2 * dibaoStandardMonthly', 'number CNY/person/month'],
    ['dibaoStandardMonthly + 100', 'number CNY/person/month'],
    ['100 + dibaoStandardMonthly', 'number CNY/person/month'],
    ['-dibaoStandardMonthly', 'number CNY/person/month'],
    ['dibaoStandardMonthly * ratio', 'number CNY/person/month'],
    ['dibaoStandardMonthly / dibaoStandardMonthly', 'number'],
    ['householdAnnualIncome / householdSize', 'number CNY/person/year'],
    ['monthly(householdAnnualIncome / householdSize)', 'number CNY/person/month'],
    ['monthly(年收入) / householdSize < dibaoStandardMonthly', 'boolean'],
    ['yearly(dibaoStandardMonthly)', 'number CNY/person/year'],
    ['householdAnnualIncome / (12 * householdSize)', 'number CNY/person/year'],
    ['perCapitaMonthlyIncome * householdSize', 'number CNY/household/month'],
    ['1 / householdSize', 'number households/person'],
    ['householdAnnualIncome + grossIncome', 'number CNY/household/year'],
    ['grossIncome + householdAnnualIncome', 'number CNY/household/year'],
    ['grossIncome / householdSize', 'number CNY/person/?'],
    ['householdSize * taperMonths', 'number months·persons/household'],
    ['max(0, dibaoStandardMonthly - perCapitaMonthlyIncome)', 'number CNY/person/month'],
    ['if lifted then 0 else dibaoStandardMonthly', 'number CNY/person/month'],
    ['if lifted then null else day', 'date'],
    ['if lifted then "2020-01" else month', 'month'],
    ['perCapitaMonthlyIncome between dibaoStandardMonthly and 2 * dibaoStandardMonthly', 'boolean'],
    ['category in ("rural", "urban")', 'boolean'],
    ['"illness" in causes', 'boolean'],
    ['day + duration("P6M")', 'date'],
    ['day - taperMonths', 'date'],
    ['month + duration("P1M") * 2', 'month'],
    ['month >= "2020-03"', 'boolean'],
    ['"2020-03" < month', 'boolean'],
    ['month in ("2020-03", "2020-04")', 'boolean'],
    ['month between "2020-03" and "2020-05"', 'boolean'],
    ['min(day, date("2020-01-01"))', 'date'],
    ['max("2020-01", month)', 'month'],
    ['count(members)', 'number persons/household'],
    ['count(members[ill]) > 0', 'boolean'],
    ['count(members) = householdSize', 'boolean'],
    ['count(members[ill]) / householdSize', 'number'],
    ['householdAnnualIncome / count(members)', 'number CNY/person/year'],
    ['sum(members.pay)', 'number CNY/household/month'],
    ['sum(members[insurance.basic].age)', 'number years'],
    ['sum(members.pay) / householdSize < dibaoStandardMonthly', 'boolean'],
    ['max(members[ill].pay)', 'number CNY/person/month'],
    ['min(members.born)', 'date'],
    ['some m in members satisfies m.age >= 60 and lifted', 'boolean'],
    ['count(members[pay < household.dibaoStandardMonthly])', 'number persons/household'],
  ])('%s: %s', (text, type) => {
    expect(typed(text, scope)).toBe(type);
  });
});

describe('everything that is wrong', () => {
  test.each([
    ['incom + 1', ['unknown-name 1:1 "incom"']],
    ['lifted + 1', ['formula-type 1:1 a truth (true or false)']],
    ['1 + "a"', ['formula-type 1:5 a text']],
    ['"a" + "b"', ['formula-type 1:1 a text', 'formula-type 1:7 a text']],
    ['lifted * day', ['formula-type 1:1 a truth (true or false)', 'formula-type 1:10 a date']],
    ['-category', ['formula-type 1:2 a text']],
    ['lifted and 1', ['formula-type 1:12 a number']],
    ['not(category)', ['formula-type 1:5 a text']],
    ['if 1 then 2 else "x"', ['formula-type 1:4 a number', 'formula-type 1:18 a text']],
    ['category < "b"', ['formula-type 1:1 a text', 'formula-type 1:12 a text']],
    ['lifted = "yes"', ['formula-type 1:10 a text']],
    ['day > "2020-01-01"', ['formula-type 1:7 a text']],
    ['day < month', ['formula-type 1:7 a month']],
    ['month = "2020-13"', ['formula-type 1:9 a text']],
    ['month < "soon"', ['formula-type 1:9 a text']],
    ['day + 6', ['unit-mismatch 1:7 no unit']],
    ['day + householdSize', ['unit-mismatch 1:7 persons/household']],
    ['day - day', ['formula-type 1:7 a date']],
    ['taperMonths - day', ['formula-type 1:15 a date']],
    ['day + "P6M"', ['formula-type 1:7 a text']],
    ['category in ("a", 1)', ['formula-type 1:19 a number']],
    ['1 in causes', ['formula-type 1:1 a number']],
    ['min(1, "a", true)', ['formula-type 1:8 a text', 'formula-type 1:13 a truth (true or false)']],
    ['min(1, day)', ['formula-type 1:8 a date']],
    ['householdSize = null', ['formula-type 1:17 null']],
    ['null', ['formula-type 1:1 null']],
    ['if lifted then null else null', ['formula-type 1:1 null']],
    ['householdAnnualIncome + householdMonthlyIncome', ['unit-mismatch 1:25 CNY/household/month']],
    ['householdAnnualIncome > dibaoStandardMonthly', ['unit-mismatch 1:25 CNY/person/month']],
    ['dibaoStandardMonthly - ratio', ['unit-mismatch 1:24 no unit']],
    ['max(0, householdSize, taperMonths)', ['unit-mismatch 1:23 months']],
    ['householdAnnualIncome / (12 * householdSize) < dibaoStandardMonthly', ['unit-mismatch 1:48 CNY/person/month']],
    ['monthly(dibaoStandardMonthly)', ['unit-mismatch 1:9 CNY/person/month']],
    ['monthly(grossIncome)', ['unit-mismatch 1:9 CNY/household/?']],
    ['monthly(12)', ['unit-mismatch 1:9 no unit']],
    ['yearly(householdAnnualIncome)', ['unit-mismatch 1:8 CNY/household/year']],
    ['monthly(lifted)', ['formula-type 1:9 a truth (true or false)']],
    ['count(members[age])', ['formula-type 1:15 a number']],
    ['sum(members.ill)', ['formula-type 1:13 a truth (true or false)']],
    ['count(members[householdSize > 1])', ['unknown-name 1:15 "householdSize"']],
    ['age > 3', ['unknown-name 1:1 "age"']],
    ['some m in members satisfies m.lifted', ['unknown-name 1:29 "lifted"']],
    ['every m in members satisfies m.age', ['formula-type 1:30 a number']],
    [
      'lifted + 1 > foo and\n  day = 3',
      ['formula-type 1:1 a truth (true or false)', 'unknown-name 1:14 "foo"', 'formula-type 2:9 a number'],
    ],
  ])('%s', (text, issues) => {
    expect(typed(text, scope)).toEqual(issues);
  });

  test.each([
    ['dibaoStandardMonthy * 2', 'dibaoStandardMonthly'],
    ['housingDamage.day', 'housingDamage.date'],
    ['some m in members satisfies m.insurance.basics', 'insurance.basic'],
    ['count(members[pay < dibaoStandardMonthly])', 'household.dibaoStandardMonthly'],
    ['年收人 > 1', '年收入'],
    ['zzzzzzzzzz > 1', undefined],
  ])('%s: the name that was meant is %s', (text, suggestion) => {
    const result = typeOfFormula(parsed(text), scope);
    expect(result.ok ? [] : result.issues.map((issue) => issue.suggestion)).toEqual([suggestion]);
  });

  it('says what would be right', () => {
    const expected = (text: string) => {
      const result = typeOfFormula(parsed(text), scope);
      return result.ok ? null : result.issues[0]?.expected;
    };
    expect(expected('day > "2020-01-01"')).toBe('a date, as date("2020-01-31")');
    expect(expected('day + 6')).toBe('months, as duration("P6M")');
    expect(expected('monthly(12)')).toBe('an amount per year, as CNY/household/year');
    expect(expected('householdAnnualIncome > taperMonths')).toBe('CNY/household/year');
    expect(expected('age > 3')).toContain("this one is a member's");
  });
});
