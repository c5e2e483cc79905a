import type { Language } from '../../base/issue-text.js';
import { monthsInWords } from '../../reform/words.js';
import { flagStatuses, statuses, verdicts } from '../../schema/decision.js';
import { flagText, taperText, verdictText } from '../chart/style.js';
import type { Changes, Movement, PolicyResult, Portion, SimulationResult } from '../result-types.js';
import { number, percent, remark } from './format.js';
import { type Block, type Section, table } from './section.js';
import type { Words } from './words.js';

export function changes(
  result: SimulationResult,
  found: Changes,
  reform: string,
  language: Language,
  say: Words,
): Section {
  const nameOf = new Map(
    result.policies.flatMap((policy) =>
      policy.programmes.map((entry) => [entry.programme, entry.name[language]] as const),
    ),
  );
  const row = <T>(what: string, movement: Movement<T>, text: (state: T) => string) => [
    what,
    text(movement.from),
    text(movement.to),
    number(movement.households),
    percent(movement.share),
    movement.examples.map(({ index, id }) => id ?? `#${index + 1}`).join(language === 'zh' ? '、' : ', '),
  ];
  const rows = [
    ...found.tapers.map((movement) =>
      row(say.dibaoTaper, movement, (state) =>
        state.months === null
          ? taperText(state.verdict, language)
          : remark(taperText(state.verdict, language), monthsInWords(state.months)[language], language),
      ),
    ),
    ...found.programmes
      .filter(({ programme }) => programme !== 'dibao-taper')
      .map((movement) =>
        row(nameOf.get(movement.programme) ?? movement.programme, movement, (verdict) =>
          verdictText(verdict, language),
        ),
      ),
  ];
  const head: Block = {
    kind: 'text',
    text:
      rows.length === 0
        ? say.noChange
        : say.changed(number(found.households.households), percent(found.households.share)),
  };
  return {
    title: say.changes(reform),
    blocks:
      rows.length === 0
        ? [head]
        : [head, { ...table(say.moveHead, rows, 3), numbers: [false, false, false, true, true, false] } as Block],
  };
}

/** Verdicts by programme, flags, and statuses by clause: households, and members for clauses about members. */
export function countTables(result: SimulationResult, language: Language, say: Words): Section[] {
  const silent = (place: number) => (verdicts[place] === 'silent' ? result.households : 0);
  const programmes = compared(
    result,
    say,
    ({ programmes }) => programmes.map((entry) => [entry.programme, entry.name[language], entry.verdicts]),
    verdicts.map((verdict) => [verdict, verdictText(verdict, language)]),
    silent,
    language,
  );
  const flags = compared(
    result,
    say,
    ({ flags }) => flags.map((entry) => [entry.flag, entry.name[language], entry.statuses]),
    flagStatuses.map((status) => [status, flagText(status, language)]),
    () => 0,
    language,
  );
  const clauses = compared(
    result,
    say,
    (policy) =>
      policy.clauses.map(({ clause, subject, statuses: counts }) => [
        clause,
        subject === 'member' ? remark(clause, say.perMember, language) : clause,
        counts,
      ]),
    statuses.map((status) => [status, say.statuses[status] ?? status]),
    () => 0,
    language,
  );
  return [
    { title: say.programmes, blocks: [programmes] },
    ...(result.policies.every((policy) => policy.flags.length === 0) ? [] : [{ title: say.flags, blocks: [flags] }]),
    { title: say.clauses, blocks: [clauses] },
  ];
}

type Counted = readonly [id: string, name: string, counts: Readonly<Record<string, Portion | number>>];

/** Counts side by side: those of a reform only where they differ from those of the rules as they stand. */
function compared(
  result: SimulationResult,
  say: Words,
  entriesOf: (policy: PolicyResult) => readonly Counted[],
  columns: readonly (readonly [key: string, title: string])[],
  without: (place: number) => number,
  language: Language,
): Block {
  const all = result.policies.map((policy) => ({
    name: policy.name[language],
    entries: new Map(entriesOf(policy).map((entry) => [entry[0], entry])),
  }));
  const names = new Map(all.flatMap(({ entries }) => [...entries.values()].map(([id, name]) => [id, name] as const)));
  const rows = [...names].flatMap(([id, name]) => {
    const own = all.map((policy) => ({
      policy: policy.name,
      cells: columns.map(([key], place) => {
        const found = policy.entries.get(id)?.[2][key] ?? without(place);
        return number(typeof found === 'number' ? found : found.households);
      }),
    }));
    return own
      .filter((each, index) => index === 0 || each.cells.join() !== own[0]?.cells.join())
      .map((each, index) => [index === 0 ? name : '', each.policy, ...each.cells]);
  });
  const isUsed = columns.map((_, index) => rows.some((row) => row[index + 2] !== '0'));
  const keep = (row: readonly string[]) => row.filter((_, index) => index < 2 || isUsed[index - 2] === true);
  return table(keep(['', say.policyHead[0] ?? '', ...columns.map(([, title]) => title)]), rows.map(keep), 2);
}

export function missing(result: SimulationResult, language: Language, say: Words): Section[] {
  const baseline = result.policies[0];
  const names = new Map(baseline?.programmes.map((entry) => [entry.programme, entry.name[language]]));
  const rows = (baseline?.missing ?? []).flatMap((entry) =>
    entry.names
      .slice(0, 5)
      .map((each, index) => [
        index === 0 ? (names.get(entry.programme) ?? entry.programme) : '',
        each.label[language],
        say.kinds[each.kind],
        number(each.households),
        percent(each.share),
        number(each.alone),
      ]),
  );
  return rows.length === 0 ? [] : [{ title: say.missing, blocks: [table(say.missingHead, rows, 3)] }];
}

export function groups(
  result: SimulationResult,
  language: Language,
  say: Words,
  pictures: readonly Block[],
): Section[] {
  const by = [...new Set(result.groups.map((group) => group.by))];
  const nameOf = new Map(result.policies.map((policy) => [policy.id, policy.name[language]]));
  return by.map((name, place) => {
    const own = result.groups.filter((group) => group.by === name);
    const rows = own.flatMap((group) =>
      group.policies.map((policy, index) => {
        const taper = policy.tapers[0]?.verdicts;
        return [
          index === 0 ? group.name[language] : '',
          index === 0 ? number(group.households) : '',
          nameOf.get(policy.id) ?? policy.id,
          ...(['granted', 'discretionary', 'undetermined'] as const).map((verdict) =>
            taper === undefined ? '—' : percent(taper[verdict].share),
          ),
        ];
      }),
    );
    const block: Block = { ...table(say.groupHead, rows), numbers: [false, true, false, true, true, true] } as Block;
    return { title: say.groups(own[0]?.label[language] ?? name), blocks: [block, ...(place === 0 ? pictures : [])] };
  });
}
