// A desk whose computer's clock is far off by a known amount: it uses the library's time in all decisions, texts and stored times. The raw clock
// stands in envelopes alone. [I31]

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { EnvelopeBodySchema } from '../../../../shared/wire/envelope.ts';
import { lastContact } from '../../../../db/ledger/desk-state.ts';
import { newestOutage } from '../../../../db/ledger/outages.ts';
import { recentActs } from '../../../../db/ledger/recent-acts.ts';
import { serverRows } from './support/both-ends.ts';
import { openDeskWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { worldClock } from './support/world-clock.ts';

const OFF = [
  ['ten years ahead', 3_653 * DAY_MS],
  ['forty days ahead', 40 * DAY_MS],
  ['forty days behind', -40 * DAY_MS],
] as const;

test.each(OFF)('a clock that is %s lends, with the dates that any desk tells', async (_, offMs) => {
  const world = await openDeskWorld({ items: 10, patrons: 4 });
  const clock = worldClock();
  clock.putOff(offMs);
  try {
    const right = await world.readyDesk('supervisor');
    const wrong = await world.desk({ clock });
    await wrong.settled();
    await signIn(wrong, 'supervisor');
    expect((await wrong.ask('sync.status', {})).clock.offsetMs).toBeCloseTo(-offMs, -4);
    const lent = [];
    for (const [desk, item] of [
      [right, 'barcode-X0'],
      [wrong, 'barcode-X1'],
    ] as const)
      lent.push(await desk.ask('circ.checkout', { patron: 'card-P0', item }));
    expect(lent.map(({ decision }) => decision)).toEqual(['done', 'done']);
    await wrong.settled();
    await right.settled();
    const loans = await serverRows(world, 'loan');
    const due = new Map(loans.map(({ itemId, dueAt }) => [String(itemId), dueAt]));
    expect(Math.abs((due.get('X1') as number) - (due.get('X0') as number))).toBeLessThan(DAY_MS + HOUR_MS);
    const near = (at: number | string | null | undefined) =>
      Math.abs(new Date(at ?? 0).getTime() - world.clock.now()) < 5 * MINUTE_MS;
    // Answers about now.
    const status = await wrong.ask('sync.status', {});
    expect([status.since, status.freshness['patrons']].map(near)).toEqual([true, true]);
    expect(near((await wrong.ask('session.current', {}))?.since)).toBe(true);
    expect((await wrong.ask('sync.acts', {})).answered.map(({ at }) => near(at))).toEqual([true]);
    // Stored times.
    const { ledger } = wrong.core.files;
    expect(near(lastContact(ledger))).toBe(true);
    const [act] = recentActs(ledger, null, 1);
    expect(near(act?.recordedAt)).toBe(true);
    const stored = ledger.get<{ body: string }>('SELECT body FROM envelope ORDER BY n DESC LIMIT 1');
    const { occurred } = EnvelopeBodySchema.parse(JSON.parse(stored?.body ?? ''));
    expect(near(occurred.wall)).toBe(false);
    expect(near(occurred.wall + occurred.offsetMs)).toBe(true);
    expect((await serverRows(world, 'exception')).map(({ code }) => code)).toEqual([]);
    // The line fails: it is still the same time, and so are its dates.
    world.line.cut();
    expect((await wrong.ask('circ.checkout', { patron: 'card-P1', item: 'barcode-X2' })).decision).toBe('done');
    expect((await wrong.ask('patron.view', { card: 'card-P1' })).counts.overdue).toBe(0);
    world.line.mend();
    await wrong.settled();
    expect((await serverRows(world, 'exception')).map(({ code }) => code)).toEqual([]);
  } finally {
    await world.end();
  }
});

test.each(OFF)('a clock that is %s is known to be so by a desk that starts again without a line', async (_, offMs) => {
  const world = await openDeskWorld({ items: 4, patrons: 2 });
  const clock = worldClock();
  clock.putOff(offMs);
  try {
    const desk = await world.desk({ clock });
    await desk.settled();
    world.line.cut();
    await desk.stop();
    const again = await world.desk({ clock, place: desk.place });
    await signIn(again, 'supervisor');
    const { since, clock: said } = await again.ask('sync.status', {});
    const near = (at: string | undefined) => Math.abs(new Date(at ?? 0).getTime() - world.clock.now()) < 5 * MINUTE_MS;
    expect(near(since)).toBe(true);
    expect(said.offsetMs).toBeCloseTo(-offMs, -4);
    expect(near((await again.ask('session.current', {}))?.since)).toBe(true);
    const lent = await again.ask('circ.checkout', { patron: 'card-P0', item: 'barcode-X0' });
    expect(lent.decision).toBe('done');
    const days = (new Date(lent.dueAt ?? 0).getTime() - world.clock.now()) / DAY_MS;
    expect(days > 0 && days < 39).toBe(true);
    world.line.mend();
    await again.settled();
    expect((await serverRows(world, 'exception')).map(({ code }) => code)).toEqual([]);
  } finally {
    await world.end();
  }
});

test.each(OFF)(
  'a clock that is put %s is known to be so by the next start, however soon it comes',
  async (_, offMs) => {
    const world = await openDeskWorld({ items: 4, patrons: 2 });
    const clock = worldClock();
    try {
      const right = await world.desk({ clock });
      await right.settled();
      await right.stop();
      // Within a minute of the times noted by the right clock.
      clock.putOff(offMs);
      const wrong = await world.desk({ clock, place: right.place });
      await wrong.settled();
      world.line.cut();
      await wrong.stop();
      const again = await world.desk({ clock, place: right.place });
      await signIn(again, 'supervisor');
      expect((await again.ask('sync.status', {})).clock.offsetMs).toBeCloseTo(-offMs, -4);
      const fee = { patron: 'card-P0', amountMinor: 100, charge: 'other' } as const;
      expect((await again.ask('fee.add', fee)).commandId).toEqual(expect.any(String));
    } finally {
      await world.end();
    }
  },
);

test('since when a desk is offline survives its start, and is said by the time of the library', async () => {
  const world = await openDeskWorld({ items: 4, patrons: 2 });
  const clock = world.clock;
  try {
    const desk = await world.readyDesk();
    const { place } = desk;
    world.line.cut();
    await until('it is noticed', async () => !(await desk.ask('sync.status', {})).online);
    const { since } = await desk.ask('sync.status', {});
    clock.forward(3 * MINUTE_MS);
    await desk.ask('sync.now', {});
    await until('the outage is noted', () => newestOutage(desk.core.files.ledger) !== null);
    await desk.stop();
    clock.forward(2 * HOUR_MS);
    const again = await world.desk({ place });
    const status = await again.ask('sync.status', {});
    expect(status.online).toBe(false);
    expect(Math.abs(new Date(status.since).getTime() - new Date(since).getTime())).toBeLessThan(MINUTE_MS);
    world.line.mend();
    await again.settled();
    expect(newestOutage(again.core.files.ledger)?.endedAt).not.toBeNull();
  } finally {
    await world.end();
  }
});
