// Calls of Koha's REST interface and of its page for offline transactions. A question that changes nothing is never lost; the error of a call that
// changes something states whether it may have been taken.

import { z } from 'zod';
import { SECOND_MS, type Instant } from '../../../shared/core/instant.ts';
import type { KohaSettings } from '../connector-settings.ts';
import { failedBy, httpCall, jsonOf, textOf } from '../http-call.ts';
import { SystemFailureError } from '../other-system.ts';

export type KohaAnswer = {
  readonly status: number;
  readonly body: unknown;
  /** Of a list: how many there are; null = not given. */
  readonly total: number | null;
};

export type KohaClient = {
  readonly get: (path: string, query?: Readonly<Record<string, string>>) => Promise<KohaAnswer>;
  readonly send: (method: 'POST' | 'DELETE', path: string, body?: unknown) => Promise<KohaAnswer>;
  /** One line to the page for offline transactions; its answer. */
  readonly offline: (fields: Readonly<Record<string, string>>) => Promise<string>;
  /** Signs in. */
  readonly signIn: () => Promise<void>;
};

export type KohaParts = {
  readonly settings: KohaSettings;
  readonly password: () => string | null;
  readonly offlinePassword: () => string | null;
  readonly now: () => Instant;
  /** Called before each call that changes something; throws where it is too late. */
  readonly beforeChange?: () => void;
};

const TokenSchema = z.object({ access_token: z.string(), expires_in: z.number() });
/** A token is renewed so long before its end. */
const SPARE_MS = 60 * SECOND_MS;

export function kohaClient({ settings, password, offlinePassword, now, beforeChange }: KohaParts): KohaClient {
  let token: { readonly text: string; readonly until: Instant } | null = null;
  const base = settings.url.replace(/\/$/, '');

  const call = async (url: string, init: RequestInit, changes: boolean): Promise<Response> => {
    const response = await httpCall({ patience: settings.patience, beforeChange }, { url, init, changes });
    // A right that the user of the connector lacks, or lost. Of a change it may also be a refusal, which its body shows.
    if (response.status === 403 && !changes) throw await failedBy(response, 'shut-out', true);
    return response;
  };

  const signIn = async (): Promise<void> => {
    const secret = password() ?? '';
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.clientId,
      client_secret: secret,
    });
    const response = await call(`${base}/api/v1/oauth/token`, { method: 'POST', body }, false);
    if (response.status !== 200) throw await failedBy(response, 'shut-out');
    const read = TokenSchema.safeParse(await jsonOf(response, false));
    if (!read.success) throw new SystemFailureError('not-reached', 'it gives no token');
    token = { text: read.data.access_token, until: now() + read.data.expires_in * SECOND_MS - SPARE_MS };
  };

  const rest = async (method: string, path: string, given: unknown, changes: boolean): Promise<KohaAnswer> => {
    // A token that ended before its stated time is renewed once; a request that was refused with it was not done.
    for (let tries = 0; ; tries += 1) {
      if (token === null || token.until <= now()) await signIn();
      const headers = {
        authorization: `Bearer ${token?.text ?? ''}`,
        // The rules of a loan depend on it.
        'x-koha-library': settings.library,
        ...(given === undefined ? {} : { 'content-type': 'application/json' }),
      };
      const init = { method, headers, ...(given === undefined ? {} : { body: JSON.stringify(given) }) };
      const response = await call(`${base}/api/v1${path}`, init, changes);
      if (response.status !== 401) {
        const total = totalOf(response);
        const isRefused = response.status === 403;
        // It did nothing, so that nothing is lost where its reason cannot be read.
        const body = isRefused ? await jsonOf(response, false).catch(() => null) : await jsonOf(response, changes);
        return { status: response.status, body, total };
      }
      token = null;
      if (tries > 0) throw await failedBy(response, 'shut-out');
      await response.body?.cancel();
    }
  };

  return {
    signIn,
    get: (path, query = {}) => {
      const text = new URLSearchParams(query).toString();
      return rest('GET', text === '' ? path : `${path}?${text}`, undefined, false);
    },
    send: (method, path, body) => rest(method, path, body, true),
    offline: async (fields) => {
      const { offline } = settings;
      const at = (offline?.url ?? settings.url).replace(/\/$/, '');
      const named = { userid: offline?.user ?? '', password: offlinePassword() ?? '', branchcode: settings.library };
      const body = new URLSearchParams({ ...named, ...fields });
      const response = await call(`${at}/cgi-bin/koha/offline_circ/service.pl`, { method: 'POST', body }, true);
      if (response.status === 403) throw await failedBy(response, 'shut-out', true);
      return (await textOf(response, true)).trim();
    },
  };
}

function totalOf({ headers }: Response): number | null {
  const text = headers.get('x-total-count') ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}
