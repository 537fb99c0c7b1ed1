// A loan to another library counts as that and not as equipment, in the shift report and the use report, of the desk
// and of the library.

import { libraryId } from '../../../../../shared/core/ids.ts';
import { testPatron } from '../../../../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld } from '../support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 20,
  patrons: 6,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    await writer.putRows('patron', [testPatron('college', { groupName: 'Libraries' })]);
    const use = { equipmentTypes: ['book'], libraryGroups: ['Libraries'] };
    await writer.createLibrary({ id: libraryId('test'), name: 'Test', zone: 'UTC', currency: 'USD', use });
  },
});
const desk = sharedDesk(world, 'supervisor');
const span = { from: '2026-06-01T00:00:00Z', to: '2030-01-01T00:00:00Z' } as const;

test('both reports tell the same of it', async () => {
  await desk.now.ask('shift.open', { startingCashMinor: 10_000 });
  for (const patron of ['card-plain', 'card-college']) {
    const lent = await desk.now.ask('circ.checkout', { patron, item: 'barcode-kit' });
    expect(lent).toMatchObject({ decision: 'done' });
    await desk.now.ask('circ.checkin', { item: 'barcode-kit' });
  }
  await desk.now.settled();
  for (const whose of ['desk', 'library'] as const) {
    const shift = await desk.now.ask('report.run', { kind: 'shift', of: whose, ...span });
    const hours = shift.sections.find(({ key }) => key === 'hours');
    const sum = (column: string) => hours?.total?.[hours.columns.findIndex(({ key }) => key === column)];
    expect([whose, sum('checkouts'), sum('equipment')]).toEqual([whose, '2', '1']);
    const use = await desk.now.ask('report.run', { kind: 'use', of: whose, ...span });
    expect(use.sections.find(({ key }) => key === 'use')?.rows).toEqual(
      expect.arrayContaining([
        ['Equipment and other things', '1'],
        ['Lent to other libraries', '1'],
      ]),
    );
  }
}, 60_000);
