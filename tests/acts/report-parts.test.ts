// `item.reportParts` and `item.partReturned`: parts of a copy are missing as it comes back, and come back later. Loan and bill follow the library's
// terms; desk and server come to the same.

import { makeSigner, newPrivateKey } from '../../db/keys/signing.ts';
import { createCommandRunner } from '../../server/commands/command-runner.ts';
import { createSchedule } from '../../server/schedule/schedule.ts';
import { setOwnCard } from '../../server/staff/staff-directory.ts';
import { required } from '../../shared/core/assert.ts';
import { branchId } from '../../shared/core/ids.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/core/instant.ts';
import type { PartTerms } from '../../shared/circ/model/missing-part.ts';
import { testRandom } from '../contract/server/support/stores.ts';
import { freshDesk, PINS, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { ledgerActs, serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const desk = freshDesk(world, 'student');
const ownDesk = { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom };
const barcode = 'barcode-kit';
const patron = 'card-plain';

const record = () => desk.now.ask('item.record', { barcode });
const missingNow = async () => (await record()).missing.parts.map(({ part }) => part);
const marksNow = async () => (await record()).marks.map(({ mark }) => mark);
const owed = async () => {
  const { fees } = await desk.now.ask('fee.list', { patron });
  return fees.map(({ kind, outstandingMinor }) => ({ kind, outstandingMinor }));
};

/** The library settles missing parts so from now on. */
async function settle(terms: PartTerms): Promise<void> {
  const [library] = await serverRows(world(), 'library');
  await world().writer.createLibrary({
    ...required(library, () => 'no library'),
    desk: { missingParts: terms },
  });
  const told = () => JSON.stringify(desk.now.core.desk.copy()?.library.deskTerms().missingParts);
  await until('the desk knows', () => told() === JSON.stringify(terms));
}

/** The acts of time that are due. */
async function look(): Promise<void> {
  await desk.now.settled();
  const { store } = world().served;
  const { clock } = world();
  await createSchedule({ runner: createCommandRunner({ store, clock }), clock, ownDesk }).look();
  await desk.now.settled();
}

/** Lent and taken back; a person of that role is at the desk then. */
async function lentAndBack(role: 'student' | 'desk' = 'student'): Promise<void> {
  await signIn(desk.now, 'supervisor');
  const { missing, marks } = await record();
  if (missing.parts.length > 0) {
    const parts = missing.parts.map(({ part }) => part);
    await desk.now.ask('item.partReturned', { barcode, parts, clears: false });
  }
  if (marks.length > 0) await desk.now.ask('item.clearMark', { barcode, mark: 'inspect' });
  // A patron with debt may borrow nothing.
  const amountMinor = (await owed()).reduce((sum, { outstandingMinor }) => sum + outstandingMinor, 0);
  if (amountMinor > 0) await desk.now.ask('payment.take', { patron, amountMinor, method: 'check' });
  expect(await desk.now.ask('circ.checkout', { patron, item: barcode })).toMatchObject({ decision: 'done' });
  await desk.now.ask('circ.checkin', { item: barcode });
  await signIn(desk.now, role);
}

// First: the desks of other tests are silent after so many days, and then the branch waits for them.
test('billed after days, unless it is back by then, also where that is told late', async () => {
  await settle({ billAfterDays: 14, amountMinor: 900 });
  await lentAndBack();
  const { handling } = await desk.now.ask('item.reportParts', { barcode, missing: ['map', 'CD'] });
  expect(handling).toContain('Billed $9.00 each on Jun 24, 2026, unless back by then.');
  const before = await owed();
  await look();
  expect(await owed()).toEqual(before);
  await desk.now.settled();
  world().line.refuse('/v1/commands');
  await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: false });
  world().clock.forward(15 * DAY_MS);
  world().line.mend();
  await look();
  await until('the bill is here', async () => (await owed()).length > before.length);
  expect(await owed()).toEqual([...before, { kind: 'manual', outstandingMinor: 900 }]);
});

