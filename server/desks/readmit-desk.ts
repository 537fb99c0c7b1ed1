// A desk that joined after the backup that this server was restored from: it has no row here, but the server signed a grant that names it and its key.
// The holder of that key is the desk. Its acts count, but it gets nothing until an administrator admits it: the lost library may have revoked it. A
// desk that has a row is not taken in again. [I17] [I18]

import { ED25519 } from '../../db/keys/signing.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { DeskId } from '../../shared/core/ids.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { EnrolGrantSchema, rejoinText, type EnrolGrant, type RejoinRequest } from '../../shared/wire/enrol.ts';
import { readHead } from '../feed/read-head.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { insertDesk } from './insert-desk.ts';
import { serverIdentity } from './server-identity.ts';

type Parts = { readonly store: Store; readonly clock: Clock; readonly random: Random };

/** Takes it in under its old id, `returning`. Throws HF-ENROL-012 where the grant is not this server's, names no key or another one, or the desk is here. */
export async function readmitDesk(parts: Parts, request: RejoinRequest): Promise<{ readonly deskId: DeskId }> {
  const { store, clock, random } = parts;
  const { publicKey } = await serverIdentity(store, random);
  const isOurs = ED25519.verifier(publicKey)(request.grant, request.grantSignature);
  const grant = isOurs ? grantOf(request.grant) : null;
  const key = grant?.deskKey;
  if (grant === null || key === undefined || !ED25519.verifier(key)(rejoinText(request), request.signature))
    throw new HoldfastError('HF-ENROL-012');
  // Nothing is written for a request that could be repeated at will.
  if (!(await store.read((tx) => isMissing(tx, grant)))) throw new HoldfastError('HF-ENROL-012');
  await store.write(async (tx) => {
    await tx.lock([`desk:${grant.deskId}`]);
    if (!(await isMissing(tx, grant))) return;
    const { deskId: id, deskName: name, branch } = grant;
    const { pepper } = request;
    const now = clock.now();
    await insertDesk(tx, { id, name, branch, publicKey: key, pepper, status: 'returning', lastContactAt: now }, now);
  });
  return { deskId: grant.deskId };
}

/** Only a server that was restored since can have lost it. */
async function isMissing(tx: ReadTx, grant: EnrolGrant): Promise<boolean> {
  const desk = await tx.db.selectFrom('desk').select('id').where('id', '=', grant.deskId).executeTakeFirst();
  const [library] = await readAllRows(tx, 'library');
  const { epoch } = await readHead(tx);
  const isThisLibrary = library?.id === grant.library.id && epoch !== grant.epoch;
  return desk === undefined && isThisLibrary && (await readRows(tx, 'branch', [grant.branch])).size === 1;
}

function grantOf(text: string): EnrolGrant | null {
  return EnrolGrantSchema.safeParse(JSON.parse(text)).data ?? null;
}
