import { JiantuiError } from '../base/error.js';
import { compare, isExact } from '../base/exact.js';
import { deepFreeze } from '../base/freeze.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { plain } from '../base/value.js';
import { parameterOn } from '../household/parameter-on.js';
import type { DatedParameter, RuleSet } from '../plan/plan.js';
import { readParameters } from '../ruleset/parameters.js';
import { type ParameterPack, parameterPack, type Series } from '../schema/pack.js';
import { check } from '../schema/problems.js';
import { type ParameterValues, parameterValues } from '../schema/rule-set.js';
import type { Texts } from '../schema/texts.js';

/** Something to look at: a standard of one's own beside a floor or an average. It bears on no decision. */
export interface PlausibilityNote {
  readonly pack: string;
  readonly series: string;
  readonly parameter: string;
  readonly role: 'floor' | 'average';
  readonly relation: 'below' | 'above';
  /** The deployer's own value and the pack's, as plain decimals. */
  readonly own: string;
  readonly figure: string;
  readonly text: Texts;
}

/**
 * Reads a parameter pack.
 * @throws JiantuiError `bad-parameters`
 */
export function readPack(raw: unknown): ParameterPack {
  const checked = check<ParameterPack>(parameterPack, raw);
  if (!checked.ok) throw new JiantuiError('bad-parameters', checked.issues);
  return deepFreeze(checked.value);
}

/**
 * The parameters that packs supply to a rule set: their standards, dated and cited, holes included; never a floor, never an
 * average. What the deployer supplies under the same name goes before, as a whole.
 * @param own the deployer's own parameters
 * @throws JiantuiError `bad-parameters` when a pack is not for the jurisdiction or does not fit the rule set
 */
export function parametersOfPacks(
  ruleSet: RuleSet,
  packs: readonly ParameterPack[],
  own: unknown = {},
): ParameterValues {
  const given = readOwn(own);
  const issues: Issue[] = [];
  const values: Record<string, ParameterValues[string]> = {};
  const from = new Map<string, string>();
  for (const pack of packs) {
    if (!pack.for.includes(ruleSet.jurisdiction)) {
      issues.push({
        code: 'pack-elsewhere',
        path: ['packs', pack.pack],
        found: shown(ruleSet.jurisdiction),
        expected: pack.for.join(', '),
      });
      continue;
    }
    for (const series of pack.series) {
      const name = series.role === 'standard' ? series.parameter : undefined;
      if (name === undefined) continue;
      const other = from.get(name);
      if (other !== undefined)
        issues.push({
          code: 'conflict',
          path: ['packs', pack.pack, name],
          found: shown(name),
          expected: `a parameter that ${other} does not supply`,
        });
      issues.push(...unitIssues(ruleSet, pack, series, name));
      from.set(name, pack.pack);
      values[name] = series.values.map((entry) => ({
        ...period(entry),
        value: entry.value,
        source: sourceOf(pack, entry),
      }));
    }
  }
  if (issues.length > 0) throw new JiantuiError('bad-parameters', issues);
  return { ...values, ...given };
}

/**
 * Sets the deployer's own standards beside the floors and averages of packs. A floor is pointed out where the standard lies
 * below it. An average is shown wherever it differs: how far would be too far, no source says.
 * @throws JiantuiError `bad-parameters`
 */
export function plausibilityOf(
  ruleSet: RuleSet,
  packs: readonly ParameterPack[],
  own: unknown,
  asOf: string,
): readonly PlausibilityNote[] {
  const given = readParameters(ruleSet.names, readOwn(own), 'caller', [], []);
  return packs
    .filter((pack) => pack.for.includes(ruleSet.jurisdiction))
    .flatMap((pack) =>
      pack.series.flatMap((series) =>
        series.role === 'standard' || series.beside === undefined
          ? []
          : beside(ruleSet, pack, series, series.beside, given.get(series.beside), asOf),
      ),
    );
}

type Yardstick = Extract<Series, { role: 'floor' | 'average' }>;

function beside(
  ruleSet: RuleSet,
  pack: ParameterPack,
  series: Yardstick,
  parameter: string,
  given: readonly DatedParameter[] | undefined,
  asOf: string,
): PlausibilityNote[] {
  const figures = readParameters(
    ruleSet.names,
    { [parameter]: series.values.map((entry) => ({ ...period(entry), value: entry.value })) },
    pack.pack,
    [],
    [],
  );
  const general = given?.filter((entry) => entry.area === undefined);
  const [own, figure] = [general, figures.get(parameter)].map((dated) => parameterOn(dated, asOf, null)?.value);
  if (own === undefined || figure === undefined || !isExact(own) || !isExact(figure)) return [];
  const order = compare(own, figure);
  if (order === 0 || (series.role === 'floor' && order > 0)) return [];
  const shownAs = { own: String(plain(own)), figure: String(plain(figure)) };
  const label = ruleSet.names.get(parameter)?.label ?? { zh: parameter, en: parameter };
  return [
    {
      pack: pack.pack,
      series: series.id,
      parameter,
      role: series.role,
      relation: order < 0 ? 'below' : 'above',
      ...shownAs,
      text: noteText(series, label, order, shownAs),
    },
  ];
}

function noteText(
  series: Yardstick,
  label: Texts,
  order: number,
  { own, figure }: { own: string; figure: string },
): Texts {
  if (series.role === 'floor') {
    return {
      zh: `所给的${label.zh}为${own}，低于${series.name.zh}${figure}；请核对。判断仍按所给的数。`,
      en: `The ${label.en} you gave is ${own}, below the ${series.name.en} of ${figure}; please check it. Decisions go by your figure.`,
    };
  }
  return {
    zh: `所给的${label.zh}为${own}，${order < 0 ? '低于' : '高于'}${series.name.zh}${figure}。平均数不是标准，仅供对照；判断仍按所给的数。`,
    en: `The ${label.en} you gave is ${own}, ${order < 0 ? 'below' : 'above'} the ${series.name.en} of ${figure}. An average is no standard and is shown for comparison only; decisions go by your figure.`,
  };
}

function unitIssues(ruleSet: RuleSet, pack: ParameterPack, series: Series, parameter: string): Issue[] {
  const name = ruleSet.names.get(parameter);
  const path = ['packs', pack.pack, parameter];
  if (name?.scope !== 'parameter') return [{ code: 'unknown-name', path, found: shown(parameter) }];
  return name.unit === series.unit
    ? []
    : [{ code: 'unit-mismatch', path, found: series.unit, expected: name.unit ?? 'no unit' }];
}

function period(entry: Series['values'][number]): { from: string; until?: string } {
  return { from: entry.from, ...(entry.until === undefined ? {} : { until: entry.until }) };
}

/** The words that a trace shows beside the value. */
function sourceOf(pack: ParameterPack, entry: Series['values'][number]): string {
  const words = entry.value === null ? entry.why : entry.source;
  return `${pack.pack}@${pack.version}${entry.value === null ? '' : ` ${entry.grade}`}: ${words.zh} / ${words.en}`;
}

function readOwn(own: unknown): ParameterValues {
  const checked = check<ParameterValues>(parameterValues, own);
  if (!checked.ok) throw new JiantuiError('bad-parameters', checked.issues);
  return checked.value;
}
