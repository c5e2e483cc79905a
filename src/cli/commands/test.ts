import { JiantuiError } from '../../base/error.js';
import { shown } from '../../base/issue.js';
import { nearest } from '../../base/nearest.js';
import type { JsonFile } from '../../node/read-json.js';
import { readJsonOrYaml } from '../../node/read-yaml.js';
import { writeOutput } from '../../node/write-file.js';
import { jurisdictions } from '../../rules.js';
import { readCases } from '../../testing/cases.js';
import { junitXml } from '../../testing/junit.js';
import { type RunResult, runCases } from '../../testing/run-cases.js';
import { coverageText, runText } from '../../testing/run-text.js';
import type { Args, Command } from '../command.js';
import { InputError, readDeployment } from '../inputs.js';
import type { Io } from '../io.js';
import { readReforms } from '../simulate-inputs.js';

/** `jiantui test`: policy tests, from files of cases. */
export const testCommand: Command = {
  name: 'test',
  about: {
    zh: '用案例检验规则：不符的写出应为什么、实为什么、为什么',
    en: 'runs files of policy cases: what was expected, what was found, and why',
  },
  takes: { placeholder: 'FILE...', min: 1, max: 1000 },
  options: ['overlay', 'reform', 'coverage', 'junit', 'format'],
  details: {
    zh: 'FILE 是 JSON 或 YAML 的案例文件，如 fixtures/cases/rongchang.json。写了 --reform 的，按改革之后的规则检验：先写案例，再改规则。\n有不符的，退出码为 1。',
    en: 'FILE is a file of cases in JSON or YAML, such as fixtures/cases/rongchang.json. With --reform the cases are run under the reformed\nrules: first the case, then the change. Status 1 when a case does not hold.',
  },
  examples: [
    {
      line: 'jiantui test fixtures/cases/rongchang.json',
      about: { zh: '检验荣昌的案例', en: 'runs the cases of Rongchang' },
    },
    {
      line: 'jiantui test fixtures/cases/rongchang.json --coverage',
      about: { zh: '再看哪些条款和界线还没有案例', en: 'and says what no case shows' },
    },
    {
      line: 'jiantui test fixtures/cases/*.json --junit results.xml',
      about: { zh: '写出 JUnit 结果', en: 'writes the results as JUnit XML' },
    },
  ],
  run: async (args, io) => {
    const { language, options } = args;
    const results: { name: string; result: RunResult }[] = [];
    for (const name of args.positionals) results.push({ name, result: await runFile(name, args, io) });
    if (options.format === 'json')
      io.out(
        `${JSON.stringify(
          results.map(({ name, result }) => ({ file: name, ...summary(result) })),
          null,
          2,
        )}\n`,
      );
    else {
      for (const { name, result } of results) {
        io.out(runText(name, result, language));
        if (options.coverage !== undefined) io.out(coverageText(result.coverage, language));
      }
    }
    if (options.junit !== undefined) await writeOutput(options.junit, junitXml(results, language));
    return results.some(({ result }) => result.failed > 0) ? 1 : 0;
  },
};

async function runFile(name: string, args: Args, io: Io): Promise<RunResult> {
  const file = await read(name, io);
  try {
    const cases = readCases(file.value);
    if (!(jurisdictions as readonly string[]).includes(cases.jurisdiction)) {
      const suggestion = nearest(cases.jurisdiction, jurisdictions);
      throw new JiantuiError('unknown-jurisdiction', [
        {
          code: 'unknown-jurisdiction',
          path: ['jurisdiction'],
          found: shown(cases.jurisdiction),
          expected: jurisdictions.join(', '),
          ...(suggestion === undefined ? {} : { suggestion }),
        },
      ]);
    }
    const base = (await readDeployment(args, [cases.jurisdiction], io)).ruleSet(cases.jurisdiction);
    const reforms = await readReforms(args, base, io);
    const ruleSet = reforms.reduce((before, { reform }) => reform.apply(before), base);
    return runCases(cases, ruleSet, { base });
  } catch (error) {
    throw error instanceof JiantuiError && !(error instanceof InputError) ? new InputError(file, error) : error;
  }
}

async function read(name: string, io: Io): Promise<JsonFile> {
  try {
    return await readJsonOrYaml(name, () => io.readStdin());
  } catch (error) {
    throw error instanceof JiantuiError ? new InputError(name, error) : error;
  }
}

/** What of a run goes into JSON: decisions would drown it. */
function summary({ about, cases, failed, coverage }: RunResult) {
  return {
    about,
    failed,
    cases: cases.map(({ id, why, differences, error }) => ({
      id,
      why,
      differences,
      ...(error === null ? {} : { issues: error.issues }),
    })),
    coverage,
  };
}
