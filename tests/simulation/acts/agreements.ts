// Patrons who sign what a kind of equipment asks, on paper or with their name, at any desk.

import { asked, someCard } from '../steps/acts.ts';
import { act } from './simulated.ts';

export const signAgreement = act(2, async (world, desk) => {
  const { chance } = world;
  const how = chance.oneIn(2) ? { how: 'paper' as const } : { how: 'screen' as const, name: 'Signed by hand' };
  await asked(world, desk, 'patron.signAgreement', { card: someCard(world), kind: 'signed-for', ...how });
});
