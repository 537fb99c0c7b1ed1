// Logins of the stand-in for FOLIO: tokens in cookies that end after ten minutes, each with a cookie that renews it once; or tokens in a header.

import type { IncomingHttpHeaders } from 'node:http';
import type { Instant } from '../../../shared/core/instant.ts';

export type FolioTold = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
};

const SECONDS = 600;

export function folioLogins(way: 'cookies' | 'header', now: () => Instant) {
  const tokens = new Map<string, Instant>();
  const refreshes = new Set<string>();
  let ids = 0;
  const refused = (text: string): FolioTold => ({ status: 422, body: { errors: [{ message: text }] } });
  const signedIn = (): FolioTold => {
    const [access, refresh] = [`access-${(ids += 1)}`, `refresh-${ids}`];
    tokens.set(access, now() + SECONDS * 1_000);
    refreshes.add(refresh);
    const cookie = (name: string, value: string, seconds: number, path: string) =>
      `${name}=${value}; Max-Age=${seconds}; Path=${path}; Secure; HTTPOnly; SameSite=None`;
    const set = [
      cookie('folioRefreshToken', refresh, 604_800, '/authn'),
      cookie('folioAccessToken', access, SECONDS, '/'),
    ];
    return { status: 201, body: { accessTokenExpiration: '2099-01-01T00:00:00Z' }, headers: { 'set-cookie': set } };
  };
  return {
    /** Null: it is no login. */
    answer: (route: string, text: string, { cookie = '' }: IncomingHttpHeaders): FolioTold | null => {
      if (route === 'POST /authn/refresh')
        return refreshes.delete(/folioRefreshToken=([^;]+)/.exec(cookie)?.[1] ?? '')
          ? signedIn()
          : refused('Invalid refresh token');
      if (route !== 'POST /authn/login-with-expiry' && route !== 'POST /authn/login') return null;
      if (route === 'POST /authn/login-with-expiry' && way === 'header')
        return { status: 404, body: 'No suitable module found for path' };
      const parseLogin = (given: string) => JSON.parse(given) as Readonly<Record<string, string>>;
      const { username, password } = parseLogin(text);
      if (username !== 'holdfast' || password !== 'secret') return refused('Password does not match');
      if (way === 'cookies') return signedIn();
      const token = `token-${(ids += 1)}`;
      tokens.set(token, Number.MAX_SAFE_INTEGER);
      return { status: 201, body: {}, headers: { 'x-okapi-token': token } };
    },
    isIn: ({ cookie = '', 'x-okapi-token': header }: IncomingHttpHeaders): boolean => {
      const token = typeof header === 'string' ? header : /folioAccessToken=([^;]+)/.exec(cookie)?.[1];
      return (tokens.get(token ?? '') ?? 0) > now();
    },
    /** Ends every token; with `all` the cookies that renew them too. */
    end: (all = false): void => {
      tokens.clear();
      if (all) refreshes.clear();
    },
  };
}
