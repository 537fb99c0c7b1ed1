// An account that could not borrow at the start of a booking books nothing, and gets the reason: its blocks, its expiration and its debts then.

import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 2,
  patrons: 3,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const laptops = { id: 'laptops', name: 'Laptops', types: ['laptop'], daysAhead: 30 };
    await writer.changeLibrary((row) => ({ ...row, desk: { ...row.desk, equipment: [laptops] } }));
  },
});
const desk = sharedDesk(world, 'supervisor');

/** Days after the first, at ten in the morning, for two hours. */
const book = (card: string, day: number) => {
  const from = WEDNESDAY + day * 86_400_000 + 3_600_000;
  const [begins, ends] = [from, from + 7_200_000].map((at) => new Date(at).toISOString());
  return { kind: 'laptops', patron: card, from: begins ?? '', to: ends ?? '' };
};
const refused = (card: string, day = 0) => desk.now.call('booking.place', book(card, day));

test.each([
  ['card-expired', /expired/i],
  ['card-blocked', /See the head of desk/],
  ['card-barred', /barred/i],
  ['card-replaced', /card/i],
])('%s books nothing, with the reason', async (card, reason) => {
  const answer = await refused(card);
  expect(answer).toMatchObject({ ok: false, error: { code: 'HF-CIRC-319', message: expect.stringMatching(reason) } });
});

test('a block that is over before the booking begins does not matter, one that lasts does', async () => {
  const block = { card: 'card-P0', kinds: ['borrowing' as const], until: '2026-06-11', reason: 'late last week' };
  await desk.now.ask('patron.block', block);
  expect(await desk.now.refusal('booking.place', book('card-P0', 0))).toBe('HF-CIRC-319');
  expect(await desk.now.ask('booking.place', book('card-P0', 5))).toMatchObject({ bookingId: expect.any(String) });
});
