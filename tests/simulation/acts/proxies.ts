// Patrons who borrow for others: named, ended, and at the desk with their own card.

import { DAY_MS, formatInstant } from '../../../shared/core/instant.ts';
import { patronId } from '../../../shared/core/ids.ts';
import { linkFault } from '../../../shared/circ/model/proxy-link.ts';
import { cardOf as primaryCard } from '../../../shared/circ/model/patron.ts';
import type { OverlayView } from '../../../db/overlay/overlay-view.ts';
import { look } from '../checks/look.ts';
import { asked, insist, someBarcode, someCard, someOf } from '../steps/acts.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

/** Named, and mostly put to use at once. */
export const addProxy = act(3, async (world, desk) => {
  const { chance } = world;
  const until = world.clockOf(desk).now() + chance.between(0, 3) * DAY_MS;
  await asked(world, desk, 'patron.addProxy', {
    card: someCard(world),
    proxy: someCard(world),
    until: chance.oneIn(2) ? null : formatInstant(until).slice(0, 10),
    reason: '',
  });
  if (!chance.oneIn(3)) await borrowForSponsor(world, desk);
});

/** Ended by any desk that sees the link; mostly the proxy has borrowed by it before. */
export const endProxy = act(3, async (world, desk) => {
  if (world.chance.oneIn(2)) await borrowForSponsor(world, desk);
  const links = look(world, desk, (sight) => linksSeen(world, desk, sight), []);
  if (links.length === 0) return;
  const { card, link } = world.chance.pick(links);
  await asked(world, desk, 'patron.endProxy', { card, link, reason: 'not any more' });
});

async function borrowForSponsor(world: World, desk: SimDesk): Promise<void> {
  const links = look(world, desk, (sight) => linksSeen(world, desk, sight), []);
  if (links.length === 0) return;
  const { card, sponsor, isOver } = world.chance.pick(links);
  const answer = await insist(world, desk, 'circ.checkout', { patron: card, for: sponsor, item: someBarcode(world) });
  if (answer?.decision === 'done') world.covered(isOver ? 'lent by a link that is over' : 'lent to a proxy');
}

/** Links of proxies that the desk sees, those that are over too: a person may override that. */
function linksSeen(world: World, desk: SimDesk, sight: OverlayView) {
  const now = world.clockOf(desk).now();
  return someOf(world, world.library.patrons).flatMap((one) => {
    const patron = sight.patron(patronId(one));
    return (patron?.links ?? []).flatMap((link) =>
      patron === null || link.role !== 'sponsor'
        ? []
        : [{ card: primaryCard(patron), link: link.id, sponsor: link.of, isOver: linkFault(link, now) !== null }],
    );
  });
}
