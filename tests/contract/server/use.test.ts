// Acts of use as the server counts them: each once, in any order and number of arrivals, and corrected by later acts.

import { UseTermsSchema } from '../../../shared/circ/model/use-terms.ts';
import { branchId } from '../../../shared/core/ids.ts';
import { figuresOfUse, type UseFigures } from '../../../shared/reports/use/figures-of-use.ts';
import { readUse } from '../../../server/use/read-use.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at, testItem, testPatron } from './support/test-library.ts';

const read = (scene: Scene) => scene.store.read((tx) => readUse(tx, { from: at(0), to: at(24) }));
const figures = async (scene: Scene): Promise<UseFigures> =>
  figuresOfUse((await read(scene)).counts, UseTermsSchema.parse({}));
const states = async (scene: Scene) => (await figures(scene)).states;

const college = branchId('east');

describeStores('acts of use', (use) => {
  test('say what was lent to what group and nothing of whom or which', async () => {
    const scene = await openScene(await use());
    await scene.writer.putRows('patron', [testPatron('P0', { groupName: 'Faculty', home: college })]);
    await scene.writer.putRows('item', [testItem('X0', { kind: 'score', callNumber: 'M1001 .B4' })]);
    const desk = await scene.desk('A');
    const loan = desk.checkout('X0', 'P0', { at: at(10, 15) });
    desk.renew('X0', loan, 'P0', { at: at(11), dueAt: at(11) + 20 * 86_400_000 });
    await scene.send(desk);
    await scene.send(desk);
    const { counts, hours } = await read(scene);
    expect(counts).toHaveLength(2);
    expect(counts.find(({ kind }) => kind.act === 'checkout')).toEqual({
      kind: {
        act: 'checkout',
        channel: 'desk',
        branch: 'main',
        role: 'desk',
        group: 'Faculty',
        college: 'east',
        itemType: 'score',
        location: null,
        callClass: 'lc:M',
        serial: false,
        hourly: false,
        shelf: null,
      },
      state: 'counted',
      count: 1,
    });
    expect(hours.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    const { buckets } = await figures(scene);
    expect(buckets).toMatchObject({ 'general-initial': 1, 'renewal-desk': 1 });
  });

  test('in the house are counted as often as it was said, or once with a check-in that tells it, until that is undone', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const told = { decision: 'done', reasons: [] };
    desk.record('recordUse', { args: { itemId: 'X0', barcode: 'barcode-X0', count: 3 }, told }, { at: at(9) });
    const checkin = {
      args: { itemId: 'X1', barcode: 'barcode-X1', returnedAt: null, mintsItem: null },
      told: { ...told, route: 'reshelve', holdId: null, transitTo: null },
    };
    desk.record('checkin', { ...checkin, told: { ...checkin.told, inHouse: true } }, { at: at(10) });
    desk.record('checkin', checkin, { at: at(10, 1) });
    await scene.send(desk);
    await scene.send(desk);
    const { recorded, buckets, breakdowns } = await figures(scene);
    expect(recorded).toBe(4);
    expect(buckets).toMatchObject({ 'in-house': 4, 'general-initial': 0 });
    expect(breakdowns.itemType.map(({ total }) => total)).toEqual([4]);
    const from = desk.ledger.length;
    const again = desk.record('checkin', { ...checkin, told: { ...checkin.told, inHouse: true } }, { at: at(11) });
    desk.undo(again, { item: 'X1' }, { at: at(11, 1) });
    await scene.send(desk, desk.request(from));
    expect(await states(scene)).toMatchObject({ counted: 4, undone: 1 });
    expect((await read(scene)).hours.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  });

  test('in the house that was counted by name does not count once that is undone, and only by the desk that counted it', async () => {
    const scene = await openScene(await use());
    const [desk, other] = [await scene.desk('A'), await scene.desk('B')];
    const told = { decision: 'done', reasons: [] };
    const args = { itemId: 'X0', barcode: 'barcode-X0', count: 2 };
    const first = desk.record('recordUse', { args, told }, { at: at(9) });
    const second = desk.record('recordUse', { args, told }, { at: at(9, 1) });
    await scene.send(desk);
    other.undo(first, {}, { at: at(9, 2) });
    await scene.send(other);
    expect(await states(scene)).toMatchObject({ counted: 4, undone: 0 });
    const from = desk.ledger.length;
    desk.undo(second, {}, { at: at(9, 3) });
    const third = desk.record('recordUse', { args, told }, { at: at(9, 4) });
    desk.undo(third, {}, { at: at(9, 5) });
    await scene.send(desk, desk.request(from));
    expect(await states(scene)).toMatchObject({ counted: 2, undone: 4 });
    expect((await figures(scene)).buckets).toMatchObject({ 'in-house': 2 });
  });

  test('do not count once undone, and what renewed the loan that never was changed nothing', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const loan = desk.checkout('X0', 'P0', { at: at(10) });
    await scene.send(desk);
    expect(await states(scene)).toMatchObject({ counted: 1, undone: 0 });
    const from = desk.ledger.length;
    desk.renew('X0', loan, 'P0', { at: at(10, 5), dueAt: at(10) + 20 * 86_400_000 });
    desk.undo(loan, { item: 'X0' }, { at: at(10, 6) });
    await scene.send(desk, desk.request(from));
    expect(await states(scene)).toEqual({ counted: 0, undone: 1, duplicate: 0, 'no-effect': 1, practice: 0 });
  });

  test('of one loan scanned at two desks are one and a duplicate, whichever came first', async () => {
    for (const order of ['AB', 'BA']) {
      const scene = await openScene(await use());
      const desks = { A: await scene.desk('A'), B: await scene.desk('B') };
      desks.A.checkout('X0', 'P0', { at: at(10) });
      desks.B.checkout('X0', 'P0', { at: at(11) });
      for (const name of order) await scene.send(name === 'A' ? desks.A : desks.B);
      expect(await states(scene)).toMatchObject({ counted: 1, duplicate: 1 });
      const { hours } = await read(scene);
      // 10:00 UTC of Monday, January 5, is the first that counts.
      expect(hours).toEqual([{ weekHour: expect.any(Number) as number, count: 1 }]);
    }
  });

  test('of an unknown card are of its group once its patron is known', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'minted', { at: at(10), mintsPatron: 'card-new' });
    await scene.send(desk);
    expect((await figures(scene)).breakdowns.group).toMatchObject([{ value: null, total: 1 }]);
    await scene.writer.putRows('patron', [
      testPatron('P9', { groupName: 'Faculty', cards: [{ number: 'card-new', active: true, primary: true }] }),
    ]);
    expect((await figures(scene)).breakdowns.group).toMatchObject([{ value: 'Faculty', total: 1 }]);
  });
});
