// The demo library in a real store, on both databases: what the folds make of it, and that writing it takes no longer than a start may.

import { loadDemoLibrary } from '../../../../server/demo/load-demo-library.ts';
import { DEMO_DEFAULTS } from '../../../../server/demo/generate-demo-library.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { describeStores, testClock } from '../../../contract/server/support/stores.ts';

const now = Date.UTC(2026, 9, 14, 20);

describeStores('the demo library', (makePlace) => {
  test('is written with its loans, holds and bills, and no disagreement', async () => {
    const place = await makePlace();
    const clock = testClock(now);
    const store = await place.open(clock);
    const rows = await loadDemoLibrary({ store, clock }, { ...DEMO_DEFAULTS, patrons: 200, items: 1_200, now });
    expect(rows).toMatchObject({ library: 1, branch: 3, patron: 200, item: 1_200 });
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
});
