// Calls of Evergreen's methods over its HTTP gateway, signed in, and the events in their answers: a code for success or refusal, alone, in a list, or inside
// the result of a hold.

import { z } from 'zod';
import type { EvergreenSettings } from '../connector-settings.ts';
import { failedBy, httpCall, jsonOf, textOf, type Change } from '../http-call.ts';
import { SystemFailureError } from '../other-system.ts';
import { fieldsOf, readIdl, type EvergreenClass, type EvergreenIdl } from './evergreen-idl.ts';

export type EvergreenClient = {
  /** Signs in, and reads how its records are written. Throws SystemFailureError. */
  readonly signIn: () => Promise<void>;
  /** Ends the session, unless it cannot be reached. */
  readonly signOut: () => void;
  /** The results of a question. Throws SystemFailureError. */
  readonly ask: (method: string, ...params: readonly unknown[]) => Promise<readonly unknown[]>;
  /** The results of a call that changes something. Throws SystemFailureError; `lost` = it may have been taken. */
  readonly change: (method: string, ...params: readonly unknown[]) => Promise<readonly unknown[]>;
  /** The fields of one of its records; null = it is none of the class. */
  readonly fields: (of: EvergreenClass, value: unknown) => Record<string, unknown> | null;
};

export type EvergreenClientParts = {
  readonly settings: EvergreenSettings;
  readonly password: () => string | null;
};

const EventSchema = z.object({
  textcode: z.string(),
  payload: z.unknown().optional(),
  /** The right that is missing. */
  ilsperm: z.string().optional(),
  /** Where a copy is to go. */
  org: z.unknown().optional(),
});
export type EvergreenEvent = z.infer<typeof EventSchema>;

const HeldSchema = z.object({ result: z.unknown().optional(), last_event: z.unknown().optional() });
/** Events lie in each other no deeper. */
const DEEPEST = 4;

/** Events after which it is not known whether something was done. */
const FAULTS = [
  'DATABASE_UPDATE_FAILED',
  'DATABASE_QUERY_FAILED',
  'INTERNAL_SERVER_ERROR',
  'XACT_COLLISION',
  'UNKNOWN',
];

const AnswerSchema = z.object({ payload: z.array(z.unknown()), status: z.number() });
const LoginSchema = z.object({ authtoken: z.string().min(1), provisional: z.unknown().optional() });

type Session = { readonly token: string; readonly idl: EvergreenIdl };
type Called = { readonly method: string; readonly params: readonly unknown[]; readonly change: Change };
/** Results, or `signed-out`: the session had ended, and nothing was done. */
type Answered = readonly unknown[] | 'signed-out';

