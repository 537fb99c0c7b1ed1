// Held acts of which the copy says already that the server has taken them in: the feed may come long before the answer that they are held, and a
// copy that is loaded anew was made after it. No batch tells of them any more. [I12] [I13]

import type { Instant } from '../../shared/core/instant.ts';
import type { LedgerWriter } from '../ledger/open-ledger.ts';
import { heldPlaces, markReleased } from '../ledger/receipts.ts';
import type { OverlaySource } from './overlay-source.ts';

/** Says of them in the ledger that they are released. Call it before an overlay is built or hears of answers. */
export function markTakenIn(ledger: LedgerWriter, source: OverlaySource, at: Instant): void {
  const held = heldPlaces(ledger);
  if (held.length === 0) return;
  const lastSeqs = source.lastSeqs();
  const takenIn = held.filter((place) => place.seq <= (lastSeqs[place.stream] ?? 0) && source.isTakenIn(place));
  markReleased(ledger, takenIn, at);
}
