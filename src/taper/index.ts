export { advance, noReport, startState } from './advance.js';
export type { Assumed } from './assumptions.js';
export {
  type BenefitCase,
  type BenefitModel,
  benefitModel,
  benefitOf,
  frozen,
  ownBenefit,
  steps,
  topUp,
  topUpModel,
} from './benefit.js';
export { missingMonth, monthFacts, taperRule, termsOf } from './facts.js';
export { type History, type HistoryMonth, readHistory } from './history.js';
export { type Answers, answersOf, type Ending } from './inverse.js';
export { type ScheduledMonth, type Spell, scheduleMonths, scheduleOn, type TaperSummary } from './spells.js';
export { timeline, timelineSync } from './timeline.js';
export type { CheckedDecision, RuleSets, Timeline, TimelineOptions, TimelineRow } from './timeline-types.js';
export { timelineSvg } from './to-svg.js';
export { type TextOptions, timelineText } from './to-text.js';
export type {
  Amounts,
  Count,
  Interruption,
  MonthFacts,
  MonthRow,
  NextStep,
  Note,
  ReadingId,
  Readings,
  ReadingView,
  SpellEvent,
  SpellState,
  TaperState,
  Terms,
} from './types.js';
export { readingIds } from './types.js';
