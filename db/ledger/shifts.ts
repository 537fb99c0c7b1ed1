// Shifts of this desk, read off its acts. A shift is open when the newest act that opens or closes one opens it; the page, the core or the
// computer may have gone down in between.

import { ShiftIdSchema, type ShiftId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { readAct } from '../../shared/acts/read-act.ts';
import { SHIFT_ACTS, shiftEntryOf } from '../../shared/acts/shift/shift-entry.ts';
import { foldShift, type Shift } from '../../shared/circ/shift/fold-shift.ts';
import { FACT, FACTS } from './act-facts.ts';
import type { Ledger } from './open-ledger.ts';

// Written as the index is: only then can it be used, and `INDEXED BY` fails where it is not there.
const boundsShift = `json_extract(body, '$.name') IN ('openShift', 'closeShift')`;
const shiftOf = `json_extract(body, '$.shiftId')`;

/** The shift that is open; null when none is. */
export function openShiftId(db: Ledger): ShiftId | null {
  const newest = db.get<{ name: string; shiftId: unknown }>(
    `SELECT json_extract(body, '$.name') AS name, ${shiftOf} AS shiftId FROM envelope INDEXED BY envelope_bounds_shift
     WHERE ${boundsShift} ORDER BY n DESC LIMIT 1`,
  );
  return newest?.name === 'openShift' ? ShiftIdSchema.parse(newest.shiftId) : null;
}

/** The newest shifts, open or closed, the newest first. */
export function newestShifts(db: Ledger, limit: number): Shift[] {
  const rows = db.all<{ shiftId: unknown }>(
    `SELECT ${shiftOf} AS shiftId FROM envelope INDEXED BY envelope_bounds_shift
     WHERE ${boundsShift} AND json_extract(body, '$.name') = 'openShift' ORDER BY n DESC LIMIT ?`,
    limit,
  );
  return rows.map(({ shiftId }) => shiftById(db, ShiftIdSchema.parse(shiftId)));
}

/** One shift, folded from its acts. */
export function shiftById(db: Ledger, shiftId: ShiftId): Shift {
  const rows = db.all<{ body: string; args: string | null; at: Instant }>(
    `SELECT body, args, recorded_at AS at
     FROM ${FACTS} WHERE ${FACT.shiftId} = ? AND ${FACT.name} IN (${SHIFT_ACTS.map(() => '?').join(', ')}) ORDER BY n`,
    shiftId,
    ...SHIFT_ACTS,
  );
  const entries = rows.flatMap((row) => shiftEntryOf({ ...readAct(row), at: row.at }) ?? []);
  return foldShift(shiftId, entries);
}

/** Shifts that were opened at or after one moment and before another, the oldest first. */
export function shiftsOpenedBetween(db: Ledger, from: Instant, to: Instant): Shift[] {
  const rows = db.all<{ shiftId: unknown }>(
    `SELECT ${shiftOf} AS shiftId FROM envelope INDEXED BY envelope_bounds_shift
     WHERE ${boundsShift} AND json_extract(body, '$.name') = 'openShift' AND recorded_at >= ? AND recorded_at < ? ORDER BY n`,
    from,
    to,
  );
  return rows.map(({ shiftId }) => shiftById(db, ShiftIdSchema.parse(shiftId)));
}
