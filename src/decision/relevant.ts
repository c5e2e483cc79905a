import { add, compare, divide, type Exact, exact, isExact, subtract } from '../base/exact.js';
import type { Truth } from '../base/truth.js';
import type { Value } from '../base/value.js';
import type { Ref, TestNode } from '../plan/plan.js';
import { refsOf, test } from '../plan/truths.js';

/** The unknowns behind tests. */
export interface Unknowns {
  /** The value behind a reference; null when it is unknown. */
  value(ref: Ref): Value;
  /** One text for one unknown: two references to the same unknown have the same. */
  key(ref: Ref): string;
}

/** What would be, were some open tests answered. */
export interface Outlook {
  /** Supposes an answer to a test that is open; null takes it back. */
  suppose(node: TestNode, truth: Truth): void;
  /** The tests that would still be open. */
  open(): readonly TestNode[];
  isSettled(): boolean;
}

/** Tests whose answers hang together, with every row of answers that they can have. */
interface Shared {
  readonly tests: readonly TestNode[];
  readonly answers: readonly (readonly Truth[])[];
}

/** Most cases looked at for one rule; beyond that every open test counts as relevant. */
const MOST_CASES = 1000;

/**
 * Of the open tests of a rule those that can still matter. Where everything unknown stands in one place, all of them can.
 * What stands in several places answers in all of them alike: no household is both lifted and not lifted. Then a test
 * matters only if it is open, and can settle something, for some answers to all others that stand in several places.
 * @param isSpread whether the tests stand in several places, as the common conditions of several readings do
 */
export function relevantTests(
  open: readonly TestNode[],
  unknowns: Unknowns,
  isSpread: boolean,
  outlook: Outlook,
): readonly TestNode[] {
  const shared = sharedOf(open, unknowns, isSpread);
  const cases = shared.reduce((product, { answers }) => product * answers.length, shared.length + 1);
  if (shared.length === 0 || cases > MOST_CASES) return open;
  const relevant = new Set<TestNode>();
  const inOnePlace = open.filter((node) => !shared.some(({ tests }) => tests.includes(node)));
  for (const own of [null, ...shared]) {
    const asked = new Set(own?.tests ?? inOnePlace);
    const settles = () => own === null || !isSpread || someCase([own], outlook, () => outlook.isSettled());
    if (asked.size === 0) continue;
    someCase(
      shared.filter((other) => other !== own),
      outlook,
      () => {
        const reached = outlook.open().filter((node) => asked.has(node));
        if (reached.length > 0 && settles()) for (const node of reached) if (asked.delete(node)) relevant.add(node);
        return asked.size === 0;
      },
    );
  }
  return open.filter((node) => relevant.has(node));
}

/** Whether something is so in some case: for one of the rows of answers to each of the lists of tests. */
function someCase(shared: readonly Shared[], outlook: Outlook, isSo: () => boolean, from = 0): boolean {
  const own = shared[from];
  if (own === undefined) return isSo();
  const { tests, answers } = own;
  const isFound = answers.some((row) => {
    for (let index = 0; index < tests.length; index++) outlook.suppose(tests[index] as TestNode, row[index] ?? null);
    return someCase(shared, outlook, isSo, from + 1);
  });
  for (const node of tests) outlook.suppose(node, null);
  return isFound;
}

function sharedOf(open: readonly TestNode[], unknowns: Unknowns, isSpread: boolean): Shared[] {
  const asked = new Map<string, { ref: Ref; tests: TestNode[] }>();
  const free: Shared[] = [];
  for (const node of open) {
    const [ref, other] = refsOf(node).filter((side) => unknowns.value(side) === null);
    // Two unknowns in one comparison: any answer is possible, whatever else is known of either.
    if (ref === undefined || other !== undefined) {
      free.push({ tests: [node], answers: [[true], [false]] });
      continue;
    }
    const entry = asked.get(unknowns.key(ref)) ?? { ref, tests: [] };
    entry.tests.push(node);
    asked.set(unknowns.key(ref), entry);
  }
  const hanging = [...asked.values()].flatMap(({ ref, tests }) => {
    const answers = isSpread || tests.length > 1 ? answersOf(ref, tests, unknowns) : null;
    return answers === null ? [] : [{ tests, answers }];
  });
  return isSpread ? [...hanging, ...free] : hanging;
}

/** Each different row of answers that one value of the unknown can give to all its tests; null where they cannot be listed. */
function answersOf(ref: Ref, tests: readonly TestNode[], unknowns: Unknowns): readonly (readonly Truth[])[] | null {
  const asks = tests.map((node) => {
    const isLeft = unknowns.key(node.left) === unknowns.key(ref);
    const other = isLeft
      ? node.right.kind === 'constant'
        ? node.right.value
        : unknowns.value(node.right.ref)
      : unknowns.value(node.left);
    return {
      other,
      answer: (value: Value) => (isLeft ? test(node.operator, value, other) : test(node.operator, other, value)),
    };
  });
  const values = valuesOf(
    ref,
    asks.map(({ other }) => other),
  );
  if (values === null) return null;
  const rows = values.map((value) => asks.map(({ answer }) => answer(value)));
  return [...new Map(rows.map((row) => [row.join(), row])).values()];
}

/** Values of a name that stand to the given lines in every way in which any value can. */
function valuesOf({ name }: Ref, lines: readonly Value[]): readonly Value[] | null {
  const texts = [
    ...new Set(
      lines.flatMap((line) => (Array.isArray(line) ? line : [line])).filter((line) => typeof line === 'string'),
    ),
  ];
  switch (name.shape) {
    case 'boolean':
      return [true, false];
    case 'number':
      return numbersAround(lines.filter(isExact), name.given);
    case 'set':
      return texts.length > 6 ? null : subsetsOf(texts);
    default:
      if (name.type === 'finding') return ['yes', 'no'];
      // Days and months are compared as text: what precedes all lines, each line, and what follows it.
      return name.values ?? ['', ...texts.flatMap((text) => [text, `${text}~`])];
  }
}

function subsetsOf(texts: readonly string[]): string[][] {
  const sets: string[][] = [[]];
  for (const text of texts) sets.push(...sets.map((set) => [...set, text]));
  return sets;
}

/** Each line, something between neighbours, and something beyond both ends. What a snapshot gives is never negative. */
function numbersAround(lines: readonly Exact[], given: boolean): Exact[] {
  const sorted = [...lines].sort(compare);
  const [first, last] = [sorted[0] ?? ZERO, sorted.at(-1) ?? ZERO];
  const between = sorted.slice(1).map((line, index) => divide(add(line, sorted[index] ?? line), TWO) ?? line);
  const below = given ? (compare(first, ZERO) > 0 ? [ZERO] : []) : [subtract(first, ONE)];
  return [...below, ...sorted, ...between, add(last, ONE)];
}

const [ZERO, ONE, TWO] = [exact(0), exact(1), exact(2)] as const;
