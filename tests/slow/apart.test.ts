import { expect, it } from 'vitest';
import { decidedApart } from '../support/apart.js';

/** `JIANTUI_APART` sets another number. */
const HOUSEHOLDS = Number(process.env.JIANTUI_APART ?? 2000);

it('two thousand households under forty overlays come to the same bytes, cold and warm, in any order', async () => {
  const { differing, decided } = await decidedApart({ overlays: 40, households: HOUSEHOLDS, alone: 1 });
  expect(differing).toEqual([]);
  expect(decided).toBeGreaterThanOrEqual(HOUSEHOLDS);
}, 3_600_000);
