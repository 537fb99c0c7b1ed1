// The day story: a working day of one desk person and one supervisor on the demo library, by keyboard and scanner alone. It is played with the line
// up all day, or down for its middle hour, and ends in the same state both ways.

import type { Browser } from 'playwright-core';
import { keyboardOf } from '../../support/screens/keyboard.ts';
import { openShiftWorld } from './shift-world.ts';
import { tellAfternoon } from './day/afternoon.ts';
import { readDayEnd, type DayEnd } from './day/day-end.ts';
import { showing, type Day } from './day/day.ts';
import { tellAccounts, tellDates, tellSettings } from './day/office.ts';
import { tellMorning } from './day/morning.ts';
import { tellClosing, tellOpening } from './day/till.ts';
import { tellNoon } from './day/noon.ts';
import { tellClass, tellShelf } from './day/shelves.ts';
import type { Teller } from './tell.ts';
import { waitUntil } from './wait-until.ts';

/** Tuesday 13 October 2026, 10:00 where the demo library is. */
const MORNING = '2026-10-13T17:00:00Z';

export type DayOptions = {
  readonly browser: Browser;
  /** The line is down for the middle hour. */
  readonly isOffline: boolean;
};

/** Tells the day once; how the library ended. */
export async function tellDay(teller: Teller, { browser, isOffline }: DayOptions): Promise<DayEnd> {
  const world = await openShiftWorld(browser, MORNING);
  try {
    const { page } = world.desk().screen;
    const day: Day = { teller: showing(teller, page), world, keys: keyboardOf(page) };
    await tellOpening(day);
    await tellMorning(day);
    if (isOffline) await world.cutTheLine();
    await tellNoon(day);
    await tellClass(day);
    await tellShelf(day);
    if (isOffline) await world.mendTheLine();
    await tellAfternoon(day);
    await tellAccounts(day);
    await tellDates(day);
    await tellSettings(day);
    await tellClosing(day);
    await waitUntil('all is sent', 60_000, async () => (await world.desk().api.get('sync.status', {})).pending === 0);
    return await readDayEnd(world);
  } finally {
    await world.close();
  }
}
