// `item.receiveBorrowed`, `item.returnBorrowed`: an item of another library is lent no longer than that library lends it, by its conditions, and its strap
// carries another one once it was sent back.

import { holdId } from '../../shared/core/ids.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

import { testItem } from '../contract/server/support/test-library.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { describeItem } from '../../shared/reports/use/describe.ts';
import { bucketBy } from '../../shared/reports/use/use-bucket.ts';
import type { UseKind } from '../../shared/reports/use/use-kind.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 4, patrons: 4 });
const first = sharedDesk(world);
const second = sharedDesk(world);
const strap = { barcode: 'strap-1', title: 'A book from elsewhere', lender: 'Coast Library', due: '2026-06-15' };
const listed = async (desk = first) => (await desk.now.ask('list.view', { list: 'ill-borrowed' })).rows;
beforeEach(async () => {
  for (const desk of [first, second]) await signIn(desk.now, 'supervisor');
});

test('received without a line, it is lent until the lender wants it back, for the building alone, and is not renewed', async () => {
  world().line.refuse('/v1/commands');
  await first.now.ask('item.receiveBorrowed', { ...strap, inBuilding: false, noRenewal: true, request: 'R-17' });
  expect((await listed()).map(({ texts }) => texts.join(' | '))).toEqual([
    expect.stringContaining('A book from elsewhere | strap-1 | Coast Library | No renewal | here | R-17'),
  ]);
  const lent = await first.now.ask('circ.checkout', { patron: 'card-P0', item: 'strap-1' });
  expect(lent).toMatchObject({ decision: 'done', dueText: 'Mon, Jun 15' });
  expect(lent.reasons.map(({ code }) => code)).toContain('DUE_LENDER');
  const renewed = await first.now.ask('circ.renew', { item: 'strap-1' });
  expect(renewed.reasons.map(({ code }) => code)).toContain('RENEW_BORROWED');
  expect(await first.now.refusal('item.returnBorrowed', { barcode: 'strap-1' })).toBe('HF-CIRC-333');
  expect(await first.now.refusal('item.receiveBorrowed', { ...strap, title: 'Another' })).toBe('HF-CIRC-330');
});

test('the lender moves its date while it is out: the list shows both, and the next loan follows it', async () => {
  expect(await first.now.refusal('item.edit', { barcode: 'strap-1', lender: { due: '2026-06-01' } })).toBe(
    'HF-CIRC-331',
  );
  expect(await first.now.refusal('item.edit', { barcode: 'barcode-X0', lender: { due: '2026-06-20' } })).toBe(
    'HF-CIRC-332',
  );
  await first.now.ask('item.edit', { barcode: 'strap-1', lender: { due: '2026-06-12' } });
  const [row] = await listed();
  expect([row?.texts[0], row?.texts.join(' | ')]).toEqual([
    'Fri, Jun 12',
    expect.stringContaining('checked out until'),
  ]);
  expect(row?.state).toBe('attention');
  await first.now.ask('circ.checkin', { item: 'strap-1' });
  const lent = await first.now.ask('circ.checkout', { patron: 'card-P0', item: 'strap-1' });
  expect(lent).toMatchObject({ decision: 'done', dueText: 'Fri, Jun 12' });
  await first.now.ask('item.edit', { barcode: 'strap-1', lender: { due: '2026-06-15' } });
  expect((await listed())[0]?.texts[0]).toBe('Mon, Jun 15');
});

test('once the line is back the server and the other desk have it, and a return sends it to the ILL shelf', async () => {
  world().line.mend();
  await first.now.settled();
  await until('the other desk lists it', async () => (await listed(second)).length === 1);
  const { routing } = await second.now.ask('circ.checkin', { item: 'strap-1' });
  expect(routing).toMatchObject({ route: 'ill-shelf' });
  await second.now.settled();
  const item = (await serverRows(world(), 'item')).find(({ barcode }) => barcode === 'strap-1');
  expect(item).toMatchObject({ provisional: false, borrowed: { lender: 'Coast Library', request: 'R-17' } });
  // It is no work for the catalog.
  expect((await serverRows(world(), 'exception')).filter(({ code }) => code === 'item-unknown')).toEqual([]);
});