test('a missing part stands in the record, and the copy is to be inspected; a second report knows of it', async () => {
  await settle({});
  await lentAndBack();
  world().line.refuse('/v1/commands');
  const answer = await desk.now.ask('item.reportParts', { barcode, missing: ['map'], seen: 'scratched lid' });
  expect(answer).toMatchObject({ routing: { route: 'inspect' }, handling: expect.arrayContaining(['Missing: map.']) });
  expect(answer.slips).toHaveLength(1);
  expect(await desk.now.refusal('item.reportParts', { barcode, missing: ['map'] })).toBe('HF-CIRC-181');
  await desk.now.ask('item.reportParts', { barcode, missing: ['map', 'CD'] });
  const again = await desk.now.ask('circ.checkin', { item: barcode });
  expect(again.routing?.route).toBe('inspect');
  expect(again.handling).toContain('Reported missing before: map, CD.');
  world().line.mend();
  await desk.now.settled();
  expect([await missingNow(), await marksNow(), await owed()]).toEqual([['map', 'CD'], ['inspect'], []]);
  const row = (await serverRows(world(), 'item')).find((one) => one.barcode === barcode);
  expect(row).toMatchObject({ condition: 'scratched lid', state: { marks: ['inspect'] } });
  expect(row?.state.missingParts?.map(({ part }) => part)).toEqual(['map', 'CD']);
  await desk.now.ask('item.partReturned', { barcode, parts: ['CD'], clears: false });
  expect([await missingNow(), await marksNow()]).toEqual([['map'], ['inspect']]);
  await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
  expect([await missingNow(), await marksNow()]).toEqual([[], []]);
  expect((await desk.now.ask('circ.checkin', { item: barcode })).routing?.route).toBe('reshelve');
});

test('names of photos come with the condition that was seen, and stand in the record and the history', async () => {
  await settle({});
  await lentAndBack();
  const tooMany = Array.from({ length: 11 }, (_, index) => `${index}.jpg`);
  for (const photos of [tooMany, ['x'.repeat(101)], [' ']])
    await expect(desk.now.ask('item.reportParts', { barcode, missing: [], seen: 'dented', photos })).rejects.toThrow();
  await expect(desk.now.ask('item.reportParts', { barcode, missing: ['map'], photos: ['lid.jpg'] })).rejects.toThrow(
    /photos are of a condition/,
  );
  const photos = ['lid 1.jpg', 'x'.repeat(100)];
  await desk.now.ask('item.reportParts', { barcode, missing: [], seen: 'dented', photos });
  await desk.now.settled();
  expect((await record()).written).toMatchObject({ condition: 'dented', conditionPhotos: photos });
  const { rows } = await desk.now.ask('list.view', { list: 'item-history', of: barcode });
  expect(rows[0]?.texts[2]).toBe(`dented · photos: ${photos.join(', ')}`);
  await desk.now.ask('item.reportParts', { barcode, missing: [], seen: 'dented more' });
  await desk.now.settled();
  expect((await record()).written).toMatchObject({ condition: 'dented more', conditionPhotos: [] });
});

test('billed at once by a person who handles money, by the server after a student; gone when the part is back', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_500 });
  await lentAndBack('desk');
  world().line.refuse('/v1/commands');
  const { fees } = await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  expect(fees).toMatchObject([{ amountMinor: 1_500 }]);
  const bill = [{ kind: 'manual', outstandingMinor: 1_500 }];
  expect(await owed()).toEqual(bill);
  world().line.mend();
  await look();
  expect(await owed()).toEqual(bill);
  await desk.now.ask('payment.take', { patron, amountMinor: 1_500, method: 'check' });
  await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
  expect(await desk.now.ask('fee.list', { patron })).toMatchObject({ fees: [], creditMinor: 1_500 });
  await lentAndBack('student');
  await desk.now.ask('item.reportParts', { barcode, missing: ['CD'] });
  expect(await owed()).toEqual([]);
  await look();
  await until('the bill is here', async () => (await owed()).length > 0);
  expect(await owed()).toEqual(bill);
});

/** Loans of the copy, the newest first. */
const loansNow = async () =>
  (await serverRows(world(), 'loan')).filter(({ itemId }) => itemId === 'kit').toSorted((a, b) => b.outAt - a.outAt);

