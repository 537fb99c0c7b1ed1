// A request that its desk signs besides bearing its token: the person who got hold of the token alone cannot make it.

import { sha256Hex } from '../core/digest.ts';

/** Header with the Ed25519 signature over `signedRequestText`, base64. */
export const SIGNATURE_HEADER = 'holdfast-signature';

/** The signed text. The token makes it fresh: it is of this desk alone and minutes old at most. `body`: the exact text, where there is one. */
export function signedRequestText(request: {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: string | null;
}): string {
  const { method, path, token, body = null } = request;
  const head = `${method} ${path}\n${token}`;
  return body === null ? head : `${head}\n${sha256Hex(body)}`;
}
