// Patrons who sign the agreement of a kind of equipment, on paper or with their name, at any desk. Now and then it is taken back at one desk while
// another one that does not know of it lends the unit.

import { hasAgreed } from '../../../shared/circ/model/agreement.ts';
import { SECOND_MS } from '../../../shared/core/instant.ts';
import { look } from '../checks/look.ts';
import { asked, someCard } from '../steps/acts.ts';
import type { SimDesk } from '../world/desk.ts';
import { barcodeOf, SIGNED_FOR, TRIPOD } from '../world/library.ts';
import type { World } from '../world/world.ts';
import { lend, takeBack } from './loans.ts';
import { act } from './simulated.ts';

/** Long enough for other desks to receive it. */
const HEARD_MS = 25 * SECOND_MS;

export const signAgreement = act(2, async (world, desk, desks) => {
  const { chance } = world;
  const how = chance.oneIn(2) ? { how: 'paper' as const } : { how: 'screen' as const, name: 'Signed by hand' };
  const card = someCard(world);
  await asked(world, desk, 'patron.signAgreement', { card, kind: SIGNED_FOR, ...how });
  const others = desks.filter((one) => one !== desk);
  if (others.length > 0 && chance.oneIn(2)) await lendUnknowing(world, { desk, other: chance.pick(others) }, card);
});

async function lendUnknowing(
  world: World,
  { desk, other }: { readonly desk: SimDesk; readonly other: SimDesk },
  card: string,
): Promise<void> {
  const unit = barcodeOf(TRIPOD);
  await takeBack(world, desk, unit);
  await world.pass(HEARD_MS);
  other.line.set('down');
  const agreements = look(
    world,
    desk,
    (sight) => {
      const patron = sight.patronByCard(card);
      const isAgreed = patron !== null && hasAgreed(patron, SIGNED_FOR, world.clockOf(desk).now());
      return isAgreed ? (patron.agreements ?? []) : [];
    },
    [],
  );
  for (const { id } of agreements)
    await asked(world, desk, 'patron.endAgreement', { card, agreement: id, reason: 'another patron' });
  await world.pass(HEARD_MS);
  await lend(world, other, card, unit);
}
