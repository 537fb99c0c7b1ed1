// Acts of this desk by their names and times, as reports read them.

import type { ActId, BranchId, ShiftId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { RecordedAct } from '../../shared/reports/reported-act.ts';
import { readAct } from '../../shared/wire/read-act.ts';
import type { Ledger } from './open-ledger.ts';

/** An act with how it came, where it was made and in which shift. */
export type PlacedAct = RecordedAct & {
  readonly channel: string;
  readonly branch: BranchId | null;
  readonly shiftId: ShiftId | null;
};

/** Acts of some names from one moment to before another, in the order in which they were recorded. */
export function recordedActs(
  db: Ledger,
  names: readonly string[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): PlacedAct[] {
  const rows = db.all<{ body: string; args: string | null; at: number }>(
    `SELECT body, args, recorded_at AS at FROM envelope
     WHERE recorded_at >= ? AND recorded_at < ? AND json_extract(body, '$.name') IN (${names.map(() => '?').join(', ')})
     ORDER BY n`,
    from,
    to,
    ...names,
  );
  return rows.map((row) => ({ ...readAct(row), at: row.at }));
}

/** Acts that may be acts of use: of check-ins those alone that told of use in the house. */
export function actsOfUse(db: Ledger, { from, to }: { readonly from: Instant; readonly to: Instant }): PlacedAct[] {
  const rows = db.all<{ body: string; args: string | null; at: number }>(
    `SELECT body, args, recorded_at AS at FROM envelope
     WHERE recorded_at >= ? AND recorded_at < ?
       AND (json_extract(body, '$.name') IN ('checkout', 'renew', 'recordUse') OR json_extract(body, '$.told.inHouse') = 1)
     ORDER BY n`,
    from,
    to,
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
    `SELECT count(*) AS count FROM envelope
     WHERE recorded_at >= ? AND recorded_at < ? AND json_extract(body, '$.name') = ? AND json_extract(body, '$.shiftId') IS NULL`,
    from,
    to,
    name,
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
    `SELECT id, json_extract(body, '$.name') AS name, recorded_at AS at FROM envelope
     WHERE recorded_at >= ? AND recorded_at < ? AND json_extract(body, '$.name') IN (${names.map(() => '?').join(', ')})
     ORDER BY n`,
    from,
    to,
    ...names,
  );
}
