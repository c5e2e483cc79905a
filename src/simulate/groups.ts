import type { Prepared } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import { compare, type Exact, exactText, isExact, parseExact } from '../base/exact.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import { HOUSEHOLD } from '../household/values.js';
import type { Ref, RuleSet } from '../plan/plan.js';
import type { Texts } from '../schema/texts.js';

/** By what households are put into groups. */
export interface Grouping {
  /** A fact of the household, given or derived, or a column of the data that is no fact. */
  readonly by: string;
  /** For numbers: where one group ends and the next, the number itself included, begins. */
  readonly bins?: readonly (string | number)[];
}

/** What a household's group is called where its value is not known. */
export const UNKNOWN_GROUP = '?';

/** The value that a household is grouped by; `prepared` is asked for only where the snapshot itself does not give it. */
export type Grouper = (snapshot: Readonly<Record<string, unknown>>, prepared: () => Prepared) => string;

/** @throws JiantuiError `bad-option` for a name that is neither a fact of households nor declared as a column */
export function createGrouper(ruleSet: RuleSet, grouping: Grouping, columns: readonly string[]): Grouper {
  const bins = (grouping.bins ?? []).map((bin) => parseExact(bin));
  if (bins.some((bin, index) => bin === null || (index > 0 && compare(bins[index - 1] as Exact, bin) >= 0))) {
    throw new JiantuiError('bad-option', [
      {
        code: 'wrong-value',
        path: ['groupBy', grouping.by, 'bins'],
        found: shown(grouping.bins),
        expected: 'rising plain decimals',
      },
    ]);
  }
  const name = ruleSet.names.get(grouping.by);
  if (name === undefined || name.scope !== 'household') {
    if (columns.includes(grouping.by)) return (snapshot) => labelOf(snapshot[grouping.by], bins as Exact[]);
    const names = [
      ...[...ruleSet.names.values()].filter((each) => each.scope === 'household').map((each) => each.name),
      ...columns,
    ];
    const suggestion = nearest(grouping.by, names);
    throw new JiantuiError('bad-option', [
      {
        code: 'unknown-name',
        path: ['groupBy'],
        found: shown(grouping.by),
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ]);
  }
  const ref: Ref = { name, scope: 'household' };
  const { key, part } = name;
  return (snapshot, prepared) => {
    const held = snapshot[key];
    const given = part === undefined ? held : (held as Record<string, unknown> | null | undefined)?.[part];
    if ((given === undefined || given === null) && name.formulas.length === 0) return UNKNOWN_GROUP;
    const plain = typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean';
    return labelOf(plain ? given : prepared().values.get(ref, HOUSEHOLD).value, bins as Exact[]);
  };
}

function labelOf(value: unknown, bins: readonly Exact[]): string {
  if (value === null || value === undefined) return UNKNOWN_GROUP;
  if (bins.length === 0)
    return isExact(value)
      ? exactText(value)
      : Array.isArray(value)
        ? value.join('+') || '—'
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value);
  const number = isExact(value)
    ? value
    : typeof value === 'string' || typeof value === 'number'
      ? parseExact(value)
      : null;
  if (number === null) return UNKNOWN_GROUP;
  const above = bins.findIndex((bin) => compare(number, bin) < 0);
  const at = above === -1 ? bins.length : above;
  const text = (index: number) => exactText(bins[index] as Exact);
  if (at === 0) return `< ${text(0)}`;
  return at === bins.length ? `≥ ${text(at - 1)}` : `${text(at - 1)} – < ${text(at)}`;
}

/** A group in words: values of facts by their names, numbers and columns of the data as they are. */
export function groupName(ruleSet: RuleSet, by: string, group: string): Texts {
  const name = ruleSet.names.get(by);
  if (group === UNKNOWN_GROUP) return { zh: '未知', en: 'not known' };
  if (name?.type === 'boolean' || name?.type === 'finding') return ANSWERS[group] ?? { zh: group, en: group };
  const values = group.split('+').map((value) => name?.valueNames?.[value] ?? { zh: value, en: value });
  return { zh: values.map(({ zh }) => zh).join('、'), en: values.map(({ en }) => en).join(', ') };
}

const ANSWERS: Readonly<Record<string, Texts>> = {
  true: { zh: '是', en: 'yes' },
  yes: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
  no: { zh: '否', en: 'no' },
};

/** The order in which groups are shown: as numbers where they are numbers, the unknown last. */
export function groupOrder(a: string, b: string): number {
  if (a === UNKNOWN_GROUP || b === UNKNOWN_GROUP) return a === b ? 0 : a === UNKNOWN_GROUP ? 1 : -1;
  const [x, y] = [numberIn(a), numberIn(b)];
  if (x !== null && y !== null && x !== y) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

function numberIn(label: string): number | null {
  const found = /^(< |≥ )?(-?\d+(?:\.\d+)?)/.exec(label);
  if (found === null) return null;
  return Number(found[2]) - (found[1] === '< ' ? 1e-9 : 0);
}
