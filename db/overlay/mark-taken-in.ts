// Held acts that the server has taken in by the copy's rows: the feed may come long before the answer that they are held, and a
// copy that is loaded anew was made after it. No batch brings them any more. [I12] [I13]

import type { Instant } from '../../shared/core/instant.ts';
import type { LedgerWriter } from '../ledger/open-ledger.ts';
import { heldPlaces, markReleased } from '../ledger/receipts.ts';
import type { OverlaySource } from './overlay-source.ts';

/** Marks them in the ledger as released. Call it before an overlay is built or receives answers. */
export function markTakenIn(ledger: LedgerWriter, source: OverlaySource, at: Instant): void {
  const held = heldPlaces(ledger);
  if (held.length === 0) return;
  const lastSeqs = source.lastSeqs();
  const takenIn = held.filter((place) => place.seq <= (lastSeqs[place.stream] ?? 0) && source.isTakenIn(place));
  markReleased(ledger, takenIn, at);
}
