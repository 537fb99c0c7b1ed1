// Anything sent over the network without the right: a refusal with a code, no crash, and not a changed row. [I8] [I20]
// [I21]

import fc from 'fast-check';
import { ErrorResponseSchema } from '../../../shared/wire/error-response.ts';
import { CommandsResponseSchema, type CommandsRequest } from '../../../shared/wire/commands.ts';
import { FeedLineSchema } from '../../../shared/wire/feed.ts';
import type { Envelope } from '../../../shared/wire/envelope.ts';
import { ROUTES } from '../../../server/http/routes.ts';
import {
  clock,
  enrol,
  get,
  post,
  startServed,
  type OnlineDesk,
  type Served,
} from '../../integration/server/support/served.ts';
import { createTestDesk } from '../../contract/server/support/test-desk.ts';
import { changedTables, databaseDump, type DatabaseDump } from './support/database-dump.ts';
import { deep, hostileText, hostileValue } from './support/hostile-values.ts';
import { rawRequest, sendRaw } from './support/raw-http.ts';

const paths = [
  ...Object.values(ROUTES).map((route) => route.path),
  '/',
  '/v1',
  '/v1/commands/',
  '//v1/head',
  '/v1/../health',
  '/v1/%00',
  '/v1/%',
  '/v1/feed?after=-1',
  '/v1/feed?epoch=%00&after=1',
  '/v1/feed?after=1e99&epoch=e',
  '/v1/patrons?card=%00',
  '/v1/patrons?card=%ED%A0%80',
  '/v1/patrons?card=a&card=b',
  `/v1/${'a'.repeat(9_000)}`,
];
const tokensLike = (token: string) => [
  '',
  'Bearer',
  'Bearer ',
  'Bearer made-up',
  `Bearer ${token}x`,
  `Bearer ${token.toUpperCase()}`,
  `Basic ${token}`,
  `Bearer ${'a'.repeat(4_000)}`,
];

/** Refusals that are meant: the caller gets the fault. Those of the server itself (500) never are. */
const refusals = new Set([400, 401, 403, 404, 405, 408, 411, 413, 414, 415, 417, 426, 429, 431]);

