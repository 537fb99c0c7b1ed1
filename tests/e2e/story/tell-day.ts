// The day story: a working day of one desk person and one supervisor on the demo library, by keyboard and scanner alone. It is played with the line
// up all day, down for its middle hours, or coming and going in them, and ends in the same state each time.

import type { Browser } from 'playwright-core';
import { keyboardOf } from '../../support/screens/keyboard.ts';
import { openShiftWorld } from './shift-world.ts';
import { tellAfternoon, tellStaff } from './day/afternoon.ts';
import { tellBookDrop } from './day/book-drop.ts';
import { readDayEnd, type DayEnd } from './day/day-end.ts';
import { showing, type Day } from './day/day.ts';
import { tellBranchCloses, tellBranchOpens, tellQuestions } from './day/desk-log.ts';
import { tellDates, tellMerge, tellRecall, tellSettings, tellStorm, tellVisitor } from './day/office.ts';
import { tellMorning } from './day/morning.ts';
import { tellReports } from './day/reports.ts';
import { tellClosing, tellOpening } from './day/till.ts';
import { tellNoon } from './day/noon.ts';
import { tellClass, tellShelf } from './day/shelves.ts';
import type { Teller } from './tell.ts';
import { waitUntil } from './wait-until.ts';

/** Tuesday 13 October 2026, 10:00 where the demo library is. */
const MORNING = '2026-10-13T17:00:00Z';

/** The line to the library in the middle hours. */
export const LINES = ['up', 'down', 'flapping'] as const;
export type Line = (typeof LINES)[number];

export type DayOptions = { readonly browser: Browser; readonly line: Line };

/** Tells the day once; how the library ended. */
export async function tellDay(teller: Teller, { browser, line }: DayOptions): Promise<DayEnd> {
  const world = await openShiftWorld(browser, MORNING);
  try {
    const { page } = world.desk().screen;
    const noted = { questions: 0, came: 0 };
    const day: Day = { teller: showing(teller, page), world, keys: keyboardOf(page), noted };
    for (const tell of [tellOpening, tellBranchOpens, tellBookDrop, tellMorning]) await tell(day);
    const mend = await disturb(day, line);
    const middle = [tellNoon, tellQuestions, tellClass, tellShelf, tellAfternoon, tellVisitor, tellRecall, tellStorm];
    for (const tell of middle) await tell(day);
    await mend();
    for (const tell of [tellMerge, tellStaff, tellDates, tellSettings, tellBranchCloses, tellClosing]) await tell(day);
    await waitUntil('all is sent', 60_000, async () => (await world.desk().api.get('sync.status', {})).pending === 0);
    await tellReports(day);
    return await readDayEnd(world);
  } finally {
    await world.close();
  }
}

/** Returns how to mend the line. */
async function disturb({ world }: Day, line: Line): Promise<() => Promise<void>> {
  switch (line) {
    case 'up':
      return () => Promise.resolve();
    case 'down':
      await world.cutTheLine();
      return world.mendTheLine;
    case 'flapping':
      return world.flap();
  }
}
