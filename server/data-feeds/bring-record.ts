// A card or a barcode that nobody here knows, while the library system beside us may have it: its record comes in alone, as the list of the connector
// would bring it. A list of everyone is an hour apart, and somebody who registered there a minute ago stands at a desk here.

import { SECOND_MS, type Millis } from '../../shared/core/instant.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { SystemFailureError, type BringRecord, type ListKind } from '../connectors/other-system.ts';
import { newId } from '../new-id.ts';
import type { ReadTx } from '../store/store.ts';
import { connectorOf, termsOf } from './connector-place.ts';
import type { SecretOf } from './feed-places.ts';
import { readFeeds, readRuns, type DataFeed } from './feed-rows.ts';
import { openRecordsThere, type RecordsThere } from './records-there.ts';
import { takeFeed } from './take-feed.ts';
import { claimFeed, releaseFeed, type WorkParts } from './work-feeds.ts';

export type Bringer = { readonly bring: BringRecord; readonly stop: () => Promise<void> };

export type BringParts = Omit<WorkParts, 'secretOf'> & {
  /** Called for a failure that is no system's being away. */
  readonly faulted?: (code: string, error: unknown) => void;
};

/** A number that is not known there is not asked for again within this time: somebody scans it once more. */
const MISSED_MS: Millis = 30 * SECOND_MS;
/** A system that gave no answer is left alone for so long: desks wait for each question. */
const AWAY_MS: Millis = 30 * SECOND_MS;
const MOST_MISSED = 1_000;
/** A feed is in use once one of so many newest runs is done. */
const RUNS_LOOKED_AT = 20;
const LONGEST_NUMBER = 100;

/** Without `secretOf`, another server of the library takes records in, and nothing is brought from here. */
export function createBringer(parts: BringParts, secretOf?: SecretOf): Bringer {
  const { clock, random, faulted } = parts;
  if (secretOf === undefined) return { bring: () => Promise.resolve(false), stop: () => Promise.resolve() };
  const work = { ...parts, secretOf, owner: newId(clock, random), there: openRecordsThere(parts, secretOf) };
  let isStopped = false;
  const missed = new Map<string, Millis>();
  const away = new Map<string, Millis>();
  const turns = new Map<string, Promise<unknown>>();
  const isRecent = (times: ReadonlyMap<string, Millis>, key: string, within: Millis): boolean =>
    (times.get(key) ?? -Infinity) > clock.mono() - within;
  const note = (times: Map<string, Millis>, key: string): void => {
    times.delete(key);
    times.set(key, clock.mono());
    for (const oldest of times.keys()) {
      if (times.size <= MOST_MISSED) break;
      times.delete(oldest);
    }
  };
  /** Null: it was not asked. */
  const bringFrom = async (feed: DataFeed, number: string): Promise<boolean | null> => {
    if (isStopped || isRecent(away, feed.name, AWAY_MS)) return null;
    try {
      return await takeOne(work, feed, number);
    } catch (error) {
      note(away, feed.name);
      // A server that ends has broken it off itself.
      if (!(isStopped || error instanceof SystemFailureError || error instanceof HoldfastError))
        faulted?.('data-feeds', error);
      return null;
    }
  };
  /** One after another for each system: the line there has its pace, and a claim its owner. Another system does not wait for it. */
  const inTurn = (feed: DataFeed, number: string): Promise<boolean | null> => {
    const system = connectorOf(feed) ?? '';
    const brought = (turns.get(system) ?? Promise.resolve()).then(() => bringFrom(feed, number));
    turns.set(system, brought);
    return brought;
  };
  const bring = async (kind: ListKind, number: string): Promise<boolean> => {
    const key = `${kind} ${number}`;
    if (isStopped || isRecent(missed, key, MISSED_MS)) return false;
    let isAsked = true;
    try {
      for (const feed of await parts.store.read((tx) => feedsOf(tx, kind))) {
        const brought = await inTurn(feed, number);
        if (brought === true) return true;
        isAsked &&= brought !== null;
      }
    } catch (error) {
      faulted?.('data-feeds', error);
      return false;
    }
    if (isAsked) note(missed, key);
    return false;
  };
  return {
    bring: (kind, number) => {
      if (number.length > LONGEST_NUMBER || !/\S/.test(number)) return Promise.resolve(false);
      return bring(kind, number);
    },
    stop: async () => {
      isStopped = true;
      work.there.close();
      await Promise.all(turns.values());
    },
  };
}

/** Of each connector one feed that is in use: a first list may still wait for somebody to look at it. */
async function feedsOf(tx: ReadTx, kind: ListKind): Promise<readonly DataFeed[]> {
  const found = new Map<string, DataFeed>();
  for (const feed of await readFeeds(tx)) {
    const connector = connectorOf(feed);
    if (connector === null || feed.layout.kind !== kind || found.has(connector)) continue;
    const runs = await readRuns(tx, feed.name, RUNS_LOOKED_AT);
    if (runs.some(({ state }) => state === 'done')) found.set(connector, feed);
  }
  return [...found.values()];
}

/** `owner` names this process among those that take records in. */
type Taking = WorkParts & { readonly owner: string; readonly there: RecordsThere };

/**
 * Takes it in like a change: it ends no one. True also where it is here as it is there: a desk may have asked a moment before. False where there is
 * none, it cannot be taken, or the feed is at work: its list brings it.
 */
async function takeOne(parts: Taking, feed: DataFeed, number: string): Promise<boolean> {
  const file = await parts.there.ask(feed, number);
  if (file === null || !(await claimFeed(parts, feed.name, parts.owner))) return false;
  try {
    const terms = await parts.store.read((tx) => termsOf(tx, feed));
    const layout = { ...feed.layout, file: { ...feed.layout.file, holds: 'changes' as const } };
    const taking = { ...terms, layout, file, takenAt: parts.clock.now(), isDryRun: false, mayBeEmpty: true };
    return (await takeFeed(parts, taking)).rejected === 0;
  } finally {
    await releaseFeed(parts, feed.name, parts.owner);
  }
}
