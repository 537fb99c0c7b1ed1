// A feed from its file to its end, step by step. Each step is one transaction that records the decision, or work with the same result when it is done
// again, so that a server may end between any two of them, or in the middle, and another goes on.

import { createHash } from 'node:crypto';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../shared/core/local-moment.ts';
import type { Random } from '../../shared/core/ports.ts';
import type { FeedReport } from '../../shared/wire/data-feeds.ts';
import { newId } from '../new-id.ts';
import { libraryPlace } from '../reports/library-names.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { atFeedPlace, connectorOf, listEvery, termsOf, type ReachingLists } from './connector-place.ts';
import { unpacked, type FeedPlace } from './feed-places.ts';
import {
  keepFile,
  openRuns,
  packFile,
  readFeeds,
  readFile,
  readRuns,
  requiredFeed,
  requiredRun,
  unpackFile,
  writeRun,
  type DataFeed,
  type FeedRun,
  type SeenFile,
  type TakenFile,
} from './feed-rows.ts';
import type { FeedParts } from './feed-work.ts';
import { knownFiles } from './known-files.ts';
import { takeFeed } from './take-feed.ts';

export type WorkParts = FeedParts & ReachingLists & { readonly random: Random };

/** A claim on a feed, in case its process dies; renewed while it goes on. */
export const FEED_CLAIM_MS: Millis = 3 * MINUTE_MS;
/** A feed whose files could not be fetched, or whose file is late, is looked for again after this time. */
const AGAIN_MS: Millis = 10 * MINUTE_MS;
/** A file that comes at night is waited for as long. */
const WAITS_MS: Millis = 12 * 60 * MINUTE_MS;

/** Names of feeds that have something to do now and are not claimed, the oldest look first. */
export async function dueFeeds(tx: ReadTx, now: Instant): Promise<readonly string[]> {
  const { zone } = await libraryPlace(tx);
  const claimed = await tx.db.selectFrom('data_feed').select('name').where('claimed_until', '>', now).execute();
  const taken = new Set(claimed.map(({ name }) => name));
  const due: DataFeed[] = [];
  for (const feed of await readFeeds(tx)) {
    if (taken.has(feed.name)) continue;
    const states = (await openRuns(tx, feed.name)).map(({ state }) => state);
    // A feed that broke in the middle is tried again later, and others get their turn; a person's decision is carried out now.
    const rests = isResting(feed, now) && !states.includes('approved');
    const goesOn = !rests && states.some((state) => state !== 'stopped');
    const [newest] = await readRuns(tx, feed.name, 1);
    if (goesOn || isLookDue(feed, newest?.takenAt ?? null, { now, zone })) due.push(feed);
  }
  return due.toSorted((a, b) => (a.lookedAt ?? 0) - (b.lookedAt ?? 0)).map(({ name }) => name);
}

/** Whether something went wrong so shortly ago that it is not tried again yet. */
function isResting({ lookedAt, fault }: Pick<DataFeed, 'lookedAt' | 'fault'>, now: Instant): boolean {
  return fault !== null && lookedAt !== null && now - lookedAt < AGAIN_MS;
}

