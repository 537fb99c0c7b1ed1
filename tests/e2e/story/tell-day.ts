// The day story: a working day of one desk person and one supervisor on the demo library, by keyboard and scanner alone. It is told with the line
// up all day, or down for its middle hour, and ends in the same state both ways.

import type { Browser, Page } from 'playwright-core';
import { keyboardOf, type Keyboard } from '../../support/screens/keyboard.ts';
import { openShiftWorld, type ShiftWorld } from './shift-world.ts';
import { tellAfternoon } from './day/afternoon.ts';
import { readDayEnd, type DayEnd } from './day/day-end.ts';
import { tellMorning } from './day/morning.ts';
import { tellNoon } from './day/noon.ts';
import type { Teller } from './tell.ts';
import { waitUntil } from './wait-until.ts';

/** Tuesday 13 October 2026, 10:00 where the demo library is. */
const MORNING = '2026-10-13T17:00:00Z';

export type DayOptions = {
  readonly browser: Browser;
  /** The line is down for the middle hour. */
  readonly isOffline: boolean;
};

/** What the parts of the day are told with. */
export type Day = { readonly teller: Teller; readonly world: ShiftWorld; readonly keys: Keyboard };

/** Tells the day once; how the library ended. */
export async function tellDay(teller: Teller, { browser, isOffline }: DayOptions): Promise<DayEnd> {
  const world = await openShiftWorld(browser, MORNING);
  try {
    const { page } = world.desk().screen;
    const day: Day = { teller: showing(teller, page), world, keys: keyboardOf(page) };
    await tellMorning(day);
    if (isOffline) await world.cutTheLine();
    await tellNoon(day);
    if (isOffline) await world.mendTheLine();
    await tellAfternoon(day);
    await waitUntil('all is sent', 60_000, async () => (await world.desk().api.get('sync.status', {})).pending === 0);
    return await readDayEnd(world);
  } finally {
    await world.close();
  }
}

/** A step that is not as told says what was on the screen. */
function showing(teller: Teller, page: Page): Teller {
  return {
    step: (name, work) =>
      teller.step(name, async () => {
        try {
          return await work();
        } catch (error) {
          const shown = await page.locator('main, dialog, [role="dialog"]').first().ariaSnapshot();
          throw new Error(`${error instanceof Error ? error.message : String(error)}\n${shown}`, { cause: error });
        }
      }),
  };
}
