// Reports of days whose figures are kept equal those from the acts themselves: while acts arrive days late and from several desks, when acts are
// released or mended later, and beside a writer that began before a day was kept.

import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { forgetDays, keepDays, moveHorizon } from '../../../server/reports/kept/keep-days.ts';
import type { KeptDay } from '../../../server/reports/kept/kept-days.ts';
import { libraryReport } from '../../../server/reports/library-source.ts';
import type { Store } from '../../../server/store/store.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { addTestStaff, at } from './support/test-library.ts';

const DAYS = 5;
const KINDS = ['shift', 'service'] as const;
const told = { decision: 'done', reasons: [] };

type Told = { readonly reports: readonly string[]; readonly days: readonly KeptDay[] };

/** The reports at a moment, from `from`, and the days that may be kept of them. */
async function reportsAt(store: Store, now: number, from: number): Promise<Told> {
  const days: KeptDay[] = [];
  const question = { from, to: now, now, madeBy: 'command-line', audience: 'internal' } as const;
  const reports: string[] = [];
  for (const kind of KINDS) {
    reports.push(JSON.stringify((await libraryReport(store, kind, question, (day) => days.push(day))).sections));
  }
  return { reports, days };
}

function keptRows(store: Store): Promise<KeptDay[]> {
  return store.read(({ db }) => db.selectFrom('kept_figures').selectAll().execute());
}

/** Keeps figures of past days, and makes the reports twice: with earlier kept figures, and from the acts alone. */
async function tellTwice({ store }: Scene, now: number, from = at(0)): Promise<{ kept: Told; counted: Told }> {
  await moveHorizon(store, now);
  const kept = await reportsAt(store, now, from);
  const before = await keptRows(store);
  await forgetDays(store);
  const counted = await reportsAt(store, now, from);
  await keepDays(store, before);
  await keepDays(store, kept.days);
  return { kept, counted };
}

const drawn = fc.record({
  desk: fc.nat({ max: 2 }),
  what: fc.constantFrom('checkout', 'checkin', 'renew', 'waive', 'pay'),
  item: fc.nat({ max: 3 }),
  staff: fc.constantFrom('staff-desk', 'staff-lead', null),
  inShift: fc.boolean(),
  afterMs: fc.nat({ max: 10 * HOUR_MS }),
  isClose: fc.boolean(),
});

/** Records acts of five days at three desks, each in shifts of its own. */
function recordDays(desks: readonly TestDesk[], seed: number): void {
  const times = desks.map(() => at(7));
  const shifts = desks.map((_, n) => ({ name: '', n }));
  for (const { desk: n, what, item, staff, inShift, afterMs, isClose } of fc.sample(drawn, { seed, numRuns: 240 })) {
    const [desk, shift] = [desks[n], shifts[n]];
    if (desk === undefined || shift === undefined) continue;
    const time = (times[n] ?? 0) + (isClose ? afterMs % (4 * MINUTE_MS) : afterMs);
    times[n] = time + 1;
    if (time > at(24 * DAYS)) continue;
    const name = `${n}-${Math.floor(time / (9 * HOUR_MS))}`;
    if (name !== shift.name) {
      shift.name = name;
      const opened = { ...told, serviceDay: '2026-01-05', startingCashMinor: null };
      desk.record('openShift', { args: { shiftId: name, pieces: [] }, told: opened }, { at: time, shift: name });
    }
    record(desk, { what, item: `X${item}` }, { at: time, staff, ...(inShift ? { shift: name } : {}) });
  }
}

function record(
  desk: TestDesk,
  { what, item }: { readonly what: string; readonly item: string },
  options: Parameters<TestDesk['checkin']>[1],
): void {
  if (what === 'checkout') desk.checkout(item, 'P0', { ...options, dueAt: options.at + DAY_MS });
  else if (what === 'checkin') desk.checkin(item, options);
  else if (what === 'renew') desk.renew(item, 'L0', 'P0', options);
  else if (what === 'pay') {
    const args = { patronId: 'P0', amountMinor: 100, method: 'cash', reference: null };
    desk.record('pay', { args, told: { ...told, lines: [], slipNumber: 1 } }, options);
  } else {
    const fee = { kind: 'manual', feeId: 'F0' };
    desk.record('waive', { args: { patronId: 'P0', fee, amountMinor: 100, reason: 'why' }, told }, options);
  }
}

/** Some recorded and unsent acts of a desk, in order. */
async function sendSome(scene: Scene, desk: TestDesk, sent: Map<TestDesk, number>, count: number): Promise<void> {
  const before = sent.get(desk) ?? 0;
  const envelopes = desk.ledger.slice(before, before + count);
  sent.set(desk, before + envelopes.length);
  if (envelopes.length > 0) await scene.send(desk, { ...desk.request(), envelopes });
}

