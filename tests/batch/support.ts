import { readFileSync } from 'node:fs';
import type { RuleSet } from '../../src/index.js';
import { briefOf, outlineOf } from '../../src/population/outline.js';
import type { Decision } from '../../src/schema/decision.js';
import { flagStatuses, taperVerdicts, verdicts } from '../../src/schema/decision.js';
import { caseInput, readCases } from '../../src/testing/cases.js';

export const decoder = new TextDecoder();

/** What a result line has to say of a decision, worked out without any of the code that writes lines. */
export function expectedLine(ruleSet: RuleSet, row: number, decision: Decision): unknown {
  const outline = outlineOf(ruleSet);
  const brief = briefOf(outline, decision);
  return {
    row,
    id: decision.household.id,
    verdicts: Object.fromEntries(outline.programmes.map((id, index) => [id, verdicts[brief.verdicts[index] ?? -1]])),
    tapers: brief.tapers.map(({ taper, verdict }) => ({
      clause: outline.tapers[taper]?.clause,
      verdict: taperVerdicts[verdict],
      months: outline.tapers[taper]?.months,
    })),
    flags: outline.flags.filter((_, index) => flagStatuses[brief.flags[index] ?? -1] === 'raised'),
    missing: brief.missing.map(({ name, subject }) => (subject === 'household' ? name : `${name}@${subject}`)),
  };
}

/** The households of the cases of a jurisdiction, each with its parameters and options. */
export function casesOf(jurisdiction: string) {
  const file = readCases(
    JSON.parse(readFileSync(new URL(`../../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
  );
  return file.cases.map((entry) => ({ name: entry.id, ...caseInput(file, entry) }));
}
