export { type Column, type ColumnPopulation, type Columns, fromColumns } from '../generate/columns.js';
export { type History, type HistorySpec, historyOf } from '../generate/histories.js';
export { INVENTED } from '../generate/marginals.js';
export { createPopulation, type Population, type Snapshot } from '../generate/population.js';
export type { PopulationSpec } from '../generate/spec.js';
export {
  parametersUnder,
  type Reform,
  type ReformOptions,
  type RuleSetSource,
  readReform,
  reformBy,
} from '../reform/reform.js';
export type { Change, ReformFile } from '../schema/reform.js';
export type { Blame } from './blame.js';
export { CLIFF_SIZE, cliffChart } from './chart/cliff.js';
export { gridChart, gridSize } from './chart/grid.js';
export { renderSvg, type Size } from './chart/render.js';
export type { ChartOption } from './chart/style.js';
export { barsSize, groupChart, programmeChart, taperChart } from './chart/verdicts.js';
export { type CostModel, type CostOptions, capped, costModel } from './cost.js';
export { type Counter, createCounter } from './counter.js';
export { createEngine, type Engine } from './engine.js';
export { type Grouping, UNKNOWN_GROUP } from './groups.js';
export type { TaperState } from './moves.js';
export type { CountPlan, Policy } from './policies.js';
export type { Block, Report, Section } from './report/section.js';
export { type ReportOptions, simulationReport } from './report/simulation.js';
export { sweepReport } from './report/sweep.js';
export { reportHtml } from './report/to-html.js';
export { reportText } from './report/to-text.js';
export type { Resources } from './resources.js';
export type {
  Bounds,
  Changes,
  CostResult,
  GroupResult,
  Missing,
  Movement,
  PolicyResult,
  Portion,
  ProgrammeResult,
  SimulationResult,
  TaperResult,
} from './result-types.js';
export { finish, type Progress, type SimulateOptions, type Simulation, simulate } from './simulate.js';
export {
  type ClauseCliff,
  type ClauseJump,
  type Curve,
  createSweeper,
  type Sweep,
  type SweepOptions,
  type SweepPoint,
  sweepFact,
} from './sweep.js';
export { type Grid, type GridOptions, type Interval, intervalsOf, sweepGrid } from './sweep-grid.js';
export { mergeTallies, type Tally } from './tally.js';
