import { describe, expect, it } from 'vitest';
import { compileColumns } from '../../src/compile/columns.js';
import { compile } from '../../src/compile/compile.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { SHARE } from '../support/size.js';
import { generatedGroup } from './support/agree.js';

/** Columns, generated and by bytecode, against the rows; the rows are held against the interpreter elsewhere. */
describe.each(jurisdictions)('columns of %s', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);

  it.each(SHARE < 1 ? [1] : [1, 2, 3, 4])('give the statuses of the rows, group %i', (seed) => {
    const { settings, households } = generatedGroup(ruleSet, seed, 700);
    const compiled = compile(ruleSet, settings);
    const asOf = String(households[0]?.asOf);
    // Many times over, so that chunks end in the middle of households' members.
    const rows = [...households, ...households, ...households]
      .map((household) => compiled.read(household, { asOf }))
      .filter((row) => row.exact);
    expect(rows.length).toBeGreaterThan(1500);
    const members = rows.reduce((sum, row) => sum + row.blocks, 0);
    for (const mode of ['generated', 'bytecode'] as const) {
      const columns = compileColumns(ruleSet, { ...settings, mode });
      expect(columns.mode).toBe(mode);
      const set = columns.allocate(rows.length, members);
      for (const [index, row] of rows.entries()) expect(columns.put(set, index, row)).toBe(true);
      const out = columns.allocateOutcomes(rows.length, members);
      columns.evaluate(set, rows.length, out, { asOf });
      const { clauses, memberClauses } = compiled.layout;
      rows.forEach((row, index) => {
        const { statuses } = compiled.run(row);
        const found = statuses.map((_, place) => {
          const member = place >= clauses.length;
          const block = member ? Math.floor((place - clauses.length) / memberClauses.length) : 0;
          const clause = member ? memberClauses[(place - clauses.length) % memberClauses.length] : clauses[place];
          const column = columns.outcomes.findIndex((outcome) => outcome.clause === clause);
          return out[column]?.[member ? (set.offsets[index] ?? 0) + block : index] ?? 255;
        });
        if (String(found) !== String(statuses)) expect(String(found), `${mode} row ${index}`).toBe(String(statuses));
      });
    }
  });
});
