// Desks on bad lines: many that ask for everything and read nothing hold up no other desk. [I29]

import { connect, type Socket } from 'node:net';
import { openTestDatabase, postgres } from '../../support/postgres.ts';
import { describeIf } from '../../support/skip.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { serve } from '../../../server/serve.ts';
import { testRandom } from '../../contract/server/support/stores.ts';
import { fillTestLibrary } from '../../contract/server/support/test-library.ts';
import { clock, enrol, openFeed, reportWorker, startServed } from './support/served.ts';

/** Enough that a copy does not fit the buffers between two programs. */
const size = { items: 25_000, patrons: 10 };
const stuckReaders = 40;

/** Asks for something and never reads the answer. */
function askAndIgnore(url: string, path: string, token: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.pause();
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`, () => resolve(socket));
    });
    socket.once('error', reject);
  });
}

async function expectOthersGoOn(served: Parameters<typeof enrol>[0] & { readonly url: string }): Promise<void> {
  const [stuck, a, b] = [await enrol(served, 'S'), await enrol(served, 'A'), await enrol(served, 'B')];
  const sockets = await Promise.all(
    Array.from({ length: stuckReaders }, (_, index) =>
      askAndIgnore(
        served.url,
        index % 2 === 0 ? '/v1/snapshot' : `/v1/feed?epoch=${stuck.grant.epoch}&after=0&live=1`,
        stuck.token,
      ),
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { head } = (await (await fetch(`${served.url}/v1/head`)).json()) as { head: number };
  const feed = await openFeed(served.url, b.token, { epoch: b.grant.epoch, after: head });
  for (let round = 0; round < 5; round += 1) {
    const id = a.checkout(`X${round}`, 'P0', { at: clock.now() });
    await a.push(a.request(round));
    await feed.until((line) => line.type === 'put' && line.kind === 'event' && line.key === id);
  }
  feed.close();
  for (const socket of sockets) socket.destroy();
}

describe('forty desks that read nothing', () => {
  test('do not keep others from acting and hearing (SQLite)', async () => {
    const served = await startServed({}, size);
    await expectOthersGoOn(served);
    await served.end();
  }, 60_000);
});

describeIf(postgres.isAvailable, 'forty desks that read nothing from PostgreSQL', postgres.reason, () => {
  test('do not keep others from acting and hearing', async () => {
    const database = await openTestDatabase();
    const serving = await serve({
      listen: '127.0.0.1:0',
      database: database.url,
      data: '',
      clock,
      random: testRandom,
      keyStore: null,
      reportWorker,
    });
    await fillTestLibrary(serving.store, openLibraryWriter(serving.store, clock), size);
    await expectOthersGoOn(serving);
    await serving.close();
    await database.close();
  }, 240_000);
});
