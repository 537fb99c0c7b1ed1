// From one desk to another through the central server: an act is sent, and its row comes on the feed of the other desk.
// Floor: an empty question to the server and back.

import { percentile } from '../e2e/story/wait-until.ts';
import { clock, enrol, get, type OnlineDesk } from '../integration/server/support/served.ts';
import { FeedLineSchema } from '../../shared/wire/feed.ts';
import { readHead } from '../../server/feed/read-head.ts';
import type { Bench, Figure } from './bench.ts';
import { deskWithActs, startCentral, type Central, type CentralKind } from './central.ts';

const rounds = 200;

export const deskToDesk: Bench = {
  name: 'desk-to-desk',
  run: async () => [...(await through({ kind: 'embedded' })), ...(await through({ kind: 'postgres', servers: 2 }))],
};

async function through(kind: CentralKind): Promise<Figure[]> {
  const central = await startCentral(kind);
  try {
    const [from, to] = [await deskWithActs(central, 'From', 0), await enrol(central, 'To')];
    const feed = watchCommits(central, to);
    await feed.reaches((await central.store.read(readHead)).position);
    const times: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const asked = performance.now();
      await (await get(central.url, '/v1/head')).text();
      floor.push(performance.now() - asked);
      from.checkin(`X${round}`, { at: clock.now() });
      const sent = performance.now();
      const [receipt = '{}'] = (await from.push(from.request(round))).receipts;
      await feed.reaches((JSON.parse(receipt) as { position: number }).position);
      times.push(performance.now() - sent);
    }
    feed.close();
    return [0.5, 0.95].map((part) => ({
      name: `desk to desk, p${part * 100} (${central.name})`,
      unit: 'ms' as const,
      figure: percentile(times, part),
      floor: percentile(floor, part),
      bar: part === 0.95 ? 500 : null,
      side: 'most' as const,
    }));
  } finally {
    await central.close();
  }
}

/** Reads a live feed; resolves when a batch up to a position, or beyond, is whole. */
function watchCommits({ url }: Central, desk: OnlineDesk) {
  const ended = new AbortController();
  let at = 0;
  let moved = Promise.withResolvers<void>();
  const read = async () => {
    const path = `/v1/feed?epoch=${desk.grant.epoch}&after=0&live=1`;
    const { body } = await get(url, path, desk.token, ended.signal);
    let rest = '';
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const line = FeedLineSchema.parse(JSON.parse(part));
        if (line.type === 'commit') at = line.to;
      }
      moved.resolve();
      moved = Promise.withResolvers();
    }
    throw new Error('the feed ended');
  };
  const reading = read().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });
  return {
    reaches: async (position: number) => {
      while (at < position) await Promise.race([moved.promise, reading]);
    },
    close: () => ended.abort(),
  };
}
