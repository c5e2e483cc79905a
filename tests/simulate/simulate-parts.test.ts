import { describe, expect, it } from 'vitest';
import { fromColumns } from '../../src/generate/columns.js';
import { createPopulation } from '../../src/generate/population.js';
import { costModel } from '../../src/simulate/cost.js';
import { createCounter } from '../../src/simulate/counter.js';
import { createEngine } from '../../src/simulate/engine.js';
import { finish, type Progress, simulate } from '../../src/simulate/simulate.js';
import { mergeTallies } from '../../src/simulate/tally.js';
import { open, parameters, people, rongchang } from './support/people.js';

describe('parts', () => {
  const spec = { seed: 11, size: 600, asOf: '2020-06-30', missing: 6, parameters };
  const population = createPopulation(rongchang, spec);
  const options = {
    baseline: rongchang,
    reforms: [open],
    parameters,
    groupBy: [{ by: 'householdSize' }],
    cost: costModel({ taper: 'frozen', incomeBefore: '300' }),
  };

  it('parts counted apart and added give the same result as the whole, in any order', async () => {
    const whole = await simulate(population, options);
    const part = (from: number, to: number) => {
      const counter = createCounter(options);
      for (let index = from; index < to; index++) counter.add(population.at(index), index);
      return counter;
    };
    const parts = [part(400, 600), part(0, 150), part(150, 400)];
    const added = parts.map((counter) => counter.tally()).reduce(mergeTallies);
    const counter = createCounter(options, added);
    expect(finish(counter, options, true).result).toEqual(whole.result);
    expect(JSON.stringify(finish(counter, options, true).result)).toBe(JSON.stringify(whole.result));
  });

  it('cancelled without loss: the state goes on to the same result', async () => {
    const long = createPopulation(rongchang, { ...spec, size: 5000 });
    const quick = { baseline: rongchang, parameters, blame: false };
    const controller = new AbortController();
    const part = await simulate(long, {
      ...quick,
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done >= 2000) controller.abort();
      },
    });
    expect(part.result.complete).toBe(false);
    expect(part.result.households + part.result.bad.n).toBe(2000);
    const rest = await simulate(long, { ...quick, from: part.state });
    const whole = await simulate(long, quick);
    expect(rest.result).toEqual(whole.result);
    expect(part.state.done).toBe(2000);
  });

  it('progress with the time left, by the caller’s clock', async () => {
    let clock = 0;
    const seen: Progress[] = [];
    await simulate(createPopulation(rongchang, { ...spec, size: 4000 }), {
      baseline: rongchang,
      parameters,
      blame: false,
      now: () => (clock += 100),
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen).toEqual([
      { done: 2000, total: 4000, elapsed: 100, left: 100 },
      { done: 4000, total: 4000, elapsed: 200, left: 0 },
      { done: 4000, total: 4000, elapsed: 300, left: 0 },
    ]);
  });

  it('takes an asynchronous source', async () => {
    async function* source() {
      for (const household of people) yield await Promise.resolve(household);
    }
    const [a, b] = [
      await simulate(source(), { baseline: rongchang, parameters }),
      await simulate(people, { baseline: rongchang, parameters }),
    ];
    expect(a.result).toEqual(b.result);
  });
});

describe('agreement with decisions', () => {
  it('verdicts, months bounds and what is missing are those of the decisions', async () => {
    const population = createPopulation(rongchang, { seed: 5, size: 250, asOf: '2020-06-30', missing: 12, parameters });
    const { result } = await simulate(population, { baseline: rongchang, parameters });
    const engine = createEngine(rongchang, { parameters });
    const decisions = [...population].map((household) => engine.decide(household));
    for (const programme of result.policies[0]?.programmes ?? []) {
      const counted: Record<string, number> = {};
      for (const decision of decisions) {
        const verdict = decision.eligibility.find((entry) => entry.programme === programme.programme)?.verdict ?? '';
        counted[verdict] = (counted[verdict] ?? 0) + 1;
      }
      expect(
        Object.fromEntries(
          Object.entries(programme.verdicts)
            .filter(([, portion]) => portion.households > 0)
            .map(([verdict, portion]) => [verdict, portion.households]),
        ),
      ).toEqual(counted);
    }
    const taper = decisions.flatMap((decision) =>
      decision.outcomes.filter((outcome) => outcome.clause === 'rongchang/2-f' && outcome.status === 'undetermined'),
    );
    const blamed: Record<string, number> = {};
    for (const { unresolved } of taper)
      for (const fact of [
        ...(unresolved?.facts ?? []),
        ...(unresolved?.findings ?? []),
        ...(unresolved?.parameters ?? []),
      ])
        blamed[fact] = (blamed[fact] ?? 0) + 1;
    const names = result.policies[0]?.missing.find((entry) => entry.programme === 'dibao-taper')?.names ?? [];
    expect(Object.fromEntries(names.map((entry) => [entry.name, entry.households]))).toEqual(blamed);
    const months =
      taper.reduce((sum, outcome) => sum + (outcome.bounds?.months?.to ?? 0), 0) +
      6 * decisions.filter((decision) => decision.tapers[0]?.verdict === 'granted').length;
    expect(result.policies[0]?.months.to).toBe(months);
  });
});

describe('columns', () => {
  it('give what the same households give as snapshots', async () => {
    const column = (name: string) => people.map((household) => household[name]);
    const columns = fromColumns({
      id: column('id'),
      asOf: column('asOf'),
      povertyRegistration: column('povertyRegistration'),
      dibaoStatus: column('dibaoStatus'),
      dibaoCategory: column('dibaoCategory'),
      incomeChanged: column('incomeChanged'),
      householdSize: Int8Array.from(column('householdSize') as number[]),
      perCapitaMonthlyIncome: Float64Array.from(
        people.map((household) => Number(household.perCapitaMonthlyIncome ?? Number.NaN)),
      ),
      'taperDecision.months': people.map(() => null),
    });
    expect(columns.size).toBe(people.length);
    const options = { baseline: rongchang, reforms: [open], parameters };
    expect((await simulate(columns, options)).result).toEqual((await simulate(people, options)).result);
  });

  it('of different lengths are refused, by name', () => {
    expect(() => fromColumns({ id: ['a', 'b'], householdSize: Int8Array.of(1) })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: ['householdSize'], found: '1 values' })] }),
    );
  });
});
