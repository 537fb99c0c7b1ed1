// Unknown cards and barcodes: loans on them count at once, and joins the real rows when those are known.

import { itemId, libraryId, patronId } from '../../../shared/core/ids.ts';
import { provisionalItemId, provisionalPatronId } from '../../../shared/circ/recorded.ts';
import { catchUp, sortedRows, takeSnapshot } from './support/feed.ts';
import { openCodes, openScene, receiptsOf } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at, testItem, testPatron } from './support/test-library.ts';

const library = libraryId('test');
const unknownPatron = provisionalPatronId(library, 'card-new');
const unknownItem = provisionalItemId(library, 'barcode-new');
const main = { id: 'desk-A', branch: 'main', scopes: null };

describeStores('unknown cards and barcodes', (use) => {
  test('a loan on an unknown card and barcode stands, with rows to complete', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const loan = desk.checkout(unknownItem, unknownPatron, {
      at: at(10),
      mintsPatron: 'card-new',
      mintsItem: 'barcode-new',
    });
    const [receipt] = receiptsOf(await scene.send(desk));
    expect(receipt).toMatchObject({ outcome: 'applied' });
    expect(receipt?.codes.toSorted()).toEqual(['item-unknown', 'patron-unknown']);
    expect(await scene.rows('loan')).toMatchObject([
      { id: loan, itemId: unknownItem, patronId: unknownPatron, state: 'open' },
    ]);
    expect((await scene.rows('patron')).find((row) => row.provisional)).toMatchObject({
      id: unknownPatron,
      cards: [{ number: 'card-new' }],
    });
    expect((await scene.rows('item')).find((row) => row.provisional)).toMatchObject({
      id: unknownItem,
      barcode: 'barcode-new',
      state: { status: 'on-loan' },
    });
  });

  test('two desks that meet the same card mint one patron', async () => {
    const scene = await openScene(await use());
    for (const [name, item] of [
      ['A', 'X0'],
      ['B', 'X1'],
    ] as const) {
      const desk = await scene.desk(name);
      desk.checkout(item, unknownPatron, { at: at(10), mintsPatron: 'card-new' });
      await scene.send(desk);
    }
    expect((await scene.rows('patron')).filter((row) => row.provisional)).toHaveLength(1);
    expect((await scene.rows('loan')).map((loan) => loan.patronId)).toEqual([unknownPatron, unknownPatron]);
    expect(await openCodes(scene)).toEqual(['patron-unknown']);
  });

  test('a card that is known here joins the account at once', async () => {
    const scene = await openScene(await use());
    await scene.writer.putRows('patron', [
      testPatron('real', { cards: [{ number: 'card-new', active: true, primary: true }] }),
    ]);
    await scene.writer.putRows('item', [testItem('real-item', { barcode: 'barcode-new' })]);
    const desk = await scene.desk('A');
    const loan = desk.checkout(unknownItem, unknownPatron, {
      at: at(10),
      mintsPatron: 'card-new',
      mintsItem: 'barcode-new',
    });
    desk.checkin(unknownItem, { at: at(11), mintsItem: 'barcode-new' });
    const receipts = receiptsOf(await scene.send(desk));
    expect(receipts[0]?.codes.toSorted()).toEqual(['item-merged', 'patron-merged']);
    expect(await scene.rows('loan')).toMatchObject([
      { id: loan, itemId: 'real-item', patronId: 'real', state: 'closed', inAt: at(11) },
    ]);
    expect((await scene.rows('patron')).some((row) => row.provisional)).toBe(false);
    expect((await scene.rows('item')).some((row) => row.provisional)).toBe(false);
  });

  test('rows that come later take over every act, on both sides of the merge, and a following replica agrees [I9]', async () => {
    const scene = await openScene(await use());
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    const replica = await takeSnapshot(scene.store, main);
    scene.clock.set(at(10));
    a.checkout(unknownItem, unknownPatron, { at: at(10), mintsPatron: 'card-new', mintsItem: 'barcode-new' });
    a.checkout('X0', unknownPatron, { at: at(10), mintsPatron: 'card-new' });
    await scene.send(a);
    await catchUp(scene.store, main, replica);
    await scene.writer.putRows('patron', [
      testPatron('real', { cards: [{ number: 'card-new', active: true, primary: true }] }),
    ]);
    await scene.writer.putRows('item', [testItem('real-item', { barcode: 'barcode-new' })]);
    expect(
      (await scene.rows('loan')).map((loan) => [loan.itemId, loan.patronId, loan.state].join(' ')).toSorted(),
    ).toEqual(['X0 real open', 'real-item real open']);
    expect((await scene.rows('item')).find((row) => row.id === itemId('real-item'))?.state.status).toBe('on-loan');
    expect((await scene.rows('patron')).some((row) => row.id === patronId(unknownPatron))).toBe(false);
    expect(await openCodes(scene)).toEqual([]);
    // A desk that does not know of the merge acts under the old ids.
    scene.clock.set(at(12));
    b.checkin(unknownItem, { at: at(12), mintsItem: 'barcode-new' });
    await scene.send(b);
    expect((await scene.rows('loan')).find((loan) => loan.itemId === itemId('real-item'))).toMatchObject({
      state: 'closed',
      inAt: at(12),
    });
    await catchUp(scene.store, main, replica);
    expect(sortedRows(replica)).toEqual(sortedRows(await takeSnapshot(scene.store, main)));
  });

  test('an item that left the catalogue while its desk was offline is on loan all the same', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X4', 'P0', { at: at(10) });
    await scene.writer.dropRows('item', ['X4']);
    expect(receiptsOf(await scene.send(desk))[0]).toMatchObject({ outcome: 'applied', codes: ['item-unknown'] });
    expect(await scene.rows('loan')).toMatchObject([{ itemId: 'X4', state: 'open' }]);
  });

  test('a copy that left the catalog and a row that a desk made for its label are told as two of one label', async () => {
    for (const order of ['gone first', 'minted first']) {
      const scene = await openScene(await use());
      await scene.writer.dropRows('item', ['X4']);
      const barcode = 'barcode-X4';
      const gone = await scene.desk('A');
      gone.checkout('X4', 'P0', { at: at(10) });
      const minted = await scene.desk('B');
      minted.checkin(provisionalItemId(library, barcode), { at: at(11), mintsItem: barcode });
      for (const desk of order === 'gone first' ? [gone, minted] : [minted, gone]) await scene.send(desk);
      expect((await openCodes(scene)).filter((code) => code === 'item-duplicate')).toHaveLength(1);
      expect((await scene.rows('item')).filter((row) => row.barcode === barcode)).toHaveLength(2);
    }
  });

  test('a patron whose data are gone is named by an exception, and the loan stands', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P4', { at: at(10) });
    await scene.writer.dropRows('patron', ['P4']);
    expect(receiptsOf(await scene.send(desk))[0]).toMatchObject({ outcome: 'applied', codes: ['patron-purged'] });
    expect(await scene.rows('loan')).toMatchObject([{ patronId: 'P4', state: 'open' }]);
  });

  test('a foreign book in the book drop is counted, not worked', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkin(unknownItem, { at: at(10), mintsItem: 'barcode-new', route: 'not-ours' });
    expect(receiptsOf(await scene.send(desk))[0]?.codes).toContain('not-ours');
    expect((await scene.rows('exception')).filter((row) => row.weight !== 'note')).toEqual([]);
  });
});
