/**
 * Makes the function `name` from generated text, which declares it. Null where code generation is forbidden, as under a
 * content-security policy without `unsafe-eval`.
 */
export function generateFunction<T>(text: string, name: string): T | null {
  try {
    return new Function(`'use strict';\n${text}\nreturn ${name};`)() as T;
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}