describe('requests over the network', () => {
  let served: Served & { end: () => Promise<void> };
  let desk: OnlineDesk;
  let other: OnlineDesk;
  let before: DatabaseDump;

  beforeAll(async () => {
    served = await startServed();
    [desk, other] = [await enrol(served, 'Desk'), await enrol(served, 'Other', 'east')];
    for (let index = 0; index < 6; index += 1)
      desk.checkout(`X${index % 5}`, `P${index % 3}`, { at: clock.now() - 60_000 + index * 1_000 });
    other.checkin('X0', { at: clock.now() - 50_000 });
    await desk.push(desk.request(0, 5));
    await other.push(other.request());
    before = await databaseDump(served.store);
  });
  afterAll(() => served.end());
  afterEach(async () => {
    expect(changedTables(before, await databaseDump(served.store))).toEqual([]);
    expect((await get(served.url, '/health')).status).toBe(200);
  });

  test('refuses any method at any address with any header and any body that has no right to it, seed 1 [I20] [I21]', async () => {
    const request = fc.record({
      method: fc.constantFrom(
        'GET',
        'GET',
        'GET',
        'POST',
        'POST',
        'PUT',
        'PATCH',
        'DELETE',
        'OPTIONS',
        'TRACE',
        'PROPFIND',
        'get',
        'BREW',
      ),
      path: fc.constantFrom(...paths),
      token: fc.nat(tokensLike('').length - 1),
      type: fc.constantFrom(
        'application/json',
        'application/json; charset=utf-16',
        'text/plain',
        'multipart/form-data',
        'application/xml',
        '',
        'a/b/c',
        'application/x-www-form-urlencoded',
      ),
      // The right one often: behind it lie the other refusals.
      protocol: fc.constantFrom('1', '1', '1', '1', '0', '-1', '1e9', '1, 1', ' ', '1;drop'),
      odd: fc.constantFrom(
        ['X', 'y'],
        ['Transfer-Encoding', 'chunked, chunked'],
        ['Content-Length', '-1'],
        ['Content-Length', '99999999999999'],
        ['Content-Encoding', 'gzip'],
        ['Expect', '100-continue'],
        ['Upgrade', 'h2c'],
        ['Range', 'bytes=0-'],
        ['Cookie', 'a'.repeat(20_000)],
      ),
      body: fc.oneof(
        hostileText,
        hostileValue.map((value) => JSON.stringify(value)),
        fc.constant(deep(60_000)),
        fc.constant(`{"a":1e999,"a":2,"__proto__":{"x":1}}`),
      ),
    });
    const seen = new Set<number | null>();
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, token, type, protocol, odd: [name = '', value = ''], body }) => {
        const headers = [
          ['Authorization', tokensLike(desk.token)[token] ?? ''],
          ['Content-Type', type],
          ['Holdfast-Protocol', protocol],
          [name, value],
        ] as const;
        const answer = await sendRaw(served.url, rawRequest(method, path, { headers, body }));
        seen.add(answer.status);
        expectRefused(answer, method === 'GET' && protocol === '1');
      }),
      { seed: 1, numRuns: 300 },
    );
    for (const status of [400, 401, 404, 426]) expect(seen).toContain(status);
  }, 120_000);

  test('bytes that are no HTTP end the connection and nothing else, seed 2', async () => {
    const head = rawRequest('POST', '/v1/commands', {
      headers: [
        ['Authorization', `Bearer ${desk.token}`],
        ['Content-Type', 'application/json'],
      ],
      body: JSON.stringify(desk.request(5)),
    });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
      // A true request, cut off or with a byte of its head changed: before its body is whole, nothing of it is done.
      fc.nat(head.length - 2).map((length) => head.subarray(0, length)),
      fc
        .tuple(fc.nat(20), fc.nat(255))
        .map(([at, byte]) =>
          Buffer.concat([
            head.subarray(0, at),
            Buffer.from([byte === (head[at] ?? 0) ? 1 : byte]),
            head.subarray(at + 1, head.indexOf('\r\n\r\n') + 4),
          ]),
        ),
      fc
        .constantFrom(
          '\r\n\r\n\r\n',
          'GET / HTTP/9.9\r\n\r\n',
          'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
          `GET / HTTP/1.1\r\n${'A: b\r\n'.repeat(5_000)}\r\n`,
        )
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (some) => {
        const { status } = await sendRaw(served.url, some);
        expect(status === null || refusals.has(status)).toBe(true);
      }),
      { seed: 2, numRuns: 25 },
    );
  }, 120_000);

  test('a request in the right form with a wrong value in any field is refused by name, or answered without effect, seed 3 [I20]', async () => {
    const right: Readonly<Record<string, () => object>> = {
      '/v1/commands': () => desk.request(5),
      '/v1/enrol': () => ({ code: '0000000000000000', fingerprint: 'AAAA', publicKey: other.publicKey, pepper: '' }),
      '/v1/challenge': () => ({ deskId: 'nobody' }),
      '/v1/token': () => ({ deskId: desk.desk, challenge: 'none', signature: 'none' }),
    };
    const wrong = fc.record({
      path: fc.constantFrom(...Object.keys(right)),
      field: fc.nat(4),
      value: hostileValue,
      withToken: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(wrong, async ({ path, field, value, withToken }) => {
        const body = right[path]?.() ?? {};
        const key = Object.keys(body)[field % Object.keys(body).length] ?? '';
        // Acts that are right, under a stream that is not theirs or a ledger of any length, are for hostile-acts.test.ts.
        if (path === '/v1/commands' && (key === 'ledgerSeq' || key === 'policies')) return;
        const response = await post(served.url, path, { ...body, [key]: value }, withToken ? desk.token : undefined);
        const text = await response.text();
        if (response.status !== 200) expectRefused({ status: response.status, body: text }, false);
      }),
      { seed: 3, numRuns: 150 },
    );
  }, 120_000);

  test('a desk sees no patron of a system that is not its own, whatever it asks for', async () => {
    const { head } = (await (await get(served.url, '/v1/head')).json()) as { head: number };
    for (const more of ['', '&scopes=all', '&scope=system:main', '&branch=main', '&desk=Desk']) {
      const text = await (
        await get(served.url, `/v1/feed?epoch=${other.grant.epoch}&after=0${more}`, other.token)
      ).text();
      const lines = text
        .trim()
        .split('\n')
        .map((line) => FeedLineSchema.parse(JSON.parse(line)));
      expect(lines.find((line) => line.type === 'commit')).toMatchObject({ to: head });
      expect(
        lines.filter((line) => line.type === 'put' && ['patron', 'loan', 'hold', 'fee', 'credit'].includes(line.kind)),
      ).toEqual([]);
    }
  });

  test('another epoch, and a position that is yet to come, are told to load anew', async () => {
    for (const query of [
      'epoch=other&after=0',
      `epoch=${desk.grant.epoch}&after=99999999`,
      'epoch=&after=0',
      'epoch=%F0%9F%92%A3&after=1',
    ]) {
      const text = await (await get(served.url, `/v1/feed?${query}&live=1`, desk.token)).text();
      expect(JSON.parse(text)).toEqual({ type: 'mustRebootstrap', reason: 'epoch' });
    }
  });
  const send = async (request: unknown, by = desk) => post(served.url, '/v1/commands', request, by.token);
  const next = (): Envelope => desk.envelope(5);
  const carrying = (envelopes: readonly Envelope[]): CommandsRequest => ({
    ...desk.request(0, 0),
    envelopes: [...envelopes],
  });
  const changeAt = (text: string, at: number) => {
    const place = at % text.length;
    return `${text.slice(0, place)}${text[place] === 'x' ? 'y' : 'x'}${text.slice(place + 1)}`;
  };

  test('one changed character of a body, its signature, its arguments or their salt: nothing of it is taken, seed 4 [I21]', async () => {
    const forged = fc.record({ part: fc.constantFrom('body', 'signature', 'args', 'salt'), at: fc.nat(5_000) });
    await fc.assert(
      fc.asyncProperty(forged, async ({ part, at }) => {
        const envelope = next();
        const text = envelope[part] ?? '';
        // The last character of a signature carries bits that count for nothing.
        const place = part === 'signature' ? at % 80 : at;
        const response = await send(carrying([{ ...envelope, [part]: changeAt(text, place) }]));
        expect(response.status).toBe(200);
        expect(CommandsResponseSchema.parse(await response.json())).toMatchObject({
          receipts: [],
          problem: 'bad-signature',
        });
      }),
      { seed: 4, numRuns: 150 },
    );
  }, 120_000);

  test('signed by another desk, unsigned, for another stream, or with the name of another desk: not taken, whichever desk carries it [I21]', async () => {
    const stranger = createTestDesk('stranger');
    const { body, args, salt } = next();
    const renamed = body.replace(desk.desk, other.desk);
    const forged = [
      { ...next(), signature: other.signer.sign(body) },
      { ...next(), signature: stranger.signer.sign(body) },
      { ...next(), signature: '' },
      { body: renamed, signature: desk.signer.sign(renamed), args, salt },
      { ...other.envelope(0) },
    ];
    for (const envelope of forged) {
      for (const carrier of [desk, other]) {
        const answer = CommandsResponseSchema.parse(await (await send(carrying([envelope]), carrier)).json());
        expect(answer).toMatchObject({ receipts: [], problem: 'bad-signature' });
      }
    }
  });

  test('replayed in any order, by any caller, as often as they like: the same answers and nothing else, seed 5 [I2] [I6] [I21]', async () => {
    const first = CommandsResponseSchema.parse(await (await send(desk.request(0, 5))).json());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 30 }), fc.boolean(), async (order, byOther) => {
        const request = carrying(order.map((index) => desk.envelope(index)));
        const answer = CommandsResponseSchema.parse(await (await send(request, byOther ? other : desk)).json());
        expect(answer.receipts).toEqual(order.map((index) => first.receipts[index]));
      }),
      { seed: 5, numRuns: 40 },
    );
  }, 60_000);

  test('more envelopes, or more bytes, than one request may have', async () => {
    const many = await send({
      ...desk.request(0, 0),
      envelopes: Array.from({ length: 101 }, () => ({ ...next(), body: '', args: '' })),
    });
    expect(await codeOf(many)).toEqual([400, 'HF-SERVER-008']);
    const deepBody = await send(carrying([{ ...next(), body: deep(100_000) }]));
    expect(CommandsResponseSchema.parse(await deepBody.json())).toMatchObject({
      receipts: [],
      problem: 'bad-signature',
    });
    const huge = await send(
      `{"stream":"s","ledgerSeq":0,"policies":[],"envelopes":[],"more":"${'x'.repeat(300 * 1024)}"}`,
    );
    expect(await codeOf(huge)).toEqual([413, 'HF-SERVER-007']);
  });
});

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ErrorResponseSchema.parse(await response.json()).code];
}

/** A refusal, or a public answer; never a failure of the server. */
function expectRefused(
  { status, body }: { readonly status: number | null; readonly body: string },
  mayBePublic: boolean,
): void {
  if (status === null || (status === 200 && mayBePublic)) return;
  expect(refusals).toContain(status);
  if (body.startsWith('{') && body.includes('"code"'))
    expect(ErrorResponseSchema.parse(JSON.parse(body)).code).toMatch(/^HF-/);
}
