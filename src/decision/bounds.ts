import { all, type Truth } from '../base/truth.js';
import type { RulePlan } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';
import type { Bounds, Status } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import { statuses } from '../schema/words.js';
import type { Judgement } from './status.js';

/**
 * What is certain of an undetermined outcome whatever the answers turn out to be: the statuses still possible, and for a
 * taper the months. Where a reading has been adopted only that one counts.
 */
export function boundsOf(
  rule: RulePlan,
  judgement: Judgement,
  truths: readonly Truth[],
  adopted: string | undefined,
): Bounds {
  const possible = new Set<Status>();
  const readings = rule.readings.length === 0 ? [null] : rule.readings;
  readings.forEach((reading, index) => {
    if (adopted !== undefined && reading?.id !== adopted) return;
    const settled = judgement.readings[index]?.status;
    if (settled !== undefined && settled !== 'undetermined') {
      possible.add(settled);
      return;
    }
    if (judgement.addresseeOpen) possible.add('out-of-scope');
    const force = all([truthOf(rule.force, truths), truthOf(reading?.force ?? null, truths)]);
    const conditions = all([truthOf(rule.conditions, truths), truthOf(reading?.conditions ?? null, truths)]);
    if (force !== true) possible.add('not-in-force');
    if (force !== false && conditions !== true) possible.add('not-met');
    if (force !== false && conditions !== false) possible.add('met');
  });
  const list = statuses.filter((status) => possible.has(status));
  const months = rule.rule.event.params?.months;
  if (rule.rule.kind !== 'taper' || months === undefined) return { statuses: list };
  // Undetermined is never only "met": none at all always remains possible. Without "met" there is nothing else.
  if (!possible.has('met')) return { statuses: list, months: { from: 0, to: 0 }, note: NO_MONTHS };
  const to = months === null ? null : 'exactly' in months ? months.exactly : months.atMost;
  return { statuses: list, months: { from: 0, to }, note: monthsNote(months) };
}

const NO_MONTHS: Texts = { zh: '无论如何都没有渐退期', en: 'no taper, whatever the answers' };

function monthsNote(months: { exactly: number } | { atMost: number } | null) {
  if (months === null)
    return {
      zh: '月数文件未定，不可推定为任何数',
      en: 'the instrument states no number of months; none may be assumed',
    };
  return 'exactly' in months
    ? { zh: `要么没有，要么正好${months.exactly}个月`, en: `either none or exactly ${months.exactly} months` }
    : {
        zh: `0至${months.atMost}个月，由主管机关定，不是固定${months.atMost}个月`,
        en: `0 to ${months.atMost} months as the authority decides; not a fixed ${months.atMost}`,
      };
}
