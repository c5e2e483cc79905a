import { Injector, Plugin, setDependencies, UniverInstanceType } from '@univerjs/core';
import {
  ArrayValueObject,
  BaseFunction,
  type BaseValueObject,
  ErrorType,
  ErrorValueObject,
  IFunctionService,
  NumberValueObject,
  StringValueObject,
} from '@univerjs/engine-formula';
import type { DateSystem } from '../day.js';
import { isCellError } from '../problem.js';
import { createWorksheet, type Worksheet } from '../worksheet.js';
import { shown } from './shown.js';

export interface UniverJiantuiConfig {
  /** From which day serial numbers count; default 1900. */
  readonly dateSystem?: DateSystem;
  /** The functions themselves, for a deployer's own rule sets; by default those of the shipped ones. */
  readonly worksheet?: Worksheet;
  /** What an error is: `text`, the default, a text in the cell that begins with #VALUE!; or the host's error `value`, whose message the grid does not show. */
  readonly errors?: 'text' | 'value';
}

/** The functions by their names in formulas. */
export const NAMES: Readonly<Record<string, keyof Worksheet>> = {
  'JIANTUI.ELIGIBLE': 'eligible',
  'JIANTUI.TAPER': 'taper',
  'JIANTUI.RISK': 'risk',
  'JIANTUI.WHY': 'why',
  'JIANTUI.MISSING': 'missing',
  'JIANTUI.CLAUSE': 'clause',
  'JIANTUI.COMPARE': 'compare',
  'JIANTUI.EVALUATE': 'evaluate',
};

type Call = (...args: readonly unknown[]) => unknown;

class JiantuiFunction extends BaseFunction {
  constructor(
    name: string,
    private readonly call: Call,
    private readonly errors: 'text' | 'value',
  ) {
    super(name);
  }

  override calculate(...variants: BaseValueObject[]): BaseValueObject {
    return toValue(this.call(...variants.map(fromValue)), this.errors);
  }
}

/** A plugin that adds the worksheet functions to Univer. Register it beside the formula plugins. */
export class UniverJiantuiPlugin extends Plugin {
  static override readonly pluginName = 'JIANTUI_PLUGIN';
  static override readonly type = UniverInstanceType.UNIVER_SHEET;

  constructor(
    private readonly config: UniverJiantuiConfig | undefined,
    protected override readonly _injector: Injector,
  ) {
    super();
  }

  override onStarting(): void {
    const {
      dateSystem = 1900,
      errors = 'text',
      worksheet: sheet = createWorksheet({ dateSystem }),
    } = this.config ?? {};
    const executors = Object.entries(NAMES).map(
      ([name, method]) => new JiantuiFunction(name, sheet[method] as Call, errors),
    );
    this._injector.get(IFunctionService).registerExecutors(...executors);
  }
}
// What a decorator on the constructor would say.
setDependencies(UniverJiantuiPlugin, [Injector], 1);

/** Blank cells stay blank: the host's own conversion would make them 0, which is not the same as unknown. */
function fromValue(variant: BaseValueObject): unknown {
  if (variant.isArray())
    return (variant as ArrayValueObject)
      .getArrayValue()
      .map((row) => row.map((cell) => (cell === null || cell === undefined ? null : fromValue(cell))));
  return variant.isNull() ? null : variant.getValue();
}

/** Texts stay texts: the host's own conversion would read a month such as 2020-03 as a date. */
function toValue(answer: unknown, errors: 'text' | 'value'): BaseValueObject {
  if (isCellError(answer))
    return errors === 'value'
      ? ErrorValueObject.create(ErrorType.VALUE, answer.message)
      : StringValueObject.create(String(shown(answer)));
  if (typeof answer === 'number') return NumberValueObject.create(answer);
  if (!Array.isArray(answer)) return StringValueObject.create(String(answer));
  const rows = (answer as unknown[][]).map((row) => row.map((cell) => toValue(cell, errors)));
  return ArrayValueObject.create({
    calculateValueList: rows,
    rowCount: rows.length,
    columnCount: rows[0]?.length ?? 0,
    unitId: '',
    sheetId: '',
    row: -1,
    column: -1,
  });
}
