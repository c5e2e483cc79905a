import { runSheetFile } from '../../src/node/sheet.js';
import { loadJurisdiction } from '../../src/rules.js';

/** One run in a process of its own, which says how much memory it took at most. */
const [input = '', output = ''] = process.argv.slice(2);
let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 100);
const { rows, bad } = await runSheetFile({
  input,
  output,
  ruleSet: loadJurisdiction,
  jurisdiction: 'rongchang',
  parameters: () => ({ dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' }),
  programmes: [],
  ignoreUnknown: false,
  language: 'zh',
});
clearInterval(watch);
process.send?.({ rows, bad, megabytes: Math.round(most / 1e6) });
