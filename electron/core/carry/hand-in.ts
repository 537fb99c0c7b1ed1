// Hands carried acts in, part by part, to the server over a desk's line or straight to its database. Parts taken before
// get the same answer again, so one file may be handed in several times.

import type { DeskId } from '../../../shared/core/ids.ts';
import type { Result } from '../../../shared/core/result.ts';
import type { HandedIn, HandInStop } from '../../../shared/views/carry.ts';
import type { CommandsRequest, CommandsResponse } from '../../../shared/wire/commands.ts';
import { ReceiptSchema } from '../../../shared/wire/receipt.ts';
import type { CarriedRequest } from '../../../shared/wire/sealed-file.ts';

/** A request of commands: in clear, or sealed. */
export type HandedRequest =
  | { readonly kind: 'clear'; readonly request: CommandsRequest }
  | { readonly kind: 'sealed'; readonly request: CarriedRequest };

/** Acts of one stream that are handed in at once. */
export type CarriedPart = HandedRequest & {
  readonly deskId: DeskId;
  /** The seq of its first act. */
  readonly from: number;
  readonly acts: number;
};

/** Takes a request; why not, when it does not. */
export type Deliver = (request: HandedRequest) => Promise<Result<CommandsResponse, HandInStop['why']>>;

/** Hands all in, in order. `carrier`: the desk that does; null = the server itself. */
export async function handIn(
  parts: readonly CarriedPart[],
  carrier: DeskId | null,
  deliver: Deliver,
): Promise<HandedIn> {
  const others = parts.filter(({ deskId }) => deskId !== carrier);
  const outcomes: Record<string, number> = {};
  const report = (stopped: HandInStop | null): HandedIn => ({
    acts: actsIn(parts),
    outcomes,
    own: actsIn(parts) - actsIn(others),
    stopped,
  });
  let forked: HandInStop | null = null;
  for (const part of others) {
    const stopAt = (taken: number, why: HandInStop['why']): HandInStop => ({
      why,
      deskId: part.deskId,
      seq: part.from + taken,
    });
    const answer = await deliver(part);
    if (!answer.ok) return report(stopAt(0, answer.error));
    const { receipts, problem } = answer.value;
    for (const text of receipts) {
      const { outcome } = ReceiptSchema.parse(JSON.parse(text));
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    // A stream that is quarantined is taken and held: its acts have answers.
    if (receipts.length === part.acts) continue;
    // Acts of a cloned desk are kept aside without answers; the acts that follow them must be there as well.
    if (problem !== 'desk-forked') return report(stopAt(receipts.length, problem ?? 'gap'));
    forked ??= stopAt(receipts.length, problem);
  }
  return report(forked);
}

function actsIn(parts: readonly { readonly acts: number }[]): number {
  return parts.reduce((sum, { acts }) => sum + acts, 0);
}
