// Hands carried envelopes in, to whatever takes commands: the server over a desk's line, or its database itself. What was taken before is
// answered as it was then, so the same file may be handed in again.

import { z } from 'zod';
import type { DeskId } from '../../../shared/core/ids.ts';
import type { Result } from '../../../shared/core/result.ts';
import { placeOf, type Carried } from '../../../shared/wire/carried-file.ts';
import { carriedRequests } from '../../../shared/wire/carried-requests.ts';
import type { CommandsRequest, CommandsResponse } from '../../../shared/wire/commands.ts';
import { ReceiptSchema } from '../../../shared/wire/receipt.ts';

/** Why not all was taken, and at which act. */
export const HandInStopSchema = z.object({
  why: z.enum(['unreachable', 'bad-signature', 'gap', 'desk-forked']),
  deskId: z.string(),
  seq: z.int(),
});
export type HandInStop = z.infer<typeof HandInStopSchema>;

/** What became of a file. */
export const HandedInSchema = z.object({
  /** Acts in the file. */
  acts: z.int(),
  /** Answers of the server by outcome. */
  outcomes: z.record(z.string(), z.int()),
  /** Acts of the desk that hands in: it sends its own by itself. */
  own: z.int(),
  stopped: HandInStopSchema.nullable(),
});
export type HandedIn = z.infer<typeof HandedInSchema>;

/** Takes a request; an error when nobody answers. */
export type Deliver = (request: CommandsRequest) => Promise<Result<CommandsResponse, unknown>>;

/** Hands all in, stream by stream. `carrier`: the desk that does; null = the server itself. */
export async function handIn(carried: Carried, carrier: DeskId | null, deliver: Deliver): Promise<HandedIn> {
  const isOwn = (body: string): boolean => carrier !== null && placeOf(body)?.deskId === carrier;
  const others = carried.envelopes.filter(({ body }) => !isOwn(body));
  const outcomes: Record<string, number> = {};
  const report = (stopped: HandInStop | null): HandedIn => ({
    acts: carried.envelopes.length,
    outcomes,
    own: carried.envelopes.length - others.length,
    stopped,
  });
  let forked: HandInStop | null = null;
  for (const request of carriedRequests({ ...carried, envelopes: others })) {
    const answer = await deliver(request);
    if (!answer.ok) return report(stopAt(request, 0, 'unreachable'));
    const { receipts, problem } = answer.value;
    for (const text of receipts) {
      const { outcome } = ReceiptSchema.parse(JSON.parse(text));
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    // A stream that is quarantined is taken and held: its acts have answers.
    const isAllAnswered = receipts.length === request.envelopes.length;
    if (isAllAnswered) continue;
    // Acts of a copy are kept aside without answers; what follows from them is to be there as well.
    if (problem !== 'desk-forked') return report(stopAt(request, receipts.length, problem ?? 'gap'));
    forked ??= stopAt(request, receipts.length, problem);
  }
  return report(forked);
}

function stopAt({ envelopes }: CommandsRequest, index: number, why: HandInStop['why']): HandInStop {
  const place = placeOf(envelopes[index]?.body ?? '');
  return { why, deskId: place?.deskId ?? '', seq: place?.seq ?? 0 };
}
