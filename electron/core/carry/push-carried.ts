// Sends a request of carried envelopes over a desk's own line.

import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { CommandsRequest, CommandsResponse } from '../../../shared/wire/commands.ts';
import type { Signer } from '../../../db/keys/signing.ts';
import type { Identity } from '../../../db/ledger/identity.ts';
import type { ServerClient } from '../link/server-client.ts';
import type { Failure } from '../sync/sync-events.ts';

export type CarryingDesk = { readonly client: ServerClient; readonly identity: Identity; readonly signer: Signer };

/** Sends it, with a new token where the old one has run out. */
export async function pushCarried(
  { client, identity, signer }: CarryingDesk,
  request: CommandsRequest,
): Promise<Result<CommandsResponse, Failure>> {
  const first = await client.push(request);
  if (first.ok) return ok(first.value.value);
  if (first.error.kind !== 'token') return err(first.error);
  const token = await client.getToken(identity.deskId, signer);
  if (!token.ok) return err(token.error);
  const again = await client.push(request);
  return again.ok ? ok(again.value.value) : err(again.error);
}
