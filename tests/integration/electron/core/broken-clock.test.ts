// A desk whose own clock is far off: it starts and works without its server, its acts are taken in at a possible time, and acts after the clock is
// right again count at their own time. [I26] [I31]

import { noteContact } from '../../../../db/ledger/desk-state.ts';
import { serverRows } from './support/both-ends.ts';
import { openDeskWorld, PINS, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { worldClock } from './support/world-clock.ts';

const CLOCKS = [
  ['the year 9999', Date.UTC(9999, 11, 31)],
  ['the year 1970', 86_400_000],
  ['a year in which the library had no rules yet', Date.UTC(-1, 0, 1)],
] as const;

test.each(CLOCKS)(
  'a clock that says %s stops nothing, and what comes after it counts when it was',
  async (_, wrong) => {
    const world = await openDeskWorld({ items: 10, patrons: 4 });
    const clock = worldClock();
    try {
      const first = await world.desk({ clock });
      await first.settled();
      await signIn(first, 'desk');
      await first.ask('circ.checkout', { patron: 'card-P0', item: 'barcode-X0' });
      await first.settled();
      const spoke = world.clock.now();
      world.line.cut();
      await first.stop();
      const offMs = wrong - clock.now();
      clock.putOff(offMs);
      // Started without its server, so that the desk has no other time.
      const desk = await world.desk({ clock, place: first.place });
      await signIn(desk, 'desk');
      const decisions = [
        await desk.ask('circ.checkout', { patron: 'card-P1', item: 'barcode-X1' }),
        await desk.ask('circ.checkin', { item: 'barcode-X0' }),
      ].map(({ decision }) => decision);
      expect((await desk.ask('patron.view', { card: 'card-P1' })).counts.out).toBe(1);
      clock.putOff(-offMs);
      decisions.push((await desk.ask('circ.checkout', { patron: 'card-P2', item: 'barcode-X2' })).decision);
      expect(decisions).toEqual(['done', 'done', 'done']);
      // The loan with the odd date can be looked at.
      expect((await desk.ask('patron.view', { card: 'card-P1' })).counts.out).toBe(1);
      world.line.mend();
      await desk.settled();
      const received = world.clock.now();
      await desk.ask('circ.checkout', { patron: 'card-P3', item: 'barcode-X3' });
      await desk.settled();
      const acts = (await serverRows(world, 'event')).toSorted((a, b) => a.seq - b.seq);
      expect(acts.map(({ kind, clockSuspect }) => [kind, clockSuspect])).toEqual([
        ['checkout', false],
        ['checkout', true],
        ['checkin', true],
        ['checkout', false],
        ['checkout', false],
      ]);
      const times = acts.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      // By no more than a clock may be uncertain.
      expect(times[1]).toBeGreaterThan(spoke - 3_000);
      expect(times[3]).toBeLessThanOrEqual(received);
      expect(times[4]).toBeGreaterThanOrEqual(received - 1_000);
      const loans = await serverRows(world, 'loan');
      expect(Object.fromEntries(loans.map(({ itemId, state }) => [itemId, state]))).toEqual({
        X0: 'closed',
        X1: 'open',
        X2: 'open',
        X3: 'open',
      });
      const raised = await serverRows(world, 'exception');
      expect(raised.map(({ code, state }) => [code, state])).toEqual([
        ['clock-suspect', 'open'],
        ['clock-suspect', 'open'],
      ]);
      expect([...first.logged, ...desk.logged].filter(({ code }) => code === 'core.bug')).toEqual([]);
    } finally {
      await world.end();
    }
  },
);

test('a name that was locked while the clock said the year 9999 is locked no longer than others once it is right', async () => {
  const world = await openDeskWorld();
  const clock = worldClock();
  try {
    const desk = await world.desk({ clock });
    await desk.settled();
    const offMs = Date.UTC(9999, 11, 31) - clock.now();
    clock.putOff(offMs);
    const answers: string[] = [];
    for (let n = 0; n < 5; n += 1) answers.push(await desk.refusal('session.signIn', { staff: 'desk', pin: '000000' }));
    expect(answers.at(-1)).toBe('HF-AUTH-023');
    clock.putOff(-offMs);
    expect(await desk.call('session.signIn', { staff: 'desk', pin: PINS.desk })).toMatchObject({
      error: { code: 'HF-AUTH-023', waitS: 30 },
    });
    clock.forward(31_000);
    await signIn(desk, 'desk');
  } finally {
    await world.end();
  }
});

test('a contact that was noted by a clock which said the year 9999 opens names and rights for no longer than others', async () => {
  const world = await openDeskWorld();
  const clock = worldClock();
  try {
    const desk = await world.desk({ clock });
    await desk.settled();
    const lockYear = async () => new Date((await desk.ask('sync.status', {})).detailsLockAt ?? 0).getUTCFullYear();
    // As desks noted it that did not go by the clock of their server.
    noteContact(desk.core.files.ledger, Date.UTC(9999, 0, 1));
    expect(await lockYear()).toBe(9999);
    clock.putOff(Date.UTC(9999, 0, 1) - clock.now());
    await desk.ask('sync.now', {});
    await until('a contact was noted by the time of the library', async () => (await lockYear()) < 9999);
  } finally {
    await world.end();
  }
});
