// The feeds of a running server: every so often it looks for new files, and goes on with taken ones. Any number of servers may do so on one
// database: one at a time works on a feed.

import { SECOND_MS, type Millis } from '../../shared/core/instant.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { connectorOf } from './connector-place.ts';
import { requiredFeed, type FeedRun } from './feed-rows.ts';
import {
  advanceFeed,
  claimFeed,
  dueFeeds,
  FEED_CLAIM_MS,
  lookForFile,
  noteFault,
  releaseFeed,
  type WorkParts,
} from './work-feeds.ts';

export type FeedRunnerParts = WorkParts & {
  /** Names this process among those that take files in. */
  readonly owner: string;
  readonly everyMs?: Millis;
  /** How often a claim is renewed while it goes on. */
  readonly renewMs?: Millis;
  /** Called for a look, or a feed, that failed; a later look tries again. */
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
  const ended = new AbortController();
  const runNow = async (feed: string): Promise<readonly FeedRun[] | null> => {
    if (!(await claimFeed(parts, feed, owner))) return null;
    const claim = keepClaim(parts, feed);
    const over: FeedRun[] = [];
    const looking: WorkParts = { ...parts, ended: AbortSignal.any([ended.signal, claim.lost]) };
    const goesOn = (): boolean => !isStopped && claim.isHeld();
    const toTheEnd = async (): Promise<void> => {
      for (let run = await advanceFeed(parts, feed, claim.check); run !== null && goesOn();) {
        if (run.endedAt !== null || run.state === 'stopped') over.push(run);
        run = await advanceFeed(parts, feed, claim.check);
      }
    };
    try {
      await toTheEnd();
      const { layout, from } = await store.read((tx) => requiredFeed(tx, feed));
      for (let isMore = true; isMore && goesOn();) {
        const found = await lookForFile(looking, feed, owner);
        if (found !== null) await toTheEnd();
        // A folder of changes may have several; a list of a connector has them all at once.
        isMore = found !== null && layout.file.holds === 'changes' && connectorOf({ from }) === null;
      }
    } catch (error) {
      if (!(error instanceof ClaimLostError)) throw error;
    } finally {
      await claim.end();
      await releaseFeed(parts, feed, owner);
    }
    return over;
  };
  const look = async (): Promise<number> => {
    let count = 0;
    for (const feed of await store.read((tx) => dueFeeds(tx, clock.now()))) {
      if (isStopped) break;
      try {
        count += (await runNow(feed))?.length ?? 0;
      } catch (error) {
        // It stands beside the feed, for people to see, and the others have their turn.
        await noteFault(parts, feed, error);
        if (!(error instanceof HoldfastError) || error.code.startsWith('HF-DB')) parts.faulted?.('data-feeds', error);
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
      ended.abort();
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}

/** Another process has the feed by now. */
class ClaimLostError extends Error {}

type Claim = {
  readonly isHeld: () => boolean;
  readonly lost: AbortSignal;
  /** Throws where it is lost. */
  readonly check: () => void;
  /** Once it is over, nothing renews it. */
  readonly end: () => Promise<void>;
};

/** Renews a claim until its end, also while a file comes over a slow line. */
function keepClaim(parts: FeedRunnerParts, feed: string): Claim {
  const lost = new AbortController();
  const isHeld = (): boolean => !lost.signal.aborted;
  let renewing: Promise<unknown> = Promise.resolve();
  const timer = setInterval(
    () => {
      // Where the database is away, it is asked again next time.
      renewing = renewing
        .then(() => claimFeed(parts, feed, parts.owner))
        .then(
          (isOurs) => {
            if (!isOurs) lost.abort();
          },
          () => undefined,
        );
    },
    parts.renewMs ?? FEED_CLAIM_MS / 4,
  );
  timer.unref();
  return {
    isHeld,
    lost: lost.signal,
    check: () => {
      if (!isHeld()) throw new ClaimLostError(feed);
    },
    end: async () => {
      clearInterval(timer);
      await renewing;
    },
  };
}
