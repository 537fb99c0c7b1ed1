// Copies of other libraries: received under a strap, lent, and sent back; the strap carries another one afterwards.

import { DAY_MS, formatInstant } from '../../../shared/core/instant.ts';
import { asked, insist, recorded, someCard } from '../steps/acts.ts';
import { act } from './simulated.ts';

const STRAPS = ['strap-0', 'strap-1', 'strap-2'] as const;

export const receiveBorrowed = act(2, async (world, desk) => {
  const { chance } = world;
  const due = formatInstant(world.clockOf(desk).now() + chance.between(2, 40) * DAY_MS).slice(0, 10);
  const barcode = chance.pick(STRAPS);
  await asked(world, desk, 'item.receiveBorrowed', {
    barcode,
    title: `From elsewhere ${desk.name} ${chance.below(100)}`,
    lender: chance.pick(['Coast Library', 'Hill College']),
    due,
    inBuilding: chance.oneIn(3),
    noRenewal: chance.oneIn(3),
  });
  if (chance.oneIn(2)) await insist(world, desk, 'circ.checkout', { patron: someCard(world), item: barcode });
});

export const returnBorrowed = act(2, async (world, desk) => {
  const barcode = world.chance.pick(STRAPS);
  if (world.chance.oneIn(2)) await recorded(world, desk, 'circ.checkin', { item: barcode });
  await asked(world, desk, 'item.returnBorrowed', { barcode });
});
