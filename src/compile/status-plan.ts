import { defined } from '../base/defined.js';
import { JiantuiError } from '../base/error.js';
import { type DecideOptions, readSettings } from '../evaluate/prepare.js';
import type { RuleSet } from '../plan/plan.js';
import { clausesOf, type ReadSpec } from '../plan/walk.js';
import type { FactSpec } from '../schema/vocabulary.js';
import { assembleBytecode } from './bytecode.js';
import { programDigest } from './compile.js';
import type { CellValue } from './lane-bits.js';
import { layoutOf } from './layout.js';
import { lower } from './lower.js';
import { lanesOf } from './quick-row.js';
import { numberOf } from './row.js';
import type { StatusPlan } from './statuses.js';

/**
 * A rule set as plain JSON, checked and compiled beforehand, for `createStatusReader`: what is needed to read households and
 * to tell their statuses, and nothing else.
 * @throws JiantuiError `bad-parameters`, `bad-option`
 */
export function toStatusPlan(ruleSet: RuleSet, options: Pick<DecideOptions, 'parameters' | 'adopt'> = {}): StatusPlan {
  const settings = readSettings(ruleSet, options);
  const lowered = lower(ruleSet, settings.parameters, settings.adopted);
  if (!lowered.ok)
    throw new JiantuiError('bad-option', [
      { code: 'not-compilable', path: [ruleSet.jurisdiction], found: lowered.why },
    ]);
  const layout = layoutOf(lowered.program);
  const { code, member, truths, numbers } = assembleBytecode(lowered.program, layout);
  const dated = (name: string) => settings.parameters.get(name) ?? ruleSet.parameters.get(name) ?? [];
  const uniform = <P extends { source: { name: string; level: string }; at: number }>(
    places: readonly P[],
    store: (place: P, value: CellValue) => number | null,
  ) =>
    places
      .filter(({ source }) => source.level === 'uniform' && source.name !== 'asOf')
      .map((place) => ({
        at: place.at,
        dated: dated(place.source.name).map(({ from, until, area, value }) => ({
          ...(from === undefined ? {} : { from }),
          ...(until === undefined ? {} : { until }),
          ...(area === undefined ? {} : { area }),
          value: value === null ? null : store(place, value as CellValue),
        })),
      }));
  const { lanes, numbers: figures, memberLanes, memberNumbers } = layout;
  const asked = new Set([...lanes, ...figures, ...memberLanes, ...memberNumbers].map(({ source }) => source.name));
  return {
    program: programDigest(ruleSet, settings),
    jurisdiction: ruleSet.jurisdiction,
    version: ruleSet.version,
    // What no rule asks for is checked by its fact and stored nowhere.
    names: [...ruleSet.names.values()]
      .filter((name) => name.given && name.scope !== 'parameter' && asked.has(name.name))
      .map(({ name, key, part, scope, type, values, perClause }) => ({
        name,
        key,
        scope,
        type,
        perClause,
        given: true,
        ...(part === undefined ? {} : { part }),
        ...(values === undefined ? {} : { values }),
      })),
    facts: Object.fromEntries(
      Object.entries(ruleSet.vocabulary.facts)
        .filter(([, spec]) => spec.scope !== 'parameter')
        .map(([key, spec]) => [key, readSpecOf(spec)]),
    ),
    clauses: [...clausesOf(ruleSet)],
    layout,
    lanes: uniform(layout.lanes, lanesOf),
    numbers: uniform(layout.numbers, (place, value) => numberOf(place, value)),
    code: {
      code: [...code],
      member,
      truths: [...truths],
      numbers: [...numbers].map((number) => (Number.isNaN(number) ? null : number)),
    },
  };
}

/** What a fact is read by, without its names in words. */
function readSpecOf({ scope, type, values, key, perClause, implies, fields }: FactSpec): ReadSpec {
  const parts =
    fields === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(fields).map(([part, field]) => [part, defined({ type: field.type, values: field.values })]),
        );
  return defined({ scope, type, values, key, perClause, implies, fields: parts });
}