test('an undo takes a report back as if it had not been: the loan ended when the copy came back, and nothing is owed', async () => {
  await settle({ clockRuns: true, billAfterDays: 0, amountMinor: 1_200, keepsBill: true });
  await lentAndBack('desk');
  const before = await owed();
  await desk.now.settled();
  const [ended] = await loansNow();
  world().line.refuse('/v1/commands');
  world().clock.forward(MINUTE_MS);
  const { commandId } = await desk.now.ask('item.reportParts', { barcode, missing: ['map'], seen: 'wet' });
  expect(await owed()).toHaveLength(before.length + 1);
  world().clock.forward(MINUTE_MS);
  const undo = { commandId: required(commandId, () => 'not recorded') };
  const { handling } = await desk.now.ask('circ.undo', undo);
  expect(handling).toEqual(['Its condition still says: wet']);
  expect(await owed()).toEqual(before);
  expect(await record()).toMatchObject({ status: 'available', marks: [], missing: { parts: [] } });
  world().line.mend();
  await look();
  expect(await owed()).toEqual(before);
  expect((await loansNow())[0]).toEqual(ended);
  const codes = (await serverRows(world(), 'exception')).map(({ code }) => code);
  expect(codes.filter((code) => code.startsWith('undo-'))).toEqual([]);
  expect(await desk.now.refusal('circ.undo', undo)).toBe('HF-CIRC-002');
});

test('an undo lifts what the server billed, and the next report of the part bills it once', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_100 });
  await lentAndBack('student');
  const before = await owed();
  const { commandId } = await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  await look();
  const bill = { kind: 'manual', outstandingMinor: 1_100 };
  await until('the bill is here', async () => (await owed()).length > before.length);
  await desk.now.ask('circ.undo', { commandId: required(commandId, () => 'not recorded') });
  expect(await owed()).toEqual(before);
  await look();
  expect(await owed()).toEqual(before);
  world().clock.forward(MINUTE_MS);
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  await look();
  await until('the bill is here', async () => (await owed()).length > before.length);
  expect(await owed()).toEqual([...before, bill]);
  await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
  expect(await owed()).toEqual(before);
  world().clock.forward(MINUTE_MS);
  await signIn(desk.now, 'desk');
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  expect(await owed()).toEqual([...before, bill]);
  await look();
  expect(await owed()).toEqual([...before, bill]);
});

test('a part that two desks report without a line is billed once, and its return lifts that', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_300 });
  await lentAndBack('desk');
  const before = await owed();
  const other = await world().readyDesk('desk');
  await desk.now.settled();
  await until('both know', async () => (await other.ask('item.record', { barcode })).status === 'available');
  world().line.refuse('/v1/commands');
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  world().clock.forward(MINUTE_MS);
  await other.ask('item.reportParts', { barcode, missing: ['map'] });
  world().line.mend();
  await other.settled();
  await look();
  const bill = { kind: 'manual', outstandingMinor: 1_300 };
  expect(await owed()).toEqual([...before, bill]);
  await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
  await look();
  expect(await owed()).toEqual(before);
  await other.stop();
});

test('the bill of a part goes with its return, also where another desk had reported the part while the copy was out', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_350 });
  await lentAndBack('desk');
  const before = await owed();
  expect(await desk.now.ask('circ.checkout', { patron, item: barcode })).toMatchObject({ decision: 'done' });
  const other = await world().readyDesk('desk');
  await until('both know', async () => (await other.ask('item.record', { barcode })).status === 'on-loan');
  world().line.refuse('/v1/commands');
  world().clock.forward(MINUTE_MS);
  expect((await other.ask('item.reportParts', { barcode, missing: ['map'] })).fees).toBeUndefined();
  world().clock.forward(MINUTE_MS);
  await desk.now.ask('circ.checkin', { item: barcode });
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  expect(await owed()).toEqual([...before, { kind: 'manual', outstandingMinor: 1_350 }]);
  world().line.mend();
  await Promise.all([desk.now.settled(), other.settled()]);
  await look();
  world().clock.forward(MINUTE_MS);
  await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
  await look();
  expect(await owed()).toEqual(before);
  await other.stop();
});

test('a part that is missing again after its report was undone is owed, although the bill before was waived', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_360 });
  await lentAndBack('desk');
  const before = await owed();
  const { commandId } = await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  const { fees } = await desk.now.ask('fee.list', { patron });
  const { feeId } = required(fees.at(-1), () => 'not billed');
  await signIn(desk.now, 'supervisor');
  await desk.now.ask('fee.waive', { feeId, inFull: true, reason: 'Worn' });
  world().clock.forward(MINUTE_MS);
  await desk.now.ask('circ.undo', { commandId: required(commandId, () => 'not recorded') });
  expect(await owed()).toEqual(before);
  world().clock.forward(MINUTE_MS);
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  expect(await owed()).toEqual([...before, { kind: 'manual', outstandingMinor: 1_360 }]);
});

