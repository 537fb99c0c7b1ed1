// The demo library in a real store, on both databases: the rows that folds make of it, and settings with which every part of the program shows something.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { previewBatch } from '../../../../server/bills/bill-batches.ts';
import { readLines } from '../../../../server/bills/bill-rows.ts';
import { foreseeNotices } from '../../../../server/notices/look-for-notices.ts';
import { loadDemoLibrary } from '../../../../server/demo/load-demo-library.ts';
import { DEMO_DEFAULTS } from '../../../../server/demo/generate-demo-library.ts';
import { keepDemoOutputs } from '../../../../server/demo/demo-outputs.ts';
import { showcaseCards, showcaseItems, showcaseStops } from '../../../../server/demo/demo-showcase.ts';
import { explainForLibrary } from '../../../../server/query/explain.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { describeStores, testClock, testRandom } from '../../../contract/server/support/stores.ts';

const now = Date.UTC(2026, 9, 14, 20);

describeStores('the demo library', (makePlace) => {
  test('is written with its loans, holds and bills, and no disagreement', async () => {
    const place = await makePlace();
    const clock = testClock(now);
    const store = await place.open(clock);
    const rows = await loadDemoLibrary({ store, clock }, { ...DEMO_DEFAULTS, patrons: 200, items: 1_200, now });
    expect(rows).toMatchObject({ library: 1, branch: 10, patron: 200, item: 1_200 });
    const items = await store.read((tx) => readAllRows(tx, 'item'));
    const statuses = new Set(items.map((item) => item.state.status));
    for (const status of ['available', 'on-loan', 'lost', 'on-hold-shelf', 'in-transit', 'missing'] as const) {
      expect(statuses).toContain(status);
    }
    const loans = await store.read((tx) => readAllRows(tx, 'loan'));
    expect(loans.some((loan) => loan.state === 'lost')).toBe(true);
    expect(loans.some((loan) => loan.state === 'open' && loan.dueAt < now)).toBe(true);
    const fees = await store.read((tx) => readAllRows(tx, 'fee'));
    expect(fees.every((fee) => fee.kind === 'lost' && fee.outstandingMinor >= 5_900)).toBe(true);
    expect(await store.read((tx) => readAllRows(tx, 'exception'))).toEqual([]);
    expect(await store.read((tx) => readAllRows(tx, 'ruleActivation'))).toHaveLength(1);
  }, 60_000);

  test('has bills that can be previewed, notices of its last days, and parts with prices', async () => {
    const place = await makePlace();
    const clock = testClock(now);
    const store = await place.open(clock);
    await loadDemoLibrary({ store, clock }, { ...DEMO_DEFAULTS, now });
    await keepDemoOutputs({ store, clock }, { letters: '/letters', bills: '/bills' });

    const notices = await foreseeNotices({ store }, now);
    expect(new Set(notices.map(({ kind }) => kind))).toContain('overdue');
    expect(notices.every(({ dueAt }) => dueAt > now - 3 * DAY_MS)).toBe(true);

    const batch = await previewBatch({ store, clock, random: testRandom }, { layout: 'colleges', by: 'test' });
    const lines = await store.read((tx) => readLines(tx, batch));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every(({ kind, amountMinor }) => kind === 'lost' && amountMinor > 0)).toBe(true);

    const items = await store.read((tx) => readAllRows(tx, 'item'));
    const camera = items.find(({ kind }) => kind === 'camera');
    expect(camera?.parts).toContain('Battery');
    expect(camera?.partPrices).toMatchObject({ Battery: 6_500 });
    expect(Object.keys(camera?.partPrices ?? {}).every((part) => camera?.parts.includes(part))).toBe(true);
  }, 60_000);

  test.each([
    ['in the afternoon of a term day', '2026-10-14T20:00:00Z'],
    ['ten minutes before the desk closes', '2026-10-15T07:50:00Z'],
    ['at night', '2026-10-15T10:00:00Z'],
    ['in the last days of a term', '2026-12-10T20:00:00Z'],
    ['on Christmas Day', '2026-12-25T18:00:00Z'],
    ['on the day the clocks go forward', '2027-03-14T20:00:00Z'],
  ])(
    'lends everything that it shows to everybody whom it shows, %s',
    async (_when, text) => {
      const place = await makePlace();
      const clock = testClock(Date.parse(text));
      const store = await place.open(clock);
      const size = { patrons: 40, items: 180 };
      await loadDemoLibrary({ store, clock }, { ...DEMO_DEFAULTS, ...size, now: clock.now() });
      const decide = (card: string, barcode: string) =>
        explainForLibrary(store, { card, barcode, desk: 'MAIN' }, clock.now()).then(({ decision }) => decision);
      const [cards, items] = [showcaseCards(), showcaseItems(size)];
      for (const [index, { code }] of items.entries()) {
        const decision = await decide(cards[index % cards.length]?.code ?? '', code);
        expect([code, decision.outcome]).toEqual([code, 'done']);
        expect(decision.terms?.dueAt ?? 0).toBeGreaterThan(clock.now());
      }
      const stops = await Promise.all(showcaseStops().map(({ code }) => decide(code, items[0]?.code ?? '')));
      expect(stops.map(({ reasons }) => reasons[0]?.code)).toEqual([
        'PATRON_EXPIRED',
        'PATRON_RESTRICTED',
        'PATRON_FINES',
        'LIMIT_REACHED',
        undefined,
        'PATRON_INACTIVE',
        'PATRON_BARRED',
        'PATRON_CARD_LOST',
      ]);
    },
    60_000,
  );
});
