import { isExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import { copySnapshot, type Household, readHousehold } from '../plan/household.js';
import { parameterOn } from '../plan/parameter-on.js';
import type { DatedParameter, RuleSet } from '../plan/plan.js';
import type { CellValue } from './lane-bits.js';
import type { LanePlace, Layout, NumberPlace } from './layout.js';
import { dayNumber, scaled } from './operand.js';
import {
  type Blanks,
  createBlanks,
  createQuickReader,
  fillUniform,
  lanesOf,
  type Row,
  type Target,
} from './quick-row.js';

export type { Row } from './quick-row.js';

export interface RowReader {
  /** @throws JiantuiError `bad-household` */
  read(snapshot: unknown, asOf: string | undefined): Row;
}

/** Reads households into rows: straight where all fits, otherwise by way of the household. */
export function createRowReader(
  ruleSet: RuleSet,
  layout: Layout,
  parameters: ReadonlyMap<string, readonly DatedParameter[]>,
  knownOn?: string,
): RowReader {
  const blanks = createRuleSetBlanks(ruleSet, layout, parameters);
  const readQuickly = createQuickReader(ruleSet, layout, blanks);
  const readCarefully = (snapshot: unknown, chosen: string | undefined): Row => {
    const household = readHousehold(ruleSet, snapshot, chosen, knownOn);
    const area = household.given.get('localArea')?.value;
    const blocks = household.members.length + (household.membersComplete ? 0 : 1);
    const target = blanks.make(household.asOf, typeof area === 'string' ? area : null, blocks);
    const exact = target !== null && fillAll(household, layout, target);
    const { lanes, numbers } = target ?? { lanes: new Int32Array(0), numbers: new Float64Array(0) };
    return {
      exact,
      members: household.members.length,
      blocks,
      lanes,
      numbers,
      source: household.source,
      asOf: chosen,
    };
  };
  return {
    read(snapshot, asOf) {
      const own = copySnapshot(snapshot);
      return readQuickly(own, asOf, knownOn) ?? readCarefully(own, asOf);
    },
  };
}

/** Rows with the day and the parameters of a rule set and of the caller. */
export function createRuleSetBlanks(
  ruleSet: RuleSet,
  layout: Layout,
  parameters: ReadonlyMap<string, readonly DatedParameter[]>,
): Blanks {
  return createBlanks(layout, (day, area) => {
    const cellValue = ({ source: { name } }: LanePlace | NumberPlace): Value =>
      name === 'asOf'
        ? day
        : (parameterOn(parameters.get(name) ?? ruleSet.parameters.get(name), day, area)?.value ?? null);
    return fillUniform(
      layout,
      (place) => lanesOf(place, cellValue(place) as CellValue),
      (place) => numberOf(place, cellValue(place)),
    );
  });
}

/** The number of a cell; NaN for unknown, null where it does not fit. */
export function numberOf(place: NumberPlace, value: Value): number | null {
  if (value === null) return Number.NaN;
  if (typeof value === 'string') return dayNumber(value);
  const number = isExact(value) ? scaled(value, place.scale) : null;
  return number === null || number > place.limit ? null : number;
}

function fillAll(household: Household, layout: Layout, target: Target): boolean {
  const fill = (given: Household['given'], lanes: readonly LanePlace[], numbers: readonly NumberPlace[]): boolean => {
    const cellValue = ({ source: { name, clause } }: LanePlace | NumberPlace) =>
      ((clause === undefined ? undefined : given.get(`${name}#${clause}`)) ?? given.get(name))?.value ?? null;
    for (const place of lanes)
      if (place.source.level !== 'uniform')
        target.lanes[target.lane + place.at] = lanesOf(place, cellValue(place) as CellValue);
    for (const place of numbers) {
      if (place.source.level === 'uniform') continue;
      const number = numberOf(place, cellValue(place));
      if (number === null) return false;
      target.numbers[target.number + place.at] = number;
    }
    return true;
  };
  if (!fill(household.given, layout.lanes, layout.numbers)) return false;
  return household.members.every(({ given }, index) => {
    target.lane = layout.lanes.length + index * layout.memberLanes.length;
    target.number = layout.numbers.length + index * layout.memberNumbers.length;
    return fill(given, layout.memberLanes, layout.memberNumbers);
  });
}
