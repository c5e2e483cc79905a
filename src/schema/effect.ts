import * as z from 'zod/mini';
import { described } from './described.js';
import { type Texts, texts } from './texts.js';

/** How long: so many months, or at most so many; null where the instrument does not say. */
export type Months = { readonly exactly: number } | { readonly atMost: number } | null;

export const months: z.ZodMiniType<Months> = z.union([
  z.null(),
  z.strictObject({ exactly: z.int() }),
  z.strictObject({ atMost: z.int() }),
]);

/** What every effect says. */
interface AnyEffect {
  /** The programme; null where there is none, or where several are listed. */
  readonly programme: string | null;
  /** Where the clause bears on several, those that are not ruled out. */
  readonly programmes?: readonly string[] | undefined;
  readonly note?: Texts | undefined;
  /** Parameters and findings that the effect needs and nobody has supplied. */
  readonly missing?: readonly string[] | undefined;
  /** What help the clause names. */
  readonly measures?: readonly Texts[] | undefined;
}

/** What effects say that may come with an amount. */
interface WithAmount extends AnyEffect {
  /** As printed; null where the instrument states none. */
  readonly amount: string | null;
  readonly unit?: string | undefined;
  /** Why the printed figure is doubtful. */
  readonly suspect?: Texts | undefined;
}

/** Help that is given, ends, or is set by a standard. */
export interface HelpEffect extends WithAmount {
  readonly type: 'entitlement' | 'exit' | 'standard';
}

/** Dibao that continues for a while, or something that is to be done within some months. */
export interface TimedEffect extends WithAmount {
  readonly type: 'taper' | 'duty';
  readonly months?: Months | undefined;
}

/** A risk that is flagged. Which flags are raised stand under `risks`. */
export interface FlagEffect extends AnyEffect {
  readonly type: 'flag';
  readonly amount: null;
}

/** What follows from a rule; its `type` tells what it can say. */
export type Effect = HelpEffect | TimedEffect | FlagEffect;

const programme = described(z.nullable(z.string()), 'the programme; null where none, or where several are listed');
const programmes = described(
  z.optional(z.array(z.string())),
  'where the clause bears on several, those that are not ruled out',
);
const amount = {
  amount: described(z.nullable(z.string()), 'as printed; null where the instrument states none'),
  unit: z.optional(z.string()),
  suspect: described(z.optional(texts), 'why the printed figure is doubtful'),
};
const more = {
  note: z.optional(texts),
  missing: described(
    z.optional(z.array(z.string())),
    'parameters and findings that the effect needs and nobody has supplied',
  ),
  measures: z.optional(z.array(texts)),
};

export const effect: z.ZodMiniType<Effect> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['entitlement', 'exit', 'standard']), programme, programmes, ...amount, ...more }),
  z.strictObject({
    type: z.enum(['taper', 'duty']),
    programme,
    programmes,
    months: z.optional(months),
    ...amount,
    ...more,
  }),
  z.strictObject({ type: z.literal('flag'), programme, programmes, amount: z.null(), ...more }),
]);
