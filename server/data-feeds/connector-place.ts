// A list of another library system as the file of a feed: whole, in the order of its ids, so that a list without changes is the same file; or what
// changed in it. How far changes were read is the time of the newest run's file: it is kept with the run, or not at all.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import type { FeedLayout } from '../../shared/formats/feed-layout.ts';
import { requiredConnector, type Connector } from '../connectors/connector-rows.ts';
import { placeOf } from '../connectors/connector-runner.ts';
import { isConnectorKind, type ConnectorKind } from '../connectors/connector-settings.ts';
import { listColumns, listLayout } from '../connectors/list-layouts.ts';
import { openSystem } from '../connectors/open-system.ts';
import { SystemFailureError, type ListPart, type RecordLists } from '../connectors/other-system.ts';
import { newestChange, readList } from '../connectors/read-list.ts';
import { csvLines } from '../csv-lines.ts';
import type { ReadTx } from '../store/store.ts';
import { atPlace, MOST_BYTES, tooLarge, type FeedPlace, type Reaching } from './feed-places.ts';
import { readRuns, type DataFeed } from './feed-rows.ts';
import type { FeedParts, Taking } from './feed-work.ts';

export type ReachingLists = Reaching & {
  /** The reading is given up. */
  readonly ended?: AbortSignal;
  /** The first pause after a failure of the other system; absent = as usual. */
  readonly againMs?: Millis;
};

/** A list without a time of its own is read as often, and its changes. */
const LIST_EVERY_MS: Millis = 60 * MINUTE_MS;
const CHANGES_EVERY_MS: Millis = 5 * MINUTE_MS;
/** A change may be seen later than its time: in the middle of its transaction, or by another server there. */
const OVERLAP_MS: Millis = 10 * MINUTE_MS;

/** The connector whose list a feed is; null = it has files. */
export function connectorOf({ from }: Pick<DataFeed, 'from'>): string | null {
  return from.startsWith('connector:') ? from.slice('connector:'.length) : null;
}

/** How often a list is read that has no time of its own; null = the feed has files. */
export function listEvery(feed: Pick<DataFeed, 'from' | 'layout'>): Millis | null {
  if (connectorOf(feed) === null) return null;
  return feed.layout.file.holds === 'changes' ? CHANGES_EVERY_MS : LIST_EVERY_MS;
}

/**
 * By which ids the rows of a feed are known. Feeds of one connector know the same people and copies, so that what one brought, or staff changed since,
 * is known to the other; where a mapping knows them otherwise than the list does, a feed is alone. An earlier import counts only where the mapping says
 * that it was of this very system: another Koha has the same numbers.
 */
export async function termsOf(tx: ReadTx, feed: DataFeed): Promise<Terms> {
  const kind = await kindThere(tx, feed);
  const more = { mayBeEmpty: kind !== null && feed.layout.file.holds === 'changes', locationsOf: kind };
  if (kind === null || !hasOwnIds(kind, feed.layout)) return { system: `feed-${feed.name}`, sameIds: [], ...more };
  const system = `connector-${connectorOf(feed) ?? ''}-${feed.layout.kind}`;
  return { system, sameIds: feed.layout.imported === true ? [kind] : [], ...more };
}

type Terms = Pick<Taking, 'system' | 'sameIds' | 'mayBeEmpty' | 'locationsOf'>;

/** Null: the feed has files, or its connector is gone. */
async function kindThere({ db }: ReadTx, feed: DataFeed): Promise<ConnectorKind | null> {
  const name = connectorOf(feed);
  if (name === null) return null;
  const row = await db.selectFrom('connector').select('kind').where('name', '=', name).executeTakeFirst();
  return row !== undefined && isConnectorKind(row.kind) ? row.kind : null;
}

function hasOwnIds(kind: ConnectorKind, layout: FeedLayout): boolean {
  const own = listLayout(kind, layout.kind);
  const titleOf = (one: FeedLayout | null) => (one?.kind === 'items' ? one.fields.title_id : undefined);
  return own?.id === layout.id && isSameData(titleOf(own), titleOf(layout));
}

