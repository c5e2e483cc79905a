import { shown } from '../base/issue.js';
import { formulaNames, parseFormula } from '../formula/index.js';
import type { Condition, RuleFile, RuleSetFile } from '../schema/rule-set.js';
import { type Draft, type DraftContext, exchange, marked, removeRule, rulesOf, withRule } from './draft.js';

/**
 * Takes over another jurisdiction's taper clause, with the formulas, periods, assumptions and facts that it rests on. It
 * stands in the place of the own taper clause; where there is none it is added as a local rule.
 */
export function borrowTaper(draft: Draft, of: string, path: (string | number)[], context: DraftContext): Draft {
  const { file } = draft;
  const other = context.fileOf(of);
  const borrowed = other.rules.filter((rule) => rule.kind === 'taper');
  if (borrowed.length === 0 || of === file.jurisdiction) {
    context.issues.push({
      code: 'wrong-value',
      path: [...path, 'of'],
      found: shown(of),
      expected: 'another jurisdiction whose instrument has a taper clause',
    });
    return draft;
  }
  const own = rulesOf(draft).filter((rule) => rule.kind === 'taper');
  const emptied = own
    .slice(borrowed.length)
    .reduce((before, rule) => removeRule(before, rule.id, path, context), draft);
  const moved = borrowed.reduce((before, rule, index) => {
    const instead = own[index];
    const here = moveRule(rule, instead, file, other, context);
    return instead === undefined ? withRule(before, here) : exchange(before, instead, [here]);
  }, emptied);
  return withSupport(moved, borrowed, other, path, context);
}

function moveRule(
  rule: RuleFile,
  instead: RuleFile | undefined,
  file: RuleSetFile,
  other: RuleSetFile,
  context: DraftContext,
): RuleFile {
  const { instrument } = other;
  const section = `${instrument.number ?? instrument.title.zh} ${rule.cite?.section ?? ''}`.trim();
  const cited: RuleFile = {
    ...withoutExit(rule),
    ...(rule.cite === undefined ? {} : { cite: { ...rule.cite, section } }),
  };
  return instead === undefined
    ? { ...cited, id: `${file.jurisdiction}/local.${rule.id.replace('/', '-')}` }
    : marked(cited, instead, context);
}

/** The clause on leaving dibao that the taper refers to stays behind in its own instrument. */
function withoutExit(rule: RuleFile): RuleFile {
  const { params } = rule.event;
  if (params?.taper?.exit === undefined) return rule;
  const { exit: _, ...taper } = params.taper;
  return { ...rule, event: { ...rule.event, params: { ...params, taper } } };
}

/** Brings along what the borrowed rules need. A name that means something else here is reported. */
function withSupport(
  draft: Draft,
  rules: readonly RuleFile[],
  other: RuleSetFile,
  path: (string | number)[],
  context: DraftContext,
): Draft {
  const { file } = draft;
  const used = new Set<string>();
  const use = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    const entry = other.derived?.[name];
    if (entry === undefined) return;
    const parsed = parseFormula(typeof entry === 'string' ? entry : entry.formula);
    if (!parsed.ok) return;
    const names = formulaNames(parsed.expr);
    for (const inner of [...names.household, ...names.members]) use(inner);
  };
  for (const rule of rules) {
    const { conditions, readings = [], marks = [], programme, flags = [] } = rule;
    const { income, standard, ceiling, total } = rule.event.params?.taper ?? {};
    for (const name of [income, standard, ceiling, total]) if (name !== undefined) use(name);
    const limbs = [...(Array.isArray(programme) ? programme : []), ...flags].flatMap((target) =>
      typeof target === 'string' ? [] : [target.when],
    );
    for (const part of [
      conditions,
      ...readings.map((reading) => reading.conditions),
      ...marks.map((mark) => mark.conditions),
      ...limbs,
    ]) {
      if (part !== undefined) namesIn(part).forEach(use);
    }
  }
  const periods = new Set(
    rules
      .flatMap((rule) => [rule.inForce, ...(rule.readings ?? []).map((reading) => reading.inForce)])
      .flatMap((force) => force?.during ?? []),
  );
  const assumptions = new Set(rules.flatMap((rule) => rule.assumptions ?? []));
  const bring = <T>(
    own: Record<string, T> | undefined,
    theirs: Record<string, T> | undefined,
    wanted: Iterable<string>,
    part: string,
  ): Record<string, T> => {
    const result = { ...own };
    for (const name of wanted) {
      const value = theirs?.[name];
      if (value === undefined) continue;
      const here = own?.[name];
      if (here !== undefined && JSON.stringify(here) !== JSON.stringify(value)) {
        context.issues.push({
          code: 'conflict',
          path: [...path, part, name],
          found: shown(name),
          expected: `the same as in ${other.jurisdiction}`,
        });
      }
      result[name] = value;
    }
    return result;
  };
  return {
    ...draft,
    file: {
      ...file,
      facts: bring(
        file.facts,
        other.facts,
        [...used].map((name) => name.split('.')[0] ?? name),
        'facts',
      ),
      derived: bring(file.derived, other.derived, used, 'derived'),
      periods: bring(file.periods, other.periods, periods, 'periods'),
      assumptions: bring(file.assumptions, other.assumptions, assumptions, 'assumptions'),
    },
  };
}

function namesIn(condition: Condition): string[] {
  if ('fact' in condition) {
    const { value } = condition;
    return [condition.fact, ...(typeof value === 'object' && !Array.isArray(value) ? [value.fact] : [])];
  }
  if ('not' in condition) return namesIn(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(namesIn);
}
