// Every route of the browser shell's server needs the token, however its address is written. Sent over raw sockets, since clients tidy addresses.

import { METHODS } from '../../../../shared/bridge/contract.ts';
import { startLoopback, type LoopbackServer } from '../../../../electron/browser/loopback-server.ts';
import { openRaw, sendRaw, spellingsOf, untilEnded } from '../../../support/raw-request.ts';

const token = 'a-token-of-this-start';
const page = '<title>desk</title>';
const json = { 'content-type': 'application/json' };
const withToken = { ...json, authorization: `Bearer ${token}` };

describe('the routes of the loopback server', () => {
  let server: LoopbackServer;
  let calls: string[] = [];

  beforeAll(async () => {
    server = await startLoopback({
      port: 0,
      token,
      mono: () => 0,
      page: new Map([
        ['/', { type: 'text/html', body: Buffer.from(page) }],
        ['/assets/page.js', { type: 'text/javascript', body: Buffer.from('run()') }],
      ]),
      call: (name) => {
        calls.push(name);
        return Promise.resolve({ ok: true, value: 'of the desk' });
      },
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    calls = [];
  });

  const spellings = (path: string) => spellingsOf(path, server.port);

  const routes = [
    ...Object.keys(METHODS).map((name) => ['POST', `/api/${name}`] as const),
    ['POST', '/api/no.such'] as const,
    ['GET', '/api/contract'] as const,
    ['GET', '/api/events'] as const,
  ];

  describe('without the token', () => {
    test.each(routes)('%s %s gives nothing in any spelling', async (method, path) => {
      const open: string[] = [];
      for (const target of spellings(path)) {
        const { status, text } = await sendRaw(server.port, `${method} ${target}`, { headers: json, body: '{}' });
        if (status < 400 || status >= 500 || /of the desk|event-stream|"methods"/.test(text)) open.push(target);
      }
      expect(open).toEqual([]);
      expect(calls).toEqual([]);
    });

    test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'TRACE'])(
      'no other method reaches a route: %s',
      async (method) => {
        for (const target of spellings('/api/patron.details')) {
          const override = { ...json, 'x-http-method-override': 'POST', 'x-original-url': '/api/patron.details' };
          const { status } = await sendRaw(server.port, `${method} ${target}`, { headers: override });
          expect([target, status >= 400 && status < 500]).toEqual([target, true]);
        }
        expect(calls).toEqual([]);
      },
    );

    test('a request behind one for a page file is refused like a first one', async () => {
      const socket = await openRaw(server.port);
      const host = `host: 127.0.0.1:${server.port}\r\n`;
      const body = 'connection: close\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';
      socket.write(`GET / HTTP/1.1\r\n${host}\r\nPOST /%61pi/patron.details HTTP/1.1\r\n${host}${body}`);
      const { text } = await untilEnded(socket);
      expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401']);
      expect(calls).toEqual([]);
    });

    test('the page and its files are free, by their own addresses alone', async () => {
      expect(await sendRaw(server.port, 'GET /')).toMatchObject({ status: 200, text: expect.stringContaining(page) });
      expect(await sendRaw(server.port, 'GET /?v=1')).toMatchObject({ status: 200 });
      expect(await sendRaw(server.port, 'GET /assets/page.js')).toMatchObject({ status: 200 });
      for (const target of ['/assets/', '/assets/../package.json', '/..%2fpackage.json', '/%2e%2e/etc/passwd', '//']) {
        const { status, text } = await sendRaw(server.port, `GET ${target}`);
        expect([target, status, text.includes('"ok":false')]).toEqual([target, 404, true]);
      }
    });
  });

  describe('with the token', () => {
    test.each(routes.filter(([method]) => method === 'POST'))('%s %s is answered', async (method, path) => {
      expect(await sendRaw(server.port, `${method} ${path}`, { headers: withToken, body: '{}' })).toMatchObject({
        status: 200,
        text: expect.stringContaining('of the desk'),
      });
      expect(calls).toEqual([path.slice('/api/'.length)]);
    });

    test('an address with a host is answered for this host alone', async () => {
      const ask = (at: string) =>
        sendRaw(server.port, `POST ${at}/api/sync.status`, { headers: withToken, body: '{}' }).then(
          ({ status }) => status,
        );
      expect(await ask(`http://127.0.0.1:${server.port}`)).toBe(200);
      expect(await ask('http://example.org')).toBe(403);
      expect(calls).toEqual(['sync.status']);
    });
  });
});
