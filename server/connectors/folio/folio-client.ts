// Calls of FOLIO's gateway, and the refusals in their answers.

import { z } from 'zod';
import type { Instant } from '../../../shared/core/instant.ts';
import { meaningOfFolio } from '../../../shared/connectors/folio-words.ts';
import { refused, type Answer, type Refusal } from '../../../shared/connectors/message.ts';
import type { FolioSettings } from '../connector-settings.ts';
import { failedBy, httpCall, jsonOf, textOf, type Change } from '../http-call.ts';
import { folioSession, type FolioRequest } from './folio-sign-in.ts';

export type FolioAnswer = { readonly status: number; readonly body: unknown };

export type FolioClient = {
  /** A list, or a record by its path alone. Throws SystemFailureError. */
  readonly get: (path: string, query?: Readonly<Record<string, string>>) => Promise<FolioAnswer>;
  /** Throws SystemFailureError; `lost` = it may have been taken. */
  readonly send: (method: 'POST' | 'PUT', path: string, body: unknown) => Promise<FolioAnswer>;
  /** Signs in, unless that is done. */
  readonly signIn: () => Promise<void>;
  /** How it is signed in; null = it is not. */
  readonly way: () => 'cookies' | 'header' | null;
};

export type FolioParts = {
  readonly settings: FolioSettings;
  readonly password: () => string | null;
  readonly now: () => Instant;
};

const ErrorsSchema = z.object({
  errors: z.array(z.object({ message: z.string().nullish(), code: z.string().nullish() })),
});
/** Of an action on fees. */
const ActionErrorSchema = z.object({ errorMessage: z.string() });

/** One line; its client by a function that is called before each change. */
export function folioLine({ settings, password, now }: FolioParts): (beforeChange: () => void) => FolioClient {
  const base = settings.url.replace(/\/$/, '');
  const { patience, tenant, user } = settings;
  const call = async (path: string, init: FolioRequest, change: Change): Promise<Response> => {
    const headers = { accept: 'application/json', ...init.headers, 'x-okapi-tenant': tenant };
    const response = await httpCall(patience, { url: `${base}${path}`, init: { ...init, headers }, change });
    // A right that the user of the connector lacks. Refusals of acts are 422, never 403.
    if (response.status === 403) throw await failedBy(response, 'shut-out', true);
    return response;
  };
  const session = folioSession((path, init) => call(path, init, null), { user, password, now });

  type Asked = { readonly method: string; readonly path: string; readonly given?: unknown };
  const ask = async ({ method, path, given }: Asked, change: Change): Promise<FolioAnswer> => {
    const isOfRecord = method === 'PUT' || (method === 'GET' && !path.includes('?'));
    // A token that ended before its stated time is renewed once; a request that was refused with it was not done.
    for (let tries = 0; ; tries += 1) {
      const signed = await session.headers();
      const headers = { ...signed, ...(given === undefined ? {} : { 'content-type': 'application/json' }) };
      const init = { method, headers, ...(given === undefined ? {} : { body: JSON.stringify(given) }) };
      const response = await call(path, init, change);
      // Of a record it means that the record is gone. Else a module is missing, as while one is replaced.
      if (response.status === 404 && !isOfRecord) throw await failedBy(response, 'not-reached', true);
      if (response.status !== 401) return { status: response.status, body: await bodyOf(response, change !== null) };
      session.refuse();
      if (tries > 0) throw await failedBy(response, 'shut-out');
      await response.body?.cancel();
    }
  };

  return (beforeChange) => ({
    get: (path, query = {}) => {
      const text = new URLSearchParams(query).toString();
      return ask({ method: 'GET', path: text === '' ? path : `${path}?${text}` }, null);
    },
    send: (method, path, given) => ask({ method, path, given }, beforeChange),
    signIn: async () => void (await session.headers()),
    way: session.way,
  });
}

/** A refusal did nothing, and may be told in plain words: nothing is lost where it cannot be read. */
async function bodyOf(response: Response, changes: boolean): Promise<unknown> {
  if (response.status < 400) return jsonOf(response, changes);
  const text = await textOf(response, false);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Codes of the errors of an answer. */
export function codesOf({ body }: FolioAnswer): readonly string[] {
  return (ErrorsSchema.safeParse(body).data?.errors ?? []).flatMap(({ code }) => code ?? []);
}

/** Its refusal. `fallback`: where it gives no code that is known. */
export function refusalOf(answer: FolioAnswer, fallback: Refusal = 'other'): Answer {
  const why = meaningOfFolio(codesOf(answer));
  return refused(why === 'other' ? fallback : why, refusalText(answer));
}

/** Its own words for a refusal. */
function refusalText({ body }: FolioAnswer): string {
  if (typeof body === 'string') return body;
  const action = ActionErrorSchema.safeParse(body);
  if (action.success) return action.data.errorMessage;
  const errors = ErrorsSchema.safeParse(body).data?.errors ?? [];
  return errors.map(({ message, code }) => message ?? code ?? '').join('. ');
}
