// Accounts that may be one person's, as a desk knows them. The copy is walked through once in a while; what was found is looked at afresh each time.

import { MINUTE_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import type { PatronId } from '../../shared/core/ids.ts';
import type { AlikeGroup } from '../../shared/lists/possible-duplicates.ts';
import { alikePatrons, type Shared } from '../replica/queries/alike-patrons.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';
import type { ListCopy } from './list-copy.ts';

const KEPT_MS: Millis = 5 * MINUTE_MS;

type Found = { readonly at: Instant; readonly groups: readonly { same: Shared; patrons: readonly PatronId[] }[] };

const foundIn = new WeakMap<ReplicaReader, Found>();

/** Groups of accounts that are there still and have a thing in common. */
export async function alikeGroups(
  { db, sight }: ListCopy & { readonly db: ReplicaReader },
  now: Instant,
  turn: () => Promise<void>,
): Promise<AlikeGroup[]> {
  const kept = foundIn.get(db);
  const found = kept !== undefined && Math.abs(now - kept.at) < KEPT_MS ? kept : await find(db, now, turn);
  return found.groups.flatMap(({ same, patrons }) => {
    const there = patrons.flatMap((id) => sight.patron(id) ?? []);
    return there.length > 1 ? [{ shared: same, patrons: there }] : [];
  });
}

async function find(db: ReplicaReader, at: Instant, turn: () => Promise<void>): Promise<Found> {
  const groups: { same: Shared; patrons: readonly PatronId[] }[] = [];
  for (const same of ['birth', 'email', 'phone', 'address'] as const)
    groups.push(...(await alikePatrons(db, same, turn)).map((patrons) => ({ same, patrons })));
  const found = { at, groups };
  foundIn.set(db, found);
  return found;
}