test('two desks without a line change two terms of one copy, and both stand', async () => {
  await until('the first desk has it', async () => (await listed()).length === 1);
  world().line.refuse('/v1/commands');
  await first.now.ask('item.edit', { barcode: 'strap-1', lender: { due: '2026-06-19' } });
  await second.now.ask('item.edit', { barcode: 'strap-1', lender: { noRenewal: false } });
  expect((await listed(second))[0]?.texts).not.toContain('No renewal');
  world().line.mend();
  for (const desk of [second, first]) await desk.now.settled();
  for (const desk of [first, second])
    await until('both are here', async () => {
      const [row] = await listed(desk);
      return row?.texts[0] === 'Fri, Jun 19' && !row.texts.includes('No renewal');
    });
});

test('sent back it is on no list, and its strap carries another one, to be read in the building', async () => {
  await until('the first desk has the return', async () => (await listed())[0]?.texts.includes('here') === true);
  // A patron who waits for it would be given the next book on its strap.
  const placed = await first.now.ask('hold.place', { patron: 'card-P0', target: 'strap-1', pickup: 'main' });
  expect(await first.now.refusal('item.returnBorrowed', { barcode: 'strap-1' })).toBe('HF-CIRC-334');
  await first.now.ask('hold.cancel', { holdId: placed.holdId ?? holdId(''), reason: '' });
  await first.now.ask('item.returnBorrowed', { barcode: 'strap-1' });
  expect(await listed()).toEqual([]);
  expect(await first.now.refusal('item.returnBorrowed', { barcode: 'strap-1' })).toBe('HF-CIRC-332');
  const next = { ...strap, title: 'The next book', lender: 'Hill College', due: '2026-07-15', inBuilding: true };
  await first.now.ask('item.receiveBorrowed', next);
  const lent = await first.now.ask('circ.checkout', { patron: 'card-P1', item: 'strap-1' });
  expect(lent).toMatchObject({ decision: 'done', item: { title: 'The next book' } });
  expect(lent.handling).toEqual(expect.arrayContaining([expect.stringMatching(/library/i)]));
});

test('an item of ours is not received, nor one that the lender wanted back before today', async () => {
  expect(await first.now.refusal('item.receiveBorrowed', { ...strap, barcode: 'barcode-X0' })).toBe('HF-CIRC-153');
  const late = { ...strap, barcode: 'strap-9', due: '2026-06-09' };
  expect(await first.now.refusal('item.receiveBorrowed', late)).toBe('HF-CIRC-331');
  expect(await first.now.refusal('item.returnBorrowed', { barcode: 'barcode-X0' })).toBe('HF-CIRC-332');
  await signIn(first.now, 'student');
  expect(await first.now.refusal('item.receiveBorrowed', { ...late, due: '2026-07-01' })).toBe('HF-AUTH-024');
});

test('a loan of it is counted as borrowed from another library', () => {
  const terms = { lender: 'L', dueAt: 1, inBuilding: false, noRenewal: false, request: null, receivedAt: 0 };
  const bucket = bucketBy({});
  const base = { act: 'initial' as const, channel: 'desk', group: null };
  const of = (item: Item) => bucket(parseKind({ ...base, ...describeItem(item, false) }));
  const item = testItem('X0');
  expect([of(item), of({ ...item, borrowed: terms }), of({ ...item, borrowed: null })]).toEqual([
    'general-initial',
    'ill-borrowed',
    'general-initial',
  ]);
});

/** As much of a kind as its bucket asks for. */
const parseKind = (kind: unknown) => kind as UseKind;