test('a bill that stays is not said again where its part is missing once more', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_370, keepsBill: true });
  await lentAndBack('desk');
  expect((await desk.now.ask('item.reportParts', { barcode, missing: ['map'] })).fees).toHaveLength(1);
  await desk.now.ask('payment.take', { patron, amountMinor: 1_370, method: 'check' });
  await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
  world().clock.forward(MINUTE_MS);
  expect((await desk.now.ask('item.reportParts', { barcode, missing: ['map'] })).fees).toBeUndefined();
  await look();
  expect(await owed()).toEqual([]);
});

test('a part of a loan that was merged into that of another desk is billed by the server, and an undo lifts that', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_380 });
  await lentAndBack('desk');
  const before = await owed();
  const other = await world().readyDesk('desk');
  await desk.now.settled();
  await until('both know', async () => (await other.ask('item.record', { barcode })).status === 'available');
  world().line.refuse('/v1/commands');
  const lend = { patron, item: barcode };
  expect(await other.ask('circ.checkout', lend)).toMatchObject({ decision: 'done' });
  world().clock.forward(MINUTE_MS);
  expect(await desk.now.ask('circ.checkout', lend)).toMatchObject({ decision: 'done' });
  world().clock.forward(MINUTE_MS);
  await desk.now.ask('circ.checkin', { item: barcode });
  await signIn(desk.now, 'student');
  const { commandId } = await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  world().line.mend();
  await Promise.all([desk.now.settled(), other.settled()]);
  await look();
  await until('the bill is here', async () => (await owed()).length > before.length);
  expect(await owed()).toEqual([...before, { kind: 'manual', outstandingMinor: 1_380 }]);
  await desk.now.ask('circ.undo', { commandId: required(commandId, () => 'not recorded') });
  expect(await owed()).toEqual(before);
  await look();
  expect(await owed()).toEqual(before);
  await other.stop();
});

/** Amounts billed by staff and by the server, as the server has them. */
const billedAtServer = async () =>
  (await serverRows(world(), 'fee')).filter(({ kind }) => kind === 'manual').map(({ amountMinor }) => amountMinor);

test('a bill that a person undid is not made again by the server', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_600 });
  await lentAndBack('desk');
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  const bill = required(ledgerActs(desk.now).at(-1), () => 'not recorded');
  await desk.now.ask('circ.undo', { commandId: bill.id });
  await look();
  expect(await billedAtServer()).not.toContain(1_600);
  expect(await missingNow()).toEqual(['map']);
});

test('a part of a loan that is lost is not billed besides the copy', async () => {
  await settle({ clockRuns: true, billAfterDays: 0, amountMinor: 1_700 });
  await lentAndBack('student');
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  await signIn(desk.now, 'supervisor');
  await desk.now.ask('item.declareLost', { barcode });
  await look();
  expect(await billedAtServer()).not.toContain(1_700);
  await desk.now.ask('circ.checkin', { item: barcode });
  await desk.now.settled();
});

test('a part that was billed before its loan was lost is not owed besides the copy, and is again once the copy is back', async () => {
  await settle({ clockRuns: true, billAfterDays: 0, amountMinor: 1_750 });
  await lentAndBack('desk');
  const before = await owed();
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  const bill = { kind: 'manual', outstandingMinor: 1_750 };
  expect(await owed()).toEqual([...before, bill]);
  await desk.now.settled();
  await signIn(desk.now, 'supervisor');
  await desk.now.ask('item.declareLost', { barcode });
  expect((await owed()).map(({ kind }) => kind)).toContain('lost');
  expect(await owed()).not.toContainEqual(bill);
  await look();
  await until('the server has it', async () => (await serverRows(world(), 'fee')).some(({ kind }) => kind === 'lost'));
  expect(await billedAtServer()).not.toContain(1_750);
  expect(await owed()).not.toContainEqual(bill);
  await desk.now.ask('circ.checkin', { item: barcode });
  await desk.now.settled();
  expect(await owed()).toEqual([...before, bill]);
  expect(await billedAtServer()).toContain(1_750);
});

