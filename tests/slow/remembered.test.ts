import { expect, it } from 'vitest';
import { rememberedNames } from '../support/remembered.js';

/** `JIANTUI_REMEMBERED` sets another number. */
const HOUSEHOLDS = Number(process.env.JIANTUI_REMEMBERED ?? 200_000);

it('nothing of two hundred thousand households is held once their results are gone', async () => {
  expect([...(await rememberedNames(HOUSEHOLDS, false))]).toEqual([]);
}, 3_600_000);
