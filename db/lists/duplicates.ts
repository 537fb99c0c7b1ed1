// Accounts that may be one person's, as a desk knows them. The copy is walked through once in a while; the pairs found are looked at afresh each
// time.

import { MINUTE_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import type { PatronId } from '../../shared/core/ids.ts';
import { alikePairs, type AlikeGroup } from '../../shared/lists/possible-duplicates.ts';
import { alikePatrons } from '../replica/queries/alike-patrons.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';
import type { ListCopy } from './list-copy.ts';

const KEPT_MS: Millis = 5 * MINUTE_MS;
/** Accounts that are read before everything else has its turn. */
const AT_ONCE = 100;

type Pair = { readonly shared: AlikeGroup['shared']; readonly patrons: readonly PatronId[] };
type Found = { readonly at: Instant; readonly pairs: readonly Pair[] };

const foundIn = new WeakMap<ReplicaReader, Found>();

/** Pairs of accounts that are there still. */
export async function alikeGroups(
  copy: ListCopy & { readonly db: ReplicaReader },
  now: Instant,
  turn: () => Promise<void>,
): Promise<AlikeGroup[]> {
  const kept = foundIn.get(copy.db);
  const isFresh = kept !== undefined && Math.abs(now - kept.at) < KEPT_MS;
  const { pairs } = isFresh ? kept : await find(copy, now, turn);
  return readGroups(copy, pairs, turn);
}

async function find(
  copy: ListCopy & { readonly db: ReplicaReader },
  at: Instant,
  turn: () => Promise<void>,
): Promise<Found> {
  const pairs: Pair[] = [];
  for (const shared of ['birth', 'email', 'phone', 'address'] as const) {
    const sharing = (await alikePatrons(copy.db, shared, turn)).map((patrons) => ({ shared, patrons }));
    // Most of those who share a number are not one person: only the others are kept.
    for (const group of await readGroups(copy, sharing, turn))
      for (const { patrons } of alikePairs(group)) pairs.push({ shared, patrons: patrons.map(({ id }) => id) });
  }
  const found = { at, pairs };
  foundIn.set(copy.db, found);
  return found;
}

async function readGroups(
  { sight }: ListCopy,
  groups: readonly Pair[],
  turn: () => Promise<void>,
): Promise<AlikeGroup[]> {
  const read: AlikeGroup[] = [];
  let since = 0;
  for (const { shared, patrons } of groups) {
    const there = patrons.flatMap((id) => sight.patron(id) ?? []);
    if (there.length > 1) read.push({ shared, patrons: there });
    since += patrons.length;
    if (since < AT_ONCE) continue;
    since = 0;
    await turn();
  }
  return read;
}
