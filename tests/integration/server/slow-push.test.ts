// A push that takes long to come in: acts of its desk meanwhile are not in it, and are not taken for acts of a wrong clock. [I31]

import { request as openRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandsResponseSchema, type CommandsResponse } from '../../../shared/wire/commands.ts';
import { PROTOCOL_HEADER } from '../../../shared/wire/protocol-version.ts';
import { receiptsOf } from '../../contract/server/support/scene.ts';
import { clock, enrol, startServed, type OnlineDesk } from './support/served.ts';

const served = startServed({}, { items: 3, patrons: 1 });
afterAll(async () => (await served).end());

/** Sends the head of a request at once, and its body once that is over. */
async function pushAround(
  url: string,
  { desk, meanwhile }: { readonly desk: OnlineDesk; readonly meanwhile: () => Promise<void> },
): Promise<CommandsResponse> {
  const body = JSON.stringify(desk.request());
  const answered = Promise.withResolvers<string>();
  const sending = openRequest(new URL('/v1/commands', url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${desk.token}`,
      [PROTOCOL_HEADER]: '1',
    },
  });
  sending.on('response', (response) => void text(response).then(answered.resolve, answered.reject));
  sending.on('error', answered.reject);
  sending.flushHeaders();
  await meanwhile();
  sending.end(body);
  return CommandsResponseSchema.parse(JSON.parse(await answered.promise));
}

test('an act that is recorded while the push before it comes in counts at its own time', async () => {
  const { url, store } = await served;
  const desk = await enrol({ url, store }, 'slow');
  desk.checkout('X0', 'P0', { at: clock.now() });
  let scannedAt = 0;
  const first = await pushAround(url, {
    desk,
    meanwhile: async () => {
      // Longer than the clock of a desk is uncertain.
      await wait(100);
      scannedAt = clock.now();
      await wait(2_000);
    },
  });
  desk.checkout('X1', 'P0', { at: scannedAt });
  const second = await desk.push(desk.request(1));
  expect([...receiptsOf(first), ...receiptsOf(second)]).toMatchObject([
    { seq: 1, clockSuspect: false },
    { seq: 2, clockSuspect: false, effectiveAt: scannedAt },
  ]);
});
