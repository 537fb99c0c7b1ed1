// The state of the ledger for the sync machine: acts for the server.

import type { Instant } from '../../../shared/core/instant.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { envelopeAt } from '../../../db/ledger/envelopes.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { queueState, type LastSeqs } from '../../../db/ledger/queue.ts';
import { streams } from '../../../db/ledger/streams.ts';
import type { LedgerState } from './sync-events.ts';

/** Counts and ages of the acts that the copy does not hold yet. Held acts are counted, and never make the line look stuck. */
export function ledgerState(ledger: Ledger, lastSeqs: LastSeqs, clock: Clock): LedgerState {
  const { pending, oldestPendingAt, unsent } = queueState(ledger, lastSeqs);
  const waitingSince = oldestWaiting(ledger, lastSeqs);
  return {
    // A forked copy of this desk may have its own acts confirmed under the numbers of ours.
    pending: Math.max(pending, unsent),
    oldestPendingAt,
    oldestPendingMono: waitingSince === null ? null : clock.mono() - Math.max(0, clock.now() - waitingSince),
    unsent,
  };
}

function oldestWaiting(ledger: Ledger, lastSeqs: LastSeqs): Instant | null {
  const times = streams(ledger).flatMap(({ stream, lastSeq }) => {
    const after = lastSeqs[stream] ?? 0;
    return lastSeq > after ? (envelopeAt(ledger, stream, after + 1)?.recordedAt ?? []) : [];
  });
  return times.length === 0 ? null : Math.min(...times);
}
