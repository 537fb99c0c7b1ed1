// A range of a shelf: where it begins and ends, and how it is written as the subject of a list.

import { inShelfOrder } from './shelf-order.ts';
import { locationId, type LocationId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';

/** Copies of a location from one call number to another; null = from its beginning, or to its end. */
export type ShelfRange = {
  readonly location: LocationId | null;
  readonly from: string | null;
  readonly to: string | null;
};

/** A range that is being read, since when: a copy seen from then on is there. */
export type ShelfReading = { readonly range: ShelfRange; readonly since: Instant };

/** Whether a call number lies in a range. One that begins with its end belongs to it: to "QA 90" goes to the last of QA 90. */
export function isInRange({ from, to }: ShelfRange, callNumber: string): boolean {
  if (callNumber === '' || (from !== null && inShelfOrder(callNumber, asNumber(from)) < 0)) return false;
  return to === null || inShelfOrder(callNumber, asNumber(to)) <= 0 || plain(callNumber).startsWith(plain(to));
}

/** Letters alone are a class of LC, which begins with its number 1; by themselves they are no call number. */
const asNumber = (end: string): string => (/^[a-z]{1,3}$/i.test(end.trim()) ? `${end.trim()} 1` : end);

const plain = (callNumber: string): string => callNumber.replaceAll(' ', '').toUpperCase();

const BETWEEN = '|';

/** A reading in one text. */
export function shelfText({ range: { location, from, to }, since }: ShelfReading): string {
  return [location ?? '', String(since), from ?? '', to ?? '']
    .map((part) => part.replaceAll(BETWEEN, ' '))
    .join(BETWEEN);
}

/** The reading that a text stands for; null for any other text. */
export function parseShelf(text: string): ShelfReading | null {
  const [location, since, from, to, ...rest] = text.split(BETWEEN);
  if (location === undefined || since === undefined || from === undefined || to === undefined || rest.length > 0)
    return null;
  if (!/^\d{1,15}$/.test(since)) return null;
  const orNull = (part: string): string | null => (part === '' ? null : part);
  return {
    range: { location: location === '' ? null : locationId(location), from: orNull(from), to: orNull(to) },
    since: Number(since),
  };
}
