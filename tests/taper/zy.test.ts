import { it } from 'vitest';
import { advance, startState } from '../../src/taper/index.js';
import { factsOf, monthOfLife, termsFor } from './support.js';
import { naiveR2, naiveR3 } from './naive.js';
it('x', () => {
  const life = {"months":{"exactly":6},"life":[{"kind":"within","decisions":[{"startMonth":"2017-12","months":1,"reference":"d0","extends":true}]},{"kind":"within","decisions":[{"startMonth":"2018-02","months":1,"reference":"d1"}]},{"kind":"within","decisions":[{"startMonth":"2017-11","months":5,"reference":"d2","extends":true}]},{"kind":"within","decisions":[]}]} as const as any;
  let s = startState('somewhere', termsFor(life.months));
  life.life.forEach((m: any, i: number) => { s = advance(s, factsOf(s.terms, monthOfLife(i), m)); console.log(JSON.stringify({ b: s.base, t: s.tapers, r: s.latest?.readings }), JSON.stringify([naiveR2(life, i), naiveR3(life, i)])); });
});
