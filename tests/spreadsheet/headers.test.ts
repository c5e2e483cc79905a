import { describe, expect, it } from 'vitest';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { isIssue, readHeader } from '../../src/worksheet/column.js';
import { dictionaryOf } from '../../src/worksheet/dictionary.js';
import { fold, foldWord } from '../../src/worksheet/fold.js';
import { headerFile, namesOfEntry } from '../../src/worksheet/header-file.js';

/** What a header means, as one short text: `fact`, `m2.fact`, `fact:authority`, or the code of what is wrong with it. */
function read(header: string, jurisdiction = 'rongchang'): string {
  const column = readHeader(header, dictionaryOf(loadJurisdiction(jurisdiction)));
  if (isIssue(column)) return `! ${column.code}`;
  switch (column.kind) {
    case 'ignored':
      return '-';
    case 'row':
      return `row ${column.key}`;
    case 'member':
      return `m${column.member} ${column.key}`;
    case 'register':
      return `${column.member === null ? '' : `m${column.member}.`}[${column.column.headers[0]}]${column.part === 'value' ? '' : `:${column.part}`}`;
    case 'fact': {
      const { name, member, part, clause, month } = column;
      return [
        member === null ? '' : `m${member}.`,
        name.name,
        part === 'value' ? '' : `:${part}`,
        clause === undefined ? '' : `@${clause}`,
        month === undefined ? '' : ` ${month}`,
      ].join('');
    }
  }
}

describe('headers', () => {
  it.each([
    ['家庭月人均收入', 'perCapitaMonthlyIncome'],
    ['  家庭 月人均收入 ', 'perCapitaMonthlyIncome'],
    ['＊家庭月人均收入（元／月）', 'perCapitaMonthlyIncome'],
    ['家庭月人均收入(元/人/月)', 'perCapitaMonthlyIncome'],
    ['家庭月人均收入【元】', 'perCapitaMonthlyIncome'],
    ['家庭月人均收入（必填）', 'perCapitaMonthlyIncome'],
    ['perCapitaMonthlyIncome', 'perCapitaMonthlyIncome'],
    ['PERCAPITAMONTHLYINCOME', 'perCapitaMonthlyIncome'],
    ['ｐｅｒＣａｐｉｔａ Monthly Income', 'perCapitaMonthlyIncome'],
    ['monthly income per head', 'perCapitaMonthlyIncome'],
    ['household monthly income per head', 'perCapitaMonthlyIncome'],
    ['建档立卡状态：', 'povertyRegistration'],
    ['是否边缘户', 'marginalHouseholdFinding'],
    ['是否属于边缘户', 'marginalHouseholdFinding'],
    ['有无贷款意愿', 'loanWillingness'],
    ['边缘户.认定机关', 'marginalHouseholdFinding:authority'],
    ['边缘户认定日期', 'marginalHouseholdFinding:date'],
    ['marginal household.reference', 'marginalHouseholdFinding:reference'],
    ['渐退起始月份', 'taperDecision.startMonth'],
    ['taperDecision.startMonth', 'taperDecision.startMonth'],
    ['其他同类情形（rongchang/2-h）', 'otherLikeCategoryFinding@rongchang/2-h'],
    ['otherLikeCategoryFinding@RONGCHANG/2-H', 'otherLikeCategoryFinding@rongchang/2-h'],
    ['其他同类情形（hainan/1.5-a）', '-'],
    ['其他同类情形', 'otherLikeCategoryFinding'],
    ['各月人均收入 2020年3月', 'monthlyIncomeSeries 2020-03'],
    ['2020-03 各月人均收入', 'monthlyIncomeSeries 2020-03'],
    ['成员1.重度残疾人', 'm1.isSeverelyDisabled'],
    ['成员１．重度残疾人', 'm1.isSeverelyDisabled'],
    ['成员2 是否重度残疾', 'm2.isSeverelyDisabled'],
    ['家庭成员三：年龄（岁）', 'm3.memberAge'],
    ['成员十二年龄', 'm12.memberAge'],
    ['m1.isSeverelyDisabled', 'm1.isSeverelyDisabled'],
    ['member 2 age', 'm2.memberAge'],
    ['成员1.基本医保', 'm1.insurance.basic'],
    ['成员1编号', 'm1 id'],
    ['成员1.姓名', 'm1 ignored'],
    ['成员1.其他同类情形（rongchang/2-e）', 'm1.otherLikeCategoryFinding@rongchang/2-e'],
    ['户编号', 'row id'],
    ['评估基准日', 'row asOf'],
    ['辖区', 'row jurisdiction'],
    ['户主姓名', '-'],
    ['身份证号', '-'],
    // Never a guess.
    ['人均收入', '! ambiguous-header'],
    ['人均收入（元）', '! ambiguous-header'],
    ['渐退决定', '! ambiguous-header'],
    ['家庭收入', '! ambiguous-header'],
    ['低保标准', '! unknown-header'],
    ['家庭月人均收入（元/年）', '! wrong-unit'],
    ['家庭月人均收入（万元）', '! wrong-unit'],
    ['年龄', '! member-header'],
    ['成员1.家庭月人均收入', '! unknown-header'],
    ['成员0.年龄', '! unknown-header'],
    ['家庭月均收入', '! unknown-header'],
    ['家庭月人均收入（估计）', '! unknown-header'],
    ['其他同类情形（rongchang/9-z）', '! unknown-header'],
    ['', '! unknown-header'],
    ['💰', '! unknown-header'],
    ['x'.repeat(32_767), '! unknown-header'],
  ])('%s', (header, meaning) => expect(read(header)).toBe(meaning));

  it('suggests the nearest header', () => {
    const column = readHeader('家庭月人均收人', dictionaryOf(loadJurisdiction('rongchang')));
    expect(column).toMatchObject({ code: 'unknown-header', suggestion: '家庭月人均收入' });
  });

  it('says what an ambiguous header could mean', () => {
    const column = readHeader('人均收入', dictionaryOf(loadJurisdiction('rongchang')));
    expect(column).toMatchObject({ expected: '家庭月人均收入、年人均纯收入、年人均收入、年人均可支配收入' });
  });
});

