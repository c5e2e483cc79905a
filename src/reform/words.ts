import { plain } from '../base/value.js';
import type { DatedParameter, RuleSet } from '../plan/plan.js';
import type { Change, ReformFile } from '../schema/reform.js';
import type { Condition, Months, Operator, RuleFile } from '../schema/rule-set.js';
import type { Texts } from '../schema/texts.js';

const OPERATORS: Readonly<Record<Operator, Texts>> = {
  equal: { zh: '等于', en: 'is' },
  notEqual: { zh: '不等于', en: 'is not' },
  in: { zh: '属于', en: 'is one of' },
  notIn: { zh: '不属于', en: 'is none of' },
  contains: { zh: '含有', en: 'contains' },
  doesNotContain: { zh: '不含', en: 'does not contain' },
  lessThan: { zh: '低于', en: 'is below' },
  lessThanInclusive: { zh: '不高于', en: 'is at most' },
  greaterThan: { zh: '高于', en: 'is above' },
  greaterThanInclusive: { zh: '不低于', en: 'is at least' },
};

/** What a reform read from JSON changes in a rule set, a sentence each. */
export function reformInWords(ruleSet: RuleSet, reform: ReformFile, nameOf: (jurisdiction: string) => Texts): Texts[] {
  return reform.changes.map((change) => changeInWords(ruleSet, change, nameOf));
}

function changeInWords(ruleSet: RuleSet, change: Change, nameOf: (jurisdiction: string) => Texts): Texts {
  switch (change.kind) {
    case 'replace-parameter': {
      const { value } = change;
      const dated = Array.isArray(value)
        ? value.map((entry) => `${entry.from ?? '…'} – ${entry.until ?? '…'}: ${entry.value}`).join('; ')
        : String(value);
      return {
        zh: `参数${label(ruleSet, change.parameter).zh}改为${dated}`,
        en: `The parameter ${label(ruleSet, change.parameter).en} becomes ${dated}`,
      };
    }
    case 'replace-months': {
      const months = ruleOf(ruleSet, change.clause)?.event.params?.months;
      return {
        zh: `${clause(ruleSet, change.clause).zh}的渐退期由“${monthsInWords(months).zh}”改为“${monthsInWords(change.months).zh}”`,
        en: `The taper of ${clause(ruleSet, change.clause).en} goes from “${monthsInWords(months).en}” to “${monthsInWords(change.months).en}”`,
      };
    }
    case 'remove-test': {
      const test = {
        operator: change.test.operator ?? ('equal' as const),
        value: change.test.value ?? '…',
        fact: change.test.fact,
      };
      const words =
        change.test.operator === undefined
          ? label(ruleSet, test.fact)
          : conditionInWords(ruleSet, testAsWritten(ruleSet, change.clause, change.test) ?? test);
      return {
        zh: `${clause(ruleSet, change.clause).zh}不再要求${words.zh}`,
        en: `${clause(ruleSet, change.clause).en} no longer requires: ${words.en}`,
      };
    }
    case 'replace-test': {
      const words = conditionInWords(ruleSet, change.with);
      const before = testAsWritten(ruleSet, change.clause, change.test);
      const was = before === undefined ? label(ruleSet, change.test.fact) : conditionInWords(ruleSet, before);
      return {
        zh: `${clause(ruleSet, change.clause).zh}的条件“${was.zh}”改为“${words.zh}”`,
        en: `In ${clause(ruleSet, change.clause).en} “${was.en}” becomes “${words.en}”`,
      };
    }
    case 'add-rule':
      return {
        zh: `新增${change.rule.id}：${change.rule.summary.zh}`,
        en: `Added ${change.rule.id}: ${change.rule.summary.en}`,
      };
    case 'replace-rule':
      return {
        zh: `${clause(ruleSet, change.clause).zh}改写为：${change.rule.summary.zh}`,
        en: `${clause(ruleSet, change.clause).en} is rewritten: ${change.rule.summary.en}`,
      };
    case 'remove-rule':
      return {
        zh: `取消${clause(ruleSet, change.clause).zh}`,
        en: `${clause(ruleSet, change.clause).en} is taken out`,
      };
    case 'adopt-reading': {
      const name = ruleOf(ruleSet, change.clause)?.readings?.find((reading) => reading.id === change.reading)?.name ?? {
        zh: change.reading,
        en: change.reading,
      };
      return {
        zh: `${clause(ruleSet, change.clause).zh}采用读法“${name.zh}”`,
        en: `${clause(ruleSet, change.clause).en} is read as “${name.en}”`,
      };
    }
    case 'use-taper': {
      const own = ruleSet.rules.filter((rule) => rule.rule.kind === 'taper').map((rule) => rule.id);
      return {
        zh: `渐退改用${nameOf(change.of).zh}的条款${own.length === 0 ? '（本文件原来没有渐退条款）' : `，代替${own.join('、')}`}`,
        en: `The taper clause of ${nameOf(change.of).en} is used${own.length === 0 ? ' (the instrument itself has none)' : ` instead of ${own.join(', ')}`}`,
      };
    }
  }
}