/** Whether it is time to look for a file. */
export function isLookDue(
  feed: Pick<DataFeed, 'atMinute' | 'lookedAt' | 'fault' | 'from' | 'layout'>,
  takenAt: Instant | null,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): boolean {
  const { atMinute, lookedAt } = feed;
  if (lookedAt === null) return true;
  if (isResting(feed, now)) return false;
  const every = listEvery(feed);
  if (atMinute === null) return now - lookedAt >= (feed.fault === null ? (every ?? MINUTE_MS) : MINUTE_MS);
  const day = formatLocalMoment(now, zone).slice(0, 10);
  const text = [Math.floor(atMinute / 60), atMinute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const at = parseLocalMoment(`${day}T${text}`, zone) ?? now;
  if (now < at) return false;
  if (lookedAt < at) return true;
  // A list is there at any time: one that was read today is not late.
  if (every !== null && feed.fault === null) return false;
  // The office may be late.
  return (takenAt ?? 0) < at && now < at + WAITS_MS && now - lookedAt >= AGAIN_MS;
}

/** Takes a feed for this process; false where another has it, or another feed of the same connector: both write the same accounts. */
export async function claimFeed({ store, clock }: WorkParts, name: string, owner: string): Promise<boolean> {
  return store.write(async (tx) => {
    await tx.lock(['data-feed-claims', `data-feed:${name}`]);
    const now = clock.now();
    const feeds = await readFeeds(tx);
    const from = feeds.find((feed) => feed.name === name)?.from;
    if (from === undefined) return false;
    const isTogether = connectorOf({ from }) !== null;
    const together = feeds.filter((feed) => feed.name === name || (isTogether && feed.from === from));
    const claimed = await tx.db
      .selectFrom('data_feed')
      .select('claimed_by')
      .where('claimed_until', '>', now)
      .where(
        'name',
        'in',
        together.map((feed) => feed.name),
      )
      .execute();
    if (claimed.some((row) => row.claimed_by !== owner)) return false;
    await tx.db
      .updateTable('data_feed')
      .set({ claimed_by: owner, claimed_until: now + FEED_CLAIM_MS })
      .where('name', '=', name)
      .execute();
    return true;
  });
}

/** Lets a feed go. */
export async function releaseFeed({ store }: WorkParts, name: string, owner: string): Promise<void> {
  await store.write(({ db }) =>
    db
      .updateTable('data_feed')
      .set({ claimed_by: null, claimed_until: 0 })
      .where('name', '=', name)
      .where('claimed_by', '=', owner)
      .execute(),
  );
}

/**
 * Looks for a new file and keeps it as a run; `owner`: only while the feed is theirs. Null where there is none. Throws the errors of `atFeedPlace`, once
 * they are noted.
 */
export async function lookForFile(parts: WorkParts, name: string, owner?: string): Promise<FeedRun | null> {
  const { store, clock } = parts;
  const { feed, taken } = await store.read(async (tx) => {
    const found = await requiredFeed(tx, name);
    return { feed: found, taken: await knownFiles(tx, found, clock.now()) };
  });
  try {
    const { found, touched } = await atFeedPlace(parts, feed, (place) => newFile(place, feed, taken));
    for (const [run, seen] of touched) await noteTime(parts, run, seen);
    if (found?.isNew === true) return await keepRun(parts, { feed: name, owner }, found);
    await noteLook(parts, name, { seen: found?.seen ?? null, code: null });
    return null;
  } catch (error) {
    // A server that ends, or has lost the feed, broke it off itself.
    if (parts.ended?.aborted === true) return null;
    await noteFault(parts, name, error);
    if (error instanceof HoldfastError) throw error;
    throw new HoldfastError('HF-IMPORT-062', { feed: name, why: 'unknown' }, { cause: error });
  }
}

type FoundFile = {
  readonly seen: SeenFile;
  readonly bytes: Buffer;
  readonly digest: string;
  /** False: its bytes are those of the newest run. */
  readonly isNew: boolean;
};

type Looking = {
  readonly found: FoundFile | null;
  /** Runs whose file has another time by now, and the same bytes. */
  readonly touched: readonly (readonly [string, SeenFile])[];
};

/**
 * For full files: the newest, unless it is the file of the newest run, under any name. For files with changes: the
 * oldest by name that differs from the file taken under its name.
 */
async function newFile(place: FeedPlace, { layout, seen }: DataFeed, taken: readonly TakenFile[]): Promise<Looking> {
  const files = await place.list();
  const touched: (readonly [string, SeenFile])[] = [];
  if (layout.file.holds === 'all') {
    const [last] = files.toSorted((a, b) => b.modifiedAt - a.modifiedAt || (a.name < b.name ? 1 : -1));
    if (last === undefined || (last.size > 0 && isSameFile(last, seen))) return { found: null, touched };
    const found = await readWhole(place, last);
    return { found: { ...found, isNew: found.digest !== taken[0]?.digest }, touched };
  }
  const newest = new Map(taken.toReversed().map((file) => [file.name, file]));
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const before = newest.get(file.name);
    if (before !== undefined && file.size > 0 && isSameFile(file, before)) continue;
    const found = await readWhole(place, file);
    if (found.digest !== before?.digest) return { found, touched };
    touched.push([before.run, file]);
  }
  return { found: null, touched };
}

