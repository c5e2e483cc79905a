import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { loadJurisdiction } from '../../src/rules.js';
import { benefitModel, timeline } from '../../src/taper/index.js';
import { timelineSvg } from '../../src/taper/to-svg.js';
import { timelineText } from '../../src/taper/to-text.js';
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../fixtures/histories/${name}.json`, import.meta.url), 'utf8'));
for (const [name, j] of [['rongchang','rongchang'],['mingshan','mingshan'],['mingshan-finding-withdrawn','mingshan'],['inner-mongolia','inner-mongolia']] as const)
it(name, async () => {
  const t = await timeline(loadJurisdiction(j), read(name), { parameters: read(`${j}.parameters`), ...(name==='rongchang' ? {benefit: benefitModel('steps')} : {}) });
  writeFileSync(`/tmp/tt/${name}.svg`, timelineSvg(t)); writeFileSync(`/tmp/tt/${name}-en.svg`, timelineSvg(t, { language: 'en' })); if (name==='rongchang') console.log(timelineText(t, {language:'en', columns: 100}));
});
it('stress', async () => {
  const snapshots = Array.from({ length: 40 }, (_, i) => ({ month: `${2019 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`, povertyRegistration: 'lifted', dibaoStatus: i === 20 ? 'exited' : 'inTaper', dibaoCategory: 'rural', householdSize: 3, perCapitaMonthlyIncome: String(400 + ((i * 137) % 700)), incomeChanged: true })).filter((_, i) => i % 7 !== 5);
  const t = await timeline(loadJurisdiction('rongchang'), { id: 'stress', snapshots, decisions: [
    { startMonth: '2019-03', months: 6, date: '2019-03-02', reference: 'a' }, { startMonth: '2019-06', months: 6, date: '2019-06-02' }, { startMonth: '2019-12', months: 3, date: '2019-08-02', extends: 'a' }, { startMonth: '2020-08', months: 1, date: '2020-08-02' }, { startMonth: '2022-08', months: 10, date: '2022-01-02' }, { startMonth: '2018-08', months: 10, date: '2020-01-02' },
  ] }, { parameters: { dibaoStandardMonthly: [{ from: '2019-01-01', value: '450' }, { from: '2020-07-01', value: '496' }], povertyPeriodEnd: '2021-06-30' } });
  writeFileSync('/tmp/tt/stress.svg', timelineSvg(t)); console.log(timelineText(t));
});
