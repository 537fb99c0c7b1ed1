// Sends texts through the gateway of the library: a POST that a template describes.

import type { Millis } from '../../shared/core/instant.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { MailSettings } from './mail-settings.ts';
import type { Outcome } from './outbox.ts';
import { renderWith } from './render-message.ts';

export type TextMessage = { readonly id: string; readonly phone: string; readonly text: string };

/** No text takes longer. */
export const TEXT_MOST_MS: Millis = 20_000;

/** Sends one. Never rejects. Only a clear answer is certain: a line that broke after it was made leaves it in doubt. */
export async function sendText(
  gateway: NonNullable<MailSettings['text']>,
  secret: string | null,
  { id, phone, text }: TextMessage,
): Promise<Outcome> {
  const values = { id, phone, text, secret: secret ?? '' };
  try {
    const url = renderWith('text: url', gateway.url, {
      ...values,
      phone: encodeURIComponent(phone),
      text: encodeURIComponent(text),
    });
    const headers = Object.entries(gateway.headers).map(([name, value]): [string, string] => [
      name,
      renderWith('text: header', value, values),
    ]);
    const body = renderWith('text: body', gateway.body, values);
    const answer = await fetch(url, {
      method: 'POST',
      headers: new Headers(headers),
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TEXT_MOST_MS),
    });
    await answer.body?.cancel();
    return outcomeOf(id, answer.status);
  } catch (error) {
    if (error instanceof HoldfastError) return { id, is: 'refused', code: error.code, isAddress: false };
    return { id, is: isRefused(error) ? 'again' : 'doubtful', code: 'text-lost' };
  }
}

function outcomeOf(id: string, status: number): Outcome {
  const code = `text-${status}`;
  if (status < 300) return { id, is: 'sent' };
  if (status === 429 || status === 503) return { id, is: 'again', code };
  return status < 500 ? { id, is: 'refused', code, isAddress: false } : { id, is: 'doubtful', code };
}

/** The gateway was not reached: nothing was handed over. */
function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return (
    typeof cause === 'object' &&
    cause !== null &&
    'code' in cause &&
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH'].includes(String(cause.code))
  );
}
