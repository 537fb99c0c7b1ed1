// `item.edit`: seen at once without a line, field by field beside another desk's edits, and found by its old label, with a note.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { lookIntoCopy, serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';
import { itemByBarcode } from '../../db/replica/queries/items.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const first = sharedDesk(world, 'supervisor');
const second = sharedDesk(world, 'supervisor');
const record = (barcode: string, desk = first) => desk.now.ask('item.record', { barcode });

test('fields of two desks without a line both stand, at both desks and at the server alike', async () => {
  const barcode = 'barcode-X0';
  world().line.refuse('/v1/commands');
  await first.now.ask('item.edit', { barcode, priceMinor: 4_250, condition: 'spine repaired' });
  await second.now.ask('item.edit', { barcode, kind: 'folio', parts: ['book', 'map'] });
  expect((await record(barcode)).written).toMatchObject({ priceMinor: 4_250, condition: 'spine repaired' });
  expect(await record(barcode)).toMatchObject({ pending: true });
  world().line.mend();
  await first.now.settled();
  await second.now.settled();
  const both = { priceMinor: 4_250, condition: 'spine repaired', kind: 'folio', parts: ['book', 'map'] };
  for (const desk of [first, second])
    await until('each desk has both', async () => (await record(barcode, desk)).written.kind === 'folio');
  const row = (await serverRows(world(), 'item')).find((one) => one.barcode === barcode);
  expect(row).toMatchObject(both);
  for (const desk of [first, second]) {
    expect((await record(barcode, desk)).written).toMatchObject(both);
    expect(itemByBarcode(lookIntoCopy(desk.now), barcode)).toEqual(row);
  }
});

test('names of photos stand with the condition that they show, and go with it; no condition has none', async () => {
  const barcode = 'barcode-X3';
  const shown = async () => {
    const { written } = await record(barcode);
    return [written.condition, written.conditionPhotos];
  };
  const last = async () => {
    const { rows } = await first.now.ask('list.view', { list: 'item-history', of: barcode });
    return rows[0]?.texts[2];
  };
  world().line.refuse('/v1/commands');
  expect(await first.now.refusal('item.edit', { barcode, conditionPhotos: ['lens.jpg'] })).toBe('HF-CIRC-159');
  await first.now.ask('item.edit', { barcode, condition: 'lens scratched' });
  await first.now.ask('item.edit', { barcode, conditionPhotos: [' lens.jpg ', 'case 2.jpg'] });
  expect(await shown()).toEqual(['lens scratched', ['lens.jpg', 'case 2.jpg']]);
  expect(await last()).toBe('lens scratched · photos: lens.jpg, case 2.jpg');
  world().line.mend();
  await first.now.settled();
  await until('the other desk has them', async () => {
    const { written } = await record(barcode, second);
    return written.conditionPhotos.length === 2;
  });
  expect(await first.now.refusal('item.edit', { barcode, conditionPhotos: ['lens.jpg', 'case 2.jpg'] })).toBe(
    'HF-CIRC-150',
  );
  const both = { condition: 'lens cracked', conditionPhotos: ['lens.jpg', 'case 2.jpg'] };
  await first.now.ask('item.edit', { barcode, ...both });
  expect(await shown()).toEqual(['lens cracked', ['lens.jpg', 'case 2.jpg']]);
  await first.now.ask('item.edit', { barcode, condition: 'lens replaced' });
  expect(await shown()).toEqual(['lens replaced', []]);
  expect(await last()).toBe('lens replaced');
  await first.now.settled();
  const row = (await serverRows(world(), 'item')).find((one) => one.barcode === barcode);
  expect(row).toMatchObject({ condition: 'lens replaced', conditionPhotos: null });
});

test('a new label is found at once, the old one still is and says so, before and after the server has it', async () => {
  const [old, barcode] = ['barcode-X1', '39000000000017'];
  world().line.refuse('/v1/commands');
  await first.now.ask('item.edit', { barcode: old, newBarcode: barcode });
  const found = async () => {
    expect(await first.now.ask('scan.resolve', { text: barcode })).toMatchObject({ kind: 'item', barcode });
    // As scanned, so that the act can note the label.
    expect(await first.now.ask('scan.resolve', { text: old })).toMatchObject({ kind: 'item', barcode: old });
    const { handling, item } = await first.now.ask('circ.checkin', { item: old });
    expect(item?.barcode).toBe(barcode);
    expect(handling).toEqual([expect.stringContaining(`this copy is ${barcode} now`)]);
    expect((await first.now.ask('circ.checkin', { item: barcode })).handling).toEqual([]);
    expect((await record(old)).formerBarcodes).toEqual([old]);
  };
  await found();
  world().line.mend();
  await first.now.settled();
  await until('the other desk has it', async () => (await record(old, second)).barcode === barcode);
  await until('it is no more pending', async () => !(await record(old)).pending);
  await found();
  const lent = await first.now.ask('circ.checkout', { patron: 'card-plain', item: old });
  expect(lent.handling?.[0]).toContain(old);
});

test('nothing new, a label that another copy has, a shelf that is not there are refused with what to do', async () => {
  const barcode = 'barcode-X2';
  const refused = (more: object) => first.now.refusal('item.edit', { barcode, ...more });
  const { written } = await record(barcode);
  expect(await refused({ callNumber: written.callNumber, alert: '' })).toBe('HF-CIRC-150');
  expect(await refused({ newBarcode: 'barcode-X3' })).toBe('HF-CIRC-151');
  expect(await refused({ location: 'nowhere' })).toBe('HF-CIRC-152');
  expect(await first.now.refusal('item.edit', { barcode: 'nothing-here', kind: 'x' })).toBe('HF-CIRC-003');
  await signIn(first.now, 'student');
  expect(await refused({ kind: 'folio' })).toBe('HF-AUTH-024');
  await signIn(first.now, 'supervisor');
});

test('a price that is edited while its bill waits counts at once where the loan is this desk’s own', async () => {
  const { kinds, locations } = await first.now.ask('item.choices', { barcode: 'barcode-X2' });
  expect(kinds.length).toBeGreaterThan(0);
  for (const { id } of locations) expect(id).not.toBe('');
  await first.now.ask('item.edit', { barcode: 'barcode-X2', alert: 'Fragile' });
  const { handling } = await first.now.ask('circ.checkin', { item: 'barcode-X2' });
  expect(JSON.stringify(handling)).toContain('Fragile');
});
