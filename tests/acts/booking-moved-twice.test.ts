// A booking that two desks moved without a line after its time was over. A library without other moved bookings, which would keep the old one in sight.

import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 4,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const laptops = { id: 'laptops', name: 'Laptops', types: ['laptop'], turnaroundMinutes: 30 };
    await writer.changeLibrary((row) => ({ ...row, desk: { ...row.desk, equipment: [laptops] } }));
  },
});
const first = sharedDesk(world, 'supervisor');
const second = sharedDesk(world, 'supervisor');

test('the second move has no unit, said at each desk', async () => {
  const hour = 3_600_000;
  const span = (from: number, to: number) => {
    const now = world().clock.now();
    return { from: new Date(now + from * hour).toISOString(), to: new Date(now + to * hour).toISOString() };
  };
  const asked = { kind: 'laptops', patron: 'card-limited' } as const;
  const { bookingId } = await first.now.ask('booking.place', { ...asked, ...span(1, 2) });
  await first.now.settled();
  await until('the other desk has it', async () =>
    JSON.stringify((await second.now.ask('list.view', { list: 'patron-bookings', of: 'card-limited' })).rows).includes(
      bookingId,
    ),
  );
  world().line.refuse('/v1/commands');
  world().clock.forward(3 * hour);
  await first.now.ask('booking.place', { ...asked, ...span(2, 3), moves: bookingId });
  world().clock.forward(60_000);
  await second.now.ask('booking.place', { ...asked, ...span(5, 6), moves: bookingId });
  world().line.mend();
  await second.now.settled();
  await first.now.settled();
  const shown = async (desk: typeof first) =>
    (await desk.now.ask('list.view', { list: 'patron-bookings', of: 'card-limited' })).rows.map(
      ({ texts }) => texts[3],
    );
  const told = async () =>
    (await first.now.ask('list.view', { list: 'exceptions' })).rows.map(({ texts }) => texts.join());
  for (const desk of [first, second])
    await until('somebody sees it', async () => (await shown(desk)).includes('None is free: booked before'));
  expect((await told()).filter((text) => text.includes('was booked at two desks'))).toHaveLength(1);
});
