// Whether this ledger can go on where it stands, or is an older copy of itself. An act must never get a number that an act had before. [I4] [I8]

import type { StreamId } from '../../shared/core/ids.ts';
import type { LastSeqs } from '../ledger/queue.ts';
import type { SeqMark } from './key-store.ts';

/** The streams of a ledger, the oldest first. */
export type LedgerStreams = readonly { readonly stream: StreamId; readonly lastSeq: number }[];

/**
 * Whether the copy of the library holds acts of a stream that the ledger does not have: the ledger is an older copy of itself, and its next
 * number is taken. `confirmed`: the last seq of each stream that the copy holds.
 */
export function isBehindCopy({ stream, lastSeq }: LedgerStreams[number], confirmed: LastSeqs): boolean {
  return lastSeq < (confirmed[stream] ?? 0);
}

/**
 * True when a new stream must start before the next act: the ledger has no stream, does not know the marked one, or ends before the mark.
 * A ledger ahead of the mark is normal (the mark is written later), also by a whole stream that it started since.
 */
export function needsNewStream(mark: SeqMark | null, ledger: LedgerStreams): boolean {
  if (ledger.length === 0) return true;
  if (mark === null) return false;
  const marked = ledger.find((one) => one.stream === mark.stream);
  return marked === undefined || marked.lastSeq < mark.seq;
}
