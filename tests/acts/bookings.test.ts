// Bookings of equipment at the desk: made without a line and seen by at once, in the way of loans to others, picked up as a checkout, and alike at the
// other desk afterwards.

import { makeSigner, newPrivateKey } from '../../db/keys/signing.ts';
import { createCommandRunner } from '../../server/commands/command-runner.ts';
import { createSchedule } from '../../server/schedule/schedule.ts';
import { testRandom } from '../contract/server/support/stores.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { formatInstant, parseInstant } from '../../shared/core/instant.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 4,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const laptops = { id: 'laptops', name: 'Laptops', types: ['laptop'], turnaroundMinutes: 30, quantity: 1 };
    await writer.changeLibrary((row) => ({
      ...row,
      desk: { ...row.desk, equipment: [{ ...laptops, cooldownMinutes: 60, mostHours: 8, daysAhead: 30, bookings: 2 }] },
    }));
  },
});
const first = sharedDesk(world, 'supervisor');
const second = sharedDesk(world, 'supervisor');
const ownDesk = { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom };

/** Hours of the day at the branch; the tests begin at ten. */
const at = (hour: number): string => new Date(WEDNESDAY + (hour - 10) * 3_600_000).toISOString();
const book = (patron: string, from: number, to: number, more: object = {}) =>
  ({ kind: 'laptops', patron: `card-${patron}`, from: at(from), to: at(to), ...more }) as const;
