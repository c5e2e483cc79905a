/** Entry point `jiantui/sync`: the statuses of households, at once, from a plan that was made beforehand. The smallest form. */
export { JiantuiError } from './base/error.js';
export { STATUS_OF_BYTE } from './compile/status-bytes.js';
export { createStatusReader, type StatusPlan, type StatusReader } from './compile/statuses.js';
