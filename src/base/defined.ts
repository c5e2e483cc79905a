type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A record without the keys of which the value is undefined, in the same order. */
export function defined<T extends object>(record: T): Defined<T> {
  const own: Partial<T> = {};
  for (const key of Object.keys(record) as (keyof T)[]) if (record[key] !== undefined) own[key] = record[key];
  return own as unknown as Defined<T>;
}
