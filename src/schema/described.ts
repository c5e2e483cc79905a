import * as z from 'zod/mini';

/** The schema with what an editor shows of it. A copy: one schema may stand in several places. */
export function described<T extends z.ZodMiniType>(schema: T, description: string): T {
  const copy = schema.clone();
  z.globalRegistry.add(copy, { description });
  return copy;
}
