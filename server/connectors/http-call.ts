// Calls over HTTP to another library system, and the failures that they may end in. A question that changes nothing is never lost; the error of a call
// that changes something states whether it may have been taken.

import { z } from 'zod';
import { SECOND_MS, type Millis } from '../../shared/core/instant.ts';
import { SystemFailureError, type SystemFailure } from './other-system.ts';

/** Called before a call that changes something; throws where it is too late. Null: the call is a question. */
export type Change = (() => void) | null;
/** It is never too late. */
export const anyTime = (): void => undefined;

type HttpCall = { readonly url: string; readonly init: RequestInit; readonly change: Change };

/** System calls that fail before anything is handed over. */
const CONNECTING = ['connect', 'getaddrinfo'];
/** A certificate that is not trusted also ends a call before that. */
const UNTRUSTED = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];
const UNREACHED = ['UND_ERR_CONNECT_TIMEOUT', ...UNTRUSTED];
const CauseSchema = z.object({ syscall: z.string().optional(), code: z.string().optional() });
/** More than any list that is asked for. */
const MOST_BYTES = 16 * 1024 * 1024;
/** A system that asks for a longer pause is tried again after this one. */
const LONGEST_PAUSE_MS: Millis = 600 * SECOND_MS;

/**
 * The response, other than that of a server that fails, is busy or sends elsewhere. `patience`: seconds for an answer. Redirects are not followed: secrets
 * would go with them. Throws SystemFailureError.
 */
export async function httpCall(patience: number, { url, init, change }: HttpCall): Promise<Response> {
  change?.();
  const changes = change !== null;
  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patience * SECOND_MS) });
  } catch (error) {
    const isLost = changes && !isUnreached(error);
    throw new SystemFailureError(isLost ? 'lost' : 'not-reached', whyOf(error), { cause: error });
  }
  const { status } = response;
  if (status === 429 || status === 503) throw await failedBy(response, 'not-reached');
  if (status >= 500 || (status >= 300 && status < 400))
    throw await failedBy(response, changes ? 'lost' : 'not-reached', true);
  return response;
}

/** The failure that a response is, with the pause that it asks for. */
export async function failedBy(response: Response, is: SystemFailure, counts = false): Promise<SystemFailureError> {
  const pauseMs = pauseOf(response);
  // The line may be broken by now: the status is all that matters.
  await response.body?.cancel().catch(() => undefined);
  const { status } = response;
  return new SystemFailureError(is, `it answered ${status}`, { counts, pauseMs, status });
}

/** Seconds of Retry-After; a date in it is passed over, since clocks differ. */
function pauseOf({ headers }: Response): Millis {
  const text = headers.get('retry-after') ?? '';
  return /^\d{1,9}$/.test(text) ? Math.min(Number(text) * SECOND_MS, LONGEST_PAUSE_MS) : 0;
}

/** The text of a response, of a bounded length. Throws SystemFailureError. */
export async function textOf(response: Response, changes: boolean): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > MOST_BYTES) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new SystemFailureError(changes ? 'lost' : 'not-reached', whyOf(error), { cause: error });
  }
  if (length > MOST_BYTES) throw unreadable(changes);
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** The JSON of a response; null = it is empty. Throws SystemFailureError. */
export async function jsonOf(response: Response, changes: boolean): Promise<unknown> {
  const text = await textOf(response, changes);
  try {
    return text.trim() === '' ? null : JSON.parse(text);
  } catch (error) {
    throw unreadable(changes, error);
  }
}

/** An answer with its status, as it was asked for. Throws SystemFailureError. */
export function read<T>(
  schema: z.ZodType<T>,
  { status, body }: { readonly status: number; readonly body: unknown },
): T {
  const parsed = schema.safeParse(body);
  if (status >= 200 && status < 300 && parsed.success) return parsed.data;
  throw new SystemFailureError('not-answered', `it answered ${status} in a form that is not known`);
}

/** It counts, so that a question that never has a readable answer does not keep all other messages. */
function unreadable(changes: boolean, cause?: unknown): SystemFailureError {
  return new SystemFailureError(changes ? 'lost' : 'not-reached', 'its answer cannot be read', { counts: true, cause });
}

function whyOf(error: unknown): string {
  return error instanceof Error && error.name === 'TimeoutError' ? 'no answer came in time' : 'it is not reached';
}

function isUnreached(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  // A name may have several addresses.
  const tries: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  return tries.every((one) => {
    const { syscall = '', code = '' } = CauseSchema.safeParse(one).data ?? {};
    return CONNECTING.includes(syscall) || UNREACHED.includes(code);
  });
}