describe('where a branch settles them in its own way', () => {
  const main = branchId('main');
  const own = { clockRuns: true, billAfterDays: 0, amountMinor: 1_250, keepsBill: true } as const;
  const knows = (at: typeof desk.now, terms: PartTerms) =>
    until(
      'the desk knows',
      () => JSON.stringify(at.core.desk.copy()?.library.partTerms(main)) === JSON.stringify(terms),
    );
  const setHere = async (terms: PartTerms | null, seen: PartTerms | null) => {
    await signIn(desk.now, 'supervisor');
    const { places } = await desk.now.ask('rules.changeParts', { branch: main, terms, seen, pin: PINS.supervisor });
    await knows(desk.now, terms ?? { billAfterDays: 0, amountMinor: 300 });
    return places;
  };

  test('it is set with a PIN by people who may edit rules, and followed there alone', async () => {
    await settle({ billAfterDays: 0, amountMinor: 300 });
    const east = await world().readyDesk('desk', 'east');
    await signIn(desk.now, 'desk');
    const change = { branch: main, terms: own, seen: null, pin: PINS.desk };
    expect(await desk.now.refusal('rules.changeParts', change)).toBe('HF-AUTH-024');
    await signIn(desk.now, 'supervisor');
    expect(await desk.now.refusal('rules.changeParts', { ...change, pin: '0' })).toBe('HF-AUTH-022');
    const places = await setHere(own, null);
    expect(places[1]).toMatchObject({ branch: 'main', own, above: { terms: { billAfterDays: 0, amountMinor: 300 } } });
    expect(await desk.now.refusal('rules.changeParts', { ...change, pin: PINS.supervisor })).toBe('HF-RULES-009');
    await knows(east, own);
    expect((await desk.now.ask('item.record', { barcode })).missing.terms).toMatchObject(own);
    expect((await east.ask('item.record', { barcode })).missing.terms).toMatchObject({
      clockRuns: false,
      amountMinor: 300,
    });
    await east.stop();
  });

  test('a report carries what it means: the end is one, wherever the part comes back and whoever is heard first', async () => {
    const ends: unknown[] = [];
    for (const first of ['main', 'east'] as const) {
      await lentAndBack('desk');
      const before = await owed();
      let east = await world().readyDesk('desk', 'east');
      await until('both know', async () => (await east.ask('item.record', { barcode })).status === 'available');
      world().line.refuse('/v1/commands');
      world().clock.forward(MINUTE_MS);
      const { handling } = await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
      expect(handling).toContain('The loan goes on until every part is back.');
      world().clock.forward(MINUTE_MS);
      await east.ask('item.reportParts', { barcode, missing: ['map'] });
      expect((await east.ask('item.record', { barcode })).missing.parts).toMatchObject([{ keepsLoan: false }]);
      // One of them is off while the other is sent.
      if (first === 'main') {
        await east.stop();
        world().line.mend();
        await desk.now.settled();
        east = await world().desk({ place: east.place });
        await signIn(east, 'desk');
      } else
        await desk.restart(async () => {
          world().line.mend();
          await east.settled();
        });
      await Promise.all([desk.now.settled(), east.settled()]);
      await look();
      const knows = async () => (await east.ask('item.record', { barcode })).status === 'on-loan';
      await until('east knows', knows);
      const added = (await owed()).slice(before.length);
      // Back at the branch whose bills go: this one was made to stay.
      world().clock.forward(MINUTE_MS);
      await east.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
      await east.settled();
      await look();
      await until('the loan ended', async () => (await record()).status === 'available');
      expect((await owed()).slice(before.length)).toEqual(added);
      ends.push(added);
      await east.stop();
    }
    const bill = [{ kind: 'manual', outstandingMinor: 1_250 }];
    expect(ends).toEqual([bill, bill]);
  });

  test('it does as the library again once its own way is taken away', async () => {
    await setHere(null, own);
    await lentAndBack('desk');
    const { fees } = await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
    expect(fees).toMatchObject([{ amountMinor: 300 }]);
    expect(await record()).toMatchObject({ missing: { parts: [{ keepsLoan: false }] } });
  });
});