function isSameFile(a: SeenFile, b: SeenFile | null): boolean {
  return b !== null && a.name === b.name && a.size === b.size && a.modifiedAt === b.modifiedAt;
}

async function readWhole(place: FeedPlace, seen: SeenFile): Promise<FoundFile> {
  const bytes = await place.read(seen);
  return { seen, bytes, digest: createHash('sha256').update(bytes).digest('hex'), isNew: true };
}

type Looked = { readonly seen: SeenFile | null; readonly code: string | null };

async function noteLook({ store, clock }: WorkParts, name: string, looked: Looked): Promise<void> {
  await store.write(async (tx) => {
    await tx.lock([`data-feed:${name}`]);
    await writeLook(tx, name, { ...looked, at: clock.now() });
  });
}

async function writeLook(tx: WriteTx, name: string, { seen, code, at }: Looked & { readonly at: Instant }) {
  const { fault } = await requiredFeed(tx, name);
  await tx.db
    .updateTable('data_feed')
    .set({
      looked_at: at,
      fault: code,
      fault_at: code === null ? null : (fault?.at ?? at),
      ...(seen === null ? {} : { seen: JSON.stringify(seen) }),
    })
    .where('name', '=', name)
    .execute();
}

/** Notes that something went wrong with a feed: it is shown, and tried again later. */
export async function noteFault(parts: WorkParts, name: string, error: unknown): Promise<void> {
  await noteLook(parts, name, { seen: null, code: error instanceof HoldfastError ? error.code : 'unknown' });
}

/** Remembers the time of a file that was taken, so that it is not read each time. */
async function noteTime({ store }: WorkParts, id: string, { modifiedAt }: SeenFile): Promise<void> {
  await store.write(async (tx) => {
    const { feed } = await requiredRun(tx, id);
    await tx.lock([`data-feed:${feed}`]);
    const run = await requiredRun(tx, id);
    await writeRun(tx, { ...run, file: { ...run.file, modifiedAt } });
  });
}

/**
 * Keeps the file, with the look that found it: a file that is known as seen is there as a run. One of everyone takes the place of those that wait. Null
 * where another process was faster.
 */
async function keepRun(
  { store, clock, random }: WorkParts,
  { feed, owner }: { readonly feed: string; readonly owner: string | undefined },
  { seen, bytes, digest }: FoundFile,
): Promise<FeedRun | null> {
  const id = newId(clock, random);
  const now = clock.now();
  const packed = await packFile(bytes);
  return store.write(async (tx) => {
    await tx.lock(['data-feed-runs', `data-feed:${feed}`]);
    const [last] = await readRuns(tx, null, 1);
    const known = await requiredFeed(tx, feed);
    if (owner !== undefined && (await ownerOf(tx, feed)) !== owner) return null;
    const isForAll = known.layout.file.holds === 'all';
    const taken = await knownFiles(tx, known, now);
    const before = taken.find(({ name }) => isForAll || name === seen.name);
    if (before?.digest === digest) return null;
    if (isForAll)
      for (const open of await openRuns(tx, feed))
        if (open.state === 'taken' || open.state === 'stopped')
          await writeRun(tx, { ...open, state: 'superseded', endedAt: now });
    const run: FeedRun = {
      id,
      feed,
      number: (last?.number ?? 0) + 1,
      state: 'taken',
      takenAt: now,
      file: { name: seen.name, bytes: bytes.length, modifiedAt: seen.modifiedAt, digest },
      report: null,
      decided: null,
      endedAt: null,
      fault: null,
    };
    await writeRun(tx, run);
    await keepFile(tx, id, packed);
    await writeLook(tx, feed, { seen, code: null, at: now });
    return run;
  });
}

