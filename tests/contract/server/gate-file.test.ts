// The file of a gate's counter, handed in at a desk: by those who may, for the branch of the desk, once however often it is handed in.

import { branchId } from '../../../shared/core/ids.ts';
import { gateFileForDesk } from '../../../server/log/gate-file-for-desk.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { openScene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';

describeStores('the file of a counter', (use) => {
  test('is taken in for the branch of the desk, and names each line that is not', async () => {
    const scene = await openScene(await use());
    const { store, clock } = scene;
    const person = (staff: string, role: 'supervisor' | 'desk') =>
      addStaff({ store, clock, random: testRandom }, { staff, role });
    const [sue, dana] = [await person('sue', 'supervisor'), await person('dana', 'desk')];
    const text =
      'time,gate,count\n2026-01-03 10:00,North,120\n2026-01-03 11:00,North,many\n"2026-01-03 12:00",North,7\n';
    const hand = (by: typeof sue, given = text) =>
      gateFileForDesk({ store, clock }, branchId('east'), { staffId: by.staffId, name: 'gates.csv', text: given });
    await expect(hand(dana)).rejects.toMatchObject({ code: 'HF-AUTH-024' });
    await expect(hand(sue, 'time,count\n')).rejects.toMatchObject({ code: 'HF-IMPORT-003' });
    expect(await hand(sue)).toMatchObject({ read: 2, written: 2, wrong: [{ line: 3 }] });
    expect(await hand(sue)).toMatchObject({ read: 2, written: 0 });
    const rows = await scene.rows('logEntry');
    expect(rows.map(({ branch, what }) => [branch, what.kind === 'gate' && what.count])).toEqual(
      expect.arrayContaining([
        ['east', 120],
        ['east', 7],
      ]),
    );
    expect(rows).toHaveLength(2);
  });
});
