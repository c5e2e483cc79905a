import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explanationLines } from '../../src/explain/explain.js';
import type { Line } from '../../src/explain/line.js';
import { evaluate } from '../../src/index.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import type { Decision } from '../../src/schema/decision.js';
import { caseInput, readCases } from '../../src/testing/cases.js';

const CITE = { zh: /〔([^〔〕]+)〕。?$/u, en: /\[([^[\]]+)\]\.?$/u };

/** Every decision of every case of a jurisdiction. */
async function decisionsOf(jurisdiction: string): Promise<{ ruleSet: RuleSet; decisions: [string, Decision][] }> {
  const file = readCases(
    JSON.parse(readFileSync(new URL(`../../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
  );
  const ruleSet = loadJurisdiction(jurisdiction);
  const decisions: [string, Decision][] = [];
  for (const entry of file.cases) {
    const { household, parameters, options } = caseInput(file, entry);
    decisions.push([entry.id, await evaluate(ruleSet, household, { parameters, ...options })]);
  }
  return { ruleSet, decisions };
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
  const all = decisionsOf(jurisdiction);

  it.each(['zh', 'en'] as const)('every sentence ends in clause numbers of the instrument (%s)', async (language) => {
    const { ruleSet, decisions } = await all;
    const clauses = new Set([...ruleSet.file.clauses, ...ruleSet.rules.map((rule) => rule.id)]);
    const wrong: string[] = [];
    let sentences = 0;
    for (const [id, decision] of decisions) {
      for (const detail of ['short', 'full'] as const) {
        for (const line of explanationLines(decision, ruleSet, { language, detail })) {
          if (line.kind === 'title' || line.kind === 'heading') continue;
          for (const statement of statements(line, language)) {
            const ids = citedIds(CITE[language].exec(statement)?.[1] ?? '', jurisdiction);
            if (ids.length === 0 || ids.some((cited) => !clauses.has(cited))) wrong.push(`${id}: ${statement}`);
            sentences += 1;
          }
          // One sentence a line: nothing is said after the citation, and no sentence ends before it.
          const ends = language === 'zh' ? /。/u : /\. [A-Z]/u;
          if (line.kind === 'sentence' && ends.test(line.text.slice(0, -1))) wrong.push(`${id}: ${line.text}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(sentences).toBeGreaterThan(decisions.length * 10);
  });

  it('says nothing that only a programmer reads', async () => {
    const { ruleSet, decisions } = await all;
    const wrong: string[] = [];
    const foreign = {
      zh: /undefined|\bnull\b|\[object|NaN|[a-z][A-Z]|Finding/u,
      en: /\bnull\b|\[object|NaN|\b[a-z]+[A-Z][a-z]/u,
    };
    for (const [id, decision] of decisions) {
      for (const language of ['zh', 'en'] as const) {
        for (const { text } of explanationLines(decision, ruleSet, { language }))
          if (foreign[language].test(text)) wrong.push(`${id}: ${text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is silent about no programme without saying so, and refuses none that it is silent about', async () => {
    const { ruleSet, decisions } = await all;
    for (const [id, decision] of decisions) {
      const lines = explanationLines(decision, ruleSet, { language: 'zh', detail: 'full' });
      const refused = lines
        .filter((line) => line.tag === '不合条件')
        .map((line) => line.text)
        .join();
      const silent = lines
        .filter((line) => line.tag === '未作规定')
        .map((line) => line.text)
        .join();
      for (const { programme, verdict } of decision.eligibility) {
        const name = ruleSet.vocabulary.programmes[programme]?.zh ?? programme;
        if (verdict !== 'silent') continue;
        expect(silent, id).toContain(name);
        expect(refused, id).not.toMatch(new RegExp(`(^|〕；|、)${name}[、〔]`, 'u'));
      }
    }
  });
});
