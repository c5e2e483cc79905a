import { JiantuiError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { issueText } from '../../base/issue-text.js';
import { toModule } from '../../compile/to-module.js';
import type { JsonFile } from '../../node/read-json.js';
import { writeOutput } from '../../node/write-file.js';
import type { RuleSet } from '../../plan/plan.js';
import { checkedRuleSet } from '../../ruleset/checked.js';
import { loadRuleSet } from '../../ruleset/load.js';
import type { Args, Command } from '../command.js';
import { aboutOverlay, InputError, readDeployment, readInput } from '../inputs.js';
import type { Io } from '../io.js';
import { texts } from '../texts.js';

const isFile = (name: string) => name === '-' || /[./\\]/u.test(name);

/** `jiantui compile`: a rule set as programs take it without checking or compiling it again. */
export const compileCommand: Command = {
  name: 'compile',
  about: {
    zh: '把规则集预先编译成可读的 JavaScript 模块，或检查过的规则集',
    en: 'compiles a rule set ahead of time: a readable JavaScript module, or a checked rule set',
  },
  takes: { placeholder: 'JURISDICTION|FILE', min: 1, max: 1 },
  isFile,
  options: ['output', 'as', 'parameters', 'pack', 'overlay', 'adopt'],
  details: {
    zh: '辖区编号用随附的规则集；带点或斜线的是规则文件。参数和选定的读法编进模块，规则集则不含参数。结果默认写到标准输出。\n用法见 docs/compile.md。',
    en: 'The id of a jurisdiction stands for the rule set that comes with jiantui; what has a dot or a slash in it is a rule file. Parameters\nand readings are compiled into a module; a rule set has none. The result goes to the standard output by default.\nSee docs/compile.md.',
  },
  examples: [
    {
      line: 'jiantui compile rongchang --parameters fixtures/parameters/rongchang-2020.json',
      about: { zh: '看编译出来的模块', en: 'shows the module' },
    },
    {
      line: 'jiantui compile rongchang --parameters fixtures/parameters/rongchang-2020.json -o rongchang.js',
      about: { zh: '写成文件', en: 'writes it to a file' },
    },
    {
      line: 'jiantui compile rongchang --as rule-set -o rongchang.json',
      about: { zh: '检查过的规则集，供 openRuleSet 打开', en: 'a checked rule set, for openRuleSet' },
    },
  ],
  run: async (args, io) => {
    const { as = 'module', output = '-' } = args.options;
    const problem = usageProblem(args);
    if (problem !== null) {
      io.err(`jiantui: ${issueText(problem, args.language)}\n${texts[args.language].seeHelp('jiantui compile')}\n`);
      return 2;
    }
    const { ruleSet, ...options } = await readTask(args, io);
    const text = as === 'module' ? toModule(ruleSet, options) : `${JSON.stringify(checkedRuleSet(ruleSet))}\n`;
    if (output === '-') {
      io.out(text);
      return 0;
    }
    await writeOutput(output, text);
    return 0;
  },
};

interface Task {
  readonly ruleSet: RuleSet;
  readonly parameters: unknown;
  readonly adopt: Readonly<Record<string, string>>;
}

/** The rule set, with what it is compiled for. @throws InputError, JiantuiError */
async function readTask(args: Args, io: Io): Promise<Task> {
  const [name = ''] = args.positionals;
  if (!isFile(name)) {
    const deployment = await readDeployment(args, [name], io);
    // The rule set first: it knows whether there is such a jurisdiction.
    const ruleSet = deployment.ruleSet(name);
    return { ruleSet, parameters: deployment.parametersOf(name), adopt: deployment.adopted(name) };
  }
  const { parameters, adopt = [], overlay = [] } = args.options;
  const ruleSet = await loadFile(await readInput(name, io), overlay, io);
  return {
    ruleSet,
    parameters: parameters === undefined ? {} : (await readInput(parameters, io)).value,
    adopt: Object.fromEntries(adopt.map((text) => text.split('=') as [string, string])),
  };
}

/** Problems are reported with the file that they are in. */
async function loadFile(file: JsonFile, names: readonly string[], io: Io): Promise<RuleSet> {
  const overlays: JsonFile[] = [];
  for (const name of names) overlays.push(await readInput(name, io));
  try {
    return loadRuleSet(file.value, { overlays: overlays.map(({ value }) => value) });
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    throw aboutOverlay(error, overlays) ?? new InputError(file, error);
  }
}

/** What is wrong with arguments that are each in order by themselves. */
function usageProblem({ options, positionals: [name = ''] }: Args): Issue | null {
  const { as, parameters, pack, adopt } = options;
  const given = [
    ['--parameters', parameters],
    ['--pack', pack?.[0]],
    ['--adopt', adopt?.[0]],
  ] as const;
  for (const [option, value] of given)
    if (value !== undefined && (as === 'rule-set' || (option === '--pack' && isFile(name))))
      return { code: 'conflict', path: [option], found: as === 'rule-set' ? '--as rule-set' : name };
  return null;
}
