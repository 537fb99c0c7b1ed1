// `item.add`, `item.complete`: a copy that is not in the catalog is recorded at the counter, lent by the rules of its type, and completed afterwards.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { lookIntoCopy, serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';
import { itemId } from '../../shared/core/ids.ts';
import { itemByBarcode } from '../../db/replica/queries/items.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const first = sharedDesk(world, 'supervisor');
const second = sharedDesk(world, 'supervisor');
const patron = 'card-plain';
const provisional = async (desk = first) =>
  (await desk.now.ask('list.view', { list: 'provisional-items' })).rows.map(({ names }) => names['barcode']);
const serverItem = async (barcode: string) =>
  (await serverRows(world(), 'item')).find((row) => row.barcode === barcode);

test('without a line anybody records it, it is lent at once by its type, and one record is at the server and every desk', async () => {
  const barcode = '39000000000101';
  world().line.cut();
  await until('the desk knows that it has no line', () => !first.now.core.desk.link.isOnline());
  await signIn(first.now, 'student');
  const asked = await first.now.ask('circ.checkout', { patron, item: barcode });
  expect(asked.reasons).toMatchObject([{ code: 'ITEM_UNKNOWN', effect: 'override', mayOverride: true }]);
  await first.now.ask('item.add', { barcode, title: 'A pamphlet', author: 'Anon', kind: 'book', priceMinor: 500 });
  const lent = await first.now.ask('circ.checkout', { patron, item: barcode });
  expect(lent).toMatchObject({ decision: 'done', item: { title: 'A pamphlet', author: 'Anon', kind: 'book' } });
  expect(lent.reasons.map(({ code }) => code)).not.toContain('ITEM_UNKNOWN');
  expect(await provisional()).toEqual([barcode]);
  world().line.mend();
  await first.now.settled();
  await until('the other desk has it', async () => (await provisional(second)).includes(barcode));
  const row = await serverItem(barcode);
  expect(row).toMatchObject({
    provisional: true,
    described: true,
    kind: 'book',
    priceMinor: 500,
  });
  for (const desk of [first, second]) expect(itemByBarcode(lookIntoCopy(desk.now), barcode)).toEqual(row);
  expect((await second.now.ask('item.view', { barcode })).title).toBe('A pamphlet');
  await signIn(first.now, 'supervisor');
});

test('completed it is a copy like any other, is work no more, and the catalog’s own record takes its place', async () => {
  const barcode = '39000000000102';
  await first.now.ask('item.add', { barcode, title: 'A map', kind: 'book' });
  await first.now.ask('circ.checkout', { patron, item: barcode });
  await first.now.settled();
  const unknown = async () =>
    (await serverRows(world(), 'exception')).filter(
      ({ code, params }) => code === 'item-unknown' && params['barcode'] === barcode,
    );
  expect(await unknown()).toMatchObject([{ state: 'open' }]);
  await first.now.ask('item.complete', {
    barcode,
    title: 'A map of the county',
    callNumber: 'G 4360',
    priceMinor: 1_200,
  });
  expect(await provisional()).not.toContain(barcode);
  expect((await first.now.ask('item.view', { barcode })).title).toBe('A map of the county');
  await first.now.settled();
  const row = await serverItem(barcode);
  expect(row).toMatchObject({
    provisional: false,
    holdable: true,
    kind: 'book',
    callNumber: 'G 4360',
    priceMinor: 1_200,
  });
  expect(row).not.toHaveProperty('described');
  expect(await unknown()).toMatchObject([{ state: 'closed-by-event' }]);
  expect(await first.now.refusal('item.complete', { barcode, title: 'Again' })).toBe('HF-CIRC-153');
  const [known] = await serverRows(world(), 'item');
  if (known === undefined || row === undefined) throw new Error('a copy is there');
  const real = { barcode, titleId: known.titleId, source: { system: 'test', id: 'cataloged' } };
  await world().writer.putRows('item', [{ ...row, ...real, id: itemId('cataloged') }]);
  expect((await serverItem(barcode))?.id).toBe('cataloged');
  expect((await serverRows(world(), 'loan')).find(({ itemId }) => String(itemId) === 'cataloged')).toMatchObject({
    state: 'open',
  });
});

test('with a line it asks for the right to lend what the catalog does not have, and what it has is not recorded', async () => {
  await until('the desk has a line', () => first.now.core.desk.link.isOnline());
  await signIn(first.now, 'student');
  const record = { barcode: '39000000000103', title: 'A zine' };
  expect(await first.now.refusal('item.add', record)).toBe('HF-AUTH-024');
  expect(await first.now.refusal('item.complete', { ...record, barcode: '39000000000101' })).toBe('HF-AUTH-024');
  await signIn(first.now, 'supervisor');
  expect(await first.now.refusal('item.add', { ...record, barcode: 'barcode-X1' })).toBe('HF-CIRC-153');
});
