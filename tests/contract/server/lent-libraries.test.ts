// Loans to other libraries, as the library lists them on both databases: of the accounts in their groups, and while they are out.

import { lentCopies } from '../../../server/lists/interlibrary-lists.ts';
import { openScene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at, testPatron } from './support/test-library.ts';

describeStores('loans to other libraries', (use) => {
  test('are those of accounts in a group of libraries, until they are back', async () => {
    const scene = await openScene(await use());
    const lent = async () => {
      const rows = await scene.store.read((tx) => lentCopies({ tx, now: at(12), zone: 'UTC', branch: null }));
      return rows.map(({ barcode }) => barcode);
    };
    await scene.writer.putRows('patron', [testPatron('coast', { groupName: 'Other "libraries"' })]);
    const desk = await scene.desk('A');
    for (const [item, patron] of [
      ['X0', 'coast'],
      ['X1', 'coast'],
      ['X2', 'P0'],
    ] as const)
      desk.checkout(item, patron, { at: at(9) });
    desk.checkin('X1', { at: at(10) });
    await scene.send(desk);
    expect(await lent()).toEqual([]);
    await scene.writer.changeLibrary((row) => ({ ...row, use: { libraryGroups: ['None', 'Other "libraries"'] } }));
    expect(await lent()).toEqual(['barcode-X0']);
  });
});
