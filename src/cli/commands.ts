import type { Command } from './command.js';
import { evaluateCommand } from './commands/evaluate.js';
import { explainCommand } from './commands/explain.js';
import { rulesCheck } from './commands/rules-check.js';
import { rulesList } from './commands/rules-list.js';

/** The commands, in the order in which help lists them. A new command is one file and one entry here. */
export const commands: readonly Command[] = [evaluateCommand, explainCommand, rulesList, rulesCheck];
