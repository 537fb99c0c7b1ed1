// The epochs of the server that this desk has met. A new one means that the server was restored from a backup; staff see that until one of them
// has confirmed it.

import type { StaffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

/** Notes the server's epoch; true where it is another than before. `before`: the one that the desk knew when none was noted yet. */
export function meetEpoch(
  db: LedgerWriter,
  { epoch, before, at }: { readonly epoch: string; readonly before: string; readonly at: Instant },
): boolean {
  const known = newestEpoch(db);
  if (known === epoch) return false;
  db.transaction(() => {
    const add = 'INSERT INTO server_epoch (epoch, met_at, seen_at) VALUES (?, ?, ?)';
    // The first one means nothing.
    if (known === null) db.run(add, before, at, at);
    if ((known ?? before) !== epoch) db.run(add, epoch, at, null);
  });
  return (known ?? before) !== epoch;
}

/** When the desk last found the server restored; null where it never was, or staff have seen it. */
export function unseenRestore(db: Ledger): Instant | null {
  const row = db.known<{ at: number; seen: number | null }>(
    'SELECT met_at AS at, seen_at AS seen FROM server_epoch ORDER BY n DESC LIMIT 1',
  );
  return row === undefined || row.seen !== null ? null : row.at;
}

/** Marks all restores up to this moment as seen; later ones stay unseen. */
export function markRestoreSeen(
  db: LedgerWriter,
  upTo: Instant,
  { at, by }: { readonly at: Instant; readonly by: StaffId },
): void {
  db.transaction(() =>
    db.run('UPDATE server_epoch SET seen_at = ?, seen_by = ? WHERE seen_at IS NULL AND met_at <= ?', at, by, upTo),
  );
}

function newestEpoch(db: Ledger): string | null {
  return db.known<{ epoch: string }>('SELECT epoch FROM server_epoch ORDER BY n DESC LIMIT 1')?.epoch ?? null;
}
