// The story of the first corpus: every command of version 1, with each optional field once present and once absent.

import { tellBookings, tellCourses } from './tell-courses.ts';
import { tellExceptions } from './tell-exceptions.ts';
import { tellHolds } from './tell-holds.ts';
import { tellLater } from './tell-later.ts';
import { tellLoans } from './tell-loans.ts';
import { tellMoney } from './tell-money.ts';
import { tellPatrons } from './tell-patrons.ts';
import { tellServer } from './tell-server.ts';
import { tellShifts } from './tell-shifts.ts';
import type { World } from './world.ts';

export async function tellStory(world: World): Promise<void> {
  await tellShifts(world);
  await tellLoans(world);
  tellCourses(world);
  tellBookings(world);
  await tellHolds(world);
  await tellMoney(world);
  await tellPatrons(world);
  await tellExceptions(world);
  await tellLater(world);
  await tellServer(world);
}
