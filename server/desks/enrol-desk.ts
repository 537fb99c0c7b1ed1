// Enrolment: a desk shows its code, its public key and its pepper, and gets its identity under the server's signature.

import { createPublicKey } from 'node:crypto';
import { branchId, deskId } from '../../shared/core/ids.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { keyFingerprint } from '../../shared/wire/enrol-code.ts';
import type { EnrolGrant, EnrolRequest, EnrolResponse } from '../../shared/wire/enrol.ts';
import { readHead } from '../feed/read-head.ts';
import { newId } from '../new-id.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { issueToken } from './desk-tokens.ts';
import { spendEnrolCode } from './enrol-codes.ts';
import { insertDesk } from './insert-desk.ts';
import { serverIdentity } from './server-identity.ts';

/** Enrols a desk. Throws HF-ENROL-001, 002, 005 or 006, HF-SERVER-006. */
export async function enrolDesk(
  parts: { readonly store: Store; readonly clock: Clock; readonly random: Random },
  request: EnrolRequest,
): Promise<EnrolResponse> {
  assertEd25519(request.publicKey);
  const identity = await serverIdentity(parts.store, parts.random);
  const { fingerprint } = request;
  if (fingerprint !== undefined && fingerprint !== keyFingerprint(identity.publicKey))
    throw new HoldfastError('HF-ENROL-005');
  const grant = await parts.store.write((tx) => admitDesk(tx, request, parts));
  const text = JSON.stringify(grant);
  return { grant: text, signature: identity.sign(text), serverKey: identity.publicKey };
}

async function admitDesk(
  tx: WriteTx,
  request: EnrolRequest,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<EnrolGrant> {
  const now = clock.now();
  const place = await spendEnrolCode(tx, request.code, now);
  const [library] = await readAllRows(tx, 'library');
  const branch = (await readRows(tx, 'branch', [place.branch])).get(place.branch);
  if (library === undefined || branch === undefined) throw new HoldfastError('HF-SERVER-006');
  const { n } = await tx.db
    .selectFrom('desk')
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const desk = { id: newId(clock, random), name: place.name ?? `Desk ${Number(n) + 1}` };
  const { publicKey, pepper } = request;
  await insertDesk(tx, { ...desk, branch: branch.id, publicKey, pepper, status: 'active', lastContactAt: now }, now);
  const { token, expiresAt } = await issueToken(tx, { deskId: desk.id, now, random });
  const { epoch } = await readHead(tx);
  return {
    deskId: deskId(desk.id),
    deskName: desk.name,
    deskKey: request.publicKey,
    branch: branch.id,
    system: branch.system === null ? null : branchId(branch.system),
    library,
    epoch,
    token,
    tokenExpiresAt: expiresAt,
  };
}

function assertEd25519(publicKey: string): void {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'ed25519') return;
  } catch {
    // Not a key at all: the same answer.
  }
  throw new HoldfastError('HF-ENROL-006');
}
