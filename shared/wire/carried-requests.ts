// Requests that hand carried envelopes in: of one stream each, in its order, no larger than the server takes, with the policies they name.

import { z } from 'zod';
import { PolicyRefSchema } from '../circ/told.ts';
import type { PolicyHash, StreamId } from '../core/ids.ts';
import { placeOf, type Carried } from './carried-file.ts';
import { MAX_BATCH_BYTES, MAX_BATCH_ENVELOPES, type CommandsRequest } from './commands.ts';
import type { Envelope } from './envelope.ts';

const NamingSchema = z.object({ told: z.object({ policyRef: PolicyRefSchema }) });

/** The policy that a body names in its told part; null where it names none. */
export function policyNamedIn(body: string): PolicyHash | null {
  return NamingSchema.safeParse(JSON.parse(body)).data?.told.policyRef.policyHash ?? null;
}

/** The requests, in the order in which they are to be sent. */
export function carriedRequests({ envelopes, policies }: Carried): CommandsRequest[] {
  const known = new Map(policies.map((policy) => [policy.hash, policy]));
  const streams = Map.groupBy(envelopes, ({ body }) => placeOf(body)?.stream ?? null);
  return [...streams].flatMap(([stream, own]) => (stream === null ? [] : requestsOf(stream, own, known)));
}

function requestsOf(
  stream: StreamId,
  envelopes: readonly Envelope[],
  known: ReadonlyMap<string, Carried['policies'][number]>,
): CommandsRequest[] {
  const requests: CommandsRequest[] = [];
  let batch = begin(stream);
  let bytes = 0;
  for (const envelope of envelopes) {
    const policy = known.get(policyNamedIn(envelope.body) ?? '');
    const isNew = policy !== undefined && !batch.policies.includes(policy);
    const size = utf8.encode(JSON.stringify([envelope, isNew ? policy : null])).length;
    const isFull = batch.envelopes.length === MAX_BATCH_ENVELOPES || bytes + size > MAX_BATCH_BYTES - FRAME_BYTES;
    if (isFull && batch.envelopes.length > 0) {
      requests.push(batch);
      batch = begin(stream);
      bytes = 0;
    }
    batch.envelopes.push(envelope);
    if (policy !== undefined && !batch.policies.includes(policy)) batch.policies.push(policy);
    bytes += size;
  }
  return batch.envelopes.length === 0 ? requests : [...requests, batch];
}

/** Only the desk itself may state how far its ledger is; a file carried by another party is not believed. */
function begin(stream: StreamId): CommandsRequest {
  return { stream, ledgerSeq: 0, envelopes: [], policies: [] };
}

const utf8 = new TextEncoder();

/** Room for the frame of a request. */
const FRAME_BYTES = 4 * 1024;
