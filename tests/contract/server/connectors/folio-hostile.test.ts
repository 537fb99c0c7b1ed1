// A FOLIO whose answers are broken or hostile: every question fails as one of the failures that are known, and its secrets stay with it.

import { createServer, type Server, type ServerResponse } from 'node:http';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import type { CheckoutMessage, Message } from '../../../../shared/connectors/message.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { SystemFailureError, type OtherSystem } from '../../../../server/connectors/other-system.ts';
import { openFolioLibrary } from '../../../support/connectors/folio-library.ts';

const now = Date.UTC(2026, 10, 24, 12);
const card = 'card-1';
const barcode = 'barcode-1';
const dueAt = now + 7 * DAY_MS;
const CHECKOUT: CheckoutMessage = { kind: 'checkout', at: now, barcode, card, dueAt, rentalMinor: 0, depositMinor: 0 };
const MESSAGES: readonly Message[] = [
  CHECKOUT,
  { kind: 'checkin', at: now, barcode, card, returnedAt: now, routed: false },
  { kind: 'renew', at: now, barcode, card, dueAt },
  { kind: 'pay', at: now, card, amountMinor: 100, reference: 'r' },
  { kind: 'placeHold', at: now, card, barcode, ofCopy: false, pickup: 'main', expiresAt: null },
  { kind: 'cancelHold', at: now, card, barcode, ofCopy: false, pickup: 'main', expiresAt: null },
];

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function serve(
  answer: (response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly count: () => number }> {
  let count = 0;
  const server: Server = createServer((request, response) => {
    count += 1;
    request.resume();
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, count: () => count };
}

function systemAt(url: string, patience = 20): OtherSystem {
  const of = {
    url,
    tenant: 'diku',
    user: 'holdfast',
    passwordEnv: 'SECRET',
    servicePoint: 'CPL',
    patience,
    learns: true,
  };
  const settings = readSettings('folio', of);
  return openSystem({ settings }, { zone: 'UTC', currency: 'USD' }, { secretOf: () => 'secret', now: () => now });
}

/** The failure of a question; another error fails the test. */
async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    return `answered ${JSON.stringify(await work)}`;
  } catch (error) {
    if (!(error instanceof SystemFailureError)) throw error;
    expect(error.message).not.toMatch(/card-1|barcode-1|secret|Secret/);
    return error.is;
  }
}

const cookies = ['folioAccessToken=a; Max-Age=600', 'folioRefreshToken=r; Max-Age=600'];
const headed = (response: ServerResponse, status = 200): ServerResponse =>
  response.writeHead(status, { 'content-type': 'application/json', 'set-cookie': cookies });

const HOSTILE: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'a page that is no JSON': (response) => headed(response).end('<html>'),
  nothing: (response) => headed(response).end(),
  null: (response) => headed(response).end('null'),
  'a list': (response) => headed(response).end('[[[]]]'),
  'lists of other things': (response) =>
    headed(response).end('{"users":[1],"items":{},"loans":"x","servicepoints":[null],"accounts":[{}],"requests":[[]]}'),
  'bytes that are no text': (response) => headed(response).end(Buffer.from([0xff, 0xfe, 0x00, 0x7b])),
  'half an answer': (response) => {
    headed(response).write('{"users":[');
    setImmediate(() => response.destroy());
  },
  'more than it was asked for': (response) => {
    headed(response).write('{"users":[');
    const more = Buffer.alloc(1024 * 1024, ' ');
    for (let n = 0; n < 20; n += 1) response.write(more);
    response.end();
  },
  'no end': (response) => {
    headed(response).write('{"users":[');
  },
};

