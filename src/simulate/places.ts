import { flagStatuses, statuses, taperVerdicts, verdicts } from '../schema/decision.js';

/** How many statuses, verdicts and so on there are: the width of a row of counts. */
export const STATUS_COUNT = statuses.length;
export const VERDICT_COUNT = verdicts.length;
export const TAPER_COUNT = taperVerdicts.length;
export const FLAG_COUNT = flagStatuses.length;
