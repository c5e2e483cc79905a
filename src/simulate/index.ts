/** Entry point `jiantui/simulate`: populations, reforms, counts, costs, sweeps and their reports. */
export { type Columns, fromColumns } from '../generate/columns.js';
export { type HistorySpec, historyOf } from '../generate/histories.js';
export { INVENTED } from '../generate/marginals.js';
export { createPopulation, type Population } from '../generate/population.js';
export type { PopulationSpec } from '../generate/spec.js';
export {
  parametersUnder,
  type Reform,
  type ReformOptions,
  type RuleSetSource,
  readReform,
  reformBy,
} from '../reform/reform.js';
export type { ReformFile } from '../schema/reform.js';
export { type CostModel, type CostOptions, capped, costModel } from './cost.js';
export { type Counter, createCounter } from './counter.js';
export type { Grouping } from './groups.js';
export type { CountPlan } from './policies.js';
export type { Report } from './report/section.js';
export { type ReportOptions, simulationReport } from './report/simulation.js';
export { sweepReport } from './report/sweep.js';
export { reportHtml } from './report/to-html.js';
export { reportText } from './report/to-text.js';
export type { SimulationResult } from './result-types.js';
export { type Progress, type SimulateOptions, type Simulation, simulate } from './simulate.js';
export { type Sweep, type SweepOptions, sweepFact } from './sweep.js';
export { type Grid, type GridOptions, sweepGrid } from './sweep-grid.js';
export { mergeTallies, type Tally } from './tally.js';
