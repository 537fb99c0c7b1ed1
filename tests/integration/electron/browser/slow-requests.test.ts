// A request that comes in slowly is cut, with the token and without: it must not hold a connection for ever.

import { startLoopback, type LoopbackServer } from '../../../../electron/browser/loopback-server.ts';
import { openRaw, untilEnded } from '../../../support/raw-request.ts';

const token = 'a-token-of-this-start';
describe('a slow request', () => {
  let server: LoopbackServer;
  let calls = 0;

  beforeAll(async () => {
    server = await startLoopback({
      port: 0,
      token,
      page: new Map(),
      call: () => {
        calls += 1;
        return Promise.resolve({ ok: true, value: null });
      },
      mono: () => 0,
      requestWithinMs: 200,
    });
  });
  afterAll(() => server.close());

  const post = (path: string, authorization: string) =>
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\n`;

  test.each<[string, () => string, string?]>([
    ['a body with the token', () => `${post('/api/sync.now', `Bearer ${token}`)}content-length: 1000\r\n\r\n{`],
    [
      'a file of acts with the token',
      () => `${post('/api/ledger.look', `Bearer ${token}`)}content-length: 1000\r\n\r\n{`,
    ],
    ['a body without it', () => `${post('/api/sync.now', 'none')}content-length: 1000\r\n\r\n{`],
    [
      'a body in pieces',
      () => `${post('/api/sync.now', `Bearer ${token}`)}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`,
      '1\r\n \r\n',
    ],
    ['the exchange of a code', () => `${post('/page-token', 'none')}content-length: 1000\r\n\r\n{`],
    ['headers', () => `${post('/api/sync.now', `Bearer ${token}`)}x-more: `],
  ])('%s that goes on and on is cut', async (_what, begin, more = ' ') => {
    const socket = await openRaw(server.port);
    socket.write(begin());
    // A byte now and then keeps no connection open.
    const drip = setInterval(() => socket.write(more), 20);
    const { status } = await untilEnded(socket);
    clearInterval(drip);
    expect([401, 408]).toContain(status);
    expect(calls).toBe(0);
  });

  test('an event stream stays open meanwhile', async () => {
    const socket = await openRaw(server.port);
    const host = `host: 127.0.0.1:${server.port}`;
    socket.write(`GET /api/events HTTP/1.1\r\n${host}\r\nauthorization: Bearer ${token}\r\n\r\n`);
    const other = await openRaw(server.port);
    other.write(`${post('/api/sync.now', `Bearer ${token}`)}content-length: 10\r\n\r\n{`);
    await untilEnded(other);
    const seen = new Promise<string>((resolve) => {
      socket.on('data', (piece: Buffer) => piece.includes('event:') && resolve(piece.toString()));
    });
    server.send('desk.changed', { items: ['1'] } as never);
    expect(await seen).toContain('event: desk.changed');
    socket.destroy();
  });
});
