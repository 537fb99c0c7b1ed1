// The list of Evergreen's loans in looks of a bounded size: each goes on from where the one before ended, and none is passed over.

import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../../../../shared/core/instant.ts';
import type { EvergreenClient } from '../../../../server/connectors/evergreen/evergreen-client.ts';
import { evergreenLoans } from '../../../../server/connectors/evergreen/evergreen-loans.ts';

const start = Date.UTC(2026, 0, 5, 9);
const written = (at: Instant) => new Date(at).toISOString().replace('.000Z', '+0000');

type Times = { readonly madeAt: Instant; readonly inAt: Instant | null };

/** A data service over some loans, by their ids. */
function serviceOf(loans: readonly Times[]): EvergreenClient {
  const rows = loans.map(({ madeAt, inAt }, id) => ({
    id,
    usr: 1,
    target_copy: id,
    circ_lib: 4,
    parent_circ: null,
    xact_start: written(madeAt),
    create_time: written(madeAt),
    due_date: written(madeAt + 24 * HOUR_MS),
    checkin_time: inAt === null ? null : written(inAt),
    checkin_scan_time: inAt === null ? null : written(inAt),
    stop_fines: inAt === null ? null : 'CHECKIN',
  }));
  const changed = (column: 'create_time' | 'checkin_scan_time', since: string): readonly number[] => {
    const times = rows.map((row) => ({ id: row.id, at: Date.parse(row[column] ?? '') }));
    return times
      .filter(({ at }) => at >= Date.parse(since))
      .toSorted((a, b) => a.at - b.at || a.id - b.id)
      .map(({ id }) => id);
  };
  type Where = {
    readonly id?: readonly number[];
    readonly create_time?: { readonly '>=': string };
    readonly checkin_scan_time?: { readonly '>=': string };
  };
  const ask = (method: string, ...[where]: readonly unknown[]): Promise<readonly unknown[]> => {
    const { id, create_time: made, checkin_scan_time: ended } = where as Where;
    if (method === 'open-ils.pcrud.search.circ.atomic')
      return Promise.resolve([(id ?? []).toReversed().flatMap((one) => rows[one] ?? [])]);
    if (made !== undefined) return Promise.resolve([changed('create_time', made['>='])]);
    return Promise.resolve([changed('checkin_scan_time', ended?.['>='] ?? '')]);
  };
  return {
    ask,
    signIn: () => Promise.resolve(),
    signOut: () => undefined,
    change: () => Promise.reject(new Error('a list changes nothing')),
    fields: (_, value) => value as Record<string, unknown>,
  };
}

test('a look of many changes ends somewhere, and the next one goes on from there', async () => {
  // One in each second; each comes back after an hour.
  const loans = Array.from({ length: 20_500 }, (_, n): Times => {
    const madeAt = start + n * SECOND_MS;
    return { madeAt, inAt: n % 2 === 0 ? madeAt + HOUR_MS : null };
  });
  const { since } = evergreenLoans(serviceOf(loans));
  const first = (await since(start)).loans;
  const upTo = Math.max(...first.map(({ changedAt }) => changedAt));
  expect(upTo).toBe(start + 19_999 * SECOND_MS);
  expect(first).toHaveLength(20_000);
  const second = (await since(upTo - 2 * MINUTE_MS)).loans;
  const seen = new Set([...first, ...second].map(({ id }) => id));
  expect(seen.size).toBe(loans.length);
  expect(second.filter(({ inAt }) => inAt !== null && inAt > upTo)).toHaveLength((3_600 + 500) / 2);
});

test('many that changed at once are all in one look, since the next one begins before it', async () => {
  const loans = Array.from({ length: 20_500 }, (): Times => ({ madeAt: start, inAt: null }));
  expect((await evergreenLoans(serviceOf(loans)).since(start - MINUTE_MS)).loans).toHaveLength(loans.length);
});

test('a list that is none is a failure', async () => {
  const service = serviceOf([]);
  const { since } = evergreenLoans({ ...service, ask: () => Promise.resolve([{ id: 1 }]) });
  await expect(since(start)).rejects.toMatchObject({ is: 'not-answered' });
});
