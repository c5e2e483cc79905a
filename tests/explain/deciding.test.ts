import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, any, not, type Truth } from '../../src/base/truth.js';
import { deciding, type Shown } from '../../src/explain/deciding.js';
import type { Step } from '../../src/schema/decision.js';
import { scaled } from '../support/size.js';

const truth = fc.constantFrom<Truth>(true, false, null);

/** A random group of conditions as the trace shows it; every test has a name of its own. */
const tree: fc.Arbitrary<Step> = fc
  .letrec<{ node: Step }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      truth.map((value): Step => ({ kind: 'test', truth: value })),
      fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((steps): Step => ({ kind: 'all', steps })),
      fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((steps): Step => ({ kind: 'any', steps })),
      tie('node').map((step): Step => ({ kind: 'not', steps: [step] })),
    ),
  }))
  .node.map((root) => withTruths(named(root)));

function named(root: Step): Step {
  let count = 0;
  const visit = (step: Step): Step =>
    step.kind === 'test' ? { ...step, id: `t${count++}` } : { ...step, steps: (step.steps ?? []).map(visit) };
  return visit(root);
}

function withTruths(step: Step, known: (test: Step) => Truth = (test) => test.truth ?? null): Step {
  if (step.kind === 'test') return { ...step, truth: known(step) };
  const steps = (step.steps ?? []).map((part) => withTruths(part, known));
  const truths = steps.map((part) => part.truth ?? null);
  return {
    ...step,
    steps,
    truth: step.kind === 'all' ? all(truths) : step.kind === 'any' ? any(truths) : not(truths[0] ?? null),
  };
}

const tests = (shown: Shown): { id: string; truth: Truth }[] =>
  shown.kind === 'choice'
    ? shown.parts.flatMap(tests)
    : [{ id: shown.step.id ?? '', truth: shown.negated ? not(shown.step.truth ?? null) : (shown.step.truth ?? null) }];

describe('the tests that decide', () => {
  it('are enough: with all others unknown, a settled truth stays what it is', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const shown = new Set(
          deciding(root)
            .flatMap(tests)
            .map(({ id }) => id),
        );
        const again = withTruths(root, (test) => (shown.has(test.id ?? '') ? (test.truth ?? null) : null));
        expect(again.truth).toBe(root.truth);
      }),
      { numRuns: scaled(2000) },
    );
  });

  it('say of themselves what the whole says', () => {
    fc.assert(
      fc.property(tree, (root) => {
        for (const test of deciding(root).flatMap(tests)) expect(test.truth).toBe(root.truth);
      }),
      { numRuns: scaled(2000) },
    );
  });

  it('of an unknown are the ones that are open, and answering all of them settles it', () => {
    fc.assert(
      fc.property(tree, fc.func(fc.boolean()), (root, answer) => {
        fc.pre(root.truth === null);
        const shown = new Set(
          deciding(root)
            .flatMap(tests)
            .map(({ id }) => id),
        );
        const answered = withTruths(root, (test) =>
          shown.has(test.id ?? '') ? answer(test.id) : (test.truth ?? null),
        );
        expect(answered.truth).not.toBeNull();
      }),
      { numRuns: scaled(1000) },
    );
  });

  it('stand together where one of them is enough', () => {
    const test = (id: string, value: Truth): Step => ({ kind: 'test', id, truth: value });
    const step = withTruths({ kind: 'any', steps: [test('a', false), test('b', true)] });
    expect(deciding(step)).toEqual([
      { kind: 'choice', truth: true, parts: [{ kind: 'test', step: test('b', true), negated: false }] },
    ]);
    const none = withTruths({ kind: 'not', steps: [{ kind: 'all', steps: [test('a', true), test('b', false)] }] });
    expect(deciding(none)).toEqual([
      { kind: 'choice', truth: true, parts: [{ kind: 'test', step: test('b', false), negated: true }] },
    ]);
  });
});
