import { JiantuiError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { visible } from '../../base/visible.js';
import type { JsonFile } from '../../node/read-json.js';
import { ruleSetFile } from '../../rules.js';
import { loadRuleSet, ruleSetIssues } from '../../ruleset/load.js';
import type { Command } from '../command.js';
import { InputError, readInput } from '../inputs.js';
import { issueLine } from '../report.js';
import { texts } from '../texts.js';

/** `jiantui rules check`: every problem of a rule file or an overlay, at once. */
export const rulesCheck: Command = {
  name: 'rules check',
  about: {
    zh: '检查规则文件或叠加文件，一次列出全部问题',
    en: 'checks a rule file or an overlay and lists every problem at once',
  },
  takes: { placeholder: 'FILE|-', min: 1, max: 1 },
  options: ['overlay'],
  details: {
    zh: 'FILE 是一个辖区的规则文件；也可以是叠加文件，按其 extends 所写的辖区检查。有问题时退出码为 1。',
    en: 'FILE is the rule file of a jurisdiction, or an overlay, which is checked on the jurisdiction that it extends. Status 1 when\nthere are problems.',
  },
  examples: [
    {
      line: 'jiantui rules check rules/rongchang.json',
      about: { zh: '检查荣昌的规则文件', en: 'checks the rule file of Rongchang' },
    },
  ],
  run: async ({ positionals, options, language }, io) => {
    const file = await readInput(positionals[0] ?? '-', io);
    const overlays: JsonFile[] = [];
    for (const name of options.overlay ?? []) overlays.push(await readInput(name, io));
    const extended = extendedBy(file);
    const base = extended === null ? file.value : shippedFile(file, extended);
    const files = extended === null ? overlays : [file, ...overlays];
    const given = { overlays: files.map((overlay) => overlay.value) };
    const issues = ruleSetIssues(base, given);
    const say = texts[language];
    for (const issue of issues) io.out(`${issueLine(...placed(issue, file, files), language)}\n`);
    if (issues.length > 0) {
      io.out(`${say.unsound(visible(file.name), issues.length)}\n`);
      return 1;
    }
    const ruleSet = loadRuleSet(base, given);
    io.out(
      `${extended === null ? say.sound(visible(file.name), ruleSet.file.clauses.length, ruleSet.rules.length, ruleSet.ledger.length) : say.soundOverlay(visible(file.name), extended)}\n`,
    );
    return 0;
  },
};

/** The jurisdiction that an overlay extends; null for a rule file. */
function extendedBy({ value }: JsonFile): string | null {
  if (typeof value !== 'object' || value === null || !('overlay' in value)) return null;
  const { extends: jurisdiction } = value as { extends?: unknown };
  return typeof jurisdiction === 'string' ? jurisdiction : null;
}

function shippedFile(file: JsonFile, jurisdiction: string): unknown {
  try {
    return ruleSetFile(jurisdiction);
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    throw new InputError(
      file,
      new JiantuiError(
        error.code,
        error.issues.map((issue) => ({ ...issue, path: ['extends'] })),
        { cause: error },
      ),
    );
  }
}

/** An issue with the file that it is in: an overlay's own, or the rule file. */
function placed(issue: Issue, file: JsonFile, overlays: readonly JsonFile[]): [Issue, JsonFile] {
  const [first, index, ...rest] = issue.path;
  const overlay = first === 'overlays' && typeof index === 'number' ? overlays[index] : undefined;
  return overlay === undefined ? [issue, file] : [{ ...issue, path: rest }, overlay];
}
