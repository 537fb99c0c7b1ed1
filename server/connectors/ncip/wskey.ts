// The signature of a request to OCLC by its web service key: HMAC-SHA256 over the key, the moment, a number used once, and the query.

import { createHmac } from 'node:crypto';
import { SECOND_MS, type Instant } from '../../../shared/core/instant.ts';

export type Signed = {
  readonly key: string;
  readonly secret: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly at: Instant;
  /** Used once. */
  readonly nonce: string;
};

/** The header `Authorization` of a request. */
export function signedByWskey({ key, secret, method, url, at, nonce }: Signed): string {
  const timestamp = String(Math.floor(at / SECOND_MS));
  // For any host, these words stand for it. The place between nonce and method is that of a hash of the body, which may be empty.
  const lines = [key, timestamp, nonce, '', method, 'www.oclc.org', '443', '/wskey', ...queryLines(url)];
  const signature = createHmac('sha256', secret)
    .update(`${lines.join('\n')}\n`)
    .digest('base64');
  const parts = { clientId: key, timestamp, nonce, signature };
  const written = Object.entries(parts).map(([name, value]) => `${name}="${value}"`);
  return `http://www.worldcat.org/wskey/v2/hmac/v1 ${written.join(', ')}`;
}

/** The parameters in order, each encoded as RFC 3986 says. */
function queryLines(url: string): readonly string[] {
  return [...new URL(url).searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).toSorted();
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.codePointAt(0)?.toString(16).toUpperCase() ?? ''}`,
  );
