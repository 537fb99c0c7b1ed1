// The list of Koha's loans in looks of a bounded size: each goes on from where the one before ended, and none is passed over.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../../../../shared/core/instant.ts';
import { kohaLoans } from '../../../../server/connectors/koha/koha-loans.ts';

const start = Date.UTC(2026, 0, 5, 9);
const count = 130_000;
const endedCount = 130;

type Query = Readonly<Record<string, string>>;

/** A list of open loans and one of ended loans by the times of their changes. `aheadMs`: how far its filter is from the right moment. */
function listOf(open: readonly Instant[], ended: readonly Instant[] = [], aheadMs: number | null = 0) {
  const rowsOf = (times: readonly Instant[], from: number) =>
    times
      .map((at, n) => ({ at, id: from + n }))
      .toSorted((a, b) => b.at - a.at || b.id - a.id)
      .map(({ at, id }) => ({
        at,
        checkout_id: id,
        checkout_date: new Date(start).toISOString(),
        due_date: new Date(start + DAY_MS).toISOString(),
        timestamp: new Date(at).toISOString(),
        checkin_date: from === 0 ? null : new Date(at).toISOString(),
      }));
  const lists = { false: rowsOf(open, 0), true: rowsOf(ended, 1_000_000) };
  let reads = 0;
  const get = (_: string, { q, checked_in: isIn = 'false', _page: page, _per_page: size }: Query = {}) => {
    reads += 1;
    const until =
      q === undefined || aheadMs === null ? Infinity : Date.parse(/"<=":"(.*?)"/.exec(q)?.[1] ?? '') + aheadMs;
    const rows = lists[isIn === 'true' ? 'true' : 'false'];
    const first =
      until === Infinity
        ? 0
        : Math.max(
            0,
            rows.findIndex(({ at }) => at <= until),
          );
    const from = first + (Number(page) - 1) * Number(size);
    return Promise.resolve({ status: 200, body: rows.slice(from, from + Number(size)), total: rows.length - first });
  };
  return { ...kohaLoans({ get }, 'UTC'), reads: () => reads };
}

const newestOf = (loans: readonly { readonly changedAt: Instant }[]): Instant =>
  loans.reduce((newest, { changedAt }) => Math.max(newest, changedAt), 0);
const each = (ms: number, length = count) => Array.from({ length }, (_, n) => start + n * ms);

test.each([0, 5 * HOUR_MS, -5 * HOUR_MS])(
  'more changes than one look reads are read in several, the oldest first (its clock %p ms ahead)',
  async (aheadMs) => {
    // Ended loans are few and as new as the newest of the others.
    const { since } = listOf(each(SECOND_MS), each(1_000 * SECOND_MS, endedCount), aheadMs);
    const seen = new Set<string>();
    let at = start;
    for (let looks = 0; looks < 6 && seen.size < count + endedCount; looks += 1) {
      const { loans } = await since(at);
      for (const { id } of loans) seen.add(id);
      expect(loans.some(({ changedAt }) => changedAt === at)).toBe(true);
      at = newestOf(loans) - 2 * MINUTE_MS;
    }
    expect(seen.size).toBe(count + endedCount);
  },
);

test('changes of more than one look at once are a failure', async () => {
  const { since } = listOf(each(0));
  await expect(since(start - MINUTE_MS)).rejects.toMatchObject({ is: 'not-answered' });
});

test('more changes than one look reads are a failure where it heeds no moment', async () => {
  const { since, reads } = listOf(each(2 * SECOND_MS), [], null);
  await expect(since(start)).rejects.toMatchObject({ is: 'not-answered' });
  expect(reads()).toBeLessThan(1_010);
});