/** One line; its client by a function that is called before each change. */
export function evergreenLine({
  settings,
  password,
}: EvergreenClientParts): (beforeChange: () => void) => EvergreenClient {
  let session: Session | null = null;
  const base = settings.url.replace(/\/$/, '');

  const requested = async (path: string, init: RequestInit, change: Change): Promise<Response> => {
    const response = await httpCall(settings.patience, { url: `${base}${path}`, init, change });
    const { status } = response;
    if (status === 401 || status === 403) throw await failedBy(response, 'shut-out', true);
    // Other faults of a request are found before it is worked on.
    if (status !== 200) throw await failedBy(response, 'not-reached', true);
    return response;
  };

  const call = async ({ method, params, change }: Called): Promise<Answered> => {
    // A blank must not become a plus sign: its gateway keeps that.
    const form = [
      ['service', method.split('.', 2).join('.')],
      ['method', method],
      ...params.map((param) => ['param', JSON.stringify(param)]),
    ];
    const body = form.map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`).join('&');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await requested('/osrf-gateway-v1', { method: 'POST', headers, body }, change);
    const changes = change !== null;
    return resultsOf(await jsonOf(response, changes), changes);
  };

  const signIn = async (): Promise<void> => {
    const { user: username, workstation } = settings;
    const login = { username, password: password() ?? '', type: 'staff', workstation };
    const results = await call({ method: 'open-ils.auth.login', params: [login], change: null });
    const [event] = results === 'signed-out' ? [] : eventsIn(results);
    const read = LoginSchema.safeParse(event?.payload);
    if (event === undefined) throw new SystemFailureError('not-reached', 'it answers no login');
    if (event.textcode !== 'SUCCESS' || !read.success)
      throw new SystemFailureError('shut-out', `it refuses the login: ${codeOf(event.textcode)}`);
    // Such a session may do nothing until a person has answered a second question.
    if ((read.data.provisional ?? null) !== null)
      throw new SystemFailureError('shut-out', 'it asks the account for a second factor');
    const idl = readIdl(await textOf(await requested(settings.idl, { method: 'GET' }, null), false));
    session = { token: read.data.authtoken, idl };
  };

  const signedIn = async (called: Called): Promise<readonly unknown[]> => {
    // A session that ended is renewed once: the call that found out did nothing.
    for (let tries = 0; tries < 2; tries += 1) {
      if (session === null) await signIn();
      const results = await call({ ...called, params: [session?.token ?? '', ...called.params] });
      if (results !== 'signed-out') return results;
      session = null;
    }
    throw new SystemFailureError('shut-out', 'it ends each session at once');
  };

  const signOut = (): void => {
    const token = session?.token;
    session = null;
    if (token === undefined) return;
    // It ends by itself as well.
    call({ method: 'open-ils.auth.session.delete', params: [token], change: null }).catch(() => undefined);
  };

  return (beforeChange) => ({
    signIn,
    signOut,
    ask: (method, ...params) => signedIn({ method, params, change: null }),
    change: (method, ...params) => signedIn({ method, params, change: beforeChange }),
    fields: (of, value) => (session === null ? null : fieldsOf(session.idl, of, value)),
  });
}

/** Throws SystemFailureError for anything that is neither a result nor a refusal. */
function resultsOf(answer: unknown, changes: boolean): Answered {
  const failure = changes ? 'lost' : 'not-reached';
  const read = AnswerSchema.safeParse(answer);
  if (!read.success) throw new SystemFailureError(failure, 'its answer cannot be read', { counts: true });
  const { payload, status } = read.data;
  // The data service has no event for a dead session.
  if (status === 401) return 'signed-out';
  if (status < 200 || status > 299)
    throw new SystemFailureError(failure, `its method answered ${status}`, { counts: true });
  // A method that changes something answers; its gateway stops waiting without a word.
  if (changes && payload.length === 0) throw new SystemFailureError(failure, 'its method did not answer');
  for (const { textcode, ilsperm } of eventsIn(payload)) {
    if (textcode === 'NO_SESSION') return 'signed-out';
    if (textcode === 'PERM_FAILURE')
      throw new SystemFailureError('shut-out', `the account lacks the right ${codeOf(ilsperm ?? '')}`, {
        counts: true,
      });
    if (FAULTS.includes(textcode)) throw new SystemFailureError(failure, codeOf(textcode), { counts: true });
  }
  return payload;
}

/** The name of an event or of a right, which could be any text of a site. */
function codeOf(text: string): string {
  return /^[A-Z][A-Z0-9_.]{0,60}$/.test(text) ? text : 'without a name';
}

/** Every event of a value; none where it is a plain result. */
export function eventsIn(value: unknown, depth = 0): readonly EvergreenEvent[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => eventsIn(one, depth + 1));
  const event = EventSchema.safeParse(value);
  if (event.success) return [event.data];
  const { result, last_event: last } = HeldSchema.safeParse(value).data ?? {};
  return [...eventsIn(result, depth + 1), ...eventsIn(last, depth + 1)];
}

/** The codes of refusals among events. */
export function refusalsIn(value: unknown): readonly string[] {
  return eventsIn(value).flatMap(({ textcode }) => (textcode === 'SUCCESS' ? [] : [textcode]));
}
