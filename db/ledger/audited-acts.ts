// Acts for the audit of this desk: overrides, acts of certain names, and sign-in events.

import { StaffIdSchema, type ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { FACT, FACTS } from './act-facts.ts';
import type { Ledger } from './open-ledger.ts';

type Span = { readonly from: Instant; readonly to: Instant };

/** Envelopes of these names, with an override or of loans that a proxy carried, from one moment to before another, in the order in which they were recorded. */
export function auditedEnvelopes(
  db: Ledger,
  names: readonly string[],
  { from, to }: Span,
): { readonly body: string; readonly args: string | null; readonly at: Instant; readonly isByProxy: boolean }[] {
  const rows = db.all<{ body: string; args: string | null; at: Instant; byProxy: number | null }>(
    `SELECT body, args, recorded_at AS at, by_proxy AS byProxy FROM envelope WHERE n IN
       (SELECT n FROM ${FACTS} WHERE recorded_at >= ? AND recorded_at < ?
          AND (${FACT.override} IS NOT NULL OR ${FACT.name} IN (${names.map(() => '?').join(', ')})))
       OR n IN (SELECT n FROM envelope INDEXED BY envelope_by_proxy
                WHERE by_proxy IS NOT NULL AND recorded_at >= ? AND recorded_at < ?)
     ORDER BY n`,
    from,
    to,
    ...names,
    from,
    to,
  );
  return rows.map(({ byProxy, ...row }) => ({ ...row, isByProxy: byProxy !== null }));
}

/** The name of an act of this desk; null for one that is not its own. */
export function nameOfAct(db: Ledger, id: ActId): string | null {
  const row = db.get<{ name: string }>("SELECT json_extract(body, '$.name') AS name FROM envelope WHERE id = ?", id);
  return row?.name ?? null;
}

/** Entries of some kinds of the log of sign-ins and files. */
export function sessionEntries(db: Ledger, kinds: readonly string[], { from, to }: Span) {
  const rows = db.all<{ at: number; kind: string; staffId: unknown }>(
    `SELECT at, kind, staff_id AS staffId FROM session_entry
     WHERE at >= ? AND at < ? AND kind IN (${kinds.map(() => '?').join(', ')}) ORDER BY n`,
    from,
    to,
    ...kinds,
  );
  return rows.map(({ at, kind, staffId }) => ({ at, kind, staffId: StaffIdSchema.nullable().parse(staffId) }));
}
