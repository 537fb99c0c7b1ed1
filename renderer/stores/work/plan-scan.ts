// The effect of a scan: the screen decides, the box only finds. Pure.

import type { ScanResolution } from '../../../shared/views/item.ts';
import type { ScreenId } from '../view-store.ts';

export type ScanPlan =
  | { readonly kind: 'open-patron'; readonly card: string; readonly isKnown: boolean }
  | { readonly kind: 'lend'; readonly barcode: string; readonly title: string | null }
  | { readonly kind: 'keep-in-hand'; readonly barcode: string; readonly title: string | null }
  | { readonly kind: 'return'; readonly barcode: string; readonly title: string | null }
  | { readonly kind: 'ask-again'; readonly text: string }
  | { readonly kind: 'card-at-checkin'; readonly card: string }
  | { readonly kind: 'show-item'; readonly barcode: string }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'isbn'; readonly text: string }
  | { readonly kind: 'not-found'; readonly text: string };

/** Where the scan was made: the screen then shown, whether a scanner typed it, and whether a patron is open when its turn comes, or none is needed. */
export type ScanPlace = { readonly screen: ScreenId; readonly scanned: boolean; readonly hasPatron: boolean };

/** Decides. Acts are recorded on Check out and Check in only; the other screens look things up. Only typed text is searched for. */
export function planScan(place: ScanPlace, found: ScanResolution): ScanPlan {
  const { screen, hasPatron } = place;
  if (found.kind === 'patron') {
    return screen === 'checkin'
      ? { kind: 'card-at-checkin', card: found.card }
      : { kind: 'open-patron', card: found.card, isKnown: true };
  }
  if (found.kind === 'item') return planItem(place, found.barcode, found.title);
  // On every copy of the book, in every library: nothing may be recorded by it, read well or badly.
  if (found.looksLike === 'isbn') return { kind: 'isbn', text: found.text };
  if (found.looksMisread) return { kind: 'ask-again', text: found.text };
  if (found.looksLike === 'text') return { kind: place.scanned ? 'not-found' : 'search', text: found.text };
  if (screen !== 'checkout' && screen !== 'checkin') return { kind: 'not-found', text: found.text };
  // A visit begins with a card: an ambiguous code is one until a patron is open.
  const isCard = found.looksLike === 'card' || (found.looksLike === 'either' && !hasPatron);
  if (isCard && screen === 'checkout') return { kind: 'open-patron', card: found.text, isKnown: false };
  return planItem(place, found.text, null);
}

function planItem({ screen, hasPatron }: ScanPlace, barcode: string, title: string | null): ScanPlan {
  if (screen === 'checkin') return { kind: 'return', barcode, title };
  if (screen !== 'checkout') return { kind: 'show-item', barcode };
  return hasPatron ? { kind: 'lend', barcode, title } : { kind: 'keep-in-hand', barcode, title };
}
