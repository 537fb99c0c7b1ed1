// A list of another library system as the file of a feed: whole, in the order of its ids, so that a list without changes is the same file.

import Papa from 'papaparse';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS, type Millis } from '../../shared/core/instant.ts';
import { requiredConnector } from '../connectors/connector-rows.ts';
import { placeOf } from '../connectors/connector-runner.ts';
import { isConnectorKind, type ConnectorKind } from '../connectors/connector-settings.ts';
import { listColumns } from '../connectors/list-layouts.ts';
import { openSystem } from '../connectors/open-system.ts';
import { SystemFailureError } from '../connectors/other-system.ts';
import { readList } from '../connectors/read-list.ts';
import type { ReadTx } from '../store/store.ts';
import { atPlace, MOST_BYTES, tooLarge, type FeedPlace, type Reaching } from './feed-places.ts';
import type { DataFeed } from './feed-rows.ts';
import type { FeedParts } from './feed-work.ts';

export type ReachingLists = Reaching & {
  /** The reading is given up. */
  readonly ended?: AbortSignal;
  /** The first pause after a failure of the other system; absent = as usual. */
  readonly againMs?: Millis;
};

/** A list without a time of its own is read as often. */
export const LIST_EVERY_MS: Millis = 60 * MINUTE_MS;

/** The connector whose list a feed is; null = it has files. */
export function connectorOf({ from }: Pick<DataFeed, 'from'>): string | null {
  return from.startsWith('connector:') ? from.slice('connector:'.length) : null;
}

/** The system whose ids the rows of a feed have; null = those of another office, or its connector is gone. */
export async function systemOf({ db }: ReadTx, feed: Pick<DataFeed, 'from'>): Promise<ConnectorKind | null> {
  const name = connectorOf(feed);
  if (name === null) return null;
  const row = await db.selectFrom('connector').select('kind').where('name', '=', name).executeTakeFirst();
  return row !== undefined && isConnectorKind(row.kind) ? row.kind : null;
}

/** Works at the place of a feed, of files or of a connector. Throws as `atPlace` does, and HF-CONNECT-001, HF-IMPORT-067. */
export async function atFeedPlace<T>(
  parts: FeedParts & ReachingLists,
  feed: DataFeed,
  work: (place: FeedPlace) => Promise<T>,
): Promise<T> {
  const name = connectorOf(feed);
  if (name === null) return atPlace(feed, parts, work);
  const { store, clock, secretOf } = parts;
  const connector = await store.read((tx) => requiredConnector(tx, name));
  const { kind } = connector.settings;
  const system = openSystem(connector, await placeOf(store, connector), { secretOf, now: () => clock.now() });
  const file = `${name}-${feed.layout.kind}.csv`;
  try {
    return await work({
      // Nothing is asked of one that is paused.
      list: () => Promise.resolve(connector.isPaused ? [] : [{ name: file, size: 0, modifiedAt: 0 }]),
      read: async () => {
        const lists = system.recordLists;
        if (lists === undefined) throw new HoldfastError('HF-IMPORT-067', { name, kind });
        await system.open();
        const { againMs, ended } = parts;
        const reading = { perSecond: connector.settings.of.perSecond ?? null, againMs, ended };
        const columns = listColumns(kind, feed.layout.kind);
        const pieces = [Buffer.from(`${columns.join(',')}\n`)];
        let size = 0;
        for await (const rows of readList(lists, feed.layout.kind, reading)) {
          const piece = Buffer.from(rows.map((row) => lineOf(columns, row)).join(''));
          size += piece.length;
          if (size > MOST_BYTES) tooLarge(file);
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

function lineOf(columns: readonly string[], row: Readonly<Record<string, string>>): string {
  const values = columns.map((column) => inOneLine(row[column] ?? ''));
  return `${Papa.unparse([values], { newline: '\n' })}\n`;
}

/** A list there may hold anything that a person or a program once typed. */
const inOneLine = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .toWellFormed()
    .trim();
