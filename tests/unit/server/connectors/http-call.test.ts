// The failures that a call to another library system may end in: one that changes something is lost only where it may have been handed over.

import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server } from 'node:net';
import { httpCall } from '../../../../server/connectors/http-call.ts';
import { EXPIRED_CERTIFICATE, GOOD_CERTIFICATE, TEST_KEY } from '../../../support/certificates.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const failureOf = (url: string, changes: boolean) =>
  httpCall(20, { url, init: { method: 'POST', body: 'x' }, change: changes ? () => undefined : null }).then(
    () => null,
    (error: unknown) => error,
  );

test('a change that was told to one that does not listen is not lost', async () => {
  const port = await portOf(createServer());
  await closing.pop()?.();
  expect(await failureOf(`http://127.0.0.1:${port}/`, true)).toMatchObject({ is: 'not-reached' });
});

test.each([
  ['is on no network', 'http://255.255.255.255:8080/'],
  ['has no address', 'http://there.invalid/'],
])('a change that was told to one that %s is not lost', async (_, url) => {
  expect(await failureOf(url, true)).toMatchObject({ is: 'not-reached', why: 'it is not reached' });
});

test.each([
  ['nobody signed', GOOD_CERTIFICATE],
  ['ended', EXPIRED_CERTIFICATE],
])('a change that met a certificate that %s is not lost', async (_, cert) => {
  let heard = 0;
  const server = createTlsServer({ key: TEST_KEY, cert }, (request, response) => {
    heard += 1;
    request.resume();
    response.end();
  });
  expect(await failureOf(`https://127.0.0.1:${await portOf(server)}/`, true)).toMatchObject({ is: 'not-reached' });
  expect(heard).toBe(0);
});

test.each([
  [true, 'lost'],
  [false, 'not-reached'],
])('a call whose answer breaks off, which changes something: %p', async (changes, is) => {
  const server = createServer((request) => {
    request.resume();
    request.on('end', () => request.socket.destroy());
  });
  expect(await failureOf(`http://127.0.0.1:${await portOf(server)}/`, changes)).toMatchObject({ is });
});
