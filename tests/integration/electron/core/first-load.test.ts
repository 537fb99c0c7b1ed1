// The first copy of a desk: staff work by barcode and rules while it comes, and their acts are over the whole copy when it is there. [I13] [I17]

import { replicaState } from '../../../../db/replica/replica-state.ts';
import { lookIntoCopy, serverActs, serverRows } from './support/both-ends.ts';
import { sharedWorld, signIn } from './support/desk-world.ts';
import { dataFiles } from './support/running-desk.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 60, patrons: 4 });
const isPartial = (desk: Parameters<typeof lookIntoCopy>[0]) => {
  const reader = lookIntoCopy(desk);
  const state = replicaState(reader);
  reader.close();
  return state?.isPartial ?? null;
};

test('before the rules are here the desk says that nothing is, and names no branch by its code', async () => {
  world().line.refuseLike(/snapshot/);
  const desk = await world().desk();
  await signIn(desk, 'desk');
  expect(await desk.ask('sync.status', {})).toMatchObject({ hasRules: false, freshness: {} });
  expect((await desk.ask('desk.view', {})).branchName).toBe('');
  expect(await desk.refusal('circ.checkin', { item: 'barcode-X9' })).toBe('HF-CIRC-001');
  world().line.mend();
  await desk.settled();
  expect(await desk.ask('sync.status', {})).toMatchObject({ hasRules: true });
  expect((await desk.ask('desk.view', {})).branchName).not.toBe('');
  await desk.stop();
});

test('items are taken back by barcode before they are here, also after a start without a line', async () => {
  world().line.refuseLike(/kind=item/);
  let desk = await world().desk();
  await until('the rules are here', () => desk.core.desk.copy() !== null);
  await signIn(desk, 'desk');
  expect(isPartial(desk)).toBe(true);
  const status = await desk.ask('sync.status', {});
  expect(status).toMatchObject({ online: false, replicaPos: 0, hasRules: true });
  expect(Object.keys(status.freshness)).toEqual(['rules']);
  // A desk does not report "not found" for patrons and items that it has not loaded yet.
  const asked = await desk.ask('circ.checkout', { patron: 'card-P1', item: 'barcode-X7' });
  expect(asked.reasons.map(({ code, text }) => [code, text.split(':')[0]])).toEqual([
    ['PATRON_UNKNOWN', 'Accounts are still loading'],
    ['ITEM_UNKNOWN', 'Items are still loading'],
  ]);
  const first = await desk.ask('circ.checkin', { item: 'barcode-X7' });
  expect(first.decision).toBe('done');

  world().line.cut();
  await desk.stop();
  desk = await world().desk({ place: desk.place });
  await signIn(desk, 'desk');
  const second = await desk.ask('circ.checkin', { item: 'barcode-X8' });
  expect(second.decision).toBe('done');
  expect((await desk.ask('sync.status', {})).pending).toBe(2);

  world().line.mend();
  await desk.settled();
  expect(isPartial(desk)).toBe(false);
  expect(dataFiles(desk.place).filter((name) => /^replica-\d+\.db$|chunks/.test(name))).toHaveLength(1);
  expect(await serverActs(world(), desk)).toEqual(expect.arrayContaining([first.commandId, second.commandId]));
  const items = await serverRows(world(), 'item');
  // Items minted for the barcodes are merged with the items of the library.
  expect(items.filter(({ barcode }) => barcode === 'barcode-X7' || barcode === 'barcode-X8')).toHaveLength(2);
  expect((await desk.ask('item.view', { barcode: 'barcode-X7' })).status).toBe('available');
});
