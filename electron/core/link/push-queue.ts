// Sends what the ledger holds for the server, in order, one request in flight. The bytes are those that were signed; a resend is the same bytes.
// Receipts are in the ledger before anything else learns of them. [I2] [I4] [I6]

import type { StreamId } from '../../../shared/core/ids.ts';
import {
  MAX_BATCH_BYTES,
  MAX_BATCH_ENVELOPES,
  type CommandsRequest,
  type CommandsResponse,
} from '../../../shared/wire/commands.ts';
import { pendingAfter, policiesNamedBy } from '../../../db/ledger/envelopes.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { unsentStreams, type UnsentStream } from '../../../db/ledger/queue.ts';
import { storeReceipts } from '../../../db/ledger/receipts.ts';
import { streams } from '../../../db/ledger/streams.ts';
import type { Receipt } from '../../../shared/wire/receipt.ts';

/** Room for the policies and the frame of a request beside its envelopes. */
const frameBytes = 32 * 1024;

/** What to send next, and what an answer meant. */
export type PushOutcome =
  | { readonly kind: 'answered'; readonly receipts: readonly Receipt[] }
  /** The ledger is an older copy of itself: acts that it does not have are on the server. A new stream must start. */
  | { readonly kind: 'ledger-is-old' }
  /** Two copies of this desk sent different acts under one number. */
  | { readonly kind: 'forked' }
  /** The answer did not help; try again later. */
  | { readonly kind: 'no-progress' };

/** The queue of one ledger. */
export class PushQueue {
  readonly #ledger: LedgerWriter;
  /** Where the server wants a stream resent from: it was restored and has lost what it had answered. */
  readonly #resendFrom = new Map<StreamId, number>();

  constructor(ledger: LedgerWriter) {
    this.#ledger = ledger;
  }

  /** The next request; null when nothing waits. Acts of a replaced stream go before those of its successor. */
  next(): CommandsRequest | null {
    const [unsent] = [...this.#resends(), ...unsentStreams(this.#ledger)];
    if (unsent === undefined) return null;
    const limits = { envelopes: MAX_BATCH_ENVELOPES, bytes: MAX_BATCH_BYTES - frameBytes };
    const stored = pendingAfter(this.#ledger, unsent.stream, unsent.afterSeq, limits);
    const policies = policiesNamedBy(this.#ledger, stored);
    return {
      stream: unsent.stream,
      ledgerSeq: unsent.lastSeq,
      envelopes: stored.map(({ envelope }) => envelope),
      policies: [...policies].map(([hash, policy]) => ({ hash, policy })),
    };
  }

  /** Takes an answer to that request. */
  take(request: CommandsRequest, response: CommandsResponse): PushOutcome {
    const receipts = storeReceipts(this.#ledger, response.receipts);
    const lastSeq = streams(this.#ledger).find((one) => one.stream === request.stream)?.lastSeq ?? 0;
    if (response.problem === 'desk-forked' || response.problem === 'bad-signature') return { kind: 'forked' };
    if (response.expected > lastSeq + 1) return { kind: 'ledger-is-old' };
    this.#followExpected(request.stream, response.expected, lastSeq);
    const moved = response.receipts.length > 0 || request.envelopes.length === 0 || response.problem === 'gap';
    return moved ? { kind: 'answered', receipts } : { kind: 'no-progress' };
  }

  #resends(): UnsentStream[] {
    return streams(this.#ledger).flatMap(({ stream, lastSeq }) => {
      const from = this.#resendFrom.get(stream);
      return from === undefined ? [] : [{ stream, afterSeq: from - 1, lastSeq }];
    });
  }

  #followExpected(stream: StreamId, expected: number, lastSeq: number): void {
    const answeredTo = unsentStreams(this.#ledger).find((one) => one.stream === stream)?.afterSeq ?? lastSeq;
    if (expected <= answeredTo) this.#resendFrom.set(stream, expected);
    else this.#resendFrom.delete(stream);
  }
}
