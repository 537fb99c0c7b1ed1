// Acts that a ledger has lost: the key store knows of later ones, or commits cannot be read in its log any more. They are counted
// until the server is found to have them. [I1] [I23]

import type { StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { SeqMark } from '../keys/key-store.ts';
import type { LogRest } from '../open/log-rest.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';
import type { LastSeqs } from './queue.ts';
import type { StreamState } from './streams.ts';

/** A gap in a stream: the ledger has the acts up to `ledgerSeq`, and there may have been more up to `upTo`. */
export type FoundLoss = { readonly stream: StreamId; readonly ledgerSeq: number; readonly upTo: number };

/** One that the ledger remembers. */
export type Loss = FoundLoss & {
  readonly foundAt: Instant;
  /** Up to which the server has them. */
  readonly serverSeq: number;
  /** The file in which unreadable parts of the log were set aside; null = there was no log. */
  readonly log: string | null;
};

/** How many acts may be lost. */
export function lostActs({ ledgerSeq, upTo, serverSeq = 0 }: FoundLoss & { readonly serverSeq?: number }): number {
  return Math.max(0, upTo - Math.max(ledgerSeq, serverSeq));
}

/**
 * The acts that a ledger lacks when it is opened, by the mark of the key store and the rest of its log; null = no loss can be shown. Each
 * transaction of the log may have been one act. An older copy of a ledger that was put back lacks acts in the same way.
 */
export function findLoss(
  known: readonly Pick<StreamState, 'stream' | 'lastSeq'>[],
  mark: SeqMark | null,
  rest: LogRest,
): FoundLoss | null {
  const newest = known.at(-1);
  if (mark !== null) {
    const ledgerSeq = known.find(({ stream }) => stream === mark.stream)?.lastSeq ?? 0;
    if (ledgerSeq < mark.seq) return { stream: mark.stream, ledgerSeq, upTo: mark.seq };
  }
  if (rest.commits === 0 || newest === undefined) return null;
  return { stream: newest.stream, ledgerSeq: newest.lastSeq, upTo: newest.lastSeq + rest.commits };
}

type LossRow = {
  readonly found_at: number;
  readonly stream: StreamId;
  readonly ledger_seq: number;
  readonly up_to: number;
  readonly server_seq: number;
  readonly log: string | null;
};

/** The recorded losses, oldest first. A ledger of an older form records none. */
export function losses(db: Ledger): Loss[] {
  const isKnown = db.known("SELECT 1 FROM sqlite_schema WHERE name = 'loss'") !== undefined;
  if (!isKnown) return [];
  return db.allKnown<LossRow>('SELECT * FROM loss ORDER BY n').map((row) => ({
    foundAt: row.found_at,
    stream: row.stream,
    ledgerSeq: row.ledger_seq,
    upTo: row.up_to,
    serverSeq: row.server_seq,
    log: row.log,
  }));
}

/** Remembers one. */
export function noteLoss(
  db: LedgerWriter,
  { stream, ledgerSeq, upTo }: FoundLoss,
  { at, log }: { readonly at: Instant; readonly log: string | null },
): void {
  db.run(
    'INSERT INTO loss (found_at, stream, ledger_seq, up_to, log) VALUES (?, ?, ?, ?, ?)',
    at,
    stream,
    ledgerSeq,
    upTo,
    log,
  );
}

/** The copy of the library shows up to where the server has each stream: acts up to there are not lost. */
export function noteFound(db: LedgerWriter, confirmed: () => LastSeqs): void {
  for (const loss of losses(db)) {
    if (lostActs(loss) === 0) continue;
    const { stream, serverSeq, upTo } = loss;
    const seq = Math.min(confirmed()[stream] ?? 0, upTo);
    if (seq > serverSeq) db.run('UPDATE loss SET server_seq = ? WHERE stream = ? AND server_seq < ?', seq, stream, seq);
  }
}
