// Requests without the right to make them, as bytes on sockets: every route of a desk's loopback server and of the
// central server, in dozens of spellings, with no token, a wrong one, a foreign Host or Origin, and methods that no
// route serves. None may answer with data, none may record an act. Then bodies that are malformed, huge or endless, and
// floods that may not lock others out. [I20] [I21]

import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { METHODS } from '../../../shared/bridge/contract.ts';
import { holds } from '../../simulation/world/broken.ts';
import type { Chance } from '../../simulation/world/chance.ts';
import { ROUTES } from '../../../server/http/routes.ts';
import { changedTables, databaseDump, type DatabaseDump } from '../../property/server/support/database-dump.ts';
import { spellingsOf } from '../../support/raw-request.ts';
import { rawRequest, sendRaw, type RawAnswer, type RawOptions } from '../../property/server/support/raw-http.ts';
import type { AttackedDesk } from './attacked-desk.ts';
import type { AttackedLibrary } from './attacked-library.ts';
import { expectExactlyOnce } from './exactly-once.ts';

/** How much of the attack is done: a share of all requests, drawn by chance. */
export type HostileSize = {
  readonly oneIn: number;
  readonly flood: number;
  readonly bodies: number;
  /** Whether bodies are sent that never end: the wait for their end is long. */
  readonly slow: boolean;
};

type Request = { readonly method: string; readonly path: string; readonly options: RawOptions };

const JSON_TYPE = ['Content-Type', 'application/json'] as const;
/** Answers that tell nothing. */
const REFUSALS = new Set([400, 401, 403, 404, 405, 408, 411, 413, 414, 415, 417, 421, 426, 429, 431, 501, 505]);
const AT_ONCE = 16;

/** The whole attack on one desk and its server. Returns how many requests were sent, and of which kind. */
export async function attackByRequests(
  library: AttackedLibrary,
  desk: AttackedDesk,
  { chance, size }: { readonly chance: Chance; readonly size: HostileSize },
): Promise<Record<string, number>> {
  await desk.end();
  await desk.start(['--shell', 'browser']);
  await desk.settled();
  const before = await inBooks(library, desk);
  const loopback = await sendAll(
    loopbackRequests(desk).filter(() => chance.oneIn(size.oneIn)),
    desk.ready.url,
  );
  const central = await sendAll(
    centralRequests(library).filter(() => chance.oneIn(size.oneIn)),
    library.url(),
  );
  const after = await inBooks(library, desk);
  holds(21, after.acts === before.acts, () => `${after.acts - before.acts} acts were recorded without a right`);
  const changed = changedTables(before.dump, after.dump);
  holds(
    21,
    changed.length === 0,
    () => `without a right was changed in the database of the server: ${changed.join(', ')}`,
  );
  const bodies = await sendBodies(library, desk, size);
  const floods = await flood(library, desk, { chance, count: size.flood });
  await desk.acts(chance, 3);
  await desk.settled();
  await desk.end();
  await expectExactlyOnce(library, desk);
  return {
    'requests to the desk': loopback,
    'requests to the server': central,
    bodies: bodies,
    'requests of floods': floods,
    'answered with data': 0,
    'acts recorded': 0,
  };
}

/** State that no refused request may change. */
async function inBooks(library: AttackedLibrary, desk: AttackedDesk) {
  const { answered, waiting } = await desk.api.get('sync.acts', { limit: 100 });
  const dump = await library.withStore((store) => databaseDump(store));
  return { acts: answered.length + waiting.length, dump: withoutOwnNotes(dump) };
}

