// The acts of this desk that fell into an outage, with the server's answers.

import type { ActId } from '../../shared/core/ids.ts';
import type { Ledger } from './open-ledger.ts';
import type { Outage } from './outages.ts';

type Span = Pick<Outage, 'afterN' | 'toN'>;

/** How many acts of a name have an outcome; `outcome` null = unanswered. */
export type ActCount = { readonly name: string; readonly outcome: string | null; readonly count: number };

/** Counts them by name and outcome. */
export function countOutageActs(db: Ledger, { afterN, toN }: Span): ActCount[] {
  return db.all<ActCount>(
    `SELECT json_extract(e.body, '$.name') AS name, r.outcome AS outcome, count(*) AS count
     FROM envelope e LEFT JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq
     WHERE e.n > ? AND e.n <= ? GROUP BY 1, 2 ORDER BY 3 DESC, 1`,
    afterN,
    toN ?? Number.MAX_SAFE_INTEGER,
  );
}

/** Their ids. */
export function outageActIds(db: Ledger, { afterN, toN }: Span): Set<ActId> {
  const rows = db.all<{ id: ActId }>(
    'SELECT id FROM envelope WHERE n > ? AND n <= ?',
    afterN,
    toN ?? Number.MAX_SAFE_INTEGER,
  );
  return new Set(rows.map(({ id }) => id));
}
