// The list of FOLIO's loans in looks of a bounded size: each goes on from where the one before ended, and none is passed over.

import { DAY_MS, MINUTE_MS, SECOND_MS, type Instant } from '../../../../shared/core/instant.ts';
import { folioLoans } from '../../../../server/connectors/folio/folio-loans.ts';

const start = Date.UTC(2026, 0, 5, 9);
const written = (at: Instant) => new Date(at).toISOString().replace('Z', '+00:00');
const idOf = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** A list of open loans by the times of their last changes, which it reads in pages. */
function listOf(times: readonly Instant[]) {
  const rows = times.map((at, n) => ({
    id: idOf(n),
    userId: idOf(1),
    itemId: idOf(n),
    loanDate: written(start),
    dueDate: written(start + DAY_MS),
    status: { name: 'Open' },
    metadata: { updatedDate: written(at) },
  }));
  const changedAt = ({ metadata }: (typeof rows)[number]) => metadata.updatedDate;
  const byTime = rows.toSorted((a, b) => Date.parse(changedAt(a)) - Date.parse(changedAt(b)));
  const get = (_: string, { query = '', limit = '', offset = '0' }: Readonly<Record<string, string>> = {}) => {
    const termOf = (pattern: RegExp): string | null => pattern.exec(query)?.[1] ?? null;
    const [from, until] = [termOf(/updatedDate>="(.*?)"/) ?? '', termOf(/updatedDate<="(.*?)"/) ?? '9'];
    const after = termOf(/id>"(.*?)"/) ?? '';
    const sorted = query.endsWith('sortBy id') ? rows : query.endsWith('descending') ? byTime.toReversed() : byTime;
    const found = sorted.filter((row) => changedAt(row) >= from && changedAt(row) <= until && row.id > after);
    const loans = found.slice(Number(offset), Number(offset) + Number(limit));
    return Promise.resolve({ status: 200, body: { loans } });
  };
  return folioLoans({ get }, 'UTC');
}

test('a look of many changes ends somewhere, and the next one goes on from there', async () => {
  const count = 20_500;
  // Ids are in no order of time.
  const { since } = listOf(Array.from({ length: count }, (_, n) => start + ((n * 7_919) % count) * SECOND_MS));
  const first = (await since(start)).loans;
  const upTo = Math.max(...first.map(({ changedAt }) => changedAt));
  expect(upTo).toBe(start + 20_000 * SECOND_MS);
  expect(first).toHaveLength(20_001);
  const second = (await since(upTo - 2 * MINUTE_MS)).loans;
  expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(count);
});

test('many that changed at once are all in one look, since the next one begins before it', async () => {
  const { since } = listOf(Array.from({ length: 20_500 }, () => start));
  expect((await since(start - MINUTE_MS)).loans).toHaveLength(20_500);
});

test('nothing that changed is no loan', async () => {
  expect(await listOf([start]).since(start + 1)).toEqual({ loans: [], unread: 0 });
});
