import type { Compiled } from '../../../src/compile/compile.js';

/** The statuses that chunks give for households, as `statuses` gives them; null for what does not fit. Those of one day and area go together. */
export function chunkStatuses(compiled: Compiled, households: readonly unknown[], size = 1000) {
  const chunk = compiled.chunk(size, size * 8);
  const found: ({ clause: string; subject: string; status: string }[] | null)[] = households.map(() => null);
  let placed: number[] = [];
  let [asOf, area] = ['', undefined as string | undefined];
  const flush = () => {
    if (placed.length > 0) chunk.run(area === undefined ? { asOf } : { asOf, localArea: area });
    placed.forEach((place, index) => {
      const { members = [] } = households[place] as { members?: { id: string }[] | null };
      const [first, end] = [chunk.offsets[index] as number, chunk.offsets[index + 1] as number];
      found[place] = chunk.outcomes.flatMap(({ clause, level }, rule) => {
        const name = (at: number) => chunk.statusNames[chunk.statuses[rule]?.[at] ?? 9] ?? '';
        if (level === 'household') return [{ clause, subject: 'household', status: name(index) }];
        return Array.from({ length: end - first }, (_, member) => ({
          clause,
          subject: members?.[member]?.id ?? 'household',
          status: name(first + member),
        }));
      });
    });
    placed = [];
    chunk.clear();
  };
  households.forEach((household, place) => {
    const own = household as { asOf: string; localArea?: unknown };
    const ownArea = typeof own.localArea === 'string' ? own.localArea : undefined;
    if (own.asOf !== asOf || ownArea !== area || chunk.count === size) flush();
    [asOf, area] = [own.asOf, ownArea];
    if (chunk.add(household)) placed.push(place);
  });
  flush();
  return found;
}
