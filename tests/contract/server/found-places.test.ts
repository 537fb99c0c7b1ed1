// Copies that were found, as the library lists them on both databases: for two weeks, at the branch that they belong to
// and at that where they turned up, with the place as it was typed until that is purged.

import { missingAndFound } from '../../../server/lists/missing-lists.ts';
import { branchId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at, testItem } from './support/test-library.ts';

/** Barcodes and places of the finds in the list of a branch; null = of the library. */
const finds = async ({ store }: Scene, branch: string | null, now = at(12)) => {
  const asked = { now, branch: branch === null ? null : branchId(branch) };
  const rows = await store.read((tx) => missingAndFound({ tx, ...asked }));
  return rows.filter(({ what }) => what === 'found').map(({ barcode, seen }) => [barcode, seen?.place]);
};

async function lose(scene: Scene, item: string) {
  const desk = await scene.desk('A');
  const args = { itemId: item, barcode: `barcode-${item}`, mark: 'missing', note: '' };
  desk.record('setMark', { args, told: { decision: 'done', reasons: [] } }, { at: at(9) });
  await scene.send(desk);
}

describeStores('copies that were found', (use) => {
  test('are listed where they belong and where they turned up, with the place as it was typed', async () => {
    const scene = await openScene(await use());
    await scene.writer.putRows('item', [testItem('N', { home: branchId('north') })]);
    await lose(scene, 'N');
    const desk = await scene.desk('B', 'main');
    desk.checkin('N', { at: at(10), place: 'behind the copier', transitTo: 'north', route: 'transit' });
    await scene.send(desk);
    const found = [['barcode-N', expect.stringMatching(/ · behind the copier$/)]];
    expect(await finds(scene, 'north')).toEqual(found);
    expect(await finds(scene, 'main')).toEqual(found);
    expect(await finds(scene, null)).toEqual(found);
    expect(await finds(scene, 'west')).toEqual([]);
    expect(await finds(scene, 'north', at(10) + 14 * DAY_MS)).toEqual([]);
    await scene.store.write((tx) => tx.db.updateTable('envelope').set({ args: null, salt: null }).execute());
    expect(await finds(scene, 'north')).toEqual([['barcode-N', expect.not.stringContaining('copier')]]);
  });

  test('are none where nothing was missing, and none for a copy that is only on its way', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A', 'main');
    desk.checkin('X0', { at: at(10), place: 'table 4' });
    desk.checkin('X1', { at: at(10, 5), transitTo: 'north', route: 'transit' });
    await scene.send(desk);
    expect(await finds(scene, null)).toEqual([]);
  });
});
