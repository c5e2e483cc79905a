import * as functions from '../functions.js';
import { isCellError } from '../problem.js';

/** What Excel's runtime for custom functions offers; there is no DOM and no Office object. */
interface ExcelRuntime {
  readonly ErrorCode: { readonly invalidValue: string };
  readonly Error: new (code: string, message?: string) => unknown;
  associate(id: string, call: (...args: readonly unknown[]) => unknown): void;
}
declare const CustomFunctions: ExcelRuntime;

/** Excel passes the invocation behind the arguments, and null for those that were left out. */
function adapt(call: (...args: never[]) => unknown): (...args: readonly unknown[]) => unknown {
  return (...args) => {
    const answer = call(...(args.slice(0, call.length) as never[]));
    if (isCellError(answer)) throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, answer.message);
    return answer;
  };
}

for (const [id, call] of Object.entries(functions)) CustomFunctions.associate(id, adapt(call));
