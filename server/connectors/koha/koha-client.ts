// Calls of Koha's REST interface and of its page for offline transactions.

import type { Instant } from '../../../shared/core/instant.ts';
import { bearerToken } from '../bearer-token.ts';
import type { KohaSettings } from '../connector-settings.ts';
import { failedBy, httpCall, jsonOf, textOf, type Change } from '../http-call.ts';

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
};

/** One line; its client by a function that is called before each change. */
export function kohaLine({
  settings,
  password,
  offlinePassword,
  now,
}: KohaParts): (beforeChange: () => void) => KohaClient {
  const base = settings.url.replace(/\/$/, '');

  const call = async (url: string, init: RequestInit, change: Change): Promise<Response> => {
    const response = await httpCall(settings.patience, { url, init, change });
    // A right that the user of the connector lacks, or lost. Of a change it may also be a refusal, which its body shows.
    if (response.status === 403 && change === null) throw await failedBy(response, 'shut-out', true);
    return response;
  };

  const token = bearerToken(() => {
    const given = { grant_type: 'client_credentials', client_id: settings.clientId, client_secret: password() ?? '' };
    return call(`${base}/api/v1/oauth/token`, { method: 'POST', body: new URLSearchParams(given) }, null);
  }, now);

  type Asked = { readonly method: string; readonly path: string; readonly given?: unknown };
  const rest = async ({ method, path, given }: Asked, change: Change): Promise<KohaAnswer> => {
    const response = await token.call((authorization) => {
      const headers = {
        authorization,
        // Titles come in several forms; without a name of one, Koha gives none.
        accept: 'application/json',
        // The rules of a loan depend on it.
        'x-koha-library': settings.library,
        ...(given === undefined ? {} : { 'content-type': 'application/json' }),
      };
      const init = { method, headers, ...(given === undefined ? {} : { body: JSON.stringify(given) }) };
      return call(`${base}/api/v1${path}`, init, change);
    });
    const { status } = response;
    const total = totalOf(response);
    // A refusal did nothing, so that nothing is lost where its reason cannot be read.
    const body =
      status === 403 ? await jsonOf(response, false).catch(() => null) : await jsonOf(response, change !== null);
    return { status, body, total };
  };

  return (beforeChange) => ({
    signIn: token.signIn,
    get: (path, query = {}) => {
      const text = new URLSearchParams(query).toString();
      return rest({ method: 'GET', path: text === '' ? path : `${path}?${text}` }, null);
    },
    send: (method, path, given) => rest({ method, path, given }, beforeChange),
    offline: async (fields) => {
      const { offline } = settings;
      const at = (offline?.url ?? settings.url).replace(/\/$/, '');
      const named = { userid: offline?.user ?? '', password: offlinePassword() ?? '', branchcode: settings.library };
      const body = new URLSearchParams({ ...named, ...fields });
      const response = await call(`${at}/cgi-bin/koha/offline_circ/service.pl`, { method: 'POST', body }, beforeChange);
      if (response.status === 403) throw await failedBy(response, 'shut-out', true);
      return (await textOf(response, true)).trim();
    },
  });
}

function totalOf({ headers }: Response): number | null {
  const text = headers.get('x-total-count') ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}
