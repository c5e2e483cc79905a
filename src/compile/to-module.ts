import { type DecideOptions, readSettings, type Settings } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import { plain } from '../base/value.js';
import { generateProgram } from '../kernel/program.js';
import type { DatedParameter, RuleSet } from '../plan/plan.js';
import { programDigest } from './compile.js';

/**
 * The compiled form of a rule set as the text of an ES module: plain loops over numbers, a comment for each clause, the tables
 * that households are read by, no `eval`. Give the module to `compile` as `module`, or to `openModule` of `jiantui/sync`.
 * @throws JiantuiError `bad-parameters`, `bad-option`
 */
export function toModule(ruleSet: RuleSet, options: Pick<DecideOptions, 'parameters' | 'adopt'> = {}): string {
  const settings = readSettings(ruleSet, options);
  const program = generateProgram(ruleSet, settings);
  if (!program.ok)
    throw new JiantuiError('bad-option', [
      { code: 'not-compilable', path: [ruleSet.jurisdiction], found: program.why },
    ]);
  const code = program.code.replace(/^function kernel/m, 'export function kernel');
  return [
    ...[
      `${ruleSet.file.name.zh} · ${ruleSet.file.name.en}`,
      `${ruleSet.jurisdiction} ${ruleSet.version}, rule set ${ruleSet.digest}`,
      ...settingLines(settings),
      'Truths are two bits: 0 false, 1 unknown, 3 true. Statuses: 0 not met, 1 undetermined, 2 not in force, 3 met, 4 out of scope.',
      'Money is in fen, days are yyyymmdd, NaN is unknown. b and d hold the columns of households and members, c and x the day and the parameters.',
    ].map(comment),
    `export const program = '${programDigest(ruleSet, settings)}';`,
    `export const tables = ${JSON.stringify(program.tables)};`,
    '',
    withNames(code, ruleSet),
    '',
  ].join('\n');
}

/** Names come from files: none may end the comment that it stands in. */
function comment(text: string): string {
  return `// ${text.replace(/\s+/gu, ' ')}`;
}

/** The parameters and readings that the module was made with, a line each. */
function settingLines({ parameters, adopted }: Settings): string[] {
  return [
    ...[...parameters].map(([name, dated]) => `${name}: ${dated.map(datedText).join('; ')}`),
    ...[...adopted].map(([clause, { reading }]) => `${clause}: reading ${reading}`),
  ];
}

function datedText({ from, until, value, source }: DatedParameter): string {
  const span = from === undefined && until === undefined ? '' : ` (${from ?? '…'} – ${until ?? '…'})`;
  return `${plain(value) ?? 'not known'}${span}${source === undefined ? '' : `, ${source}`}`;
}

/** The code with the section and the name of each clause beside its id. */
function withNames(code: string, ruleSet: RuleSet): string {
  const rules = new Map(ruleSet.rules.map(({ id, rule }) => [id, rule]));
  return code.replace(
    /^( *)\/\/ (\S+?)(, for each member)?$/gm,
    (line: string, indent: string, id: string, each = '') => {
      const rule = rules.get(id);
      if (rule === undefined) return line;
      const section = rule.cite === undefined ? '' : ` ${rule.cite.section}`;
      return `${indent}${comment(`${id}${section}: ${rule.name.zh} · ${rule.name.en}${each}`)}`;
    },
  );
}
