import { type Day, isDay } from '../base/calendar.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { OverlayFile, RuleSetFile } from '../schema/rule-set.js';

/** Checks the days and years that a rule set and its overlays state of their documents, and until when duties may be fulfilled. */
export function checkHead({ instrument, rules }: RuleSetFile, overlays: readonly OverlayFile[], issues: Issue[]): void {
  const checkDay = (day: Day | undefined, path: Issue['path']) => {
    if (day !== undefined && !isDay(day))
      issues.push({ code: 'no-such-day', path, found: shown(day), expected: 'YYYY-MM-DD' });
  };
  const { date, planYears } = instrument;
  checkDay(date, ['instrument', 'date']);
  if (planYears !== undefined && planYears.from > planYears.until)
    issues.push({
      code: 'backwards',
      path: ['instrument', 'planYears'],
      found: `${planYears.from} – ${planYears.until}`,
    });
  overlays.forEach((overlay, index) => checkDay(overlay.instrument?.date, ['overlays', index, 'instrument', 'date']));
  rules.forEach((rule, index) =>
    rule.marks?.forEach(({ due }, place) => {
      if (due !== 'yearly') checkDay(due, ['rules', index, 'marks', place, 'due']);
    }),
  );
}
