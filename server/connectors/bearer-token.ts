// The token of a server that is signed in by OAuth client credentials.

import { z } from 'zod';
import { SECOND_MS, type Instant } from '../../shared/core/instant.ts';
import { failedBy, jsonOf } from './http-call.ts';
import { SystemFailureError } from './other-system.ts';

const TokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });
/** A token is renewed so long before its end. */
const SPARE_MS = 60 * SECOND_MS;

type BearerToken = {
  /** Throws SystemFailureError. */
  readonly signIn: () => Promise<void>;
  /** The response to a call with the header that signs it, signed in where that is needed. Throws SystemFailureError. */
  readonly call: (signed: (authorization: string) => Promise<Response>) => Promise<Response>;
};

/** `ask`: asks for a token. */
export function bearerToken(ask: () => Promise<Response>, now: () => Instant): BearerToken {
  let token: { readonly text: string; readonly until: Instant } | null = null;
  const signIn = async (): Promise<string> => {
    const response = await ask();
    if (response.status !== 200) throw await failedBy(response, 'shut-out');
    const read = TokenSchema.safeParse(await jsonOf(response, false));
    if (!read.success) throw new SystemFailureError('not-reached', 'it gives no token');
    const { access_token: text, expires_in: seconds } = read.data;
    token = { text, until: now() + seconds * SECOND_MS - SPARE_MS };
    return text;
  };
  return {
    signIn: async () => void (await signIn()),
    call: async (signed) => {
      // A token that ended before its stated time is renewed once; a call that was refused with it did nothing.
      for (let tries = 0; ; tries += 1) {
        const text = token === null || token.until <= now() ? await signIn() : token.text;
        const response = await signed(`Bearer ${text}`);
        if (response.status !== 401) return response;
        token = null;
        if (tries > 0) throw await failedBy(response, 'shut-out');
        await response.body?.cancel();
      }
    },
  };
}
