import { it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { sweepFact } from '../../src/simulate/sweep.js';
import { costModel } from '../../src/simulate/cost.js';
import { cliffChart, CLIFF_SIZE } from '../../src/simulate/chart/cliff.js';
import { renderSvg } from '../../src/simulate/chart/render.js';
import { loadJurisdiction } from '../../src/rules.js';
import { Resvg } from '@resvg/resvg-js';
it('x', async () => {
  const rs = loadJurisdiction('rongchang');
  const household = { id: 'h', asOf: '2020-06-30', povertyRegistration: 'lifted', dibaoStatus: 'receiving', dibaoCategory: 'rural', householdSize: 3, incomeChanged: true };
  const s = sweepFact(rs, household, { fact: 'perCapitaMonthlyIncome', from: 0, to: 1200, parameters: { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' }, cost: costModel({ taper: 'frozen', incomeBefore: '300.00', attached: '120' }) });
  for (const lang of ['zh', 'en'] as const) {
    const svg = await renderSvg(cliffChart(s, lang), CLIFF_SIZE);
    writeFileSync(`/tmp/sim-out/cliff-${lang}.svg`, svg);
    writeFileSync(`/tmp/sim-out/cliff-${lang}.png`, new Resvg(svg, { font: { loadSystemFonts: true, defaultFontFamily: 'Noto Sans CJK SC' } }).render().asPng());
  }
});
