// Single records of the library systems beside us, over lines of their own that stay open for a minute: signing in takes longer than the question.

import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE_MS, SECOND_MS, type Millis } from '../../shared/core/instant.ts';
import { requiredConnector, type Connector } from '../connectors/connector-rows.ts';
import { placeOf } from '../connectors/connector-runner.ts';
import { openSystem } from '../connectors/open-system.ts';
import type { OtherSystem } from '../connectors/other-system.ts';
import { connectorOf, fileOfRows } from './connector-place.ts';
import type { SecretOf } from './feed-places.ts';
import type { DataFeed } from './feed-rows.ts';
import type { FeedParts, Taking } from './feed-work.ts';

export type RecordsThere = {
  /**
   * The record of a card or barcode as a file of its feed; null: the connector is paused or cannot be asked for one, or there is none. Throws
   * SystemFailureError.
   */
  readonly ask: (feed: DataFeed, number: string) => Promise<Taking['file'] | null>;
  /** Gives up what goes on. */
  readonly close: () => void;
};

type Line = {
  /** As they were when it was opened. */
  readonly settings: string;
  readonly system: OtherSystem;
  readonly idle: NodeJS.Timeout;
  /** The settings allow no question before. */
  freeAt: Millis;
};

const IDLE_MS: Millis = MINUTE_MS;

export function openRecordsThere({ store, clock }: FeedParts, secretOf: SecretOf): RecordsThere {
  const lines = new Map<string, Line>();
  const ended = new AbortController();
  const drop = (name: string): void => {
    const line = lines.get(name);
    if (line === undefined) return;
    clearTimeout(line.idle);
    line.system.close();
    lines.delete(name);
  };
  const lineTo = async (connector: Connector): Promise<Line> => {
    const { name } = connector;
    const settings = JSON.stringify(connector.settings);
    const known = lines.get(name);
    known?.idle.refresh();
    if (known?.settings === settings) return known;
    drop(name);
    const place = await placeOf(store, connector);
    const system = openSystem(connector, place, { secretOf, now: () => clock.now() });
    const line = { settings, system, idle: setTimeout(() => drop(name), IDLE_MS).unref(), freeAt: 0 };
    lines.set(name, line);
    return line;
  };
  return {
    ask: async (feed, number) => {
      const name = connectorOf(feed) ?? '';
      const connector = await store.read((tx) => requiredConnector(tx, name));
      if (connector.isPaused) return null;
      const line = await lineTo(connector);
      const one = line.system.recordLists?.one;
      if (one === undefined) return null;
      const { perSecond } = connector.settings.of;
      await wait(Math.max(0, line.freeAt - clock.mono()), undefined, { signal: ended.signal });
      line.freeAt = clock.mono() + (perSecond === null || perSecond === undefined ? 0 : SECOND_MS / perSecond);
      try {
        await line.system.open();
        const row = await one(feed.layout.kind, number);
        return row === null ? null : fileOfRows(connector, feed, [row]);
      } catch (error) {
        drop(name);
        throw error;
      }
    },
    close: () => {
      ended.abort();
      for (const name of lines.keys()) drop(name);
    },
  };
}
