import type { Risk } from '../schema/decision.js';
import type { Context } from './context.js';
import { deciding } from './deciding.js';
import { factPhrases } from './facts.js';
import { entry, type Line, type Tone } from './line.js';

/** The risk flags by status; those that are not raised only in full. What is raised comes with the facts it rests on. */
export function riskLines(context: Context, full: boolean): Line[] {
  const { say, decision } = context;
  const statuses = full
    ? (['raised', 'undetermined', 'not-raised', 'not-in-force', 'out-of-scope'] as const)
    : (['raised', 'undetermined'] as const);
  return statuses.flatMap((status) => {
    const own = decision.risks.filter((risk) => risk.status === status);
    if (own.length === 0) return [];
    const tone: Tone = status === 'raised' ? 'alert' : status === 'undetermined' ? 'open' : 'quiet';
    const byCite = new Map<string, string[]>();
    for (const risk of own) {
      const cite = context.cite(risk.clauses);
      const name = say.withNotes(context.flag(risk.flag), status === 'raised' ? grounds(context, risk) : []);
      byCite.set(cite, [...(byCite.get(cite) ?? []), name]);
    }
    return [
      entry(
        say.flags[status],
        tone,
        [...byCite].map(([cite, names]) => say.cited(say.list(names), cite)).join(say.separator),
      ),
    ];
  });
}

/** The facts that raise a flag: those of its own limb where the clause has one, else those of the clause. */
function grounds(context: Context, risk: Risk): string[] {
  const outcomes = context.decision.outcomes.filter(
    (outcome) => risk.clauses.includes(outcome.clause) && outcome.status === 'met',
  );
  const phrases = outcomes.flatMap((outcome) => {
    const steps = context.step(outcome)?.steps ?? [];
    const limb = steps.find((step) => step.kind === 'target' && step.id === risk.flag);
    const shown = (limb === undefined ? steps.filter((step) => step.kind === 'conditions') : [limb]).flatMap((step) =>
      deciding(step),
    );
    return factPhrases(context, shown);
  });
  return [...new Set(phrases)];
}
