import { modalityNames } from '../../src/coverage/texts.js';
import type { RuleSet } from '../../src/plan/plan.js';
import type { Months, RuleFile } from '../../src/schema/rule-set.js';

/** Programmes against jurisdictions: the clauses that bear on each, and how firmly; silence shown as silence. */
export function matrixPage(ruleSets: readonly RuleSet[]): string {
  const programmes = Object.entries(ruleSets[0]?.vocabulary.programmes ?? {});
  return [
    '<!-- Generated from rules/*.json; do not edit. `npm run generate` writes it. -->',
    '',
    '# 项目对照表 · Programmes by jurisdiction',
    '',
    '每格列出管到这一项的条款。“未作规定”是说这份文件没有关于它的条款，不是说不能享受。一栏里的内容不能用到另一栏。',
    '',
    'Each cell lists the clauses that bear on the programme. *Silent* means that the instrument has no clause on it, never that a household is refused. Nothing in one column may be used in another. *If*: under further conditions. *Named*: the clause names it without saying who gets it.',
    '',
    `| 项目 · Programme | ${ruleSets.map(({ file, jurisdiction }) => `${file.name.zh}<br>[${jurisdiction}](clauses/${jurisdiction}.md)`).join(' | ')} |`,
    `|---|${ruleSets.map(() => '---|').join('')}`,
    ...programmes.map(
      ([id, name]) =>
        `| ${name.zh}<br>${name.en} \`${id}\` | ${ruleSets.map((ruleSet) => cell(ruleSet, id)).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

function cell(ruleSet: RuleSet, programme: string): string {
  const short = (clause: string) => clause.slice(clause.indexOf('/') + 1);
  const bearing = ruleSet.rules.flatMap(({ id, rule, programmes }) => {
    const limb = programmes.find((target) => (rule.kind === 'taper' ? `${target.id}-taper` : target.id) === programme);
    if (limb === undefined) return [];
    const parts = [
      `${modalityNames[rule.modality].zh.replace(/（.*/u, '')} ${rule.modality}`,
      ...(limb.when === null ? [] : ['另有条件 if']),
      ...lengthOf(rule),
    ];
    return [`${short(id)} ${parts.join('，')}`];
  });
  const named = [...ruleSet.rules.map(({ rule }) => rule), ...ruleSet.ledger]
    .filter(({ names }) => names?.includes(programme))
    .map(({ id }) => `${short(id)} 只提到名称 named`);
  return [...bearing, ...named].join('<br>') || '**未作规定 · silent**';
}

function lengthOf(rule: RuleFile): string[] {
  if (rule.kind !== 'taper') return [];
  const months: Months = rule.event.params?.months ?? null;
  return [
    months === null
      ? '月数没有写明 months open'
      : 'exactly' in months
        ? `正好${months.exactly}个月 exactly`
        : `最多${months.atMost}个月 at most`,
  ];
}
