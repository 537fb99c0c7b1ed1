// The server's answers: one for each command, stored as its exact text and never changed. [I5] [I6]

import { assert } from '../../shared/core/assert.ts';
import type { ActId, StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { ReceiptSchema, type Receipt } from '../../shared/wire/receipt.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

/** The place of one command. */
export type Place = { readonly stream: StreamId; readonly seq: number };

/**
 * Stores receipts by their texts and returns those that were new, parsed. A receipt that is there already must be the same byte for byte;
 * one that differs is a broken promise of the server and throws. Call it before the batch that carried them is committed to the replica.
 */
export function storeReceipts(db: LedgerWriter, texts: readonly string[]): Receipt[] {
  if (texts.length === 0) return [];
  return db.transaction(() => texts.flatMap((text) => storeReceipt(db, text) ?? []));
}

function storeReceipt(db: LedgerWriter, text: string): Receipt | null {
  const receipt = ReceiptSchema.parse(JSON.parse(text));
  const { stream, seq } = receipt;
  const known = db.get<{ text: string }>('SELECT text FROM receipt WHERE stream = ? AND seq = ?', stream, seq);
  if (known !== undefined) {
    assert(known.text === text, () => `the server answered ${stream}/${seq} twice, in different words`);
    return null;
  }
  db.run(
    'INSERT INTO receipt (stream, seq, id, outcome, text) VALUES (?, ?, ?, ?, ?)',
    stream,
    seq,
    receipt.id,
    receipt.outcome,
    text,
  );
  return receipt;
}

/** The receipt of one command; null while it waits. */
export function receiptAt(db: Ledger, { stream, seq }: Place): Receipt | null {
  const row = db.known<{ text: string }>('SELECT text FROM receipt WHERE stream = ? AND seq = ?', stream, seq);
  return row === undefined ? null : db.valueOf('receipt', row.text, parseReceipt);
}

function parseReceipt(text: string): Receipt {
  return ReceiptSchema.parse(JSON.parse(text));
}

/** Acts that the server holds and has not released: they stay pending however far the feed is. */
export function heldPlaces(db: Ledger): readonly (Place & { readonly id: ActId })[] {
  return db.allKnown(
    `SELECT r.stream, r.seq, r.id FROM receipt r
     WHERE r.outcome = 'held' AND NOT EXISTS (SELECT 1 FROM released d WHERE d.stream = r.stream AND d.seq = r.seq)
     ORDER BY r.stream, r.seq`,
  );
}

/** Acts that the server holds since they came to it without their arguments. */
export function heldWithoutArgs(db: Ledger): Place[] {
  return heldPlaces(db).filter((place) => receiptAt(db, place)?.codes.includes('args-missing') === true);
}

/** Notes that held acts have been seen on the feed: they are in the timeline now. */
export function markReleased(db: LedgerWriter, places: readonly Place[], at: Instant): void {
  if (places.length === 0) return;
  db.transaction(() => {
    for (const { stream, seq } of places) {
      db.run(
        'INSERT INTO released (stream, seq, released_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        stream,
        seq,
        at,
      );
    }
  });
}
