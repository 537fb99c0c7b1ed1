// An item borrowed from another library goes to the ILL shelf when it comes back, in place of any other route: never to
// a cart or to the stacks.

import { testItem } from '../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 2,
  patrons: 2,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    await writer.putRows('item', [testItem('strap', { kind: 'ill-book' }), testItem('own', { kind: 'book' })]);
    await writer.changeLibrary((library) => ({ ...library, use: { ...library.use, borrowedTypes: ['ill-book'] } }));
  },
});
const desk = sharedDesk(world, 'supervisor');
afterEach(() => world().line.mend());

test('a copy of a borrowed type is routed to the ILL shelf with a slip, with the line down too, and not onto a cart', async () => {
  world().line.cut();
  for (const more of [{}, { toCart: true as const }]) {
    const { routing, slips } = await desk.now.ask('circ.checkin', { item: 'barcode-strap', ...more });
    expect(routing).toMatchObject({ route: 'ill-shelf', text: 'ILL SHELF: do not reshelve' });
    expect(slips).toMatchObject([{ kind: 'route' }]);
    expect(JSON.stringify(slips)).toContain('ILL SHELF');
  }
  const own = await desk.now.ask('circ.checkin', { item: 'barcode-own' });
  expect([own.routing?.text, own.slips]).toEqual(['Reshelve', []]);
});
