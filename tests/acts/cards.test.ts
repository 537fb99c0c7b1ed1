// `patron.addCard`, `patron.endCard`: any card in use lends, an ended one finds the patron and gives the reason why it does not, without a line as
// with one.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const first = sharedDesk(world);
const second = sharedDesk(world);
const card = 'card-P0';
const cards = async (desk = first) => (await desk.now.ask('patron.view', { card })).cards;
const lend = (patron: string, item: string, desk = first) => desk.now.ask('circ.checkout', { patron, item });
beforeEach(async () => {
  for (const desk of [first, second]) await signIn(desk.now, 'supervisor');
});

test('a campus ID that is added without a line finds the patron, is found by its end and lends', async () => {
  world().line.refuse('/v1/commands');
  await first.now.ask('patron.addCard', { card, number: 'C900881', kind: 'campus-id', issuer: 'A college' });
  expect(await cards()).toMatchObject([
    { number: card, kind: 'barcode', fault: null },
    { number: 'C900881', kind: 'campus-id', issuer: 'A college', fault: null },
  ]);
  const found = await first.now.ask('patron.find', { query: '900881', limit: 5 });
  expect(found.patrons).toMatchObject([{ card, otherCard: 'C900881' }]);
  expect(await lend('c900881', 'barcode-X0')).toMatchObject({ decision: 'done' });
});

test('the other desk finds it too once the line is back, in a copy that is loaded anew as well', async () => {
  world().line.mend();
  await first.now.settled();
  await second.now.settled();
  await until('the second desk has it', async () => (await cards(second)).length === 2);
  const fresh = await world().readyDesk('supervisor');
  const found = await fresh.ask('patron.find', { query: 'C900881', limit: 5 });
  expect(found.patrons).toMatchObject([{ card, otherCard: 'C900881' }]);
  await fresh.stop();
});

test('a card that is replaced without a line finds the patron and does not lend, and says why; the new one lends', async () => {
  world().line.refuse('/v1/commands');
  const replaces = { number: card, as: 'replaced' as const };
  const added = await second.now.ask('patron.addCard', {
    card,
    number: 'card-P0-new',
    kind: 'barcode',
    replaces,
    reason: 'it broke',
  });
  expect(added.card).toBe('card-P0-new');
  expect((await second.now.ask('patron.view', { card })).card).toBe('card-P0-new');
  const refused = await lend(card, 'barcode-X1', second);
  expect(refused).toMatchObject({
    decision: 'needs-override',
    reasons: [{ code: 'PATRON_CARD_LOST', text: expect.stringContaining('This card was replaced by another.') }],
  });
  expect(await lend('card-P0-new', 'barcode-X1', second)).toMatchObject({ decision: 'done' });
  world().line.mend();
  await second.now.settled();
  const row = (await serverRows(world(), 'patron')).find(({ id }) => String(id) === 'P0');
  expect(row?.cards).toMatchObject([
    { number: card, active: false, endedAs: 'replaced' },
    { number: 'C900881', active: true },
    { number: 'card-P0-new', active: true, primary: true },
  ]);
});

test('a card that was ended, one that has expired and one of an earlier system say so, each in its own words', async () => {
  await first.now.settled();
  await until('the first desk has all', async () => (await cards()).length === 3);
  await first.now.ask('patron.endCard', { card, number: 'c900881', as: 'lost', reason: 'left in a bus' });
  await first.now.ask('patron.addCard', { card, number: 'phone-1', kind: 'phone', until: '2099-12-31' });
  await first.now.ask('patron.addCard', { card, number: 'old-1', kind: 'old-card' });
  const said = async (number: string) => (await lend(number, 'barcode-X2')).reasons.map(({ text }) => text).join(' ');
  expect(await said('C900881')).toMatch('This card was reported lost.');
  expect(await said('old-1')).toMatch('This is an old card: it finds the account but cannot check out.');
  expect(await lend('phone-1', 'barcode-X2')).toMatchObject({ decision: 'done' });
  const row = (await serverRows(world(), 'patron')).find(({ id }) => String(id) === 'P1');
  if (row === undefined) throw new Error('P1 is there');
  const gone = { number: 'prox-1', active: true, primary: false, kind: 'prox' as const, expiresAt: 1 };
  await world().writer.putRows('patron', [{ ...row, cards: [...row.cards, gone] }]);
  await until('the desk has it', async () => (await said('prox-1')).includes('This card has expired.'));
});

test('a refusal says how to go on: the card of another, one that is there, one that is not, an end in the past', async () => {
  const add = { card, kind: 'prox' as const };
  expect(await first.now.refusal('patron.addCard', { ...add, number: 'card-P1' })).toBe('HF-PATRON-003');
  expect(await first.now.refusal('patron.addCard', { ...add, number: 'phone-1' })).toBe('HF-PATRON-151');
  const replaces = { number: 'none', as: 'lost' as const };
  expect(await first.now.refusal('patron.addCard', { ...add, number: 'prox-2', replaces, reason: 'x' })).toBe(
    'HF-PATRON-150',
  );
  expect(await first.now.refusal('patron.addCard', { ...add, number: 'prox-2', until: '2020-01-01' })).toBe(
    'HF-PATRON-152',
  );
  const end = { card, as: 'ended' as const, reason: 'given back' };
  expect(await first.now.refusal('patron.endCard', { ...end, number: 'C900881' })).toBe('HF-PATRON-150');
  await signIn(first.now, 'student');
  expect(await first.now.refusal('patron.endCard', { ...end, number: 'phone-1' })).toBe('HF-AUTH-024');
});
