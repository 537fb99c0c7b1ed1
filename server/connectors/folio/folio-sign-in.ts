// Signing in to FOLIO: a short token in a cookie, renewed with a second cookie that is good once; on older sites a token in a header.

import { SECOND_MS, type Instant } from '../../../shared/core/instant.ts';
import { failedBy } from '../http-call.ts';
import { SystemFailureError } from '../other-system.ts';

/** A request, below the address of the gateway. */
export type FolioRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};
type SignInCall = (path: string, request: FolioRequest) => Promise<Response>;

type FolioSession = {
  /** Headers of a call; signs in, or renews the token, where it takes that. Throws SystemFailureError. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** The token is refused, whatever its time says. */
  readonly refuse: () => void;
  /** Null: not signed in. */
  readonly way: () => 'cookies' | 'header' | null;
};

type Login = { readonly user: string; readonly password: () => string | null; readonly now: () => Instant };

type Token =
  | { readonly in: 'cookies'; readonly access: string; readonly refresh: string | null; readonly until: Instant }
  | { readonly in: 'header'; readonly access: string };

/** A token is renewed so long before its end, or a tenth of its time where that is less. */
const SPARE_MS = 30 * SECOND_MS;
/** A cookie that names no time is good until it is refused. */
const NO_END = Number.MAX_SAFE_INTEGER;

/** Nothing is asked before the first headers. */
export function folioSession(call: SignInCall, { user, password, now }: Login): FolioSession {
  let token: Token | null = null;
  /** The cookie that renews; it is good for one call alone. */
  let refresh: string | null = null;

  const signIn = async (): Promise<Token> => {
    const body = JSON.stringify({ username: user, password: password() ?? '' });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const answer = await call('/authn/login-with-expiry', init);
    if (answer.status !== 404) return fromCookies(await accepted(answer), now());
    await answer.body?.cancel();
    const older = await accepted(await call('/authn/login', init));
    const access = older.headers.get('x-okapi-token') ?? '';
    if (!isPlain(access)) throw noToken();
    return { in: 'header', access };
  };

  const renew = async (cookie: string): Promise<Token | null> => {
    try {
      const init = { method: 'POST', headers: { cookie: `folioRefreshToken=${cookie}` } };
      return fromCookies(await accepted(await call('/authn/refresh', init)), now());
    } catch (error) {
      if (error instanceof SystemFailureError && error.is === 'shut-out') return null;
      throw error;
    }
  };

  return {
    headers: async () => {
      if (token === null || (token.in === 'cookies' && token.until <= now())) {
        const cookie = refresh;
        token = null;
        refresh = null;
        token = (cookie === null ? null : await renew(cookie)) ?? (await signIn());
        refresh = token.in === 'cookies' ? token.refresh : null;
      }
      return headersOf(token);
    },
    refuse: () => {
      token = null;
    },
    way: () => token?.in ?? null,
  };
}

function headersOf(token: Token): Readonly<Record<string, string>> {
  return token.in === 'cookies' ? { cookie: `folioAccessToken=${token.access}` } : { 'x-okapi-token': token.access };
}

async function accepted(response: Response): Promise<Response> {
  if (response.status !== 200 && response.status !== 201) throw await failedBy(response, 'shut-out');
  await response.body?.cancel();
  return response;
}

const noToken = (): SystemFailureError => new SystemFailureError('not-reached', 'it gives no token');

/** It can stand in a header or a cookie. */
const isPlain = (text: string): boolean => /^[\u0021-\u007E]{1,16000}$/.test(text) && !/[;,"]/.test(text);

function fromCookies({ headers }: Response, now: Instant): Token {
  const cookies = headers.getSetCookie();
  const access = cookieOf(cookies, 'folioAccessToken');
  if (access === null) throw noToken();
  const { value, seconds } = access;
  const lifeMs = seconds * SECOND_MS;
  const until = seconds === 0 ? NO_END : now + lifeMs - Math.min(SPARE_MS, lifeMs / 10);
  return { in: 'cookies', access: value, refresh: cookieOf(cookies, 'folioRefreshToken')?.value ?? null, until };
}

/** Its time is told in seconds, so that the clock there need not be right; 0 = it tells none. */
function cookieOf(
  cookies: readonly string[],
  name: string,
): { readonly value: string; readonly seconds: number } | null {
  for (const cookie of cookies) {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const value = pair.startsWith(`${name}=`) ? pair.slice(name.length + 1) : '';
    if (!isPlain(value)) continue;
    const age = attributes.map((one) => /^max-age=(\d{1,9})$/i.exec(one)?.[1]).find((one) => one !== undefined);
    return { value, seconds: Number(age ?? 0) };
  }
  return null;
}
