// The rows of data feeds: recurring files of other offices, and the runs by which each file was taken in. They are the server's own and on no feed to
// desks. The file of a run stays until the run is over, so that any server goes on with exactly these bytes.

import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { sql } from 'kysely';
import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { InstantSchema, type Instant } from '../../shared/core/instant.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import { FeedLayoutSchema } from '../../shared/formats/feed-layout.ts';
import { FeedReportSchema, FeedStateSchema, type FeedState } from '../../shared/wire/data-feeds.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

const DataFeedSchema = z.object({
  layout: FeedLayoutSchema,
  /** A folder of the server, an `sftp:` or `https:` address, or `connector:NAME`. */
  from: z.string(),
  /** Minute of the day on the clock of the library; null = looked for every minute, or every hour at a connector. */
  atMinute: z.int().min(0).max(1_439).nullable(),
  user: z.string().nullable(),
  passwordFile: z.string().nullable(),
  passwordEnv: z.string().nullable(),
  /** A private key for SFTP. */
  keyFile: z.string().nullable(),
  /** The fingerprint by which the SFTP server is known, `SHA256:…`. */
  hostKey: z.string().nullable(),
});

/** A file as it lay at its place: another name, size or time is another file. */
export const SeenFileSchema = z.object({ name: z.string(), size: z.int(), modifiedAt: InstantSchema });
export type SeenFile = z.infer<typeof SeenFileSchema>;

/** A feed as it is set. */
export type FeedTerms = z.infer<typeof DataFeedSchema>;
export type DataFeed = FeedTerms & {
  readonly name: string;
  readonly lookedAt: Instant | null;
  readonly seen: SeenFile | null;
  /** Since when its files cannot be fetched, and why. */
  readonly fault: { readonly at: Instant; readonly code: string } | null;
};

const RunBodySchema = z.object({
  file: z.object({
    name: z.string(),
    bytes: z.int(),
    /** Null = not known. */
    modifiedAt: InstantSchema.nullable().default(null),
    digest: z.string(),
  }),
  /** Null until the file was looked through. */
  report: FeedReportSchema.nullable(),
  /** The decision on a stopped run: approved or refused, by a person. */
  decided: z.object({ at: InstantSchema, by: z.string(), reason: z.string() }).nullable(),
  endedAt: InstantSchema.nullable(),
  fault: z.object({ code: z.string(), params: z.record(z.string(), z.string()) }).nullable(),
});

/** One file that was taken. */
export type FeedRun = z.infer<typeof RunBodySchema> & {
  readonly id: string;
  readonly feed: string;
  readonly number: number;
  readonly state: FeedState;
  readonly takenAt: Instant;
};

/** All feeds, by name. */
export async function readFeeds({ db }: ReadTx): Promise<readonly DataFeed[]> {
  return (await db.selectFrom('data_feed').selectAll().orderBy('name').execute()).map(toFeed);
}

/** Throws HF-IMPORT-060 where there is none. */
export async function requiredFeed({ db }: ReadTx, name: string): Promise<DataFeed> {
  const row = await db.selectFrom('data_feed').selectAll().where('name', '=', name).executeTakeFirst();
  if (row === undefined) throw new HoldfastError('HF-IMPORT-060', { feed: name });
  return toFeed(row);
}

function toFeed({ name, body, looked_at: lookedAt, seen, fault_at: at, fault: code }: Tables['data_feed']): DataFeed {
  return {
    name,
    ...DataFeedSchema.parse(JSON.parse(body)),
    lookedAt: lookedAt === null ? null : Number(lookedAt),
    seen: seen === null ? null : SeenFileSchema.parse(JSON.parse(seen)),
    fault: at === null || code === null ? null : { at: Number(at), code },
  };
}

/** Sets a feed, also over one of its name, whose runs stay: files that are read differently from now on are looked for again. */
export async function writeFeed(tx: WriteTx, name: string, terms: FeedTerms): Promise<void> {
  await tx.lock([`data-feed:${name}`]);
  const body = JSON.stringify(terms);
  const before = await tx.db.selectFrom('data_feed').selectAll().where('name', '=', name).executeTakeFirst();
  if (before !== undefined && terms.from.startsWith('connector:') && !isReadAlike(toFeed(before), terms))
    await forgetFiles(tx, name);
  const unseen = { body, looked_at: null, seen: null, fault_at: null, fault: null };
  await tx.db
    .insertInto('data_feed')
    .values({ name, ...unseen, claimed_by: null, claimed_until: 0 })
    // The claim stays: another process may be at work.
    .onConflict((conflict) => conflict.column('name').doUpdateSet(unseen))
    .execute();
}

function isReadAlike(one: FeedTerms, other: FeedTerms): boolean {
  return one.from === other.from && isSameData(one.layout, other.layout);
}

/** The list of a connector is one file again and again: read differently, it is new, also as far as its changes were read. */
async function forgetFiles(tx: WriteTx, feed: string): Promise<void> {
  const runs = await tx.db.selectFrom('data_feed_run').selectAll().where('feed', '=', feed).execute();
  for (const run of runs.map(toRun))
    await writeRun(tx, { ...run, file: { ...run.file, modifiedAt: null, digest: '' } });
}

