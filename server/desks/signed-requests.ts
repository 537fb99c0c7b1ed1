// Requests that a desk's token alone does not open: the desk signs them with its key.

import { ED25519, type Signing } from '../../db/keys/signing.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { signedRequestText } from '../../shared/wire/signed-request.ts';
import type { KnownDesk } from './desk-tokens.ts';

/** A request with the signature that came with it; '' = none did. */
export type SignedRequest = Parameters<typeof signedRequestText>[0] & { readonly signature: string };

/** Throws HF-AUTH-003 where the desk's key did not sign the request. */
export function assertSigned(
  { publicKey }: Pick<KnownDesk, 'publicKey'>,
  request: SignedRequest,
  { signing = ED25519 }: { readonly signing?: Signing } = {},
): void {
  if (!signing.verifier(publicKey)(signedRequestText(request), request.signature))
    throw new HoldfastError('HF-AUTH-003');
}
