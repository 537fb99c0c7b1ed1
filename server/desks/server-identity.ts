// The server's own key, by which desks know it and to which they seal. Kept in the database, so that every server process on it is the same server.

import { ED25519, makeSigner, newPrivateKey, type Signer, type Signing } from '../../db/keys/signing.ts';
import type { Random } from '../../shared/core/ports.ts';
import type { Store, WriteTx } from '../store/store.ts';

/** The signer of the server. */
export async function serverIdentity(store: Store, random: Random, signing: Signing = ED25519): Promise<Signer> {
  return signing.signer(await serverKey(store, random));
}

/** The private key, PKCS8 DER, made the first time. */
export async function serverKey(store: Store, random: Random): Promise<Uint8Array> {
  const row = await store.read((tx) => tx.db.selectFrom('server_key').selectAll().executeTakeFirst());
  const key = row?.private_key ?? (await store.write((tx) => mint(tx, random)));
  return Buffer.from(key, 'base64');
}

async function mint(tx: WriteTx, random: Random): Promise<string> {
  const key = newPrivateKey(random);
  const text = Buffer.from(key).toString('base64');
  await tx.db
    .insertInto('server_key')
    .values({ id: 1, public_key: makeSigner(key).publicKey, private_key: text })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another process may have been first.
  const { private_key: kept } = await tx.db.selectFrom('server_key').selectAll().executeTakeFirstOrThrow();
  return kept;
}
