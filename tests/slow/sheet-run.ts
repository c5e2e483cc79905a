import { JiantuiError } from '../../src/base/error.js';
import { runSheetFile } from '../../src/node/sheet.js';
import { loadJurisdiction } from '../../src/rules.js';

/** One run in a process of its own, which says how much memory it took at most. */
const [input = '', output = ''] = process.argv.slice(2);
let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 100);
const settings = {
  input,
  output,
  ruleSet: loadJurisdiction,
  jurisdiction: 'rongchang',
  parameters: () => ({ dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' }),
  programmes: [],
  ignoreUnknown: false,
  language: 'zh' as const,
};
const ended = async (): Promise<{ rows: number; bad: number; refused: string }> => {
  try {
    const { rows, bad } = await runSheetFile(settings);
    return { rows, bad, refused: '' };
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    return { rows: 0, bad: 0, refused: error.issues.map((issue) => issue.code).join() };
  }
};
const end = await ended();
clearInterval(watch);
most = Math.max(most, process.memoryUsage().rss);
process.send?.({ ...end, megabytes: Math.round(most / 1e6) });
