// Tokens of discovery layers and other readers of public data. Kept as digests alone.

import { createHash } from 'node:crypto';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import type { Store } from '../store/store.ts';

const TOKEN_BYTES = 24;

/** A reader, without its token. */
export type Reader = { readonly name: string; readonly createdAt: Instant };

/** Makes a token for a reader and returns it: it is not stored. One of the same name goes. */
export async function addReader(
  { store, clock, random }: { readonly store: Store; readonly clock: Clock; readonly random: Random },
  name: string,
): Promise<string> {
  const token = Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');
  await store.write(async ({ db }) => {
    await db.deleteFrom('reader_token').where('name', '=', name).execute();
    await db
      .insertInto('reader_token')
      .values({ hash: digestOf(token), name, created_at: clock.now() })
      .execute();
  });
  return token;
}

/** The readers, by name. */
export async function listReaders(store: Store): Promise<Reader[]> {
  const rows = await store.read(({ db }) => db.selectFrom('reader_token').selectAll().orderBy('name').execute());
  return rows.map(({ name, created_at: createdAt }) => ({ name, createdAt }));
}

/** Ends a token; false for an unknown name. */
export async function removeReader(store: Store, name: string): Promise<boolean> {
  return store.write(async ({ db }) => {
    const { numDeletedRows } = await db.deleteFrom('reader_token').where('name', '=', name).executeTakeFirst();
    return numDeletedRows > 0n;
  });
}

/** Throws HF-AUTH-060 for an unknown token. */
export async function assertReader(store: Store, token: string): Promise<void> {
  const row = await store.read(({ db }) =>
    db.selectFrom('reader_token').select('name').where('hash', '=', digestOf(token)).executeTakeFirst(),
  );
  if (row === undefined) throw new HoldfastError('HF-AUTH-060');
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
