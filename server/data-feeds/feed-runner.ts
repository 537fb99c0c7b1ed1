// The feeds of a running server: every so often it looks for new files, and goes on with what was taken. Any number of servers may do so on one
// database: one at a time works on a feed.

import { SECOND_MS, type Millis } from '../../shared/core/instant.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { FeedRun } from './feed-rows.ts';
import {
  advanceFeed,
  claimFeed,
  dueFeeds,
  FEED_CLAIM_MS,
  lookForFile,
  releaseFeed,
  type WorkParts,
} from './work-feeds.ts';

export type FeedRunnerParts = WorkParts & {
  /** Names this process among those that take files in. */
  readonly owner: string;
  readonly everyMs?: Millis;
  /** Told of a look that failed; the next one tries again. */
  readonly faulted?: (code: string, error: unknown) => void;
};

export type FeedRunner = {
  /** Does all that is due now. Returns how many runs ended or stopped. */
  readonly look: () => Promise<number>;
  /** One feed, due or not: looks for a file, and takes it to its end. Null where another process has it. */
  readonly runNow: (feed: string) => Promise<readonly FeedRun[] | null>;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

const EVERY_MS: Millis = 15 * SECOND_MS;

export function createFeedRunner(parts: FeedRunnerParts): FeedRunner {
  const { store, clock, owner } = parts;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const runNow = async (feed: string): Promise<readonly FeedRun[] | null> => {
    if (!(await claimFeed(parts, feed, owner))) return null;
    let renewedAt = clock.mono();
    const renew = (): void => {
      if (clock.mono() - renewedAt < FEED_CLAIM_MS / 4) return;
      renewedAt = clock.mono();
      void claimFeed(parts, feed, owner).catch(() => undefined);
    };
    try {
      const ended = await toTheEnd(feed, renew);
      // A folder of changes may have several.
      while (!isStopped && (await lookForFile(parts, feed)) !== null) ended.push(...(await toTheEnd(feed, renew)));
      return ended;
    } finally {
      await releaseFeed(parts, feed, owner);
    }
  };
  const toTheEnd = async (feed: string, renew: () => void): Promise<FeedRun[]> => {
    const ended: FeedRun[] = [];
    for (let run = await advanceFeed(parts, feed, renew); run !== null && !isStopped;) {
      if (run.endedAt !== null || run.state === 'stopped') ended.push(run);
      run = await advanceFeed(parts, feed, renew);
    }
    return ended;
  };
  const look = async (): Promise<number> => {
    let count = 0;
    for (const feed of await store.read((tx) => dueFeeds(tx, clock.now()))) {
      if (isStopped) break;
      try {
        count += (await runNow(feed))?.length ?? 0;
      } catch (error) {
        // It stands beside the feed, for people to see.
        if (!(error instanceof HoldfastError) || error.code.startsWith('HF-DB')) throw error;
      }
    }
    return count;
  };
  const next = () => {
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => parts.faulted?.('data-feeds', error))
        .finally(() => {
          if (!isStopped) next();
        });
    }, parts.everyMs ?? EVERY_MS);
    timer.unref();
  };
  return {
    look,
    runNow,
    start: next,
    stop: async () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}
