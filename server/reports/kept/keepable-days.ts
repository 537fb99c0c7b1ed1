// The days that are over and of which no figures are kept yet, made of their acts.

import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import type { ReadStore } from '../../store/store.ts';
import { servedDays } from '../library-service.ts';
import { actsOfDays } from '../shift-acts.ts';
import { dayTerms, figuresByDay, type KeepDay } from './kept-days.ts';

/** Reports are mostly of a year, and of the one before to compare; of older days figures are kept when somebody asks for them. */
const KEPT_AHEAD_MS = 800 * DAY_MS;

/** Makes them. Of a day that is kept nothing but its figures is read. */
export async function keepableDays(store: ReadStore, now: Instant, keep: KeepDay): Promise<void> {
  await store.readLong(async (tx) => {
    const { zone } = await dayTerms(tx);
    const asked = { period: { from: now - KEPT_AHEAD_MS, to: now }, keep };
    await passOver(figuresByDay(tx, actsOfDays(zone), asked));
    await passOver(figuresByDay(tx, servedDays(zone), asked));
  });
}

async function passOver(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of parts);
}
