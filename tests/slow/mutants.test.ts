import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { answerAll } from '../../src/answer/direct.js';
import { prepare } from '../../src/answer/prepare.js';
import { JiantuiError } from '../../src/base/error.js';
import { assemble } from '../../src/decision/assemble.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { jurisdictions, ruleSetFile } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import type { CaseFile, PolicyCase } from '../../src/schema/cases.js';
import type { RuleSetFile } from '../../src/schema/rule-set.js';
import { caseInput, differences, readCases } from '../../src/testing/cases.js';
import { type Kinds, mutantsOf } from '../tools/mutate-rules.js';

// `npm run slow:mutants`: how many slips of the pen in the rules the policy cases notice. `JIANTUI_MUTANTS=hainan` runs one
// jurisdiction, `hainan/1.4` one clause.
const [wanted, clause] = (process.env.JIANTUI_MUTANTS ?? '').split('/');
/** The share of mutants that the cases must notice. What stays unnoticed is mostly no fault: it says the same. */
const SHARE = 0.8;

it.each(jurisdictions.filter((id) => wanted === '' || id === wanted))('%s', (jurisdiction) => {
  const file = ruleSetFile(jurisdiction) as RuleSetFile;
  const kinds = kindsOf(loadRuleSet(file));
  const cases = readCases(
    JSON.parse(readFileSync(new URL(`../../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
  );
  let [caught, refused] = [0, 0];
  const uncaught: string[] = [];
  for (const mutant of mutantsOf(file, kinds)) {
    if (clause !== undefined && mutant.where !== `${jurisdiction}/${clause}`) continue;
    const ruleSet = loaded(mutant.file);
    if (ruleSet === null) refused++;
    else if (isNoticed(ruleSet, cases, mutant.where)) caught++;
    else uncaught.push(`${mutant.where} ${mutant.what}`);
  }
  const all = caught + uncaught.length;
  console.log(
    [
      `${jurisdiction}: ${caught} of ${all} caught (${((100 * caught) / all).toFixed(1)} %), ${refused} refused when loaded`,
      ...uncaught,
    ].join('\n  '),
  );
  expect(caught / all).toBeGreaterThan(SHARE);
});

function kindsOf({ names }: RuleSet): Kinds {
  return {
    values: (fact) => {
      const name = names.get(fact);
      return name?.type === 'finding' ? ['yes', 'no'] : name?.values;
    },
    isWhole: (fact) => names.get(fact)?.type === 'integer',
  };
}

function loaded(file: RuleSetFile): RuleSet | null {
  try {
    return loadRuleSet(file);
  } catch (error) {
    if (error instanceof JiantuiError) return null;
    throw error;
  }
}

/** Whether a case fails under the mutant. The cases that name the changed clause come first. */
function isNoticed(ruleSet: RuleSet, file: CaseFile, where: string): boolean {
  const names = (entry: PolicyCase) => JSON.stringify(entry.expect).includes(`"${where}`);
  return [...file.cases.filter(names), ...file.cases.filter((entry) => !names(entry))].some((entry) => {
    const { household, parameters, options } = caseInput(file, entry);
    try {
      const decision = assemble(answerAll(ruleSet, prepare(ruleSet, household, { parameters, ...options })));
      return differences(decision, entry.expect).length > 0;
    } catch (error) {
      // Such as a reading that a case adopts and the mutant no longer has.
      if (error instanceof JiantuiError) return true;
      throw error;
    }
  });
}
