// 500 desks that lost the server together and come back together: each proves its key, opens its feed and sends 20 acts. Settled: every act is
// answered and every feed has come to the head. Floor: the same desks asking an empty question each.

import { setTimeout as wait } from 'node:timers/promises';
import { readHead } from '../../server/feed/read-head.ts';
import { TokenResponseSchema, ChallengeResponseSchema } from '../../shared/wire/token.ts';
import { drainDesk } from '../integration/server/support/persistent-desk.ts';
import { get, post, type OnlineDesk } from '../integration/server/support/served.ts';
import type { Bench, Figure } from './bench.ts';
import { deskWithActs, startCentral, type Central, type CentralKind } from './central.ts';

const desks = 500;
const actsEach = 20;

export const manyDesks: Bench = {
  name: 'many-desks',
  run: async () => [await settle({ kind: 'embedded' }), await settle({ kind: 'postgres', servers: 2 })],
};

async function settle(kind: CentralKind): Promise<Figure> {
  const central = await startCentral(kind);
  try {
    const all: OnlineDesk[] = [];
    for (let index = 0; index < desks; index += 1) all.push(await deskWithActs(central, `D${index}`, actsEach));
    const from = (await central.store.read(readHead)).position;
    const asked = performance.now();
    await Promise.all(all.map(async () => (await get(central.url, '/v1/head')).text()));
    const floor = performance.now() - asked;
    const cpuBefore = central.cpuMs();
    const started = performance.now();
    let failures = 0;
    let answeredMs = 0;
    await Promise.all(
      all.map(async (desk) => {
        const token = await persist(() => tokenOf(central, desk));
        const drained = await drainDesk({ ...desk, stream: desk.stream, token }, { url: central.url, batch: actsEach });
        failures += drained.failures.length;
        answeredMs = performance.now() - started;
        await persist(() => catchUp(central, { desk, token, after: from }));
      }),
    );
    const ms = performance.now() - started;
    const cpu = central.cpuMs() - cpuBefore;
    return {
      name: `${desks} desks with ${actsEach} acts each settle (${central.name})`,
      unit: 'ms',
      figure: Math.round(ms),
      floor: Math.round(floor),
      bar: 60_000,
      side: 'most',
      note: `all answered after ${Math.round(answeredMs)} ms, ${failures} requests sent again, ${Math.round(cpu)} ms of server CPU`,
    };
  } finally {
    await central.close();
  }
}

async function tokenOf({ url }: Central, desk: OnlineDesk): Promise<string> {
  const asked = await post(url, '/v1/challenge', { deskId: desk.desk });
  const { challenge } = ChallengeResponseSchema.parse(await asked.json());
  const signature = desk.signer.sign(challenge);
  const answer = await post(url, '/v1/token', { deskId: desk.desk, challenge, signature });
  return TokenResponseSchema.parse(await answer.json()).token;
}

/** Reads the feed to the head of now. The lines are only looked at for their end: 500 readers share one process here. */
async function catchUp(
  { url }: Central,
  { desk, token, after }: { readonly desk: OnlineDesk; readonly token: string; readonly after: number },
): Promise<void> {
  const response = await get(url, `/v1/feed?epoch=${desk.grant.epoch}&after=${after}`, token);
  let tail = Buffer.alloc(0);
  for await (const chunk of response.body ?? []) tail = Buffer.concat([tail, chunk]).subarray(-200);
  if (response.status !== 200 || !tail.includes('"type":"upToDate"')) throw new Error('the feed broke off');
}

/** Tries again as a desk does, with its jitter. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 20) throw error;
      await wait(250 + Math.random() * 250 * attempt);
    }
  }
}
