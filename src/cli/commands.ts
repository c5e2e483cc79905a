import type { Command } from './command.js';
import { batchCommand } from './commands/batch.js';
import { compareCommand } from './commands/compare.js';
import { compileCommand } from './commands/compile.js';
import { evaluateCommand } from './commands/evaluate.js';
import { explainCommand } from './commands/explain.js';
import { rulesCheck } from './commands/rules-check.js';
import { rulesCoverage } from './commands/rules-coverage.js';
import { rulesList } from './commands/rules-list.js';
import { rulesPacks } from './commands/rules-packs.js';
import { sheetCommand } from './commands/sheet.js';
import { simulateCommand } from './commands/simulate.js';
import { simulateCliffs } from './commands/simulate-cliffs.js';
import { simulateHouseholds } from './commands/simulate-households.js';
import { testCommand } from './commands/test.js';
import { thresholdsCommand } from './commands/thresholds.js';
import { timelineCommand } from './commands/timeline.js';

/** The commands, in the order in which help lists them. A new command is one file and one entry here. */
export const commands: readonly Command[] = [
  evaluateCommand,
  explainCommand,
  compareCommand,
  thresholdsCommand,
  timelineCommand,
  batchCommand,
  simulateCliffs,
  simulateHouseholds,
  simulateCommand,
  testCommand,
  sheetCommand,
  compileCommand,
  rulesList,
  rulesCoverage,
  rulesPacks,
  rulesCheck,
];
