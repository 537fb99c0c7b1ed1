// A server that does not know this desk any more was restored from a backup of before the desk joined: the desk shows the grant that the server
// signed.

import { rejoinText, type RejoinRequest } from '../../../shared/wire/enrol.ts';
import type { Signer } from '../../../db/keys/signing.ts';
import { enrolGrant } from '../../../db/ledger/enrol-grant.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';

type RejoinParts = { readonly ledger: Ledger; readonly signer: Signer; readonly pepper: Uint8Array };

/** The request to rejoin; null for a desk that has kept no grant. */
export function rejoinRequest({ ledger, signer, pepper: bytes }: RejoinParts): RejoinRequest | null {
  const signed = enrolGrant(ledger);
  if (signed === null) return null;
  const { grant, signature: grantSignature } = signed;
  const pepper = Buffer.from(bytes).toString('base64');
  return { grant, grantSignature, pepper, signature: signer.sign(rejoinText({ grant, pepper })) };
}