test('the clock runs on where the library says so: the loan ends with the part', async () => {
  await settle({ clockRuns: true });
  await lentAndBack();
  const { handling } = await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  expect(handling).toContain('The loan goes on until every part is back.');
  expect(await record()).toMatchObject({ status: 'on-loan', missing: { parts: [{ keepsLoan: true }] } });
  await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
  expect(await record()).toMatchObject({ status: 'available', missing: { parts: [] } });
});

test('a second part found while the loan goes on for the first is billed as well, and the loan ends with the last of them', async () => {
  await settle({ clockRuns: true, billAfterDays: 0, amountMinor: 710 });
  await lentAndBack('desk');
  const before = await owed();
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  expect((await record()).missing.justBack).toBe(true);
  world().clock.forward(MINUTE_MS);
  const { fees, handling } = await desk.now.ask('item.reportParts', { barcode, missing: ['CD'] });
  expect(fees).toMatchObject([{ amountMinor: 710 }]);
  expect(handling).toContain('The loan goes on until every part is back.');
  const bill = { kind: 'manual', outstandingMinor: 710 };
  expect(await owed()).toEqual([...before, bill, bill]);
  await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: false });
  expect(await record()).toMatchObject({ status: 'on-loan', missing: { parts: [{ part: 'CD', keepsLoan: true }] } });
  await desk.now.ask('item.partReturned', { barcode, parts: ['CD'], clears: true });
  expect(await record()).toMatchObject({ status: 'available', missing: { parts: [] } });
  expect(await owed()).toEqual(before);
});

test('a thing that is no part of it, or is not missing, is refused, and nothing is recorded', async () => {
  await lentAndBack();
  const count = ledgerActs(desk.now).length;
  const missing = ['a spare wheel'];
  expect(await desk.now.refusal('item.reportParts', { barcode, missing })).toBe('HF-CIRC-157');
  expect(await desk.now.refusal('item.reportParts', { barcode: 'nothing', missing })).toBe('HF-CIRC-003');
  expect(await desk.now.refusal('item.partReturned', { barcode, parts: ['map'], clears: true })).toBe('HF-CIRC-182');
  const charged = { barcode, missing: ['map'], chargeMinor: 500, chargeTo: patron };
  expect(await desk.now.refusal('item.reportParts', charged)).toBe('HF-AUTH-024');
  expect(ledgerActs(desk.now)).toHaveLength(count);
});

describe('on their own account', () => {
  const ownCard = async (card: string | null) => {
    await setOwnCard(world().parts, 'desk', card);
    await until('the card is known', () => {
      const grants = desk.now.core.files.ledger.get<{ readonly n: number }>(
        `SELECT count(*) AS n FROM staff_grant WHERE grant_json LIKE '%"${patron}"%'`,
      );
      return Promise.resolve((grants?.n ?? 0) > 0 === (card !== null));
    });
  };
  afterEach(() => ownCard(null));

  test.each([
    ['its bill', { billAfterDays: 0, amountMinor: 700 }],
    ['the loan that goes on for it', { clockRuns: true as const }],
  ])('staff do not say that a part is back where %s is theirs', async (_what, terms) => {
    await settle(terms);
    await lentAndBack('desk');
    await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
    await ownCard(patron);
    await signIn(desk.now, 'desk');
    const count = ledgerActs(desk.now).length;
    const back = { barcode, parts: ['map'], clears: true };
    expect(await desk.now.refusal('item.partReturned', back)).toBe('HF-AUTH-025');
    expect(ledgerActs(desk.now)).toHaveLength(count);
  });

  test('staff do not bill themselves for a part: the server does', async () => {
    await settle({ billAfterDays: 0, amountMinor: 800 });
    await lentAndBack('desk');
    await ownCard(patron);
    await signIn(desk.now, 'desk');
    await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
    const bill = { kind: 'manual', outstandingMinor: 800 };
    expect(await owed()).not.toContainEqual(bill);
    await look();
    await until('the bill is here', async () => (await owed()).some((fee) => fee.outstandingMinor === 800));
  });
});

// Late: a desk of another test that stopped is silent after half an hour, and then the branch waits for it.
test('a report is undone for ten minutes, and not once something happened to the copy since', async () => {
  await settle({});
  await lentAndBack('desk');
  const report = async () =>
    required((await desk.now.ask('item.reportParts', { barcode, missing: ['map'] })).commandId, () => 'not recorded');
  const crossed = await report();
  await desk.now.ask('circ.checkin', { item: barcode });
  expect(await desk.now.refusal('circ.undo', { commandId: crossed })).toBe('HF-CIRC-002');
  await lentAndBack('desk');
  const late = await report();
  world().clock.forward(11 * MINUTE_MS);
  expect(await desk.now.refusal('circ.undo', { commandId: late })).toBe('HF-CIRC-002');
});

