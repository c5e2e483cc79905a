import { isCellError } from '../problem.js';

/**
 * An answer for a host whose error values carry no message: an error becomes a text that begins with the error value, so
 * that it can be read in the cell and told from an answer by its first character.
 */
export function shown(answer: unknown): unknown {
  return isCellError(answer) ? `${answer.code} ${answer.message}` : answer;
}
