// Codes by which a new desk joins: one use, ten minutes, kept only as a digest.

import { createHash } from 'node:crypto';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { ENROL_CODE_MS } from '../../shared/wire/enrol.ts';
import { ENROL_SECRET_LENGTH, enrolSecret, formatEnrolCode, keyFingerprint } from '../../shared/wire/enrol-code.ts';
import { parseRow } from '../store/state-tables.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { serverIdentity } from './server-identity.ts';

/** A code to read out or type. */
export type EnrolCode = { readonly code: string; readonly expiresAt: Instant };

/** Makes a code for a desk at a branch, given by its id or its name. Throws HF-SERVER-012 when there is none. */
export async function createEnrolCode(
  parts: { readonly store: Store; readonly clock: Clock; readonly random: Random },
  desk: { readonly branch: string; readonly name?: string },
): Promise<EnrolCode> {
  const { store, clock, random } = parts;
  const branch = await findBranch(store, desk.branch);
  const { publicKey } = await serverIdentity(store, random);
  const secret = enrolSecret(random.bytes(ENROL_SECRET_LENGTH));
  const expiresAt = clock.now() + ENROL_CODE_MS;
  await store.write((tx) =>
    tx.db
      .insertInto('enrol_code')
      .values({ hash: digestOf(secret), branch, name: desk.name ?? null, expires_at: expiresAt, used_at: null })
      .execute(),
  );
  return { code: formatEnrolCode({ secret, fingerprint: keyFingerprint(publicKey) }), expiresAt };
}

/** Uses a code up. Throws HF-ENROL-001 when it is unknown or was used, 002 when it has expired. */
export async function spendEnrolCode(
  tx: WriteTx,
  secret: string,
  now: Instant,
): Promise<{ readonly branch: string; readonly name: string | null }> {
  const hash = digestOf(secret);
  await tx.lock([`enrol-code:${hash}`]);
  const row = await tx.db.selectFrom('enrol_code').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (row === undefined || row.used_at !== null) throw new HoldfastError('HF-ENROL-001');
  // One that a clock far ahead had made would be good for years once that is set right.
  if (row.expires_at <= now || row.expires_at > now + 2 * ENROL_CODE_MS) throw new HoldfastError('HF-ENROL-002');
  await tx.db.updateTable('enrol_code').set({ used_at: now }).where('hash', '=', hash).execute();
  return { branch: row.branch, name: row.name };
}

async function findBranch(store: Store, named: string): Promise<string> {
  const rows = await store.read((tx) => tx.db.selectFrom('branch').select(['id', 'body']).execute());
  const byId = rows.find((row) => row.id === named);
  const byName = rows.filter((row) => nameIn(row.body).toLowerCase() === named.toLowerCase());
  const found = byId ?? (byName.length === 1 ? byName[0] : undefined);
  if (found === undefined) {
    const branches = rows
      .map(({ id }) => id)
      .sort()
      .join(', ');
    throw new HoldfastError('HF-SERVER-012', { branch: named, branches });
  }
  return found.id;
}

function nameIn(body: string): string {
  return parseRow('branch', body).name;
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
