// How a desk proves itself to its server and gets a token.

import type { Exchange } from '../link/server-client.ts';
import type { SyncEngineOptions } from './engine-options.ts';

/** A server that knows nothing of the desk may have been restored: it is shown what it signed, and asked once more. */
export async function proveDesk({ client, identity, signer, rejoin }: SyncEngineOptions): Promise<Exchange<null>> {
  const ask = () => client.getToken(identity.deskId, signer);
  const first = await ask();
  // A challenge is good once: where the network brought the answer to it twice, the refusal of the second may be what came back.
  const exchange = !first.ok && first.error.kind === 'token' ? await ask() : first;
  if (exchange.ok || exchange.error.kind !== 'token') return exchange;
  const request = rejoin();
  return request === null || !(await client.rejoin(request)).ok ? exchange : ask();
}
