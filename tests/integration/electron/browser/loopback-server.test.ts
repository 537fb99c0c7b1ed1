// The browser shell's server over real HTTP: token, host, origin, status codes, events.

import { request } from 'node:http';
import { startLoopback, type LoopbackServer } from '../../../../electron/browser/loopback-server.ts';
import { MOST_CARRIED_CHARS } from '../../../../shared/views/carry.ts';

const token = 'a-token-of-this-start';
describe('the loopback server', () => {
  let server: LoopbackServer;

  beforeAll(async () => {
    server = await startLoopback({
      port: 0,
      token,
      mono: () => 0,
      page: new Map([['/', { type: 'text/html', body: Buffer.from('<title>desk</title>') }]]),
      call: (name, input) => {
        const error = { code: 'HF-UI-001', message: 'no' };
        if (name === 'no.such') return Promise.resolve({ ok: false, fault: 'unknown', error });
        if (name === 'bad.input') return Promise.resolve({ ok: false, fault: 'malformed', error });
        if (name === 'is.refused') return Promise.resolve({ ok: false, fault: 'refused', error });
        return Promise.resolve({ ok: true, value: { name, input } });
      },
    });
  });

  afterAll(() => server.close());

  type Call = { path: string; headers?: Record<string, string>; body?: string; method?: string };

  function send({
    path,
    headers = {},
    body,
    method = 'POST',
  }: Call): Promise<{ status: number; text: string; headers: unknown }> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: server.port,
          path,
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  test('carries a call and its answer', async () => {
    const answer = await send({ path: '/api/scan.resolve', body: '{"text":"1"}' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: { name: 'scan.resolve', input: { text: '1' } } });
  });

  test.each([
    ['/api/no.such', 404],
    ['/api/bad.input', 400],
    ['/api/is.refused', 200],
  ])('answers %s with %i and an error in the body', async (path, status) => {
    const answer = await send({ path, body: '{}' });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'HF-UI-001' } });
  });

  test.each([['Bearer wrong'], [''], ['Bearer '], [`Bearer ${token}x`]])(
    'refuses the authorization "%s"',
    async (authorization) => {
      expect((await send({ path: '/api/scan.resolve', headers: { authorization }, body: '{}' })).status).toBe(401);
    },
  );

  test.each([
    [{ host: 'desk.example.org' }],
    [{ host: '127.0.0.1:1' }],
    [{ origin: 'https://example.org' }],
    [{ origin: 'null' }],
  ])('refuses a request with %o', async (headers) => {
    expect((await send({ path: '/api/scan.resolve', headers, body: '{}' })).status).toBe(403);
  });

  test('refuses what is not JSON, and what is too long, without falling over', async () => {
    expect((await send({ path: '/api/scan.resolve', body: '{' })).status).toBe(400);
    expect((await send({ path: '/api/scan.resolve', body: `{"text":"${'x'.repeat(70_000)}"}` })).status).toBe(413);
    expect((await send({ path: '/api/scan.resolve', body: '{}' })).status).toBe(200);
  });

  test('takes a file of acts that is larger than anything else, up to its own limit', async () => {
    const file = (length: number): string => `{"text":"${'x'.repeat(length)}"}`;
    for (const path of ['/api/ledger.look', '/api/ledger.import']) {
      expect((await send({ path, body: file(2_000_000) })).status).toBe(200);
    }
    expect((await send({ path: '/api/ledger.look', body: file(2 * MOST_CARRIED_CHARS + 100_000) })).status).toBe(413);
  });

  test('serves the page without a token, with its security headers, and no other file', async () => {
    const page = await send({ path: '/', method: 'GET', headers: { authorization: '' } });
    expect(page).toMatchObject({
      status: 200,
      headers: { 'content-security-policy': expect.stringContaining("default-src 'none'") },
    });
    expect((await send({ path: '/../package.json', method: 'GET' })).status).toBe(404);
  });

  test('lists the contract with its schemas', async () => {
    const answer = await send({ path: '/api/contract', method: 'GET' });
    const contract = JSON.parse(answer.text);
    expect(contract.methods['circ.checkout'].input).toMatchObject({ type: 'object', required: ['patron', 'item'] });
    expect(contract.events).toHaveProperty(['desk.changed']);
  });

  test('streams events to a page with the token', async () => {
    const seen = await new Promise<string>((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: server.port, path: '/api/events', headers: { authorization: `Bearer ${token}` } },
        (response) => {
          response.on('data', (chunk: Buffer) => {
            if (!chunk.toString().includes('event:')) return server.send('desk.changed', { items: ['1'] } as never);
            resolve(chunk.toString());
            response.destroy();
            return undefined;
          });
        },
      );
      sent.on('error', reject);
      sent.end();
    });
    expect(seen).toBe('event: desk.changed\ndata: {"items":["1"]}\n\n');
  });

  test('says in one line that a port is taken', async () => {
    const second = startLoopback({
      port: server.port,
      token,
      mono: () => 0,
      page: new Map(),
      call: () => Promise.reject(new Error('never')),
    });
    await expect(second).rejects.toMatchObject({ code: 'HF-CLI-005' });
  });
});
