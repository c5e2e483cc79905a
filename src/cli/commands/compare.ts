import { JiantuiError } from '../../base/error.js';
import { shown } from '../../base/issue.js';
import { nearest } from '../../base/nearest.js';
import { compareHousehold } from '../../compare/compare.js';
import { comparisonText } from '../../compare/text.js';
import { jurisdictions } from '../../rules.js';
import type { Command } from '../command.js';
import { type Deployment, InputError, readDeployment, readInput } from '../inputs.js';
import { texts } from '../texts.js';

const FILE = 'fixtures/households/compare.json --parameters fixtures/parameters/compare-2020.json';

/** `jiantui compare`: one household under all instruments side by side. */
export const compareCommand: Command = {
  name: 'compare',
  about: {
    zh: '把一户放到各份文件下逐项对照，指出差别在哪一条',
    en: 'puts one household under every instrument, and names the clause that makes the difference',
  },
  takes: { placeholder: 'FILE|-', min: 1, max: 1 },
  options: ['as-of', 'known-on', 'parameters', 'pack', 'overlay', 'adopt', 'programme', 'format'],
  details: {
    zh: '参数文件可以按辖区分列：{ "rongchang": { … }, "mingshan": { … } }。没有分列的，假定各地都用同样的数，只作对照用。\n一地的标准、一种收入，从不用来代替另一地、另一种。',
    en: 'The parameters file may be laid out by jurisdiction: { "rongchang": { … }, "mingshan": { … } }. One that is not is supposed to\nhold everywhere, for the comparison only. One place’s standard and one kind of income are never used for another.',
  },
  examples: [
    { line: `jiantui compare ${FILE}`, about: { zh: '对照示例户', en: 'compares the example household' } },
    {
      line: `jiantui compare ${FILE} --programme dibao-taper --lang en`,
      about: { zh: '只看渐退期，用英文输出', en: 'the taper only, in English' },
    },
  ],
  run: async (args, io) => {
    const { options, language } = args;
    const file = await readInput(args.positionals[0] ?? '-', io);
    const deployment = await readDeployment(args, jurisdictions, io);
    const ruleSets = jurisdictions.map((jurisdiction) => deployment.ruleSet(jurisdiction));
    const programmes = options.programme?.map((id) =>
      programmeOf(
        id,
        ruleSets.flatMap((ruleSet) => Object.keys(ruleSet.vocabulary.programmes)),
      ),
    );
    const { parameters, isShared } = parametersByJurisdiction(deployment);
    try {
      const comparison = compareHousehold(ruleSets, file.value, {
        ...(options['as-of'] === undefined ? {} : { asOf: options['as-of'] }),
        ...(options['known-on'] === undefined ? {} : { knownOn: options['known-on'] }),
        parameters,
        adopt: Object.assign({}, ...jurisdictions.map((jurisdiction) => deployment.adopted(jurisdiction))),
      });
      if (isShared) io.err(`${texts[language].sharedParameters}\n`);
      if (options.format === 'json') {
        const chosen = comparison.programmes.filter(({ programme }) => programmes?.includes(programme) ?? true);
        io.out(`${JSON.stringify({ ...comparison, programmes: chosen }, null, 2)}\n`);
      } else
        io.out(
          comparisonText(comparison, {
            language,
            columns: io.columns,
            ...(programmes === undefined ? {} : { programmes }),
          }),
        );
      return 0;
    } catch (error) {
      if (!(error instanceof JiantuiError)) throw error;
      if (error.code === 'bad-household') throw new InputError(file, error);
      throw error.code === 'bad-parameters' && deployment.parameters !== null
        ? new InputError(deployment.parameters, error)
        : error;
    }
  },
};

function programmeOf(id: string, known: readonly string[]): string {
  if (known.includes(id)) return id;
  const valid = [...new Set(known)];
  const suggestion = nearest(id, valid);
  throw new JiantuiError('bad-option', [
    {
      code: 'unknown-programme',
      path: ['--programme'],
      found: shown(id),
      expected: valid.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

/** The parameters of each jurisdiction: laid out by jurisdiction in the file, or one list supposed to hold everywhere. */
function parametersByJurisdiction(deployment: Deployment): { parameters: Record<string, unknown>; isShared: boolean } {
  const value = deployment.parameters?.value;
  const isKeyed =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((key) => (jurisdictions as readonly string[]).includes(key));
  const own = (jurisdiction: string) =>
    isKeyed ? ((value as Record<string, unknown>)[jurisdiction] ?? {}) : (value ?? {});
  return {
    parameters: Object.fromEntries(
      jurisdictions.map((jurisdiction) => [jurisdiction, deployment.parametersOf(jurisdiction, own(jurisdiction))]),
    ),
    isShared: value !== undefined && !isKeyed,
  };
}
