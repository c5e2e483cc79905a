import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explanationLines } from '../../src/explain/explain.js';
import type { Line } from '../../src/explain/line.js';
import { evaluate } from '../../src/index.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import type { Decision } from '../../src/schema/decision.js';
import { caseInput, readCases } from '../../src/testing/cases.js';
import { sample } from '../support/size.js';

const CITE = { zh: /〔([^〔〕]+)〕。?$/u, en: /\[([^[\]]+)\]\.?$/u };

const WHOLE = { zh: '全文', en: 'whole text' };

interface Explained {
  readonly id: string;
  readonly decision: Decision;
  /** The lines of both forms in both languages. */
  readonly lines: Readonly<Record<'zh' | 'en', Readonly<Record<'short' | 'full', readonly Line[]>>>>;
}

/** Every decision of every case of a jurisdiction, explained. */
async function explainedCases(jurisdiction: string): Promise<{ ruleSet: RuleSet; cases: Explained[] }> {
  const path = new URL(`../../fixtures/cases/${jurisdiction}.json`, import.meta.url);
  const file = readCases(JSON.parse(readFileSync(path, 'utf8')));
  const ruleSet = loadJurisdiction(jurisdiction);
  const cases: Explained[] = [];
  for (const entry of sample(file.cases)) {
    const { household, parameters, options } = caseInput(file, entry);
    const decision = await evaluate(ruleSet, household, { parameters, ...options });
    const both = (language: 'zh' | 'en') => ({
      short: explanationLines(decision, ruleSet, { language, detail: 'short' }),
      full: explanationLines(decision, ruleSet, { language }),
    });
    cases.push({ id: entry.id, decision, lines: { zh: both('zh'), en: both('en') } });
  }
  return { ruleSet, cases };
}

/** The clause ids that a citation names, with the jurisdiction before them. */
function citedIds(cite: string, jurisdiction: string): string[] {
  const inside = [...cite.matchAll(/[（(]([0-9A-Za-z.+、, -]+(?:至[0-9A-Za-z.-]+)?)[）)](?=；|; |$)/gu)].map(
    (match) => match[1] ?? '',
  );
  return inside.flatMap((ids) => ids.split(/、|, |至| to /u)).map((id) => `${jurisdiction}/${id}`);
}

/** Each statement of a line: an entry may hold several, each with its own citation. */
function statements(line: Line, language: 'zh' | 'en'): string[] {
  if (line.kind !== 'entry') return [line.text];
  return line.text.split(language === 'zh' ? /(?<=〕)；/u : /(?<=\]); /u);
}

describe.each(jurisdictions)('explanations of %s', (jurisdiction) => {
  const all = explainedCases(jurisdiction);

  it.each(['zh', 'en'] as const)('every sentence ends in clause numbers of the instrument (%s)', async (language) => {
    const { ruleSet, cases } = await all;
    const clauses = new Set([...ruleSet.file.clauses, ...ruleSet.rules.map((rule) => rule.id)]);
    const wrong: string[] = [];
    let sentences = 0;
    for (const { id, lines } of cases) {
      for (const line of [...lines[language].short, ...lines[language].full]) {
        if (line.kind === 'title' || line.kind === 'heading') continue;
        for (const statement of statements(line, language)) {
          const cite = CITE[language].exec(statement)?.[1] ?? '';
          sentences += 1;
          if (cite === WHOLE[language]) continue;
          const ids = citedIds(cite, jurisdiction);
          if (ids.length === 0 || ids.some((cited) => !clauses.has(cited))) wrong.push(`${id}: ${statement}`);
        }
        // One sentence a line: nothing is said after the citation, and no sentence ends before it.
        const ends = language === 'zh' ? /。/u : /\. [A-Z]/u;
        if (line.kind === 'sentence' && ends.test(line.text.slice(0, -1))) wrong.push(`${id}: ${line.text}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(sentences).toBeGreaterThan(cases.length * 10);
  });

  it('says nothing that only a programmer reads', async () => {
    const { cases } = await all;
    const foreign = {
      zh: /undefined|\bnull\b|\[object|NaN|[a-z][A-Z]|Finding/u,
      en: /\bnull\b|\[object|NaN|\b[a-z]+[A-Z][a-z]/u,
    };
    const wrong = cases.flatMap(({ id, lines }) =>
      (['zh', 'en'] as const).flatMap((language) =>
        lines[language].full.filter(({ text }) => foreign[language].test(text)).map(({ text }) => `${id}: ${text}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('is silent about no programme without saying so, and refuses none that it is silent about', async () => {
    const { ruleSet, cases } = await all;
    const tagged = (lines: readonly Line[], tag: string) =>
      lines
        .filter((line) => line.tag === tag)
        .map((line) => line.text)
        .join();
    for (const { id, decision, lines } of cases) {
      const refused = tagged(lines.zh.full, '不合条件');
      const silent = tagged(lines.zh.full, '未作规定');
      for (const { programme, verdict } of decision.eligibility) {
        if (verdict !== 'silent') continue;
        const name = ruleSet.vocabulary.programmes[programme]?.zh ?? programme;
        expect(silent, id).toContain(name);
        expect(refused, id).not.toMatch(new RegExp(`(^|〕；|、)${name}[、〔]`, 'u'));
      }
    }
  });
});