// Last: after two days the branch waits for the desks of other tests.
describe('whom a part is billed to', () => {
  const bill = { kind: 'manual', outstandingMinor: 1_400 };

  test('is nobody where the copy came back long ago, or is out to another person, unless a person names whom', async () => {
    await settle({ clockRuns: true, billAfterDays: 0, amountMinor: 1_400 });
    await lentAndBack('desk');
    const before = await owed();
    world().clock.forward(2 * DAY_MS);
    expect((await record()).missing.justBack).toBe(false);
    const told = { barcode, missing: ['map'] };
    expect((await desk.now.ask('item.reportParts', told)).fees).toBeUndefined();
    expect(await record()).toMatchObject({
      status: 'in-process',
      missing: { parts: [{ billText: null, keepsLoan: false }] },
    });
    await look();
    expect(await owed()).toEqual(before);
    await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
    await desk.now.ask('circ.checkout', { patron: 'card-P0', item: barcode });
    await desk.now.ask('item.reportParts', told);
    await look();
    expect(await owed()).toEqual(before);
    await desk.now.ask('item.partReturned', { barcode, parts: ['map'], clears: true });
    const charged = { ...told, chargeMinor: 1_400 };
    expect(await desk.now.refusal('item.reportParts', { ...charged, chargeTo: 'card-P1' })).toBe('HF-CIRC-186');
    await desk.now.ask('item.reportParts', { ...charged, chargeTo: patron });
    expect(await owed()).toEqual([...before, bill]);
    expect((await desk.now.ask('fee.list', { patron: 'card-P0' })).fees).toEqual([]);
    await desk.now.ask('circ.checkin', { item: barcode });
    await desk.now.settled();
  });

  test('is the person from whom it just came back, not so after it was scanned here again', async () => {
    await settle({ billAfterDays: 0, amountMinor: 1_400 });
    await lentAndBack('desk');
    expect((await record()).missing.justBack).toBe(true);
    world().clock.forward(MINUTE_MS);
    await desk.now.ask('circ.checkin', { item: barcode });
    expect((await record()).missing.justBack).toBe(false);
  });
});

test('each part is billed at its own price, and one without a price at that of the library', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_500 });
  await lentAndBack('desk');
  const before = await owed();
  await signIn(desk.now, 'supervisor');
  await desk.now.ask('item.edit', { barcode, partPrices: { CD: 4_500 } });
  expect((await record()).written.partPrices).toEqual({ CD: 4_500 });
  world().line.refuse('/v1/commands');
  const { fees } = await desk.now.ask('item.reportParts', { barcode, missing: ['map', 'CD'] });
  expect(fees?.map(({ amountMinor }) => amountMinor)).toEqual([1_500, 4_500]);
  world().line.mend();
  await desk.now.settled();
  const bills = (await owed()).map(({ outstandingMinor }) => outstandingMinor).toSorted((a, b) => a - b);
  expect(bills).toEqual(
    [...before.map(({ outstandingMinor }) => outstandingMinor), 1_500, 4_500].toSorted((a, b) => a - b),
  );
  await desk.now.ask('item.edit', { barcode, partPrices: null });
});

test('a part that is not there as the copy goes out is nobody’s to pay, and nothing is sent to inspection then', async () => {
  await settle({ billAfterDays: 0, amountMinor: 1_500 });
  await lentAndBack('desk');
  expect(await desk.now.ask('circ.checkout', { patron, item: barcode })).toMatchObject({ decision: 'done' });
  const { slips, fees } = await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  expect([slips ?? [], fees ?? []]).toEqual([[], []]);
  const before = await owed();
  const back = await desk.now.ask('circ.checkin', { item: barcode });
  expect(back.handling).toContain('Reported missing before: map.');
  expect(await desk.now.refusal('item.reportParts', { barcode, missing: ['map'] })).toBe('HF-CIRC-181');
  await desk.now.settled();
  expect([await owed(), await missingNow()]).toEqual([before, ['map']]);
});
