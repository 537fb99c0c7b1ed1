// Joins a library with a single-use code: the desk makes its key pair, the server answers with a grant signed by its own key, and the code names that
// key.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { splitEnrolCode, keyFingerprint } from '../../shared/wire/enrol-code.ts';
import { EnrolGrantSchema, type EnrolGrant, type EnrolResponse } from '../../shared/wire/enrol.ts';
import { makeVerifier, type Signer } from '../../db/keys/signing.ts';
import type { SignedGrant } from '../../db/ledger/enrol-grant.ts';
import type { Identity } from '../../db/ledger/identity.ts';
import type { ServerClient } from './link/server-client.ts';
import type { Failure } from './sync/sync-events.ts';

export type EnrolOptions = {
  readonly client: ServerClient;
  readonly serverUrl: string;
  readonly code: string;
  readonly signer: Signer;
  readonly pepper: Uint8Array;
  readonly now: number;
};

/** The desk's new identity, and the server's signed grant. */
export type Enrolled = { readonly identity: Identity; readonly token: string; readonly signed: SignedGrant };

/** Enrols this desk. Throws HF-ENROL-…, HF-SYNC-003 when nothing answers, or HF-SYNC-040 to 043 for a server that cannot be trusted. */
export async function enrolDesk(options: EnrolOptions): Promise<Enrolled> {
  const parts = splitEnrolCode(options.code);
  if (parts === null) throw new HoldfastError('HF-ENROL-004');
  const exchange = await options.client.enrol({
    code: parts.secret,
    fingerprint: parts.fingerprint,
    publicKey: options.signer.publicKey,
    pepper: Buffer.from(options.pepper).toString('base64'),
  });
  if (!exchange.ok) throw refusal(exchange.error, options.serverUrl);
  const { value: response } = exchange.value;
  const grant = verifiedGrant(response, parts.fingerprint);
  const signed = { grant: response.grant, signature: response.signature };
  return { identity: toIdentity(grant, response, options), token: grant.token, signed };
}

/** The server's refusal, if it has a code that a person can act on. */
function refusal(failure: Failure, url: string): HoldfastError {
  const code = failure.kind === 'token' ? undefined : failure.code;
  // The number that 013 asks to report stands in the server's own log.
  return code === undefined || code === 'HF-SERVER-013'
    ? new HoldfastError('HF-SYNC-003', { url })
    : new HoldfastError(code);
}

/** The grant, if it is of the server that gave the code. */
function verifiedGrant(response: EnrolResponse, fingerprint: string): EnrolGrant {
  const isRightKey = keyFingerprint(response.serverKey) === fingerprint;
  const isSigned = makeVerifier(response.serverKey)(response.grant, response.signature);
  if (!isRightKey || !isSigned) throw new HoldfastError('HF-ENROL-005');
  return EnrolGrantSchema.parse(JSON.parse(response.grant));
}

function toIdentity(grant: EnrolGrant, response: EnrolResponse, options: EnrolOptions): Identity {
  return {
    deskId: grant.deskId,
    deskName: grant.deskName,
    branch: grant.branch,
    system: grant.system,
    library: grant.library,
    serverUrl: options.serverUrl,
    serverKey: response.serverKey,
    epoch: grant.epoch,
    enrolledAt: options.now,
  };
}