async function openDesks(scene: Scene): Promise<TestDesk[]> {
  await addTestStaff(scene.store, 'staff-lead', 'supervisor');
  const desks = [await scene.desk('A'), await scene.desk('B'), await scene.desk('C')];
  return desks;
}

describeStores('figures of days that are kept', (use) => {
  test.each([1, 2, 3])('are those of the acts, however late they come (seed %i)', async (seed) => {
    const scene = await openScene(await use());
    const desks = await openDesks(scene);
    recordDays(desks, seed);
    const sent = new Map<TestDesk, number>();
    const rounds = fc.sample(fc.record({ desk: fc.nat({ max: 2 }), count: fc.integer({ min: 1, max: 14 }) }), {
      seed,
      numRuns: 18,
    });
    for (const [n, { desk: which, count }] of rounds.entries()) {
      const now = at(24 * DAYS, 30 + n * 10);
      scene.clock.set(now);
      const desk = desks[which];
      if (desk !== undefined) await sendSome(scene, desk, sent, count);
      // From midnight, from the middle of an hour, and from the middle of a later day.
      const { kept, counted } = await tellTwice(scene, now, [at(0), at(9, 20), at(35, 41)][n % 3]);
      expect(kept.reports).toEqual(counted.reports);
    }
    await tellTwice(scene, scene.clock.now());
    expect((await reportsAt(scene.store, scene.clock.now(), at(0))).days).toEqual([]);
    expect((await keptRows(scene.store)).length).toBeGreaterThanOrEqual(KINDS.length);
  });

  test('are read, and made again once an act of the day is let in, mended or taken away', async () => {
    const scene = await openScene(await use());
    const desks = await openDesks(scene);
    recordDays(desks, 4);
    const now = at(24 * DAYS, 30);
    scene.clock.set(now);
    for (const desk of desks) await scene.send(desk);
    await tellTwice(scene, now);
    const { reports } = await reportsAt(scene.store, now, at(0));
    const rows = await keptRows(scene.store);
    await keepDays(
      scene.store,
      rows.map((row) => ({
        ...row,
        body: row.kind.startsWith('served') ? '[]' : row.body.replaceAll('"renew"', '"x"'),
      })),
    );
    const spoilt = await reportsAt(scene.store, now, at(0));
    expect(spoilt.reports.map((text, n) => text === reports[n])).toEqual([false, false]);
    await keepDays(scene.store, rows);
    const changes = [
      { outcome: 'held' },
      { outcome: 'applied' },
      { effective_at: at(40) },
      { shift_id: null },
      { staff_id: 'staff-new' },
      { name: 'renew' },
    ];
    for (const change of changes) {
      await scene.store.write(async ({ db }) => {
        const some = await db
          .selectFrom('envelope')
          .select('id')
          .where('name', '=', 'checkout')
          .where('effective_at', '<', at(72))
          .limit(3)
          .execute();
        const ids = some.map(({ id }) => id);
        await db.updateTable('envelope').set(change).where('id', 'in', ids).execute();
      });
      const { kept, counted } = await tellTwice(scene, now);
      expect([change, kept.reports]).toEqual([change, counted.reports]);
    }
    await scene.store.write(({ db }) => db.deleteFrom('envelope').where('effective_at', '<', at(30)).execute());
    const { kept, counted } = await tellTwice(scene, now);
    expect(kept.reports).toEqual(counted.reports);
    // Purging arguments changes none of them.
    await scene.store.write(({ db }) => db.updateTable('envelope').set({ args: null }).execute());
    expect((await reportsAt(scene.store, now, at(0))).days).toEqual([]);
  });

  test('wait for a writer of acts before they are kept', async () => {
    const place = await use();
    const scene = await openScene(place);
    const desks = await openDesks(scene);
    recordDays(desks, 5);
    const now = at(24 * DAYS, 30);
    scene.clock.set(now);
    for (const desk of desks) await scene.send(desk);
    const other = await place.open(scene.clock);
    const [writing, ending] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const written = other.write(async (tx) => {
      const [row] = await tx.db
        .selectFrom('envelope')
        .selectAll()
        .where('name', '=', 'checkin')
        .where('outcome', '=', 'applied')
        .limit(1)
        .execute();
      if (row === undefined) throw new Error('nothing was taken back');
      await tx.upsert('envelope', [{ ...row, stream: 'another', id: 'another', hash: 'another' }]);
      writing.resolve();
      await ending.promise;
    });
    await writing.promise;
    let isMoved = false;
    const moving = moveHorizon(scene.store, now).then(() => (isMoved = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isMoved).toBe(false);
    ending.resolve();
    await Promise.all([written, moving]);
    const { kept, counted } = await tellTwice(scene, now);
    expect(kept.reports).toEqual(counted.reports);
  });
});