/** Entries of the log that come by themselves, at any time: that a desk joined, and how ready it is. */
const OWN_NOTE = /\\"what\\":\{\\"kind\\":\\"(?:readiness|enrolled)\\"/;

function withoutOwnNotes(dump: DatabaseDump): DatabaseDump {
  const { log_entry: entries = [], feed_row: rows = [], feed_head: heads = [] } = dump;
  const own = entries.filter((entry) => OWN_NOTE.test(entry)).map((entry) => entry.slice(0, entry.indexOf(']')));
  const isOwn = (row: string) => own.some((id) => row.includes(id.slice(id.indexOf(',') + 1)));
  return {
    ...dump,
    // Its position counts those notes as well; what stands at each position is compared in feed_row.
    feed_head: heads.map((head) => head.replace(/\["position",\d+\]/, '["position"]')),
    log_entry: entries.filter((entry) => !OWN_NOTE.test(entry)),
    feed_row: rows.filter((row) => !isOwn(row)),
  };
}

function loopbackRequests(desk: AttackedDesk): Request[] {
  const { port, host } = new URL(desk.ready.url);
  const { token } = desk.ready;
  const bearer = (text: string) => ['Authorization', `Bearer ${text}`] as const;
  const unknown: RawOptions[] = [
    { host },
    { host, headers: [bearer('')] },
    { host, headers: [bearer(`${token}x`)] },
    { host, headers: [bearer(token.toLowerCase())] },
    { host, headers: [['Cookie', `token=${token}`]] },
    { host, headers: [['Authorization', `Basic ${token}`]] },
  ];
  // With the token of the desk, but from a page or a name that is not its own.
  const foreign: RawOptions[] = [
    { host: 'evil.example', headers: [bearer(token)] },
    { host: `${host}.evil.example`, headers: [bearer(token)] },
    { host, headers: [bearer(token), ['Origin', 'http://evil.example']] },
    { host, headers: [bearer(token), ['Origin', 'null']] },
  ];
  const paths = [...Object.keys(METHODS), 'contract', 'events'].map((name) => `/api/${name}`);
  return paths.flatMap((path) => [
    ...spellingsOf(path, Number(port)).flatMap((spelling) => ofMethods(spelling, unknown.slice(0, 2))),
    ...[...unknown, ...foreign].flatMap((options) => ofMethods(path, [options])),
    ...['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'].map((method) =>
      withBody({ method, path, options: { host } }),
    ),
  ]);
}

function centralRequests(library: AttackedLibrary): Request[] {
  const { port, host } = new URL(library.url());
  const closed = Object.values(ROUTES).filter(({ access }) => access !== 'anyone');
  const tokens = ['', 'made-up', 'a'.repeat(43)].map((text): RawOptions => ({
    host,
    headers: [
      ['Authorization', `Bearer ${text}`],
      ['Holdfast-Protocol', '1'],
    ],
  }));
  return closed.flatMap(({ path }) => [
    ...spellingsOf(path, Number(port)).flatMap((spelling) => ofMethods(spelling, [tokens[0] ?? {}])),
    ...tokens.flatMap((options) => ofMethods(path, [options])),
    ...['HEAD', 'PUT', 'DELETE', 'OPTIONS'].map((method) => withBody({ method, path, options: tokens[0] ?? {} })),
  ]);
}

/** A body with fields for every method of the contract, to ask and to act. */
function ofMethods(path: string, all: readonly RawOptions[]): Request[] {
  return all.flatMap((options) => ['GET', 'POST'].map((method) => withBody({ method, path, options })));
}

function withBody({ method, path, options }: Request): Request {
  const body = JSON.stringify({
    card: 'card-P8',
    patron: 'card-P8',
    item: 'barcode-X10',
    barcode: 'barcode-X10',
    text: 'x',
  });
  if (method === 'GET' || method === 'HEAD') return { method, path, options };
  return { method, path, options: { ...options, body, headers: [...(options.headers ?? []), JSON_TYPE] } };
}

/** Sends them, some at once; throws with the first of those that are answered with more than a refusal. */
async function sendAll(requests: readonly Request[], url: string): Promise<number> {
  const waiting = [...requests];
  const breaches: string[] = [];
  const send = async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const { method, path, options } = one;
      const answer = await sendRaw(url, rawRequest(method, path, options));
      if (!isRefusal(one, answer)) breaches.push(`${method} ${path}: ${answer.status} ${answer.body.slice(0, 120)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  holds(
    21,
    breaches.length === 0,
    () => `${breaches.length} of ${requests.length}: ${breaches.slice(0, 5).join(' · ')}`,
  );
  return requests.length;
}

/** Page files are open to every program on the computer; OPTIONS without a body tells methods alone. */
function isRefusal({ method, path }: Request, { status, body }: RawAnswer): boolean {
  if (status === null || REFUSALS.has(status)) return !body.includes('"ok":true');
  const isPage = method === 'GET' && !/api|v1/i.test(decodeTwice(path)) && body.startsWith('<!');
  return isPage || (method === 'OPTIONS' && status === 204 && body === '');
}

function decodeTwice(path: string): string {
  try {
    return decodeURIComponent(decodeURIComponent(path));
  } catch {
    return path;
  }
}

/** Bodies that no program sends: wrong, huge, deep, and one that never comes. Each is refused or cut, and the desk answers after it. */
async function sendBodies(
  library: AttackedLibrary,
  desk: AttackedDesk,
  { bodies: rounds, slow }: HostileSize,
): Promise<number> {
  const { host } = new URL(desk.ready.url);
  const auth = [['Authorization', `Bearer ${desk.ready.token}`], JSON_TYPE] as const;
  const hostile = [
    '{',
    'null',
    '[]',
    '"text"',
    '{"patron":1}',
    `{"patron":"${'x'.repeat(100_000)}"}`,
    '['.repeat(30_000),
    `{"patron":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
    '{"__proto__":{"patron":"card-P8"},"constructor":{}}',
    '{"patron":"card-P8\\u0000","item":"barcode-X10"}',
    '{"patron":"card-P8","item":"barcode-X10\\ud800"}',
  ];
  let sent = 0;
  for (let round = 0; round < rounds; round += 1)
    for (const body of hostile) {
      const answer = await sendRaw(
        desk.ready.url,
        rawRequest('POST', '/api/circ.checkout', { host, headers: auth, body }),
      );
      holds(20, !answer.body.includes('"commandId"'), () => `a malformed body recorded an act: ${body.slice(0, 60)}`);
      const served = await sendRaw(
        library.url(),
        rawRequest('POST', '/v1/commands', { headers: [['Authorization', 'Bearer x'], JSON_TYPE], body }),
      );
      holds(20, served.status !== 500 && served.status !== 200, () => `the server answered ${served.status}`);
      sent += 2;
    }
  if (!slow) return sent;
  const [atDesk, atServer] = await Promise.all([
    trickle(desk.ready.url, { path: '/api/circ.checkout', token: desk.ready.token }),
    trickle(library.url(), { path: '/v1/enrol', token: 'x' }),
  ]);
  holds(20, atDesk, () => `a body that never ends was still taken by the desk after ${PATIENCE_MS} ms`);
  holds(20, atServer, () => `a body that never ends was still taken by the server after ${PATIENCE_MS} ms`);
  await desk.api.get('desk.view', {});
  return sent + 2;
}

/** Longest that one body may take: the server gives a request a minute, and looks every half minute. */
const PATIENCE_MS = 100_000;

/** Sends a byte of a body now and then. Whether the connection was ended. */
async function trickle(
  url: string,
  { path, token }: { readonly path: string; readonly token: string },
): Promise<boolean> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  const state = { isEnded: false };
  const end = () => (state.isEnded = true);
  socket.on('error', end).on('close', end).on('end', end).resume();
  const head = [
    'POST ' + path + ' HTTP/1.1',
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    'Content-Length: 4000',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n{`);
  const until = performance.now() + PATIENCE_MS;
  while (!state.isEnded && performance.now() < until) {
    await pause(250);
    if (socket.writable) socket.write(' ');
  }
  socket.destroy();
  return state.isEnded;
}

/**
 * Challenges and wrong proofs from a sender with only the id of a desk. The desk, which needs a new token, still gets
 * one.
 */
async function flood(
  library: AttackedLibrary,
  desk: AttackedDesk,
  { chance, count }: { readonly chance: Chance; readonly count: number },
): Promise<number> {
  const { deskId } = desk.ready;
  await desk.end();
  let sent = 0;
  const post = async (path: string, body: object, from: string): Promise<void> => {
    sent += 1;
    await sendFrom(
      library.url(),
      from,
      rawRequest('POST', path, { headers: [JSON_TYPE, ['Holdfast-Protocol', '1']], body: JSON.stringify(body) }),
    );
  };
  const signature = Buffer.alloc(64, 7).toString('base64');
  const one = async (n: number) => {
    // From another computer with the id of the desk, and from the desk's own address, as behind a router, with ids of others.
    const own = { from: '127.0.0.2', id: deskId };
    const others = { from: '127.0.0.1', id: `nobody-${n}` };
    for (const { from, id } of [own, others]) {
      await post('/v1/challenge', { deskId: id }, from);
      await post('/v1/token', { deskId: id, challenge: `made-up-${n}`, signature }, from);
    }
  };
  const numbers = Array.from({ length: count }, (_, n) => n);
  const work = async () => {
    for (let n = numbers.pop(); n !== undefined; n = numbers.pop()) await one(n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await desk.start();
  await desk.acts(chance, 3);
  const began = performance.now();
  await desk.settled(30_000).catch(() => undefined);
  const { pending } = await desk.api.get('sync.status', {});
  holds(26, pending === 0, () => `a flood kept the desk out for ${Math.round(performance.now() - began)} ms`);
  return sent;
}

/** Sends bytes from an address of this computer and waits for the first of the answer. */
function sendFrom(url: string, from: string, bytes: Buffer): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ port: Number(port), host: hostname, localAddress: from });
    const end = () => {
      socket.destroy();
      resolve();
    };
    socket.on('data', end).on('error', end).on('close', end).setTimeout(5_000, end);
    socket.write(bytes);
  });
}