describe('the published dictionary', () => {
  const names = [...new Map(jurisdictions.flatMap((id) => [...loadJurisdiction(id).names])).values()].filter(
    (name) => name.given && name.whetherSet === undefined && name.name !== 'asOf' && name.name !== 'members',
  );

  it('has every fact, in Chinese and in English, and no other', () => {
    expect(Object.keys(headerFile.facts).sort()).toEqual(names.map((name) => name.name).sort());
  });

  it.each(jurisdictions)('reads back every name it gives to a fact of %s', (jurisdiction) => {
    const dictionary = dictionaryOf(loadJurisdiction(jurisdiction));
    const wrong: string[] = [];
    for (const name of dictionary.ruleSet.names.values()) {
      const entry = headerFile.facts[name.name];
      if (entry === undefined) continue;
      for (const text of [name.name, name.label.zh, name.label.en, ...namesOfEntry(entry)]) {
        const meaning = dictionary.meaning(text, name.scope);
        if (meaning.kind !== 'one' || meaning.name !== name) wrong.push(`${name.name}: ${text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has no word for two values of one fact', () => {
    const clashes: string[] = [];
    for (const name of names) {
      const owner = new Map<string, string>();
      for (const value of name.values ?? []) {
        const words = [
          value,
          name.valueNames?.[value]?.zh ?? value,
          name.valueNames?.[value]?.en ?? value,
          ...(headerFile.values[name.name]?.[value] ?? []),
        ];
        for (const word of words.map(foldWord)) {
          if ((owner.get(word) ?? value) !== value) clashes.push(`${name.name}: ${word}`);
          owner.set(word, value);
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  it('has synonyms only for values that exist', () => {
    const unknown = Object.entries(headerFile.values).flatMap(([fact, values]) => {
      const known = names.find((name) => name.name === fact)?.values ?? [];
      return Object.keys(values)
        .filter((value) => !known.includes(value))
        .map((value) => `${fact}.${value}`);
    });
    expect(unknown).toEqual([]);
  });

  it('passes over no header that means something', () => {
    const dictionary = dictionaryOf(loadJurisdiction('rongchang'));
    for (const header of headerFile.ignored.headers) {
      for (const scope of ['household', 'member', 'parameter'] as const)
        expect([header, dictionary.meaning(header, scope).kind]).toEqual([header, 'none']);
    }
  });

  it('says yes, no and unknown in different words', () => {
    const words = Object.values(headerFile.words).flatMap((list) => list.map(foldWord));
    expect(new Set(words).size).toBe(words.length);
  });

  it('keeps apart jurisdictions and programmes', () => {
    const vocabulary = loadJurisdiction('rongchang').vocabulary;
    for (const table of [
      Object.entries(headerFile.jurisdictions).map(([id, entry]) => [id, namesOfEntry(entry)] as const),
      Object.entries(vocabulary.programmes).map(
        ([id, { zh, en }]) => [id, [zh, en, ...(headerFile.programmes[id] ?? [])]] as const,
      ),
    ]) {
      const owner = new Map<string, string>();
      for (const [id, words] of table) {
        for (const word of new Set([id, ...words].map(fold))) {
          expect([word, owner.get(word)]).toEqual([word, undefined]);
          owner.set(word, id);
        }
      }
    }
    expect(Object.keys(headerFile.programmes).filter((id) => vocabulary.programmes[id] === undefined)).toEqual([]);
  });
});
