import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { SHARE } from '../support/size.js';
import { generatedGroup, statusText } from './support/agree.js';
import { chunkStatuses } from './support/columns.js';

/** Many households side by side against each by itself; these are held against the interpreter elsewhere. */
describe.each(jurisdictions)('chunks of %s', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);

  it.each(SHARE < 1 ? [1] : [1, 2, 3, 4])('give the statuses of single households, group %i', (seed) => {
    const { settings, households } = generatedGroup(ruleSet, seed, 700);
    const compiled = compile(ruleSet, settings);
    const asOf = String(households[0]?.asOf);
    const list = [...households, ...households].map((household) => ({ ...household, asOf }));
    const wanted = list.map((household) => statusText(compiled.statuses(household)));
    for (const size of [1, 7, 1000]) {
      const found = chunkStatuses(compiled, list, size);
      expect(found.filter((statuses) => statuses !== null).length).toBeGreaterThan(1000);
      found.forEach((statuses, index) => {
        if (statuses !== null && statusText(statuses) !== wanted[index])
          expect(statusText(statuses), `household ${index}`).toBe(wanted[index]);
      });
    }
  });
});

describe('a chunk', () => {
  const compiled = compile(loadJurisdiction('rongchang'));
  const household = { asOf: '2020-06-30', povertyRegistration: 'lifted', members: [{ id: 'a' }] };

  it('says what does not fit, and is as before', () => {
    const chunk = compiled.chunk(2, 4);
    expect(chunk.add(household)).toBe(true);
    const before = [...chunk.bytes, ...chunk.doubles].map(String);
    expect(chunk.add({ ...household, perCapitaMonthlyIncome: '450.00001' })).toBe(false);
    expect(chunk.add({ ...household, povertyRegistration: 'Lifted' })).toBe(false);
    expect(chunk.add({ ...household, members: Array.from({ length: 4 }, (_, id) => ({ id: `${id}` })) })).toBe(false);
    expect([...chunk.bytes, ...chunk.doubles].map(String)).toEqual(before);
    expect(chunk.count).toBe(1);
    expect(chunk.add(household)).toBe(true);
    expect(chunk.add(household)).toBe(false);
  });

  it('holds nothing once it is cleared', () => {
    const [empty, used] = [compiled.chunk(2, 4), compiled.chunk(2, 4)];
    used.add(household);
    used.run({ asOf: '2020-06-30' });
    used.clear();
    expect([...used.bytes, ...used.doubles].map(String)).toEqual([...empty.bytes, ...empty.doubles].map(String));
  });

  it('is not there where statuses are answered test by test', () => {
    const direct = compile(loadJurisdiction('rongchang'), { mode: 'direct' });
    expect(direct.mode).toBe('direct');
    expect(() => direct.chunk(1, 1)).toThrow(/direct/);
  });
});
