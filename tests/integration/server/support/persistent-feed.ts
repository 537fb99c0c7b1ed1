// A desk's copy kept by the feed of any server that answers: a broken feed is opened again at the position of the copy.

import { setTimeout as wait } from 'node:timers/promises';
import { FeedLineSchema, type FeedLine } from '../../../../shared/wire/feed.ts';
import { applyLine, type TestReplica } from '../../../contract/server/support/feed.ts';
import { get, type OnlineDesk } from './served.ts';

export type FollowedFeed = {
  readonly replica: TestReplica;
  /** How often a feed was opened. */
  readonly opened: () => number;
  /** Resolves when the copy is at a position, or beyond. */
  readonly reaches: (position: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Follows the feed until it is closed. */
export function followFeed(url: string, desk: OnlineDesk): FollowedFeed {
  const replica: TestReplica = { epoch: desk.grant.epoch, pos: 0, rows: new Map(), lastSeq: {}, receipts: [] };
  const ended = new AbortController();
  let opened = 0;
  const run = async () => {
    while (!ended.signal.aborted) {
      opened += 1;
      await readOnce(url, { desk, replica, signal: ended.signal }).catch(() => undefined);
      if (!ended.signal.aborted) await wait(50);
    }
  };
  const running = run();
  return {
    replica,
    opened: () => opened,
    reaches: async (position) => {
      const giveUpAt = performance.now() + 60_000;
      while (replica.pos < position) {
        if (performance.now() > giveUpAt) throw new Error(`the copy is at ${replica.pos} and not at ${position}`);
        await wait(10);
      }
    },
    close: async () => {
      ended.abort();
      await running;
    },
  };
}

type Reading = { readonly desk: OnlineDesk; readonly replica: TestReplica; readonly signal: AbortSignal };

/** Lines of a batch are kept back until its end is there: one that breaks off has changed nothing. [I11] */
async function readOnce(url: string, { desk, replica, signal }: Reading): Promise<void> {
  const path = `/v1/feed?epoch=${replica.epoch}&after=${replica.pos}&live=1`;
  const response = await get(url, path, desk.token, signal);
  if (response.status !== 200 || response.body === null) throw new Error(`the feed was answered ${response.status}`);
  let rest = '';
  let batch: FeedLine[] = [];
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts.map((part) => FeedLineSchema.parse(JSON.parse(part)))) {
      batch.push(line);
      if (line.type !== 'commit') continue;
      for (const one of batch) applyLine(replica, one);
      batch = [];
    }
  }
}