describe('a FOLIO that answers', () => {
  test.each(Object.keys(HOSTILE))('%s to its first question fails, and nothing is taken', async (name) => {
    const { url } = await serve((response) => HOSTILE[name]?.(response));
    const system = systemAt(url, name === 'no end' ? 1 : 20);
    const failures = ['not-reached', 'shut-out', 'not-answered'];
    for (const message of name === 'no end' ? MESSAGES.slice(0, 1) : MESSAGES) {
      expect(failures).toContain(await failureOf(system.tell(message)));
      expect(failures).toContain(await failureOf(system.look(message)));
    }
    expect(failures).toContain(await failureOf(system.open()));
    expect(failures).toContain(await failureOf(system.loanList?.since(now) ?? Promise.resolve()));
    expect((await system.check()).some(({ ok }) => !ok)).toBe(true);
    system.close();
  });

  const changed: readonly (readonly [Message['kind'], string])[] = [
    ['checkin', '/check-in-by-barcode'],
    ['renew', '/renew-by-barcode'],
    ['pay', '/accounts-bulk/pay'],
    ['placeHold', '/circulation/requests'],
    ['cancelHold', ''],
  ];
  test.each(changed)(
    'what cannot be read to a message that was handed over may have taken it (%s)',
    async (kind, path) => {
      const library = await openFolioLibrary({ cards: [card], barcodes: [barcode], now: () => now });
      closing.push(library.close);
      const system = systemAt(library.url);
      const message = MESSAGES.find((one) => one.kind === kind) ?? CHECKOUT;
      const hold = MESSAGES.find((one) => one.kind === 'placeHold') ?? CHECKOUT;
      library.owe(card, 1);
      if (kind === 'checkin' || kind === 'renew') library.lend(barcode, card);
      if (kind === 'cancelHold') await system.tell(hold);
      for (const body of ['<html>', '{"errors":[', '\u0000']) {
        library.instead = (route) =>
          (route.startsWith('POST') && path !== '' && route.endsWith(path)) || route.startsWith('PUT')
            ? { status: 201, body }
            : null;
        expect(await failureOf(system.tell(message))).toBe('lost');
      }
      // A failure of the gateway may come after the act, a refusal did nothing.
      for (const [status, expected] of [
        [500, 'lost'],
        [502, 'lost'],
        [429, 'not-reached'],
        [403, 'shut-out'],
      ] as const) {
        library.instead = (route) =>
          /^(POST|PUT) \/(circulation|accounts)/.test(route) ? { status, body: '<html>' } : null;
        expect(await failureOf(system.tell(message))).toBe(expected);
      }
      library.instead = (route) =>
        /^(POST|PUT) \/(circulation|accounts)/.test(route) ? { status: 422, body: '[[[]]]' } : null;
      expect(await failureOf(system.tell(message))).toContain('"is":"refused"');
      library.instead = () => null;
      expect(await failureOf(system.tell(message))).toContain('"is":"taken"');
    },
  );

  test.each([
    ['nothing', null, 'told'],
    ['a page that is no JSON', '<html>', 'lost'],
  ])('%s to a loan that it took has it once', async (_, body, expected) => {
    const library = await openFolioLibrary({ cards: [card], barcodes: [barcode], now: () => now });
    closing.push(library.close);
    const system = systemAt(library.url);
    await system.open();
    library.instead = (route) => {
      if (!route.endsWith('/check-out-by-barcode')) return null;
      library.lend(barcode, card);
      return { status: 201, body };
    };
    const end = await failureOf(system.tell(CHECKOUT));
    expect(end.includes('"is":"taken"') ? 'told' : end).toBe(expected);
    expect((await system.look(CHECKOUT)).patron).toMatchObject({ hasItem: true });
    const [loan] = library.loans;
    // Its date is the promised one, unless the answer itself was lost.
    expect(Date.parse(loan?.dueDate ?? '') === CHECKOUT.dueAt).toBe(expected === 'told');
    // A second message finds it.
    expect(await failureOf(system.tell(CHECKOUT))).toContain('"is":"taken"');
    expect(library.loans).toHaveLength(1);
  });

  test('with another place keeps its secrets from that', async () => {
    const other = await serve((response) => headed(response).end('{}'));
    const { url } = await serve((response) => response.writeHead(307, { location: `${other.url}/authn/login` }).end());
    const system = systemAt(url);
    expect(await failureOf(system.open())).toBe('not-reached');
    expect(other.count()).toBe(0);
  });

  test.each(['folioAccessToken=a\u00e4', 'folioAccessToken=', 'folioAccessToken="a b"', 'other=a'])(
    'with the cookie %s gives no token',
    async (cookie) => {
      const { url } = await serve((response) => response.writeHead(201, { 'set-cookie': cookie }).end('{}'));
      expect(await failureOf(systemAt(url).open())).toBe('not-reached');
    },
  );

  test('with every user and copy, whatever it is asked, names nobody else', async () => {
    const library = await openFolioLibrary({ cards: ['card-2'], barcodes: ['barcode-2'], now: () => now });
    closing.push(library.close);
    library.lend('barcode-2', 'card-2');
    const system = systemAt(library.url);
    await system.open();
    library.instead = (route) =>
      route === 'GET /users'
        ? { status: 200, body: { users: [{ id: '00000001-0000-4000-8000-000000000000', barcode: 'card-2' }] } }
        : null;
    for (const message of MESSAGES) expect(await failureOf(system.tell(message))).toMatch(/unknown-card|unknown-item/);
    expect(library.deeds).toEqual([]);
  });

  test('with ids and names that cannot be stored gives no loan, and a name of one line', async () => {
    const library = await openFolioLibrary({ cards: [card], barcodes: [barcode], now: () => now });
    closing.push(library.close);
    library.lend(barcode, card);
    const system = systemAt(library.url);
    await system.open();
    library.wanted.set(barcode, { status: 'In transit', place: `Science\u0000\n\u001b[31m${'x'.repeat(500)}` });
    const answer = await system.tell({ kind: 'checkin', at: now, barcode, card, returnedAt: now, routed: false });
    const place = answer.is === 'taken' ? (answer.wanted?.place ?? '') : '';
    expect(place).toMatch(/^Science \[31mx+$/);
    expect(place).toHaveLength(200);
    const [loan] = library.loans;
    library.isSound = false;
    if (loan !== undefined) Object.assign(loan, { userId: 'u\u0000' });
    expect(await failureOf(system.loanList?.since(now - DAY_MS) ?? Promise.resolve())).toBe('not-answered');
  });

  test('is told of a branch that is called like a member of each object', async () => {
    const library = await openFolioLibrary({ cards: [card], barcodes: [barcode], now: () => now });
    closing.push(library.close);
    const system = systemAt(library.url);
    await system.open();
    const hold = { at: now, card, barcode, ofCopy: false, pickup: 'constructor', expiresAt: null };
    expect(await failureOf(system.tell({ kind: 'placeHold', ...hold }))).toContain('not-offered');
    expect(await failureOf(system.tell({ ...CHECKOUT, branch: 'constructor' }))).toContain('"is":"taken"');
    expect(library.deeds.map(({ point }) => point)).toEqual(['CPL']);
  });

  test('with stars in a number is asked for that number alone', async () => {
    const library = await openFolioLibrary({ cards: ['card-2'], barcodes: ['barcode-2'], now: () => now });
    closing.push(library.close);
    library.lend('barcode-2', 'card-2');
    const system = systemAt(library.url);
    await system.open();
    const returned: Message = {
      kind: 'checkin',
      at: now,
      barcode: '*',
      card: '*" or id="*',
      returnedAt: now,
      routed: false,
    };
    expect(await failureOf(system.tell(returned))).toContain('unknown-item');
    expect(library.deeds).toEqual([]);
  });
});
