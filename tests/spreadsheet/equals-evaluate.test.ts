import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/index.js';
import { evaluate } from '../../src/index.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { caseInput, readCases } from '../../src/testing/cases.js';
import type { Table } from '../../src/worksheet/tables.js';
import { createWorksheet } from '../../src/worksheet/worksheet.js';
import { generateCase } from '../support/generate.js';
import { parameterRows, sheetRow } from '../support/sheet-row.js';
import { sample, scaled } from '../support/size.js';

const sheet = createWorksheet();

type Input = {
  household: Readonly<Record<string, unknown>>;
  parameters: Readonly<Record<string, unknown>>;
  asOf?: string;
};

/** What the sheet says of a household, read off one function after the other, against the decision of `evaluate`. */
async function check(ruleSet: RuleSet, input: Input, language: 'zh' | 'en'): Promise<void> {
  const decision: Decision = await evaluate(ruleSet, input.household, {
    parameters: input.parameters,
    ...(input.asOf === undefined ? {} : { asOf: input.asOf }),
  });
  const row = sheetRow(ruleSet, input.household, language);
  const values = [row.map((column) => column.value)];
  const headers = [row.map((column) => column.header)];
  const parameters = [['语言', 'id'], ...parameterRows(input.parameters)];
  const rest = [values, headers, input.asOf ?? '', parameters] as const;
  const { jurisdiction } = ruleSet;

  // Programmes on which the instrument is silent answer alike: one of them stands for all.
  const silent = decision.eligibility.find(({ verdict }) => verdict === 'silent');
  const asked = decision.eligibility.filter((entry) => entry.verdict !== 'silent' || entry === silent);
  const eligible = asked.map(({ programme }) => [programme, sheet.eligible(jurisdiction, programme, ...rest)]);
  expect(eligible).toEqual(asked.map(({ programme, verdict }) => [programme, verdict]));
  expect(decision.risks.map(({ flag }) => [flag, sheet.risk(jurisdiction, ...rest, flag)])).toEqual(
    decision.risks.map(({ flag, status }) => [flag, status]),
  );
  const table = sheet.evaluate(jurisdiction, ...rest, 'tapers') as Table;
  expect(table.slice(1).map((line) => [line[3], line[2]])).toEqual(
    decision.tapers.map(({ clause, verdict }) => [clause ?? '', verdict]),
  );
  const questions = sheet.evaluate(jurisdiction, ...rest, '待补') as Table;
  // A sheet asks for readings as well, which a decision lists with the outcomes that hang on them.
  const facts = questions.slice(1).filter((line) => line[2] !== 'reading');
  expect([facts, facts.length > 0]).toEqual([facts, decision.questions.length > 0]);
  expect(sheet.missing(jurisdiction, '', ...rest) !== '').toBe(questions.length > 1);
  for (const { programme, verdict, clauses } of asked) {
    const why = String(sheet.why(jurisdiction, programme, ...rest));
    const cited = clauses.filter((clause) => why.includes(clause.slice(clause.indexOf('/') + 1)));
    expect([programme, why.startsWith(`${verdict}: `), cited]).toEqual([programme, true, clauses]);
  }
  const statuses = (text: unknown) =>
    String(text)
      .split('; ')
      .map((part) => part.split(': ').at(-1));
  const clauses = sheet.evaluate(jurisdiction, ...rest, 'clause') as Table;
  expect(clauses.slice(1).map((line) => [line[3], statuses(line[2])])).toEqual(
    [...new Set(decision.outcomes.map(({ clause }) => clause))].map((clause) => [
      clause,
      decision.outcomes.filter((outcome) => outcome.clause === clause).map(({ status }) => status),
    ]),
  );
  const { clause = '' } = decision.outcomes[0] ?? {};
  expect(sheet.clause(clause, ...rest)).toBe(clauses[1]?.[2]);
  const compared = sheet.compare(...rest, asked[0]?.programme) as Table;
  expect(compared[1]?.[1 + (jurisdictions as readonly string[]).indexOf(jurisdiction)]).toBe(asked[0]?.verdict);
  const schedule = decision.tapers[0]?.schedule;
  if (schedule)
    expect(['首月', '末月', '已用', '剩余'].map((part) => sheet.taper(jurisdiction, ...rest, part))).toEqual([
      schedule.first,
      schedule.last,
      schedule.used,
      schedule.remaining,
    ]);
}

describe.each(jurisdictions)('the cases of %s on a sheet', (jurisdiction) => {
  const file = readCases(
    JSON.parse(readFileSync(new URL(`../../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
  );
  const cases = file.cases.filter((entry) => entry.adopt === undefined);
  it.each(sample(cases).map((entry) => [entry.id, entry] as const))('%s', async (id, entry) => {
    const { household, parameters, options } = caseInput(file, entry);
    await check(
      loadJurisdiction(jurisdiction),
      { household, parameters, ...options },
      id.length % 2 === 0 ? 'zh' : 'en',
    );
  });
});

describe('generated households', () => {
  it.each(jurisdictions)('of %s', async (jurisdiction) => {
    const ruleSet = loadJurisdiction(jurisdiction);
    for (let seed = 1; seed <= scaled(25); seed += 1) {
      const { household, options } = generateCase(ruleSet, seed, { adopt: false });
      await check(ruleSet, { household, parameters: options.parameters }, seed % 2 === 0 ? 'zh' : 'en');
    }
  });
});