/** Takes a feed away. The accounts and items that it brought stay. Throws HF-IMPORT-060. */
export async function removeFeed(tx: WriteTx, name: string): Promise<void> {
  await requiredFeed(tx, name);
  const runs = await tx.db.selectFrom('data_feed_run').select('id').where('feed', '=', name).execute();
  await dropFiles(
    tx,
    runs.map(({ id }) => id),
  );
  await tx.db.deleteFrom('data_feed_run').where('feed', '=', name).execute();
  await tx.db.deleteFrom('data_feed').where('name', '=', name).execute();
}

/** Runs of a feed, or of all, the newest first. */
export async function readRuns({ db }: ReadTx, feed: string | null, limit: number): Promise<readonly FeedRun[]> {
  const all = db.selectFrom('data_feed_run').selectAll().orderBy('number', 'desc').limit(limit);
  return (await (feed === null ? all : all.where('feed', '=', feed)).execute()).map(toRun);
}

/** Runs of all feeds that were taken before a moment, after one by number, the oldest first. */
export async function runsTaken(
  { db }: ReadTx,
  { before, after, limit }: { readonly before: Instant; readonly after: number; readonly limit: number },
): Promise<readonly FeedRun[]> {
  const rows = await db
    .selectFrom('data_feed_run')
    .selectAll()
    .where('taken_at', '<', before)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.map(toRun);
}

/** A file that was taken once. */
export type TakenFile = SeenFile & { readonly run: string; readonly digest: string };

/** The files of the newest runs of a feed, the newest first, without their changes; `limit`: null = of all. A time that is not known is -1. */
export async function takenFiles(tx: ReadTx, feed: string, limit: number | null): Promise<readonly TakenFile[]> {
  // A number may come as text.
  const part = (key: string) => sql<string | number | null>`${sql.raw(tx.textIn('body', ['file', key]))}`;
  const rows = await tx.db
    .selectFrom('data_feed_run')
    .select(['id', part('name').as('name'), part('bytes').as('bytes'), part('digest').as('digest')])
    .select(part('modifiedAt').as('modifiedAt'))
    .where('feed', '=', feed)
    .orderBy('number', 'desc')
    .$if(limit !== null, (query) => query.limit(limit ?? 0))
    .execute();
  return rows.map(({ id, name, bytes, digest, modifiedAt }) => ({
    run: id,
    name: String(name),
    size: Number(bytes),
    modifiedAt: Number(modifiedAt ?? -1),
    digest: String(digest),
  }));
}

/** Those that are not over, the oldest first. */
export async function openRuns({ db }: ReadTx, feed: string): Promise<readonly FeedRun[]> {
  const rows = await db
    .selectFrom('data_feed_run')
    .selectAll()
    .where('feed', '=', feed)
    .where('state', 'in', ['taken', 'stopped', 'approved', 'applying'])
    .orderBy('number')
    .execute();
  return rows.map(toRun);
}

/** By id, or by number as people call it. Throws HF-IMPORT-063 where there is none. */
export async function requiredRun({ db }: ReadTx, named: string): Promise<FeedRun> {
  const runs = db.selectFrom('data_feed_run').selectAll();
  const isNumber = /^\d{1,9}$/.test(named);
  const row = await (
    isNumber ? runs.where('number', '=', Number(named)) : runs.where('id', '=', named)
  ).executeTakeFirst();
  if (row === undefined) throw new HoldfastError('HF-IMPORT-063');
  return toRun(row);
}

function toRun({ id, feed, number, state, taken_at: takenAt, body }: Tables['data_feed_run']): FeedRun {
  return {
    id,
    feed,
    number: Number(number),
    state: FeedStateSchema.parse(state),
    takenAt: Number(takenAt),
    ...RunBodySchema.parse(JSON.parse(body)),
  };
}

/** Writes a run as it is now. The file of one that is over goes. */
export async function writeRun(tx: WriteTx, { id, feed, number, state, takenAt, ...body }: FeedRun): Promise<void> {
  await tx.upsert('data_feed_run', [{ id, feed, number, state, taken_at: takenAt, body: JSON.stringify(body) }]);
  if (body.endedAt !== null) await dropFiles(tx, [id]);
}

/** Letters of a piece, so that no row is larger than a database likes. */
const PIECE = 1_000_000;

/** A file as it is kept. Made before the transaction that keeps it: a large one takes its time. */
export async function packFile(bytes: Buffer): Promise<string> {
  return (await promisify(gzip)(bytes)).toString('base64');
}

/** The bytes of a packed file. */
export async function unpackFile(packed: string): Promise<Buffer> {
  return promisify(gunzip)(Buffer.from(packed, 'base64'));
}

/** Keeps a packed file beside its run. */
export async function keepFile(tx: WriteTx, run: string, text: string): Promise<void> {
  for (let n = 0; n * PIECE < text.length; n += 1)
    await tx.upsert('data_feed_file', [{ run, n, body: text.slice(n * PIECE, (n + 1) * PIECE) }]);
}

/** The file of a run, packed as it was kept. */
export async function readFile({ db }: ReadTx, run: string): Promise<string> {
  const rows = await db.selectFrom('data_feed_file').select('body').where('run', '=', run).orderBy('n').execute();
  return rows.map(({ body }) => body).join('');
}

async function dropFiles(tx: WriteTx, runs: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('data_feed_file').where(tx.anyOf('run', runs)).execute();
}
