// Takes the personal values out of settled acts: arguments and salt go, the signed bodies and their chain stay. [I19] [I23]

import { assert } from '../../shared/core/assert.ts';
import type { ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { LedgerWriter, Ledger } from './open-ledger.ts';
import type { Place } from './receipts.ts';

/** An act that was answered, with its place in the order in which they are looked at. */
export type Settled = Place & {
  readonly id: ActId;
  readonly n: number;
  readonly recordedAt: Instant;
  /** The server took it and has not let it in. */
  readonly isHeld: boolean;
};

/** Answered acts recorded before `before`; the caller decides which of them are over. */
export function answeredBefore(db: Ledger, before: Instant, limit: number, after: Settled | null = null): Settled[] {
  const rows = db.all<Omit<Settled, 'isHeld'> & { readonly held: number }>(
    `SELECT e.stream, e.seq, e.id, e.n, e.recorded_at AS recordedAt, NOT ${notHeld} AS held FROM envelope e JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq
     WHERE e.args IS NOT NULL AND e.recorded_at < ? AND (e.recorded_at, e.n) > (?, ?)
     ORDER BY e.recorded_at, e.n LIMIT ?`,
    before,
    after?.recordedAt ?? Number.MIN_SAFE_INTEGER,
    after?.n ?? 0,
    limit,
  );
  return rows.map(({ held, ...row }) => ({ ...row, isHeld: held === 1 }));
}

/** Acts that were answered in any way and still have their arguments. */
export function answeredUnpurged(db: Ledger, limit: number): Place[] {
  return db.all(
    `SELECT e.stream, e.seq FROM envelope e JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq
     WHERE e.args IS NOT NULL ORDER BY e.recorded_at LIMIT ?`,
    limit,
  );
}

const notHeld = `(r.outcome <> 'held' OR EXISTS (SELECT 1 FROM released d WHERE d.stream = r.stream AND d.seq = r.seq))`;

/** Deletes arguments and salt of settled acts, and the contents of slips that named them, from the file and from its WAL. */
export function purgeSettled(db: LedgerWriter, places: readonly Place[]): void {
  for (const { stream, seq } of places) {
    const settled = db.get(`SELECT 1 FROM receipt r WHERE r.stream = ? AND r.seq = ? AND ${notHeld}`, stream, seq);
    assert(settled !== undefined, () => `act ${stream}/${seq} is not settled`);
  }
  purgeAnswered(db, places);
}

/**
 * The same for answered acts, held ones included: for a revoked desk, whose acts are at the server, and for acts that a supervisor decided shall
 * not count.
 */
export function purgeAnswered(db: LedgerWriter, places: readonly Place[]): void {
  db.transaction(() => {
    for (const { stream, seq } of places) {
      const answered = db.get('SELECT 1 FROM receipt WHERE stream = ? AND seq = ?', stream, seq);
      assert(answered !== undefined, () => `act ${stream}/${seq} is not answered`);
      db.run('UPDATE envelope SET args = NULL, salt = NULL WHERE stream = ? AND seq = ?', stream, seq);
      db.run(
        `UPDATE slip SET content = NULL, detail = '{}'
         WHERE act_id = (SELECT id FROM envelope WHERE stream = ? AND seq = ?)`,
        stream,
        seq,
      );
    }
  });
  // The WAL still holds the pages as they were.
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
}