/** What differs between two rule sets, a sentence each; for reforms that are given as functions. */
export function differencesInWords(base: RuleSet, reformed: RuleSet): Texts[] {
  const found: Texts[] = [];
  const before = new Map(base.rules.map((rule) => [rule.id, rule.rule]));
  const after = new Map(reformed.rules.map((rule) => [rule.id, rule.rule]));
  for (const [id] of before)
    if (!after.has(id)) found.push({ zh: `取消${clause(base, id).zh}`, en: `${clause(base, id).en} is taken out` });
  for (const [id, rule] of after) {
    const was = before.get(id);
    if (was === undefined) {
      found.push({ zh: `新增${id}：${rule.summary.zh}`, en: `Added ${id}: ${rule.summary.en}` });
      continue;
    }
    const months = [monthsInWords(was.event.params?.months), monthsInWords(rule.event.params?.months)] as const;
    if (months[0].en !== months[1].en) {
      found.push({
        zh: `${clause(base, id).zh}的渐退期由“${months[0].zh}”改为“${months[1].zh}”`,
        en: `The taper of ${clause(base, id).en} goes from “${months[0].en}” to “${months[1].en}”`,
      });
    }
    if (sense(was) !== sense(rule))
      found.push({
        zh: `${clause(base, id).zh}的条件有改动`,
        en: `The conditions of ${clause(base, id).en} are changed`,
      });
  }
  const written = (dated: readonly DatedParameter[] | undefined) =>
    (dated ?? [])
      .map((entry) => `${entry.from === undefined ? '' : `${entry.from}: `}${JSON.stringify(plain(entry.value))}`)
      .join('; ') || '—';
  for (const name of new Set([...base.parameters.keys(), ...reformed.parameters.keys()])) {
    const [was, is] = [written(base.parameters.get(name)), written(reformed.parameters.get(name))];
    if (was !== is)
      found.push({
        zh: `参数${label(reformed, name).zh}由${was}改为${is}`,
        en: `The parameter ${label(reformed, name).en} goes from ${was} to ${is}`,
      });
  }
  for (const [id, { reading }] of reformed.adopted) {
    if (base.adopted.get(id)?.reading !== reading)
      found.push({
        zh: `${clause(base, id).zh}采用读法“${reading}”`,
        en: `${clause(base, id).en} is read as “${reading}”`,
      });
  }
  return found;
}

/** All of a rule that bears on its outcome, months apart. */
function sense(rule: RuleFile): string {
  return JSON.stringify([
    rule.conditions,
    rule.readings,
    rule.inForce,
    rule.modality,
    rule.programme,
    rule.flags,
    rule.subject,
  ]);
}

/** A number of months as an instrument would say it. */
export function monthsInWords(months: Months | undefined): Texts {
  if (months === undefined || months === null) return { zh: '未写明几个月', en: 'no number of months stated' };
  return 'exactly' in months
    ? { zh: `正好${months.exactly}个月`, en: `exactly ${months.exactly} months` }
    : { zh: `最多${months.atMost}个月`, en: `at most ${months.atMost} months` };
}

function conditionInWords(ruleSet: RuleSet, condition: Condition): Texts {
  if ('not' in condition) {
    const part = conditionInWords(ruleSet, condition.not);
    return { zh: `并非（${part.zh}）`, en: `not (${part.en})` };
  }
  if (!('fact' in condition)) {
    const all = 'all' in condition;
    const parts = (all ? condition.all : condition.any).map((part) => conditionInWords(ruleSet, part));
    return {
      zh: parts.map((part) => part.zh).join(all ? '，且' : '，或'),
      en: parts.map((part) => part.en).join(all ? ' and ' : ' or '),
    };
  }
  const { value } = condition;
  const operand: Texts =
    typeof value === 'object' && !Array.isArray(value)
      ? label(ruleSet, value.fact)
      : {
          zh: Array.isArray(value) ? value.join('、') : String(value),
          en: Array.isArray(value) ? value.join(', ') : String(value),
        };
  const fact = label(ruleSet, condition.fact);
  const operator = OPERATORS[condition.operator];
  return { zh: `${fact.zh}${operator.zh}${operand.zh}`, en: `${fact.en} ${operator.en} ${operand.en}` };
}

function testAsWritten(
  ruleSet: RuleSet,
  id: string,
  which: { fact: string; operator?: Operator | undefined },
): Condition | undefined {
  const find = (condition: Condition): Condition | undefined => {
    if ('fact' in condition)
      return condition.fact === which.fact && (which.operator === undefined || condition.operator === which.operator)
        ? condition
        : undefined;
    if ('not' in condition) return find(condition.not);
    return ('all' in condition ? condition.all : condition.any).map(find).find((found) => found !== undefined);
  };
  const rule = ruleOf(ruleSet, id);
  return [rule?.conditions, ...(rule?.readings ?? []).map((reading) => reading.conditions)]
    .map((part) => (part === undefined ? undefined : find(part)))
    .find((found) => found !== undefined);
}

function ruleOf(ruleSet: RuleSet, id: string): RuleFile | undefined {
  return ruleSet.rules.find((rule) => rule.id === id)?.rule;
}

function clause(ruleSet: RuleSet, id: string): Texts {
  const name = ruleOf(ruleSet, id)?.name;
  return name === undefined ? { zh: id, en: id } : { zh: `${id}“${name.zh}”`, en: `${id} “${name.en}”` };
}

function label(ruleSet: RuleSet, name: string): Texts {
  const found = ruleSet.names.get(name)?.label;
  return found === undefined ? { zh: name, en: name } : { zh: `“${found.zh}”`, en: `“${found.en}”` };
}
