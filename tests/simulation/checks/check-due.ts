// When books are due, by a calendar of its own: at the last second of a day at the branch that lends, in winter and in summer time.

import { BRANCHES, ZONES } from '../world/library.ts';
import { holds } from '../world/broken.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

/** How each branch reads a moment: by its clock, and by how far that is from UTC. Such a reader takes longer to make than all that it reads. */
const READERS = new Map(
  BRANCHES.map((branch) => [
    branch,
    {
      time: new Intl.DateTimeFormat('en-GB', { timeZone: ZONES[branch], timeStyle: 'medium' }),
      offset: new Intl.DateTimeFormat('en-GB', { timeZone: ZONES[branch], timeZoneName: 'longOffset' }),
    },
  ]),
);

/** A due date that a desk gave for a book. */
export function checkDue(world: World, desk: SimDesk, dueAt: string): void {
  const readers = READERS.get(BRANCHES[desk.index % BRANCHES.length] ?? 'main');
  if (readers === undefined) throw new Error(`${desk.name} is at no branch`);
  const at = Date.parse(dueAt);
  const time = readers.time.format(at);
  holds(22, time === '23:59:59', () => `${desk.name} lends until ${dueAt}, which is no end of a day there`);
  const offset = (moment: number) => readers.offset.format(moment).slice('01/01/2000, '.length);
  if (offset(at) !== offset(world.kernel.now)) world.covered('due date beyond a change of clocks');
}
