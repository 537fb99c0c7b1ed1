// An Evergreen whose records mislead: no act is done for another person or another loan, and nothing is read from what it does not show.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import type { Message } from '../../../../shared/connectors/message.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { openEvergreenLibrary } from '../../../support/connectors/evergreen-gateway.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;
const [barcode, card] = ['barcode-X1', 'card-P1'];

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const opened = async () => {
  const clock = { at: at(9) };
  const library = await openEvergreenLibrary({
    cards: Array.from({ length: 5 }, (_, n) => `card-P${n}`),
    barcodes: Array.from({ length: 9 }, (_, n) => `barcode-X${n}`),
    now: () => clock.at,
  });
  closing.push(library.close);
  const of = { url: library.url, user: 'holdfast', passwordEnv: 'SECRET', workstation: 'main-holdfast' };
  const parts = { secretOf: () => 'a b+c&d', now: () => clock.at };
  const place = { zone: 'UTC', currency: 'USD' };
  const system = openSystem({ settings: readSettings('evergreen', of) }, place, parts);
  await system.open();
  const since = async (when: number) => (await system.loanList?.since(when)) ?? { loans: [], unread: 0 };
  return { clock, library, system, since };
};

test('a card that is the number of an account there is no card of that account', async () => {
  const { library, system } = await opened();
  const { id } = library.rows.au[1] ?? {};
  library.lend(barcode, card);
  library.owe(card, '5.00');
  const own = { at: at(9), card: String(id), barcode };
  const hold = { ...own, ofCopy: false, pickup: 'main', expiresAt: null };
  const messages: readonly Message[] = [
    { kind: 'renew', ...own, dueAt },
    { kind: 'pay', at: at(9), card: own.card, amountMinor: 500, reference: 'r' },
    { kind: 'placeHold', ...hold },
    { kind: 'cancelHold', ...hold },
  ];
  for (const message of messages) expect(await system.tell(message)).toMatchObject({ why: 'unknown-card' });
  expect(await system.tell({ kind: 'checkin', ...own, returnedAt: at(9), routed: false })).toMatchObject({
    why: 'on-loan-elsewhere',
  });
  expect((await system.look({ kind: 'renew', ...own, dueAt })).patron).toBeNull();
  expect(library.deeds).toEqual([]);
});

test('a late return does not end a loan that began after it, and ends one that was renewed after it', async () => {
  const { clock, library, system } = await opened();
  const returned = { kind: 'checkin', at: at(10), barcode, card, returnedAt: at(10), routed: false } as const;
  clock.at = at(12);
  library.lend(barcode, card);
  clock.at = at(18);
  expect(await system.tell(returned)).toMatchObject({ is: 'refused', why: 'other' });
  expect([...library.lent().keys()]).toEqual([barcode]);
  library.takeBack(barcode);
  clock.at = at(9);
  library.lend(barcode, card);
  clock.at = at(12);
  library.renew(barcode);
  clock.at = at(18);
  expect(await system.tell(returned)).toMatchObject({ is: 'taken' });
});

test('a renewal that the account may not see is no return', async () => {
  const { clock, library, since } = await opened();
  for (const n of [1, 2, 3]) library.lend(`barcode-X${n}`, card);
  // Its fines had ended before, so that their end does not tell of the renewal.
  Object.assign(library.rows.circ[1] ?? {}, { stop_fines: 'MAXFINES' });
  Object.assign(library.rows.circ[2] ?? {}, { stop_fines: 'MAXFINES' });
  clock.at = at(10);
  for (const n of [1, 2]) library.renew(`barcode-X${n}`);
  library.takeBack('barcode-X3');
  for (const { id, parent_circ: parent } of library.rows.circ) if (parent !== null) library.hides.add(id);
  const { loans, unread } = await since(at(9));
  expect(loans).toMatchObject([{ item: '1004', inAt: at(10) }]);
  expect(unread).toBe(2);
});

test('a loan without a due date is one of its kind, and all others are learned', async () => {
  const { library, system, since } = await opened();
  library.lend(barcode, card);
  library.lend('barcode-X2', card);
  Object.assign(library.rows.circ[0] ?? {}, { due_date: null });
  const { loans, unread } = await since(at(9));
  expect(loans).toHaveLength(1);
  expect(unread).toBe(1);
  const seen = await system.look({ kind: 'renew', at: at(9), barcode, card, dueAt });
  expect(seen).toMatchObject({ item: { isOut: true, dueAt: null }, patron: { hasItem: true } });
});

test('a list of loans that cannot be read keeps no acts', async () => {
  const { library, since } = await opened();
  library.lend(barcode, card);
  Object.assign(library.rows.circ[0] ?? {}, { target_copy: 'a copy' });
  await expect(since(at(9))).rejects.toMatchObject({ is: 'not-reached', counts: true });
});

test('a loan of a desk whose clock is ahead begins at once', async () => {
  const { clock, library, system } = await opened();
  await system.tell({
    kind: 'checkout',
    at: clock.at + HOUR_MS,
    barcode,
    card,
    dueAt,
    rentalMinor: 0,
    depositMinor: 0,
  });
  expect(library.deeds.map(({ at: when }) => when)).toEqual([clock.at]);
});

test('a hold for a place that it does not have is one that it does not offer', async () => {
  const { system } = await opened();
  const hold = { at: at(9), card, barcode, ofCopy: false, pickup: 'nowhere', expiresAt: null };
  expect(await system.tell({ kind: 'placeHold', ...hold })).toMatchObject({ why: 'not-offered' });
});

test('its session ends with the line', async () => {
  const { clock, library, system } = await opened();
  expect(library.sessions()).toBe(1);
  system.close();
  for (let n = 0; n < 500 && library.sessions() > 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  clock.at += MINUTE_MS;
  await system.open();
  expect(library.sessions()).toBe(1);
});
