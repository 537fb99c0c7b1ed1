// Slips of this desk, printed or waiting for a printer. A slip is stored before it is sent, so that none is lost with the printer or the program.
// Its content goes with its act; one that was printed, or is of no act, goes after a day.

import { z } from 'zod';
import { ActIdSchema, type ActId } from '../../shared/core/ids.ts';
import type { Json } from '../../shared/core/canonical-json.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

const StateSchema = z.enum(['waiting', 'printed', 'dropped']);
export type SlipState = z.infer<typeof StateSchema>;

const DetailSchema = z.object({ state: StateSchema });

/** A slip as it is kept. `content`: null once it is purged. */
export type KeptSlip = {
  readonly number: number;
  readonly kind: string;
  readonly actId: ActId | null;
  readonly madeAt: Instant;
  readonly content: unknown;
  readonly state: SlipState;
};

type SlipRow = {
  readonly number: number;
  readonly kind: string;
  readonly act_id: string | null;
  readonly made_at: number;
  readonly content: string | null;
  readonly detail: string;
};

const columns = 'number, kind, act_id, made_at, content, detail';

/** Keeps a slip that is to be printed; returns its number. */
export function keepSlip(
  db: LedgerWriter,
  slip: { readonly kind: string; readonly actId: ActId | null; readonly madeAt: Instant; readonly content: Json },
): number {
  return db.transaction(() => {
    db.run(
      'INSERT INTO slip (kind, act_id, made_at, content, detail) VALUES (?, ?, ?, ?, ?)',
      slip.kind,
      slip.actId,
      slip.madeAt,
      JSON.stringify(slip.content),
      JSON.stringify({ state: 'waiting' }),
    );
    return db.get<{ number: number }>('SELECT last_insert_rowid() AS number')?.number ?? 0;
  });
}

/** Notes the state of a slip. */
export function markSlip(db: LedgerWriter, number: number, state: SlipState): void {
  db.transaction(() => db.run('UPDATE slip SET detail = ? WHERE number = ?', JSON.stringify({ state }), number));
}

/** Slips that wait, the oldest first. */
export function waitingSlips(db: Ledger): KeptSlip[] {
  const rows = db.all<SlipRow>(
    `SELECT ${columns} FROM slip WHERE json_extract(detail, '$.state') = 'waiting' AND content IS NOT NULL ORDER BY number`,
  );
  return rows.flatMap(toSlip);
}

/** A slip by its number; null where there is none. */
export function slipByNumber(db: Ledger, number: number): KeptSlip | null {
  const row = db.get<SlipRow>(`SELECT ${columns} FROM slip WHERE number = ?`, number);
  return (row === undefined ? [] : toSlip(row))[0] ?? null;
}

/** The newest slip that was printed and is not purged. */
export function lastPrinted(db: Ledger): KeptSlip | null {
  const row = db.get<SlipRow>(
    `SELECT ${columns} FROM slip WHERE json_extract(detail, '$.state') = 'printed' AND content IS NOT NULL
     ORDER BY number DESC LIMIT 1`,
  );
  return (row === undefined ? [] : toSlip(row))[0] ?? null;
}

/**
 * Deletes slips made before a moment that no longer wait, for they are never printed again, and those of no act, which no purge finds: they name
 * a patron, in any state.
 */
export function removeOldSlips(db: LedgerWriter, before: Instant): void {
  const old = `made_at < ? AND (content IS NULL OR act_id IS NULL OR json_extract(detail, '$.state') IS NOT 'waiting')`;
  if (db.get(`SELECT 1 FROM slip WHERE ${old} LIMIT 1`, before) === undefined) return;
  db.transaction(() => db.run(`DELETE FROM slip WHERE ${old}`, before));
}

/** A slip whose detail was purged is left out. */
function toSlip(row: SlipRow): KeptSlip[] {
  const detail = DetailSchema.safeParse(JSON.parse(row.detail));
  if (!detail.success) return [];
  return [
    {
      number: row.number,
      kind: row.kind,
      actId: row.act_id === null ? null : ActIdSchema.parse(row.act_id),
      madeAt: row.made_at,
      content: row.content === null ? null : JSON.parse(row.content),
      state: detail.data.state,
    },
  ];
}
