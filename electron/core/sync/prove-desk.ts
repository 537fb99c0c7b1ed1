// How a desk proves itself to its server and gets a token.

import type { Exchange } from '../link/server-client.ts';
import type { SyncEngineOptions } from './engine-options.ts';

/** A server that does not know the desk may have been restored: it is shown its own grant, and asked once more. */
export async function proveDesk({ client, identity, signer, rejoin }: SyncEngineOptions): Promise<Exchange<null>> {
  const ask = () => client.getToken(identity.deskId, signer);
  const first = await ask();
  // A challenge is good once: if the network delivered its answer twice, the reply may be the refusal of the second.
  const exchange = !first.ok && first.error.kind === 'token' ? await ask() : first;
  if (exchange.ok || exchange.error.kind !== 'token') return exchange;
  const request = rejoin();
  return request === null || !(await client.rejoin(request)).ok ? exchange : ask();
}
