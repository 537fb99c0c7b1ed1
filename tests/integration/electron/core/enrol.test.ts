// Joining a library: every possible failure gives one clear message and leaves a folder that joins afterwards.

import { createServer, type RequestListener, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { required } from '../../../../shared/core/assert.ts';
import { EnrolRequestSchema } from '../../../../shared/wire/enrol.ts';
import { formatEnrolCode, splitEnrolCode } from '../../../../shared/wire/enrol-code.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../../shared/wire/protocol-version.ts';
import { signIn, sharedWorld } from './support/desk-world.ts';
import { dataFiles, deskPlace, removePlace, type DeskPlace } from './support/running-desk.ts';

const theWorld = sharedWorld();
const anotherWorld = sharedWorld();
const oldServers = new Set<Server>();

/** The error that a start ends with. */
async function failure(place: DeskPlace, code: string | null, central: string | null): Promise<HoldfastError> {
  try {
    await theWorld().desk({ place, code, central });
  } catch (error) {
    if (error instanceof HoldfastError) return error;
    throw error;
  }
  throw new Error('the desk joined');
}

const partsOf = (code: string) => required(splitEnrolCode(code), () => code);

type Attempt = { readonly code: string | null; readonly central: string | null };
const attempts: readonly (readonly [name: string, errorCode: string, attempt: () => Promise<Attempt>])[] = [
  [
    'a code that nobody gave',
    'HF-ENROL-001',
    async () => {
      const { fingerprint } = partsOf(await theWorld().code());
      return { code: formatEnrolCode({ secret: '00000000', fingerprint }), central: theWorld().line.url };
    },
  ],
  [
    'a code that another desk has used',
    'HF-ENROL-001',
    async () => {
      const code = await theWorld().code();
      const desk = await theWorld().desk({ code });
      await desk.stop();
      return { code, central: theWorld().line.url };
    },
  ],
  [
    'a code older than ten minutes',
    'HF-ENROL-002',
    async () => {
      const code = await theWorld().code();
      theWorld().clock.forward(11 * 60_000);
      return { code, central: theWorld().line.url };
    },
  ],
  [
    'half a code',
    'HF-ENROL-004',
    async () => ({ code: (await theWorld().code()).slice(0, 14), central: theWorld().line.url }),
  ],
  [
    'the code of another server, which this one does not know',
    'HF-ENROL-005',
    async () => ({ code: await anotherWorld().code(), central: theWorld().line.url }),
  ],
  [
    'a server that takes the code and is not the one that the code names',
    'HF-ENROL-005',
    async () => {
      const { secret } = partsOf(await theWorld().code());
      const { fingerprint } = partsOf(await anotherWorld().code());
      return { code: formatEnrolCode({ secret, fingerprint }), central: (await oldServer()).url };
    },
  ],
  [
    'an address of another computer without TLS',
    'HF-ENROL-009',
    async () => ({ code: await theWorld().code(), central: 'http://192.0.2.1:8000' }),
  ],
  [
    'an address that is none',
    'HF-ENROL-009',
    async () => ({ code: await theWorld().code(), central: 'central server' }),
  ],
  [
    'no server at the address',
    'HF-SYNC-003',
    async () => {
      theWorld().line.cut();
      return { code: await theWorld().code(), central: theWorld().line.url };
    },
  ],
  ['no code', 'HF-ENROL-007', () => Promise.resolve({ code: null, central: theWorld().line.url })],
  ['no address', 'HF-ENROL-007', async () => ({ code: await theWorld().code(), central: null })],
];

describe('joining a library', () => {
  afterEach(() => theWorld().line.mend());
  afterAll(() => {
    for (const server of oldServers) server.close().closeAllConnections();
  });

  test.each(attempts)('%s: refused as %s, and the same folder joins afterwards', async (_name, errorCode, attempt) => {
    const place = deskPlace();
    const { code, central } = await attempt();
    const refused = await failure(place, code, central);
    expect(refused.code).toBe(errorCode);
    expect(refused.message).toMatch(/^[^\n;]+; [^\n]+$/);
    expect(dataFiles(place).filter((name) => name.endsWith('.db'))).toEqual([]);

    theWorld().line.mend();
    const desk = await theWorld().desk({ place, code: await theWorld().code(), central: theWorld().line.url });
    await desk.settled();
    await signIn(desk, 'desk');
    await desk.ask('circ.checkin', { item: 'barcode-X0' });
    await desk.settled();
    await desk.stop();
  });

  test('a page of a hotel network is no server', async () => {
    const portal = await hotelNetwork();
    const place = deskPlace();
    const refused = await failure(place, await theWorld().code(), portal.url);
    expect(refused.code).toBe('HF-SYNC-003');
    await new Promise((resolve) => portal.server.close(resolve));
    removePlace(place);
  });

  test('a proof that was shown to a wrong server is shown to no other', async () => {
    const place = deskPlace();
    const { secret } = partsOf(await theWorld().code());
    const { fingerprint } = partsOf(await anotherWorld().code());
    await failure(place, formatEnrolCode({ secret, fingerprint }), theWorld().line.url);
    const desk = await theWorld().desk({ place, code: await theWorld().code() });
    const [wrong, right] = theWorld()
      .line.sent.filter(({ path }) => path === '/v1/enrol')
      .slice(-2)
      .map(({ body }) => EnrolRequestSchema.parse(JSON.parse(body)));
    expect(right?.pepper).not.toBe(wrong?.pepper);
    await signIn(desk, 'student');
    await desk.stop();
  });

  test('a slip in the part of a code that names the server does not use it up', async () => {
    const place = deskPlace();
    const code = await theWorld().code();
    const slip = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A');
    expect((await failure(place, slip, theWorld().line.url)).code).toBe('HF-ENROL-005');
    const desk = await theWorld().desk({ place, code });
    await desk.settled();
    await desk.stop();
  });

  test('after many wrong codes the next try is told to wait', async () => {
    const { fingerprint } = partsOf(await anotherWorld().code());
    const place = deskPlace();
    const codes: string[] = [];
    for (let n = 0; n < 11; n += 1) {
      const code = formatEnrolCode({ secret: `0000000${n % 10}`, fingerprint });
      codes.push((await failure(place, code, anotherWorld().line.url)).code);
    }
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'HF-ENROL-001'), 'HF-ENROL-003']);
    removePlace(place);
  });

  test('a code is not sent to an address that may not have it', async () => {
    const before = theWorld().line.sent.length;
    const place = deskPlace();
    const central = `${theWorld().line.url.replace('http://127.0.0.1', 'http://127.0.0.1.example.org')}`;
    expect((await failure(place, await theWorld().code(), central)).code).toBe('HF-ENROL-009');
    expect(theWorld().line.sent).toHaveLength(before);
    removePlace(place);
  });

  test('a desk that has joined needs neither code nor address to start again, and follows an address that moved', async () => {
    const desk = await theWorld().desk();
    const { deskId } = await desk.ask('desk.view', {});
    await desk.stop();
    const again = await theWorld().desk({ place: desk.place, central: null });
    await again.settled();
    await again.stop();
    const moved = await theWorld().desk({ place: desk.place, central: theWorld().served.url });
    await moved.settled();
    expect(await moved.ask('desk.view', {})).toMatchObject({ deskId, branch: 'main', branchName: 'main' });
    await moved.stop();
  });
});

async function hotelNetwork(): Promise<{ readonly url: string; readonly server: Server }> {
  return listening((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome! Please accept our terms.</html>');
  });
}

/** The server as an old one that takes a code of any server: only the desk can detect it. */
async function oldServer(): Promise<{ readonly url: string; readonly server: Server }> {
  const old = await listening((request, response) => {
    void (async () => {
      const asked = EnrolRequestSchema.omit({ fingerprint: true }).parse(await json(request));
      const headers = { 'content-type': 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
      const url = new URL(request.url ?? '/', theWorld().served.url);
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(asked) });
      response.writeHead(answer.status, headers).end(await answer.text());
    })();
  });
  oldServers.add(old.server);
  return old;
}

async function listening(answer: RequestListener): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, server };
}