/** Works at the place of a feed, of files or of a connector. Throws as `atPlace` does, and HF-CONNECT-001, HF-IMPORT-067. */
export async function atFeedPlace<T>(
  parts: FeedParts & ReachingLists,
  feed: DataFeed,
  work: (place: FeedPlace) => Promise<T>,
): Promise<T> {
  const name = connectorOf(feed);
  if (name === null) return atPlace(feed, parts, work);
  const { store, clock, secretOf, againMs, ended } = parts;
  const { connector, before } = await store.read(async (tx) => ({
    connector: await requiredConnector(tx, name),
    before: feed.layout.file.holds === 'changes' ? await readUntil(tx, feed.name) : null,
  }));
  const { kind, of } = connector.settings;
  const system = openSystem(connector, await placeOf(store, connector), { secretOf, now: () => clock.now() });
  const reading = { perSecond: of.perSecond ?? null, againMs, ended };
  const list = { kind: feed.layout.kind, since: before === null ? null : before - OVERLAP_MS };
  const columns = listColumns(kind, list.kind);
  const opened = async (): Promise<RecordLists> => {
    if (system.recordLists === undefined) throw new HoldfastError('HF-IMPORT-067', { name, kind });
    await system.open();
    return system.recordLists;
  };
  try {
    return await work({
      list: async () => {
        // Nothing is asked of one that is paused.
        if (connector.isPaused) return [];
        if (feed.layout.file.holds === 'all') return [{ name: `${name}-${list.kind}.csv`, size: 0, modifiedAt: 0 }];
        const newest = await newestChange(await opened(), list.kind, reading);
        if (before !== null && newest <= before) return [];
        return [{ name: `${name}-${list.kind}-changes.csv`, size: 0, modifiedAt: newest }];
      },
      read: async (file) => {
        const pieces = [Buffer.from(headerOf(columns))];
        let size = 0;
        for await (const rows of readList(await opened(), list, reading)) {
          const piece = Buffer.from(rows.map((row) => lineOf(columns, row)).join(''));
          size += piece.length;
          if (size > MOST_BYTES) tooLarge(file.name);
          pieces.push(piece);
        }
        return Buffer.concat(pieces);
      },
    });
  } catch (error) {
    if (!(error instanceof SystemFailureError)) throw error;
    throw new HoldfastError('HF-IMPORT-062', { feed: feed.name, why: error.why }, { cause: error });
  } finally {
    system.close();
  }
}

/** Some rows of a connector's list, as a file of a feed. */
export function fileOfRows(
  { name, settings }: Pick<Connector, 'name' | 'settings'>,
  { layout: { kind } }: Pick<DataFeed, 'layout'>,
  rows: ListPart['rows'],
): Taking['file'] {
  const columns = listColumns(settings.kind, kind);
  const text = headerOf(columns) + rows.map((row) => lineOf(columns, row)).join('');
  return { name: `${name}-${kind}-one.csv`, bytes: Buffer.from(text) };
}

/** Up to when changes were taken, by the clock there; null = none were as the feed is set. Those of a run that failed were not. */
async function readUntil(tx: ReadTx, feed: string): Promise<Instant | null> {
  const runs = await readRuns(tx, feed, RUNS_LOOKED_AT);
  const times = runs.flatMap(({ state, file }) => (state === 'failed' ? [] : (file.modifiedAt ?? [])));
  return times.length === 0 ? null : Math.max(...times);
}

/** The newest run has the newest time: more than one is read only past those that failed. */
const RUNS_LOOKED_AT = 50;

const headerOf = (columns: readonly string[]): string => `${columns.join(',')}\n`;

function lineOf(columns: readonly string[], row: Readonly<Record<string, string>>): string {
  return csvLines([columns.map((column) => inOneLine(row[column] ?? ''))]);
}

/** A list there may hold anything that a person or a program once typed. */
const inOneLine = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .toWellFormed()
    .trim();
