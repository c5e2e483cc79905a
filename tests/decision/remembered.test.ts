import { expect, it } from 'vitest';
import { rememberedNames } from '../support/remembered.js';

/** `JIANTUI_REMEMBERED` sets another number; the slow suite takes 200,000. */
const HOUSEHOLDS = Number(process.env.JIANTUI_REMEMBERED ?? 200);

it('no household, member, authority or place is held once its results are gone', async () => {
  expect([...(await rememberedNames(HOUSEHOLDS, false))]).toEqual([]);
}, 300_000);

it('what somebody holds would be found', async () => {
  const names = await rememberedNames(3, true);
  expect([...names].some((name) => name.startsWith('Zq7x0-'))).toBe(true);
  expect([...names].filter((name) => !name.startsWith('Zq7x0-'))).toEqual([]);
}, 300_000);
