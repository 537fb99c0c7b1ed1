// A request that its desk signs besides bearing its token: whoever got hold of the token alone cannot make it.

/** Header with the Ed25519 signature over `signedRequestText`, base64. */
export const SIGNATURE_HEADER = 'holdfast-signature';

/** What is signed. The token makes it fresh: it is of this desk alone and minutes old at most. */
export function signedRequestText(request: {
  readonly method: string;
  readonly path: string;
  readonly token: string;
}): string {
  return `${request.method} ${request.path}\n${request.token}`;
}
