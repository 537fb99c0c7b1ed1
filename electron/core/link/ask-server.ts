// Questions to the server that a person at the desk waits for, outside of the jobs of sync.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Params } from '../../../shared/core/say.ts';
import type { DeskFiles } from '../open-desk-files.ts';
import type { Exchange } from './server-client.ts';

type Asking = Pick<DeskFiles, 'client' | 'identity' | 'signer'>;

/** Asks; a token that has run out is taken anew once. */
export async function askWithToken<T>(
  { client, identity, signer }: Asking,
  ask: () => Promise<Exchange<T>>,
): Promise<Exchange<T>> {
  const first = await ask();
  if (first.ok || first.error.kind !== 'token') return first;
  const token = await client.getToken(identity.deskId, signer);
  return token.ok ? ask() : token;
}

/**
 * The answer. Throws HF-SYNC-003 without a line, HF-SYNC-040 to 043 where the answer cannot be trusted, and the server's refusals by their own codes,
 * with these parameters.
 */
export async function askServer<T>(desk: Asking, ask: () => Promise<Exchange<T>>, params: Params): Promise<T> {
  const exchange = await askWithToken(desk, ask);
  if (exchange.ok) return exchange.value.value;
  const { error } = exchange;
  if (error.kind === 'refused') throw new HoldfastError(error.code, params);
  if (error.kind === 'unreachable' && error.code !== undefined) throw new HoldfastError(error.code);
  throw new HoldfastError('HF-SYNC-003', { url: desk.identity.serverUrl });
}
