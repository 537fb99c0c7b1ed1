// The bucket of an act of use: one and only one. Worked out when a report is made, from the notes on the act and the library's use settings,
// the first that fits.

import type { UseTerms } from '../../circ/model/use-terms.ts';
import type { UseKind } from './use-kind.ts';

export const USE_BUCKETS = [
  'general-initial',
  'reserve-initial',
  'equipment',
  'ill-borrowed',
  'ill-lent',
  'renewal-desk',
  'renewal-online',
  'renewal-automatic',
  'in-house',
] as const;
/** Where an act is counted. */
export type UseBucket = (typeof USE_BUCKETS)[number];

/** Finds the bucket of an act. */
export function bucketBy(terms: UseTerms): (kind: UseKind) => UseBucket {
  const equipment = new Set(terms.equipmentTypes ?? []);
  const reserves = terms.reserveLocations === undefined ? null : new Set(terms.reserveLocations);
  const borrowed = new Set(terms.borrowedTypes ?? []);
  const libraries = new Set(terms.libraryGroups ?? []);
  const isIn = (set: ReadonlySet<string>, value: string | null) => value !== null && set.has(value);
  return (kind) => {
    if (kind.act === 'renew') return renewalBucket(kind.channel);
    if (kind.act === 'in-house') return 'in-house';
    if (isIn(libraries, kind.group)) return 'ill-lent';
    if (kind.shelf === 'ill' || isIn(borrowed, kind.itemType)) return 'ill-borrowed';
    if (kind.serial || isIn(equipment, kind.itemType)) return 'equipment';
    const onReserve = reserves === null ? kind.hourly : isIn(reserves, kind.location);
    return onReserve || kind.shelf === 'reserves' ? 'reserve-initial' : 'general-initial';
  };
}

/** By the channel: staff at a desk, the server by itself, or the patrons themselves by any other way. */
function renewalBucket(channel: string): UseBucket {
  if (channel === 'desk' || channel === 'practice') return 'renewal-desk';
  return channel === 'server' || channel === 'automatic' ? 'renewal-automatic' : 'renewal-online';
}
