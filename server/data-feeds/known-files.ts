// Files of a feed that are not taken a second time.

import type { Instant } from '../../shared/core/instant.ts';
import type { ReadTx } from '../store/store.ts';
import { connectorOf, termsOf } from './connector-place.ts';
import { READ_WITHIN_MS } from './feed-leavers.ts';
import { wasToldBefore } from './feed-members.ts';
import { readFeeds, readRuns, takenFiles, type DataFeed, type TakenFile } from './feed-rows.ts';

/** The newest run of changes that is done stands among so many. */
const RUNS_LOOKED_AT = 20;

/**
 * The files that were taken; of a list, which is one file up to 288 times a day, the newest. A whole list is looked through again, also where it is the
 * same one as before, once a list of changes told something or a person whom it told was spared long enough: who came by the changes may be gone from
 * the whole one. Where a person decides about it, or refused it, the same list is no news.
 */
export async function knownFiles(tx: ReadTx, feed: DataFeed, now: Instant): Promise<readonly TakenFile[]> {
  const isList = connectorOf(feed) !== null;
  const taken = await takenFiles(tx, feed.name, isList ? 1 : null);
  const [own] = isList && feed.layout.file.holds === 'all' ? await readRuns(tx, feed.name, 1) : [];
  if (own === undefined || own.state === 'stopped' || own.state === 'refused') return taken;
  const isNews = (await changesDone(tx, feed)) > own.number || (await hasSpared(tx, feed, now));
  return isNews ? taken.map((file) => ({ ...file, digest: '' })) : taken;
}

/** The number of the newest run that is done of the lists of changes beside it; 0 = there is none. */
async function changesDone(tx: ReadTx, feed: DataFeed): Promise<number> {
  const isBeside = ({ name, from, layout }: DataFeed): boolean =>
    name !== feed.name && from === feed.from && layout.kind === feed.layout.kind && layout.file.holds === 'changes';
  let newest = 0;
  for (const { name } of (await readFeeds(tx)).filter(isBeside)) {
    const done = (await readRuns(tx, name, RUNS_LOOKED_AT)).find(({ state }) => state === 'done');
    newest = Math.max(newest, done?.number ?? 0);
  }
  return newest;
}

/** Whether a person whom only a list of changes told need be spared no longer. */
async function hasSpared(tx: ReadTx, feed: DataFeed, now: Instant): Promise<boolean> {
  if (feed.layout.kind !== 'patrons') return false;
  const { system } = await termsOf(tx, feed);
  return wasToldBefore(tx, system, now - READ_WITHIN_MS);
}