async function ownerOf({ db }: ReadTx, feed: string): Promise<string | null> {
  const row = await db.selectFrom('data_feed').select('claimed_by').where('name', '=', feed).executeTakeFirst();
  return row?.claimed_by ?? null;
}

/**
 * Takes the next step of a feed's oldest run that is not over: looks it through, or writes it. Returns the run as it is then; null where nothing is to
 * be done. `onRows`: called again and again while it goes on.
 */
export async function advanceFeed(parts: WorkParts, name: string, onRows?: () => void): Promise<FeedRun | null> {
  const { store, clock } = parts;
  const { feed, open, terms } = await store.read(async (tx) => {
    const found = await requiredFeed(tx, name);
    return { feed: found, open: await openRuns(tx, name), terms: await termsOf(tx, found) };
  });
  const [run] = open;
  if (run === undefined || run.state === 'stopped') return null;
  const take = async (isDryRun: boolean): Promise<FeedReport> => {
    const packed = await store.read((tx) => readFile(tx, run.id));
    const bytes = await unpacked(run.file.name, await unpackFile(packed));
    const more = onRows === undefined ? {} : { onRows };
    const file = { name: run.file.name, bytes };
    const taking = { ...terms, layout: feed.layout, file, takenAt: run.takenAt };
    return takeFeed(parts, { ...taking, isDryRun, ...more });
  };
  try {
    if (run.state === 'taken') {
      const report = await take(true);
      return await step(parts, run, { state: report.stops === null ? 'applying' : 'stopped', report });
    }
    if (run.state === 'approved') return await step(parts, run, { state: 'applying' });
    await take(false);
    return await step(parts, run, { state: 'done', endedAt: clock.now() });
  } catch (error) {
    if (!(error instanceof HoldfastError) || !/^HF-IMPORT-00[3-5]$/.test(error.code)) throw error;
    const params = plainParams(error);
    return step(parts, run, { state: 'failed', endedAt: clock.now(), fault: { code: error.code, params } });
  }
}

/** The parameters of an error, as texts and figures. */
export function plainParams({ params }: HoldfastError): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [],
    ),
  );
}

/** Writes a step of a run, unless another process or a person was faster. */
async function step({ store }: WorkParts, before: FeedRun, now: Partial<FeedRun>): Promise<FeedRun> {
  return store.write(async (tx) => {
    await tx.lock([`data-feed:${before.feed}`]);
    const current = await requiredRun(tx, before.id);
    if (current.state !== before.state) return current;
    const run = { ...current, ...now };
    await writeRun(tx, run);
    return run;
  });
}

export type Decision = {
  readonly run: string;
  readonly by: string;
  readonly reason: string;
  readonly isApproved: boolean;
};

/** A person decides about a run that stopped. It is written by a server soon after. Throws HF-IMPORT-063 and 064. */
export async function decideRun(
  tx: WriteTx,
  { run: named, by, reason, isApproved }: Decision,
  now: Instant,
): Promise<FeedRun> {
  const { feed, id } = await requiredRun(tx, named);
  await tx.lock([`data-feed:${feed}`]);
  const run = await requiredRun(tx, id);
  if (run.state !== 'stopped') throw new HoldfastError('HF-IMPORT-064', { state: run.state });
  const decided: FeedRun = {
    ...run,
    state: isApproved ? 'approved' : 'refused',
    decided: { at: now, by, reason },
    endedAt: isApproved ? null : now,
  };
  await writeRun(tx, decided);
  return decided;
}

/** How many runs wait for a person, and how many feeds cannot be fetched or read. */
export async function countFeeds(tx: ReadTx): Promise<{ readonly stopped: number; readonly failing: number }> {
  const feeds = await readFeeds(tx);
  let [stopped, failing] = [0, 0];
  for (const { name, fault } of feeds) {
    stopped += (await openRuns(tx, name)).filter(({ state }) => state === 'stopped').length;
    const [newest] = await readRuns(tx, name, 1);
    if (fault !== null || newest?.state === 'failed') failing += 1;
  }
  return { stopped, failing };
}
