// Acts of this desk by their names and times, as reports read them.

import type { ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { readAct, type ReadAct } from '../../shared/acts/read-act.ts';
import { FACT, FACTS } from './act-facts.ts';
import type { Ledger } from './open-ledger.ts';

/** Acts of some names from one moment to before another, in the order in which they were recorded. */
export function recordedActs(
  db: Ledger,
  names: readonly string[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): (ReadAct & { readonly at: Instant })[] {
  const rows = db.all<{ body: string; args: string | null; at: number }>(
    `SELECT body, args, recorded_at AS at FROM envelope WHERE n IN
       (SELECT n FROM envelope INDEXED BY envelope_at WHERE recorded_at >= ? AND recorded_at < ? AND ${FACT.name} IN (${names.map(() => '?').join(', ')}))
     ORDER BY n`,
    from,
    to,
    ...names,
  );
  return rows.map((row) => ({ ...readAct(row), at: row.at }));
}

/** How many acts of a name were made in no shift. */
export function countOutsideShifts(
  db: Ledger,
  name: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): number {
  const row = db.get<{ count: number }>(
    `SELECT count(*) AS count FROM ${FACTS} WHERE ${FACT.shiftId} IS NULL AND ${FACT.name} = ? AND recorded_at >= ? AND recorded_at < ?`,
    name,
    from,
    to,
  );
  return row?.count ?? 0;
}

/** The same acts by name and time alone, which asks for less of each. */
export function actTimes(
  db: Ledger,
  names: readonly string[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): { readonly id: ActId; readonly name: string; readonly at: Instant }[] {
  return db.all(
    `SELECT id, ${FACT.name} AS name, recorded_at AS at FROM ${FACTS}
     WHERE recorded_at >= ? AND recorded_at < ? AND ${FACT.name} IN (${names.map(() => '?').join(', ')})
     ORDER BY n`,
    from,
    to,
    ...names,
  );
}
