// Wrong PINs at the server are few: after some within a quarter of an hour, none is tried for the rest of it. They are rows of the database, so that
// neither a new start nor another server process gives new tries; desks, where PINs are given all day, keep theirs in the ledger.

import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { InstantSchema, MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { Store } from '../store/store.ts';

const MOST_FAILURES = 4;
const WINDOW_MS = 15 * MINUTE_MS;

export type PinTries = {
  /**
   * Counts a try as wrong before the PIN is checked, so that tries at the same time count as if they had been made in a row. Throws HF-AUTH-023
   * while a member of staff has too many wrong tries.
   */
  readonly take: (staffId: string) => Promise<void>;
  /** The PIN was right. */
  readonly forget: (staffId: string) => Promise<void>;
};

const TimesSchema = z.array(InstantSchema);

export function createPinTries({ store, clock }: { readonly store: Store; readonly clock: Clock }): PinTries {
  return {
    take: async (staffId) => {
      const wait = await store.write(async (tx) => {
        await tx.lock([`pin-tries:${staffId}`]);
        const now = clock.now();
        const row = await tx.db
          .selectFrom('pin_tries')
          .select('failed_at')
          .where('staff_id', '=', staffId)
          .executeTakeFirst();
        const recent = recentOf(row === undefined ? [] : TimesSchema.parse(JSON.parse(row.failed_at)), now);
        const [first] = recent;
        const isOver = first !== undefined && recent.length >= MOST_FAILURES;
        // Also where none is tried: an entry by a clock that was ahead counts from the first look on, and not from each again.
        const kept = isOver ? recent : [...recent, now];
        await tx.upsert('pin_tries', [{ staff_id: staffId, failed_at: JSON.stringify(kept) }]);
        return isOver ? first + WINDOW_MS - now : null;
      });
      if (wait !== null) throw new HoldfastError('HF-AUTH-023', { seconds: Math.ceil(wait / 1_000) });
    },
    forget: async (staffId) => {
      await store.write((tx) => tx.db.deleteFrom('pin_tries').where('staff_id', '=', staffId).execute());
    },
  };
}

/** Tries within the window. Times written by a clock that was ahead count from now on. */
function recentOf(times: readonly Instant[], now: Instant): Instant[] {
  return times.map((at) => Math.min(at, now)).filter((at) => at > now - WINDOW_MS);
}
