// Takes the server's answers into the ledger: each to the very act that it answers, and only the first. A restored server judges lost acts again, and
// its second answer is about its own timeline, not about the promise made at this desk. [I5]

import { ReceiptSchema, type Receipt } from '../../../shared/wire/receipt.ts';
import { envelopeAt } from '../../../db/ledger/envelopes.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { heldPlaces, markReleased, receiptAt, storeReceipts } from '../../../db/ledger/receipts.ts';

const AnswerSchema = ReceiptSchema.pick({
  stream: true,
  seq: true,
  id: true,
  hash: true,
  outcome: true,
  receivedAt: true,
});

/** Stores receipts by their texts and returns, parsed, those of acts that had none and those that let a held act go. */
export function takeReceipts(ledger: LedgerWriter, texts: readonly string[]): Receipt[] {
  const releasing: Receipt[] = [];
  const firstAnswers = texts.filter((text) => {
    const { stream, seq, id, hash, outcome, receivedAt } = AnswerSchema.parse(JSON.parse(text));
    // An older copy of a ledger may have another act under that number, or none.
    const act = envelopeAt(ledger, stream, seq);
    if (act?.hash !== hash || act.id !== id) return false;
    if (receiptAt(ledger, { stream, seq }) === null) return true;
    // This server has taken in the acts that the lost server held: no message will ever say that they were released.
    const isHeld = heldPlaces(ledger).some((held) => held.stream === stream && held.seq === seq);
    if (isHeld && outcome !== 'held') {
      markReleased(ledger, [{ stream, seq }], receivedAt);
      releasing.push(ReceiptSchema.parse(JSON.parse(text)));
    }
    return false;
  });
  return [...storeReceipts(ledger, firstAnswers), ...releasing];
}
