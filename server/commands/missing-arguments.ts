// Acts that come without their arguments. A desk may have purged them, long after they were settled; removing them on the way is refused. An act kept
// without arguments takes them from any whole copy that comes later. [I2] [I19] [I21]

import { CONTACT_DEFAULTS } from '../../shared/circ/model/contact-terms.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { purgedAmong } from '../purge/purge-list.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { byProxy } from './facts-row.ts';
import type { Prepared } from './prepare-envelopes.ts';

/** Desks purge nothing that is younger; one day less, since clocks differ. */
const YOUNGEST_PURGED_MS = (CONTACT_DEFAULTS.forgetDays - 1) * DAY_MS;

/** Whether the desk may have purged the arguments: by its own clock, which it purges by, or by that of the server. */
export function mayBePurged({ body }: Prepared, now: Instant): boolean {
  // A body of a newer version has no readable time: it is held, and filled in when the whole comes.
  if (body === null) return true;
  const { wall, offsetMs } = body.occurred;
  return Math.min(wall, wall + offsetMs) <= now - YOUNGEST_PURGED_MS;
}

/** An act that is kept without arguments, by its place here, and the envelope that has them. */
export type Filling = {
  readonly stream: string;
  readonly seq: number;
  readonly prepared: Prepared;
  readonly effectiveAt: Instant;
  readonly clampedAt: Instant | null;
};

/** Kept acts that lack the arguments which these envelopes bring. Arguments purged by the library stay purged. */
export async function findFillings(tx: ReadTx, prepared: readonly Prepared[]): Promise<Filling[]> {
  const whole = new Map(prepared.flatMap((one) => (one.envelope.args === null ? [] : [[one.hash, one] as const])));
  if (whole.size === 0) return [];
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['stream', 'seq', 'hash', 'effective_at', 'clamped_at'])
    .where(
      tx.anyOf(
        'id',
        [...whole.values()].map(({ place }) => place.id),
      ),
    )
    .where('args', 'is', null)
    .where('outcome', '=', 'held')
    .execute();
  const lacking = rows.filter(({ hash }) => whole.has(hash));
  const purged = await purgedAmong(
    tx,
    'args',
    lacking.map(({ stream, seq }) => `${stream}/${seq}`),
  );
  return lacking.flatMap(({ stream, seq, hash, effective_at: effectiveAt, clamped_at: clampedAt }) => {
    const found = whole.get(hash);
    if (found === undefined || purged.has(`${stream}/${seq}`)) return [];
    return [{ stream, seq, prepared: found, effectiveAt, clampedAt }];
  });
}

/** Writes the arguments to the acts that lack them. */
export async function writeFillings(tx: WriteTx, fillings: readonly Filling[]): Promise<void> {
  for (const { stream, seq, prepared } of fillings) {
    const { args, salt } = prepared.envelope;
    await tx.db
      .updateTable('envelope')
      .set({ args, salt, by_proxy: byProxy(prepared.args) })
      .where('stream', '=', stream)
      .where('seq', '=', seq)
      .execute();
  }
}

/** The same for acts in quarantine. */
export async function fillQuarantine(tx: WriteTx, prepared: readonly Prepared[]): Promise<void> {
  const whole = prepared.filter(({ envelope }) => envelope.args !== null);
  const keyOf = ({ place, hash }: Prepared) => `${place.stream}/${place.seq}/${hash}`;
  const purged = await purgedAmong(tx, 'copy', whole.map(keyOf));
  for (const one of whole) {
    if (purged.has(keyOf(one))) continue;
    const { args, salt } = one.envelope;
    await tx.db
      .updateTable('quarantine')
      .set({ args, salt })
      .where('stream', '=', one.place.stream)
      .where('hash', '=', one.hash)
      .where('args', 'is', null)
      .execute();
  }
}

/** An act that was taken in since its arguments came. */
export type FilledPlace = { readonly stream: string; readonly seq: number };

/** Their own answers have an older position, which web hooks and connectors passed long ago. */
export async function placeFilled(tx: WriteTx, filled: readonly FilledPlace[], position: number): Promise<void> {
  for (const { stream, seq } of filled)
    await tx.db
      .updateTable('envelope')
      .set({ released_position: position })
      .where('stream', '=', stream)
      .where('seq', '=', seq)
      .execute();
}

/** Whether the act counts under another number. */
export async function countsElsewhere(tx: WriteTx, { id }: { readonly id: string }): Promise<boolean> {
  const row = await tx.db
    .selectFrom('envelope')
    .select('id')
    .where('id', '=', id)
    .where('outcome', '=', 'applied')
    .executeTakeFirst();
  return row !== undefined;
}