/** The day at the branch of such an hour. */
const dayOf = (hour: number): string => at(hour).slice(0, 10);
const utc = (hour: number): string => formatInstant(WEDNESDAY + (hour - 10) * 3_600_000);
const lend = (patron: string, item: string, desk = first) =>
  desk.now.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}` });
const codes = ({ reasons }: { readonly reasons: readonly { readonly code: string }[] }) =>
  reasons.map(({ code }) => code);
const day = async (desk = first) => {
  const { units, without } = await desk.now.ask('equipment.day', { kind: 'laptops' });
  return {
    units: units.map(({ barcode, spans }) => [barcode, ...spans.map(({ what, card }) => `${what} ${card}`)].join(': ')),
    without: without.map(({ card }) => card),
  };
};

/** The acts of time that are due. */
async function look(): Promise<void> {
  const { store } = world().served;
  const { clock } = world();
  await createSchedule({ runner: createCommandRunner({ store, clock }), clock, ownDesk }).look();
  await first.now.settled();
}

test('a booking made without a line is seen at once, and at the other desk when it is back', async () => {
  world().line.refuse('/v1/commands');
  await first.now.ask('booking.place', book('plain', 14, 16, { unit: 'barcode-laptop' }));
  await first.now.ask('booking.place', book('reader', 14, 15));
  expect(await day()).toEqual({
    units: ['barcode-laptop: booking card-plain', 'barcode-laptop2: booking card-reader'],
    without: [],
  });
  expect(await first.now.refusal('booking.place', book('lender', 15, 17))).toBe('HF-CIRC-316');
  world().line.mend();
  await first.now.settled();
  await until('the other desk has it', async () => (await day(second)).units.length === 2);
  await until('the other desk has both', async () => (await day(second)).units.join().includes('card-reader'));
  expect(await day(second)).toEqual(await day());
});

test('an impossible booking is refused with the reason', async () => {
  const refusals = [
    [{ ...book('plain', 11, 12), kind: 'cameras' }, 'HF-CIRC-310'],
    [book('plain', 11, 12, { unit: 'barcode-map' }), 'HF-CIRC-311'],
    [book('plain', 8, 9), 'HF-CIRC-312'],
    [book('plain', 12, 11), 'HF-CIRC-312'],
    [book('plain', 11, 20), 'HF-CIRC-313'],
    [book('plain', 11 + 24 * 40, 12 + 24 * 40), 'HF-CIRC-314'],
    [{ ...book('plain', 11, 12), patron: 'card-of-nobody' }, 'HF-PATRON-001'],
  ] as const;
  for (const [input, code] of refusals) expect(await first.now.refusal('booking.place', input)).toBe(code);
});

test('a loan to another patron is due in time for the booking, and one that leaves no time is refused with what to do', async () => {
  const early = await lend('waiting', 'laptop');
  expect(early.decision).toBe('done');
  expect(codes(early)).toContain('DUE_BOOKED_AFTER');
  expect(parseInstant(early.dueAt ?? '')).toBe(parseInstant(at(13.5)));
  await first.now.ask('circ.checkin', { item: 'barcode-laptop' });
  // The same kind again within the hour, by the same patron.
  expect(codes(await lend('waiting', 'laptop2'))).toContain('EQUIPMENT_TOO_SOON');
  world().clock.forward(3.7 * 3_600_000);
  const late = await lend('unblocked', 'laptop');
  expect(late.decision).not.toBe('done');
  expect(codes(late)).toEqual(expect.arrayContaining(['BOOKED_TO_ANOTHER', 'UNIT_FREE_FROM']));
});

test('the patron picks it up until the end of the booking, and no second one; its undo books it again', async () => {
  const loan = await lend('plain', 'laptop');
  expect(loan).toMatchObject({ decision: 'done' });
  expect(codes(loan)).toContain('BOOKED_BY_PATRON');
  expect(parseInstant(loan.dueAt ?? '')).toBe(parseInstant(at(16)));
  const states = async () =>
    (await first.now.ask('list.view', { list: 'patron-bookings', of: 'card-plain' })).rows.map(({ texts }) => texts[3]);
  expect(await states()).toEqual(['Picked up']);
  expect(codes(await lend('plain', 'laptop2'))).toContain('EQUIPMENT_LIMIT');
  await first.now.ask('circ.undo', { commandId: loan.commandId ?? '' });
  expect(await states()).toEqual(['Booked']);
  await first.now.settled();
  await until('the server has it too', async () => (await day(second)).units.join().includes('booking card-plain'));
});

test('a booking is cancelled once, and what was booked twice without a line is told', async () => {
  const { bookingId } = await first.now.ask('booking.place', book('lender', 18, 19, { unit: 'barcode-laptop2' }));
  await first.now.ask('booking.cancel', { bookingId });
  expect(await first.now.refusal('booking.cancel', { bookingId })).toBe('HF-CIRC-317');
  await first.now.settled();
  world().line.refuse('/v1/commands');
  for (const [desk, patrons] of [
    [first, ['far', 'lender']],
    [second, ['limited', 'disputed']],
  ] as const)
    for (const patron of patrons) await desk.now.ask('booking.place', book(patron, 20, 21));
  world().line.mend();
  await first.now.settled();
  await second.now.settled();
  const told = async () =>
    (await first.now.ask('list.view', { list: 'exceptions' })).rows.filter(({ texts }) =>
      texts.join().includes('Laptops was booked'),
    );
  await until('both are told of', async () => (await told()).length === 2);
  expect((await day()).without.length).toBe(2);
});

test('a booking is moved: it stands at the new time alone, also within its own old one, and is no other patron’s to move', async () => {
  const mine = async () =>
    (await first.now.ask('list.view', { list: 'patron-bookings', of: 'card-unblocked' })).rows.map(
      ({ texts }) => texts[3],
    );
  const { bookingId } = await first.now.ask('booking.place', book('unblocked', 34, 36, { unit: 'barcode-laptop2' }));
  expect(await first.now.refusal('booking.place', book('far', 35, 37, { moves: bookingId }))).toBe('HF-CIRC-317');
  // The ledger cannot take the second act: the first is not in it either.
  const { ledger } = first.now.core.desk;
  ledger.exec(`CREATE TRIGGER no_cancel BEFORE INSERT ON envelope WHEN new.body ->> '$.name' = 'cancelBooking'
    BEGIN SELECT RAISE(ABORT, 'full'); END`);
  const asked = book('unblocked', 37, 38, { unit: 'barcode-laptop2', moves: bookingId });
  expect(await first.now.core.call('booking.place', asked)).toMatchObject({ ok: false });
  ledger.exec('DROP TRIGGER no_cancel');
  expect(await mine()).toEqual(['Booked']);
  world().line.refuse('/v1/commands');
  await first.now.ask('booking.place', book('unblocked', 35, 37, { unit: 'barcode-laptop2', moves: bookingId }));
  expect(await mine()).toEqual(['Booked', 'Canceled']);
  expect(await first.now.refusal('booking.cancel', { bookingId })).toBe('HF-CIRC-317');
  world().line.mend();
  await first.now.settled();
  await until('the server has both', async () => (await mine()).join() === 'Booked,Canceled');
});

test('a booking moved without a line to a time that the other desk had given away: the old time again, said at the desk', async () => {
  const { bookingId } = await first.now.ask('booking.place', book('far', 178, 180, { unit: 'barcode-laptop2' }));
  await first.now.settled();
  world().line.refuse('/v1/commands');
  // Both units are given at the other desk, a moment before.
  for (const patron of ['plain', 'waiting']) await second.now.ask('booking.place', book(patron, 181, 183));
  world().clock.forward(60_000);
  const { bookingId: moved } = await first.now.ask('booking.place', book('far', 181, 182, { moves: bookingId }));
  const shown = async (desk: typeof first) =>
    (await desk.now.ask('list.view', { list: 'patron-bookings', of: 'card-far' })).rows.map(({ texts }) => texts[3]);
  expect(await shown(first)).toContain('Booked');
  world().line.mend();
  await second.now.settled();
  await first.now.settled();
  for (const desk of [first, second])
    await until('it has its old time', async () => (await shown(desk)).join().includes('Has its old time again'));
  const told = (await first.now.ask('list.view', { list: 'exceptions' })).rows.map(({ texts }) => texts.join());
  expect(told.join()).toContain('It has its old time again');
  const { units, without } = await first.now.ask('equipment.day', { kind: 'laptops', day: dayOf(178) });
  const spans = units.flatMap((unit) => unit.spans).filter(({ card }) => card === 'card-far');
  expect(spans).toMatchObject([{ bookingId: moved, from: utc(178), to: utc(180) }]);
  expect(spans[0]?.why).toContain('the new one');
  expect(without).toEqual([]);
  // The old time is kept from others, and it may be moved once more.
  const other = book('lender', 178, 179, { unit: 'barcode-laptop2' });
  await first.now.ask('booking.place', book('reader', 178, 179, { unit: 'barcode-laptop' }));
  expect(await first.now.refusal('booking.place', other)).toBe('HF-CIRC-316');
  await first.now.ask('booking.place', book('far', 184, 185, { moves: moved }));
  expect(await shown(first)).toEqual(['Booked', 'Booked', 'Canceled', 'Canceled']);
  await first.now.settled();
});

test('a moved booking that has its old time again is canceled at that time', async () => {
  const { bookingId } = await first.now.ask('booking.place', book('waiting', 250, 252));
  await first.now.settled();
  world().line.refuse('/v1/commands');
  for (const patron of ['limited', 'unblocked']) await second.now.ask('booking.place', book(patron, 254, 256));
  world().clock.forward(60_000);
  const { bookingId: moved } = await first.now.ask('booking.place', book('waiting', 254, 255, { moves: bookingId }));
  world().line.mend();
  await second.now.settled();
  await first.now.settled();
  const rows = async () => (await first.now.ask('list.view', { list: 'patron-bookings', of: 'card-waiting' })).rows;
  await until('it has its old time', async () => JSON.stringify(await rows()).includes('Has its old time again'));
  const { when } = await first.now.ask('booking.cancel', { bookingId: moved });
  const { when: old } = await first.now.ask('booking.place', book('waiting', 250, 252));
  expect(when).toBe(old);
  await first.now.settled();
});

test('a closing that is entered over a pick-up or a return puts the booking on the list, to be moved or canceled', async () => {
  const told = async () =>
    (await first.now.ask('list.view', { list: 'equipment-bookings' })).rows.filter(({ texts }) =>
      texts.join().includes('Closed at that time'),
    );
  // In five days: it is not to be made ready yet.
  const hours = 24 * 5;
  await first.now.ask('booking.place', book('disputed', hours + 10, hours + 12));
  await first.now.settled();
  expect(await told()).toEqual([]);
  const window = { from: at(hours + 11), to: at(hours + 20), reason: 'No power' };
  await first.now.ask('branch.close', { ...window, branch: 'main' });
  await until('the closing is known', async () => (await told()).length > 0);
  const [row] = await told();
  expect(row?.acts.map(({ key }) => key)).toEqual(['M', 'X']);
});

test('a returned unit is received at once, ends the loan, and is inspected before anyone may have it again', async () => {
  const { item } = { item: 'barcode-laptop2' };
  const lent = await lend('waiting', 'laptop2');
  const override = {
    codes: lent.reasons.filter(({ effect }) => effect === 'override').map(({ code }) => code),
    reason: 'as agreed',
  };
  if (lent.decision !== 'done') await first.now.ask('circ.checkout', { patron: 'card-waiting', item, override });
  const back = await first.now.ask('circ.checkin', { item, inspect: true });
  expect(back.routing).toMatchObject({ route: 'inspect' });
  const { marks } = await first.now.ask('item.record', { barcode: item });
  expect(marks.map(({ mark }) => mark)).toEqual(['inspect']);
  const counted = async () => (await first.now.ask('equipment.kinds', {})).kinds.find(({ toInspect }) => toInspect > 0);
  const waiting = await counted();
  expect(waiting?.toInspect).toBe(1);
  expect(waiting?.free).toBeLessThan(waiting?.units ?? 0);
  const { loans } = await first.now.ask('patron.view', { card: 'card-waiting' });
  expect(loans).toEqual([]);
  expect(codes(await lend('far', 'laptop2'))).toContain('ITEM_BAD_STATUS');
  await first.now.ask('item.clearMark', { barcode: item, mark: 'inspect' });
  expect(await counted()).toBeUndefined();
  expect(codes(await lend('far', 'laptop2'))).not.toContain('ITEM_BAD_STATUS');
});

test('the grace of a booking that has begun already runs from now, and then nobody came', async () => {
  world().clock.forward(46 * 3_600_000);
  const begun = world().clock.now();
  const now = (world().clock.now() - WEDNESDAY) / 3_600_000 + 10;
  const { bookingId } = await first.now.ask('booking.place', book('limited', now - 1, now + 2));
  await first.now.settled();
  const found = async () => (await serverRows(world(), 'booking')).find(({ id }) => id === bookingId);
  const grace = 30 * 60_000;
  const noShowAt = (await found())?.noShowAt ?? 0;
  // Clocks of desk and world differ by less than a second.
  expect([noShowAt > begun + grace - 1_000, noShowAt <= world().clock.now() + grace]).toEqual([true, true]);
  await look();
  expect((await found())?.ends).toEqual([]);
  world().clock.forward(31 * 60_000);
  // The branch is not silent: its desks have been in contact.
  for (const desk of [first, second]) await desk.now.ask('item.recordUse', { barcode: 'barcode-X0', count: 1 });
  await first.now.settled();
  await second.now.settled();
  await look();
  expect((await found())?.ends).toMatchObject([{ how: 'no-show' }]);
});
