// The code in the address that the system's opener is given: good once, for a while, and for nothing once two have used it.

import { startLoopback, type LoopbackServer } from '../../../../electron/browser/loopback-server.ts';
import { openRaw, sendRaw, untilEnded } from '../../../support/raw-request.ts';

describe('the code of a page', () => {
  let now = 0;
  let server: LoopbackServer;

  beforeAll(async () => {
    server = await startLoopback({
      port: 0,
      token: 'a-token-of-this-start',
      page: new Map(),
      call: () => Promise.resolve({ ok: true, value: 'of the desk' }),
      mono: () => now,
    });
  });
  afterAll(() => server.close());

  const exchange = async (code: unknown): Promise<{ status: number; token: string }> => {
    const headers = { 'content-type': 'application/json' };
    const { status, text } = await sendRaw(server.port, 'POST /page-token', {
      headers,
      body: JSON.stringify({ code }),
    });
    return { status, token: /"token":"([^"]+)"/.exec(text)?.[1] ?? '' };
  };
  const statusWith = (token: string): Promise<number> =>
    sendRaw(server.port, 'POST /api/sync.now', {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    }).then(({ status }) => status);

  test('a code gives a token of its own, which opens the contract', async () => {
    const { status, token } = await exchange(server.issueCode());
    expect(status).toBe(200);
    expect(token).not.toBe('a-token-of-this-start');
    expect(await statusWith(token)).toBe(200);
  });

  test('a code is no token', async () => {
    expect(await statusWith(server.issueCode())).toBe(401);
  });

  test('a code that comes twice gives nothing, and ends what it gave before', async () => {
    const code = server.issueCode();
    const other = await exchange(server.issueCode());
    const first = await exchange(code);
    expect(await exchange(code)).toEqual({ status: 401, token: '' });
    expect(await statusWith(first.token)).toBe(401);
    expect(await exchange(code)).toEqual({ status: 401, token: '' });
    expect(await statusWith(other.token)).toBe(200);
    expect(await statusWith('a-token-of-this-start')).toBe(200);
  });

  test('an event stream that a stolen code opened ends', async () => {
    const code = server.issueCode();
    const { token } = await exchange(code);
    const socket = await openRaw(server.port);
    const ended = untilEnded(socket);
    socket.write(
      `GET /api/events HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\nauthorization: Bearer ${token}\r\nconnection: close\r\n\r\n`,
    );
    await new Promise((resolve) => {
      socket.once('data', resolve);
    });
    await exchange(code);
    expect((await ended).text).toContain('event-stream');
  });

  test('an unused code expires after a while', async () => {
    const code = server.issueCode();
    now += 5 * 60_000 + 1;
    expect(await exchange(code)).toEqual({ status: 401, token: '' });
  });

  test('a used code read in the list of processes long after ends no page', async () => {
    const code = server.issueCode();
    const { token } = await exchange(code);
    now += 5 * 60_000 + 1;
    expect(await exchange(code)).toEqual({ status: 401, token: '' });
    expect(await statusWith(token)).toBe(200);
  });

  test.each([['not a code'], [''], [null], [7], [{}]])('%j gives nothing', async (code) => {
    expect(await exchange(code)).toEqual({ status: 401, token: '' });
  });
});
