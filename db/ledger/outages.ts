// Outages of this desk as its ledger notes them. An outage is open until its report is signed; it goes on while it has no end.

import { z } from 'zod';
import { hashedId } from '../../shared/core/digest.ts';
import type { ActId, StaffId } from '../../shared/core/ids.ts';
import { InstantSchema, type Instant } from '../../shared/core/instant.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

/** The cause of an outage: no answer; the server refused this desk; it answered and accepted nothing; staff paused. */
export const OutageCauseSchema = z.enum(['no-answer', 'refused', 'not-taken', 'paused']);
export type OutageCause = z.infer<typeof OutageCauseSchema>;

const NotedCauseSchema = z.object({ cause: OutageCauseSchema, code: z.string().nullable(), at: InstantSchema });
/** A cause from a moment on; `code`: the error that the server refused with. */
export type NotedCause = z.infer<typeof NotedCauseSchema>;

export type Outage = {
  readonly id: string;
  readonly beganAt: Instant;
  /** Null while it goes on. */
  readonly endedAt: Instant | null;
  /** Up to when the desk's data was complete when it began; null = the desk had none. */
  readonly dataAsOf: Instant | null;
  /** Its acts by the order of recording: after the one, up to the other. */
  readonly afterN: number;
  readonly toN: number | null;
  readonly causes: readonly NotedCause[];
  readonly signed: { readonly at: Instant; readonly by: StaffId; readonly act: ActId } | null;
};

type OutageRow = {
  readonly outage_id: string;
  readonly began_at: number;
  readonly ended_at: number | null;
  readonly data_as_of: number | null;
  readonly after_n: number;
  readonly to_n: number | null;
  readonly causes: string;
  readonly signed_at: number | null;
  readonly signed_by: StaffId | null;
  readonly signed_act: ActId | null;
};

/** Notes that an outage began. */
export function beginOutage(
  db: LedgerWriter,
  begun: Pick<Outage, 'beganAt' | 'dataAsOf' | 'afterN'> & { readonly cause: NotedCause },
): void {
  const { beganAt, dataAsOf, afterN, cause } = begun;
  db.transaction(() =>
    db.run(
      'INSERT INTO outage (outage_id, began_at, data_as_of, after_n, causes) VALUES (?, ?, ?, ?, ?)',
      hashedId('outage', String(beganAt), String(afterN)),
      beganAt,
      dataAsOf,
      afterN,
      JSON.stringify([cause]),
    ),
  );
}

/** Notes another cause of an outage that goes on. */
export function addOutageCause(db: LedgerWriter, { id, causes }: Outage, cause: NotedCause): void {
  db.transaction(() =>
    db.run('UPDATE outage SET causes = ? WHERE outage_id = ?', JSON.stringify([...causes, cause]), id),
  );
}

/** Notes its end, or takes the end back: a line that drops again soon had not come back. */
export function endOutage(db: LedgerWriter, { id }: Outage, end: { at: Instant; toN: number } | null): void {
  db.transaction(() =>
    db.run('UPDATE outage SET ended_at = ?, to_n = ? WHERE outage_id = ?', end?.at ?? null, end?.toN ?? null, id),
  );
}

/**
 * Moves its beginning: a clock that was wrong then was compared since. Its causes move along, and none comes after
 * `atLatest`.
 */
export function moveOutage(
  db: LedgerWriter,
  { id, beganAt: before, causes }: Outage,
  { beganAt, atLatest }: { readonly beganAt: Instant; readonly atLatest: Instant },
): void {
  const moved = causes.map((cause) => ({ ...cause, at: Math.min(atLatest, cause.at - before + beganAt) }));
  db.transaction(() =>
    db.run('UPDATE outage SET began_at = ?, causes = ? WHERE outage_id = ?', beganAt, JSON.stringify(moved), id),
  );
}

/** Start of the server's silence in the current outage; null without an outage, or where the server is not silent. */
export function downSince(db: Ledger): Instant | null {
  const outage = newestOutage(db);
  if (outage === null || outage.endedAt !== null) return null;
  return outage.causes.find(({ cause }) => cause === 'no-answer')?.at ?? null;
}

/** Notes who signed its report. */
export function markOutageSigned(db: LedgerWriter, id: string, { at, by, act }: NonNullable<Outage['signed']>): void {
  db.transaction(() =>
    db.run('UPDATE outage SET signed_at = ?, signed_by = ?, signed_act = ? WHERE outage_id = ?', at, by, act, id),
  );
}

/** The newest outage; null before the first. */
export function newestOutage(db: Ledger): Outage | null {
  return newestOutages(db, 1)[0] ?? null;
}

/** Outages, the newest first, at most so many. */
export function newestOutages(db: Ledger, limit: number): Outage[] {
  return db.all<OutageRow>('SELECT * FROM outage ORDER BY began_at DESC LIMIT ?', limit).map(toOutage);
}

/** Outages that fall into a time, even in part, the oldest first. */
export function outagesBetween(db: Ledger, { from, to }: { readonly from: Instant; readonly to: Instant }): Outage[] {
  const sql = 'SELECT * FROM outage WHERE began_at <= ? AND (ended_at IS NULL OR ended_at >= ?) ORDER BY began_at';
  return db.all<OutageRow>(sql, to, from).map(toOutage);
}

/** Outages without a signed report, newest first. */
export function unsignedOutages(db: Ledger): Outage[] {
  return db.all<OutageRow>('SELECT * FROM outage WHERE signed_at IS NULL ORDER BY began_at DESC').map(toOutage);
}

/** One outage; null for an id that is none. */
export function outageById(db: Ledger, id: string): Outage | null {
  const row = db.get<OutageRow>('SELECT * FROM outage WHERE outage_id = ?', id);
  return row === undefined ? null : toOutage(row);
}

/** The order of the act that was recorded last; 0 before the first. */
export function newestActN(db: Ledger): number {
  return db.get<{ n: number | null }>('SELECT max(n) AS n FROM envelope')?.n ?? 0;
}

function toOutage(row: OutageRow): Outage {
  const { signed_at: at, signed_by: by, signed_act: act } = row;
  return {
    id: row.outage_id,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    dataAsOf: row.data_as_of,
    afterN: row.after_n,
    toN: row.to_n,
    causes: z.array(NotedCauseSchema).parse(JSON.parse(row.causes)),
    signed: at === null || by === null || act === null ? null : { at, by, act },
  };
}
