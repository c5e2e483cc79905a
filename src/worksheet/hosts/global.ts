/** `jiantui.global.js`: the worksheet functions as properties of one global object, for whatever host is not served otherwise. */
export { CLAUSE, COMPARE, ELIGIBLE, EVALUATE, MISSING, RISK, TAPER, WHY } from '../functions.js';
export { isCellError } from '../problem.js';
export { createWorksheet } from '../worksheet.js';
export { shown } from './shown.js';
