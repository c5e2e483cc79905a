import { add, compare, divide, type Exact, exact, isExact, subtract } from '../base/exact.js';
import type { Truth } from '../base/truth.js';
import type { Value } from '../base/value.js';
import type { Ref, TestNode } from '../plan/plan.js';
import { test } from '../plan/truths.js';

/** Answers that are supposed for some open tests. */
export type Supposed = ReadonlyMap<TestNode, Truth>;

/** The unknowns behind tests. */
export interface Unknowns {
  /** The value behind a reference; null when it is unknown. */
  value(ref: Ref): Value;
  /** One text for one unknown: two references to the same unknown have the same. */
  key(ref: Ref): string;
}

/** An unknown that several open tests ask, and every way in which its values can answer them. */
interface Shared {
  readonly tests: readonly TestNode[];
  readonly answers: readonly (readonly Truth[])[];
}

/** Most cases looked at for one rule; beyond that every open test counts as relevant. */
const MOST_CASES = 1000;

/**
 * Of the open tests of a rule those that can still matter. Where every unknown is asked once, all of them can. Where one
 * unknown is asked several times, its answers hang together: no household is both lifted and not lifted. Then a test matters
 * only if it is open for some value of each other unknown that is asked several times.
 * @param openIn the open tests when some answers are supposed
 */
export function relevantTests(open: readonly TestNode[], unknowns: Unknowns, openIn: (supposed: Supposed) => readonly TestNode[]): readonly TestNode[] {
  const shared = sharedOf(open, unknowns);
  const cases = shared.reduce((product, { answers }) => product * answers.length, shared.length + 1);
  if (shared.length === 0 || cases > MOST_CASES) return open;
  const relevant = new Set<TestNode>();
  const askedOnce = open.filter((node) => !shared.some(({ tests }) => tests.includes(node)));
  for (const own of [null, ...shared]) {
    const asked = new Set(own?.tests ?? askedOnce);
    for (const supposed of casesOf(shared.filter((other) => other !== own))) {
      if (asked.size === 0) break;
      for (const node of openIn(supposed)) if (asked.delete(node)) relevant.add(node);
    }
  }
  return open.filter((node) => relevant.has(node));
}

function sharedOf(open: readonly TestNode[], unknowns: Unknowns): Shared[] {
  const asked = new Map<string, { ref: Ref; tests: TestNode[] }>();
  for (const node of open) {
    const sides = node.right.kind === 'ref' ? [node.left, node.right.ref] : [node.left];
    const [ref, other] = sides.filter((side) => unknowns.value(side) === null);
    // Two unknowns in one comparison: any answer is possible, whatever else is known of either.
    if (ref === undefined || other !== undefined) continue;
    const entry = asked.get(unknowns.key(ref)) ?? { ref, tests: [] };
    entry.tests.push(node);
    asked.set(unknowns.key(ref), entry);
  }
  return [...asked.values()].flatMap(({ ref, tests }) => {
    const answers = tests.length > 1 ? answersOf(ref, tests, unknowns) : null;
    return answers === null ? [] : [{ tests, answers }];
  });
}

function* casesOf(shared: readonly Shared[], supposed: Supposed = new Map()): Generator<Supposed> {
  const [first, ...rest] = shared;
  if (first === undefined) {
    yield supposed;
    return;
  }
  for (const row of first.answers) {
    yield* casesOf(rest, new Map([...supposed, ...first.tests.map((node, index) => [node, row[index] ?? null] as const)]));
  }
}

/** Each different row of answers that one value of the unknown can give to all its tests; null where they cannot be listed. */
function answersOf(ref: Ref, tests: readonly TestNode[], unknowns: Unknowns): readonly (readonly Truth[])[] | null {
  const asks = tests.map((node) => {
    const isLeft = unknowns.key(node.left) === unknowns.key(ref);
    const other = isLeft ? (node.right.kind === 'constant' ? node.right.value : unknowns.value(node.right.ref)) : unknowns.value(node.left);
    return { other, answer: (value: Value) => (isLeft ? test(node.operator, value, other) : test(node.operator, other, value)) };
  });
  const values = valuesOf(ref, asks.map(({ other }) => other));
  if (values === null) return null;
  const rows = values.map((value) => asks.map(({ answer }) => answer(value)));
  return [...new Map(rows.map((row) => [row.join(), row])).values()];
}

/** Values of a name that stand to the given lines in every way in which any value can. */
function valuesOf({ name }: Ref, lines: readonly Value[]): readonly Value[] | null {
  const texts = [...new Set(lines.flatMap((line) => (Array.isArray(line) ? line : [line])).filter((line) => typeof line === 'string'))];
  switch (name.shape) {
    case 'boolean':
      return [true, false];
    case 'number':
      return numbersAround(lines.filter(isExact), name.given);
    case 'set':
      return texts.length > 6 ? null : texts.reduce<string[][]>((sets, text) => [...sets, ...sets.map((set) => [...set, text])], [[]]);
    default:
      if (name.type === 'finding') return ['yes', 'no'];
      // Days and months are compared as text: what precedes all lines, each line, and what follows it.
      return name.values ?? ['', ...texts.flatMap((text) => [text, `${text}~`])];
  }
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
