// Exceptions about silent desks in the replica: open ones and those released lately, and no other exception is read for them.

import { silencesSince } from '../../../../db/replica/queries/exceptions.ts';
import type { Replica } from '../../../../db/replica/open-replica.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testReplica } from '../support/test-replica.ts';
import { put } from '../support/test-rows.ts';

const path = tempDir();
const exception = (id: string, more: object = {}) =>
  put('exception', id, {
    id,
    code: 'desk-silent',
    weight: 'today',
    origin: 'judged',
    state: 'open',
    branch: null,
    itemId: null,
    patronId: null,
    cause: 'silence',
    at: 1,
    params: {},
    resolution: null,
    ...more,
  });

test('silences that last, or ended lately, are found by an index of these alone', () => {
  const replica = testReplica(path('silences'), [
    exception('open'),
    exception('late', { state: 'resolved', releasedAt: 10 }),
    exception('long-ago', { state: 'resolved', releasedAt: 4 }),
    exception('over', { state: 'resolved' }),
    exception('other', { code: 'in-question' }),
  ]);
  expect(silencesSince(replica.reader, 5).map(({ id }) => String(id))).toEqual(['late', 'open']);
  const plans: string[] = [];
  const explained = parseReplica({
    allKnown: (sql: string, ...bound: never[]) => {
      plans.push(
        ...replica.reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...bound).map(({ detail }) => detail),
      );
      return [];
    },
  });
  silencesSince(explained, 5);
  expect(plans).toEqual([expect.stringContaining('USING INDEX exception_silent')]);
  replica.close();
});

/** As much of a replica as this query uses. */
function parseReplica(part: object): Replica {
  return part as Replica;
}
