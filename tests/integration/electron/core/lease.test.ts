// A desk that has been without its server for two weeks shows cards instead of people, lends and takes back as ever, and opens by itself.

import { DAY_MS, HOUR_MS } from '../../../../shared/core/instant.ts';
import { required } from '../../../../shared/core/assert.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { freshDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { loanOut } from './support/loan-out.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 10, patrons: 3 });
const desk = freshDesk(world);

const view = () => desk.now.ask('patron.view', { card: 'card-P0' });
const isHidden = async () => (await view()).name === 'card-P0';

test('after two weeks names and details are locked, cards and barcodes work, and a contact opens them again', async () => {
  const before = await view();
  expect(before.name).not.toBe('card-P0');
  await desk.now.settled();
  world().line.cut();
  world().clock.forward(14 * DAY_MS - HOUR_MS);
  expect((await view()).name).toBe(before.name);
  expect((await desk.now.ask('patron.find', { query: before.name.slice(0, 4), limit: 5 })).patrons).not.toEqual([]);

  world().clock.forward(2 * HOUR_MS);
  expect(await isHidden()).toBe(true);
  expect(await view()).toMatchObject({
    messages: [],
    asOfText: expect.stringMatching(/^Names and details are locked: /),
  });
  for (const query of [before.name.slice(0, 4), 'card-P0'])
    expect(await desk.now.refusal('patron.find', { query, limit: 5 })).toBe('HF-PATRON-002');
  expect(await desk.now.refusal('patron.details', { card: 'card-P0' })).toBe('HF-PATRON-002');
  expect(await desk.now.ask('scan.resolve', { text: 'card-P0' })).toMatchObject({ kind: 'patron', name: 'card-P0' });

  const lent = await desk.now.ask('circ.checkout', { patron: 'card-P0', item: 'barcode-X1' });
  expect(lent).toMatchObject({ decision: 'done', patron: { name: 'card-P0' } });
  expect((await view()).counts.out).toBe(1);
  expect((await desk.now.ask('circ.checkin', { item: 'barcode-X1' })).decision).toBe('done');

  world().line.mend();
  await desk.now.ask('sync.now', {});
  await until('the details are open', async () => !(await isHidden()));
  expect((await view()).name).toBe(before.name);
});

test('the library says how long that is, and for how long staff keep all their rights', async () => {
  const { parts, writer, line, clock } = world();
  const [library] = await parts.store.read((tx) => readAllRows(tx, 'library'));
  const contact = { detailsDays: 1, fullRightsHours: 2 };
  await writer.createLibrary({ ...required(library, () => 'library'), contact });
  const days = async () => {
    const { detailsLockAt, fullRightsUntil } = await desk.now.ask('sync.status', {});
    return (Date.parse(detailsLockAt ?? '') - Date.parse(fullRightsUntil ?? '')) / HOUR_MS;
  };
  await until('the desk has heard of it', async () => (await days()) === 22);
  await desk.now.settled();
  line.cut();
  clock.forward(23 * HOUR_MS);
  expect(await isHidden()).toBe(false);
  clock.forward(2 * HOUR_MS);
  expect(await isHidden()).toBe(true);
  line.mend();
});

test('notes on a borrower are locked with the details, also where staff keep their rights for longer', async () => {
  const { parts, writer, line, clock } = world();
  const [library] = await parts.store.read((tx) => readAllRows(tx, 'library'));
  const contact = { detailsDays: 1, fullRightsHours: 72 };
  await writer.createLibrary({ ...required(library, () => 'library'), contact });
  await until('the desk has heard of it', async () => {
    const { detailsLockAt, fullRightsUntil } = await desk.now.ask('sync.status', {});
    return Date.parse(detailsLockAt ?? '') < Date.parse(fullRightsUntil ?? '');
  });
  await signIn(desk.now, 'supervisor');
  const item = 'barcode-X3';
  await desk.now.ask('circ.checkout', { patron: 'card-P2', item });
  const loanId = await loanOut(desk.now, item);
  await desk.now.ask('item.claimReturned', { barcode: item, loanId, note: 'Their sister saw it' });
  await desk.now.settled();
  const isWritten = async () =>
    JSON.stringify(await desk.now.ask('list.view', { list: 'item-history', of: item })).includes('sister');
  expect(await isWritten()).toBe(true);
  line.cut();
  clock.forward(25 * HOUR_MS);
  expect(await isWritten()).toBe(false);
});
