// Sends carried requests over a desk's own line.

import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { HandInStop } from '../../../shared/views/carry.ts';
import type { CommandsResponse } from '../../../shared/wire/commands.ts';
import type { Signer } from '../../../db/keys/signing.ts';
import type { Identity } from '../../../db/ledger/identity.ts';
import { askWithToken } from '../link/ask-server.ts';
import type { Exchange, ServerClient } from '../link/server-client.ts';
import type { Failure } from '../sync/sync-events.ts';
import type { HandedRequest } from './hand-in.ts';

export type CarryingDesk = { readonly client: ServerClient; readonly identity: Identity; readonly signer: Signer };

/** Sends it, with a new token where the old one has run out. */
export async function pushCarried(
  desk: CarryingDesk,
  handed: HandedRequest,
): Promise<Result<CommandsResponse, HandInStop['why']>> {
  const { client } = desk;
  const send = (): Promise<Exchange<CommandsResponse>> =>
    handed.kind === 'clear' ? client.push(handed.request) : client.carry(handed.request);
  const answer = await askWithToken(desk, send);
  return answer.ok ? ok(answer.value.value) : err(whyOf(answer.error));
}

function whyOf(failure: Failure): HandInStop['why'] {
  if (failure.kind !== 'refused') return 'unreachable';
  if (failure.code === 'HF-SERVER-019') return 'not-opened';
  // It has no such address yet.
  return failure.code === 'HF-SERVER-009' ? 'old-server' : 'unreachable';
}
