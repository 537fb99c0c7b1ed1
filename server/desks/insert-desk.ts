// The one place where a desk comes into the library, however it comes.

import type { Instant } from '../../shared/core/instant.ts';
import type { WriteTx } from '../store/store.ts';

/**
 * `returning`: it joined after the backup that this server was restored from, and has shown its grant. Its acts count; it gets nothing before an
 * administrator admits it, since the lost library may have revoked it. `server`: the desk of the server's own acts.
 */
type DeskStatus = 'active' | 'returning' | 'revoked' | 'server';

export type NewDesk = {
  readonly id: string;
  readonly name: string;
  readonly branch: string;
  /** Ed25519, SPKI DER in base64. */
  readonly publicKey: string;
  /** Base64; empty for a desk without sign-ins. */
  readonly pepper: string;
  readonly status: DeskStatus;
  /** Null for a desk that is not expected to make contact. */
  readonly lastContactAt: Instant | null;
};

/** Writes it as a desk that has done nothing yet; one of this id that is here stays as it is. */
export async function insertDesk(tx: WriteTx, desk: NewDesk, now: Instant): Promise<void> {
  const { id, name, branch, publicKey, pepper, status, lastContactAt } = desk;
  await tx.db
    .insertInto('desk')
    .values({
      id,
      name,
      branch,
      public_key: publicKey,
      pepper,
      status,
      enrolled_at: now,
      revoked_at: null,
      last_contact_at: lastContactAt,
      scopes: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
