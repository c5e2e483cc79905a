import { JiantuiError } from '../base/error.js';
import { type DecideOptions, readSettings } from '../evaluate/prepare.js';
import type { RuleSet } from '../plan/plan.js';
import { programDigest } from './compile.js';
import { emitRows } from './emit-rows.js';
import { lower } from './lower.js';

/**
 * The compiled form of a rule set as the text of an ES module: plain functions over numbers, a comment for each clause,
 * no `eval`. Give the module to `compile` as `generated`.
 * @throws JiantuiError `bad-parameters`, `bad-option`
 */
export function toModule(ruleSet: RuleSet, options: Pick<DecideOptions, 'parameters' | 'adopt'> = {}): string {
  const settings = readSettings(ruleSet, options);
  const lowered = lower(ruleSet, settings.parameters, settings.adopted);
  if (!lowered.ok)
    throw new JiantuiError('bad-option', [
      { code: 'not-compilable', path: [ruleSet.jurisdiction], found: lowered.why },
    ]);
  return [
    `// ${ruleSet.file.name.zh} · ${ruleSet.file.name.en}`,
    `// ${ruleSet.jurisdiction} ${ruleSet.version}, rule set ${ruleSet.digest}`,
    '// Truths are two bits: 0 false, 1 unknown, 3 true. Statuses: 0 not met, 1 undetermined, 2 not in force, 3 met, 4 out of scope.',
    '// Money is in fen, days are yyyymmdd, NaN is unknown. c and x hold the household, then the day and parameters, then each member.',
    `export const program = '${programDigest(ruleSet, settings)}';`,
    '',
    emitRows(lowered.program).replace(/^function statuses/m, 'export function statuses'),
    '',
  ].join('\n');
}
