// The server as a process: the failures that it survives, the states in which it refuses to start, and its end.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { serve } from '../../../server/serve.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import { CommandsResponseSchema } from '../../../shared/wire/commands.ts';
import { openTestDatabase, postgres, type TestDatabase } from '../../support/postgres.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { builtDir } from '../../support/project-dir.ts';
import { describeIf, testIf } from '../../support/skip.ts';
import { testRandom } from '../../contract/server/support/stores.ts';
import { fillTestLibrary } from '../../contract/server/support/test-library.ts';
import { clock, enrol, get, openFeed, post, reportWorker, startServed } from './support/served.ts';

const dirs: string[] = [];
const children: ChildProcess[] = [];
const newDir = () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-serve-'));
  dirs.push(dir);
  return dir;
};
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

type Ready = { readonly url: string; readonly pid: number; readonly child: ChildProcess };

/** Starts the server as a process of its own. Rejects with its output when it does not start. */
async function startProcess(args: readonly string[], stateDir: string, before: readonly string[] = []): Promise<Ready> {
  const place = args.includes('--database') ? [] : ['--database', 'embedded'];
  const command = [join(builtDir(), 'node/cli.mjs'), 'serve', '--json', '--listen', '127.0.0.1:0', ...place];
  const [program = '', ...words] = [...before, process.execPath, ...command, ...args];
  const child = spawn(program, words, {
    env: { ...process.env, HOLDFAST_STATE_DIR: stateDir, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  const line = new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (text: Buffer) => resolve(text.toString()));
    child.once('exit', () => reject(new Error(said)));
    child.once('error', reject);
  });
  return { ...(JSON.parse(await line) as { url: string; pid: number }), child };
}

/** The store of a data folder, beside the server that may be running on it. */
async function openBeside(data: string, stateDir: string): Promise<Store> {
  const before = process.env['HOLDFAST_STATE_DIR'];
  process.env['HOLDFAST_STATE_DIR'] = stateDir;
  const { systemKeyStore } = await import('../../../db/keys/system-key-store.ts');
  const store = await openStore({
    place: { kind: 'embedded', data },
    clock,
    random: testRandom,
    keyStore: systemKeyStore(data),
  });
  if (before === undefined) delete process.env['HOLDFAST_STATE_DIR'];
  else process.env['HOLDFAST_STATE_DIR'] = before;
  return store;
}

/**
 * Root without the right to write where the rights of a file say no. Still root: another account may not be allowed into the folder that the
 * program and its Node are in.
 */
const layDown = ['--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-dac_override,-dac_read_search'];
const canLayDownRights = spawnSync('setpriv', [...layDown, 'true']).status === 0;
const asOwner = process.getuid?.() === 0 ? ['setpriv', ...layDown] : [];

/** At random instants of a row of twenty acts. */
const KILLS = 12;

describe('the server process', () => {
  test('SIGKILL at any moment loses nothing that was acknowledged [I2] [I6]', async () => {
    const [data, state] = [newDir(), newDir()];
    let running = await startProcess(['--data', data], state);
    const store = await openBeside(data, state);
    await fillTestLibrary(store, openLibraryWriter(store, clock), { items: 20, patrons: 5 });
    const desk = await enrol({ url: running.url, store }, 'A');
    const acknowledged: string[] = [];
    let sent = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (let index = 0; index < 20; index += 1)
        desk.checkout(`X${(sent + index) % 20}`, `P${index % 5}`, { at: clock.now() });
      const killed = once(running.child, 'exit');
      setTimeout(() => running.child.kill('SIGKILL'), Math.random() * 60);
      try {
        for (; sent < desk.ledger.length; sent += 1) acknowledged.push(...(await pushOne(running.url, desk, sent)));
      } catch {
        // The connection went with the process: the same bytes are sent again below.
      }
      await killed;
      running = await startProcess(['--data', data], state);
      for (; sent < desk.ledger.length; sent += 1) acknowledged.push(...(await pushOne(running.url, desk, sent)));
    }
    const again: string[] = [];
    for (let index = 0; index < desk.ledger.length; index += 1)
      again.push(...(await pushOne(running.url, desk, index)));
    expect(again).toEqual(acknowledged);
    expect(again.map((text) => (JSON.parse(text) as { seq: number }).seq)).toEqual(
      desk.ledger.map((_, index) => index + 1),
    );
    await store.close();
  }, 240_000);

  test('SIGTERM ends it, open feeds and all, and it starts again on the same folder', async () => {
    const [data, state] = [newDir(), newDir()];
    const running = await startProcess(['--data', data], state);
    const store = await openBeside(data, state);
    await fillTestLibrary(store, openLibraryWriter(store, clock));
    const desk = await enrol({ url: running.url, store }, 'A');
    const feed = await openFeed(running.url, desk.token, { epoch: desk.grant.epoch, after: 0 });
    await feed.until((line) => line.type === 'upToDate');
    running.child.kill('SIGTERM');
    const [code] = (await once(running.child, 'exit')) as [number];
    expect(code).toBe(0);
    await store.close();
    const next = await startProcess(['--data', data], state);
    expect((await get(next.url, '/health')).status).toBe(200);
  });

  test('a library that nothing was done in yet starts again', async () => {
    const [data, state] = [newDir(), newDir()];
    const first = (await startProcess(['--data', data], state)).child;
    const ended = once(first, 'exit');
    first.kill('SIGTERM');
    await ended;
    const next = await startProcess(['--data', data], state);
    expect((await get(next.url, '/health')).status).toBe(200);
  });

  testIf(
    process.platform !== 'win32' && (process.getuid?.() !== 0 || canLayDownRights),
    'does not start on a library that it cannot write',
    'needs setpriv where root runs the tests, whom the rights of a file do not keep',
    async () => {
      const [data, state] = [newDir(), newDir()];
      const ended = once((await startProcess(['--data', data], state)).child, 'exit');
      children.at(-1)?.kill('SIGTERM');
      await ended;
      chmodSync(join(data, 'central.db'), 0o400);
      await expect(startProcess(['--data', data], state, asOwner)).rejects.toThrow(
        /^HF-DB-004: .+central\.db.+; .+\n$/,
      );
      // SQLite gave its other files the same rights.
      for (const name of readdirSync(data)) if (name.startsWith('central.db')) chmodSync(join(data, name), 0o600);
      expect((await get((await startProcess(['--data', data], state, asOwner)).url, '/health')).status).toBe(200);
    },
  );

  test('says in one line why it does not start', async () => {
    const [data, state] = [newDir(), newDir()];
    const running = await startProcess(['--data', data], state);
    await expect(startProcess(['--data', data], state)).rejects.toThrow(/^HF-DB-008: .+; .+\n$/);
    const { port } = new URL(running.url);
    await expect(startProcess(['--data', newDir(), '--listen', `127.0.0.1:${port}`], state)).rejects.toThrow(
      /^HF-SERVER-001: /,
    );
    await expect(startProcess(['--data', newDir(), '--listen', 'nonsense'], state)).rejects.toThrow(/^HF-SERVER-014: /);
    for (const url of ['postgres:///none?host=/nowhere&user=nobody', 'postgres://nobody:secret@/none?host=/nowhere'])
      await expect(startProcess(['--database', url], state)).rejects.toThrow(
        /^HF-SERVER-004: PostgreSQL at \/nowhere:5432\/none does not answer; /,
      );
    await expect(startProcess(['--database', 'postgres://nobody@127.0.0.1:9/none'], state)).rejects.toThrow(
      /^HF-SERVER-004: .*127\.0\.0\.1:9/,
    );
    await expect(
      startProcess(['--data', newDir(), '--tls-cert', '/none', '--tls-key', '/none'], state),
    ).rejects.toThrow(/^HF-SERVER-011: /);
  }, 60_000);
});

describe('a server in this process', () => {
  test('a failed start leaves nothing behind: the folder is free again', async () => {
    const data = newDir();
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const options = { database: 'embedded', data, clock, random: testRandom, keyStore: null, reportWorker };
    const start = () => serve({ ...options, listen: `127.0.0.1:${port}` });
    await expect(start()).rejects.toMatchObject({ code: 'HF-SERVER-001' });
    expect(readdirSync(data)).toEqual([]);
    await (await serve({ ...options, listen: '127.0.0.1:0' })).close();
    await expect(start().finally(() => blocker.close())).rejects.toMatchObject({ code: 'HF-SERVER-001' });
    await (await serve({ ...options, listen: '127.0.0.1:0' })).close();
  });

  test('another program may write to the same file meanwhile, and desks hear of it', async () => {
    const served = await startServed();
    const desk = await enrol(served, 'A');
    const feed = await openFeed(served.url, desk.token, { epoch: desk.grant.epoch, after: 0 });
    await feed.until((line) => line.type === 'upToDate');
    const beside = await openStore({
      place: { kind: 'embedded', data: served.data },
      clock,
      random: testRandom,
      keyStore: null,
    });
    for (const name of ['Renamed', 'Renamed again', 'Renamed at last']) {
      const { id } = desk.grant.library;
      await openLibraryWriter(beside, clock).createLibrary({ id, name, zone: 'UTC', currency: 'USD' });
      await feed.until(
        (line) => line.type === 'put' && line.kind === 'library' && JSON.stringify(line.row).includes(`"${name}"`),
      );
    }
    await beside.close();
    feed.close();
    await served.end();
  });
});

describeIf(postgres.isAvailable, 'several servers on one PostgreSQL', postgres.reason, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  test('an act at one is at the other; a resend to the other is answered alike [I6]', async () => {
    const options = {
      listen: '127.0.0.1:0',
      database: database.url,
      data: '',
      clock,
      random: testRandom,
      keyStore: null,
      reportWorker,
    };
    const [one, two] = [await serve(options), await serve(options)];
    await fillTestLibrary(one.store, openLibraryWriter(one.store, clock));
    const [a, b] = [await enrol(one, 'A'), await enrol(two, 'B')];
    const feed = await openFeed(two.url, b.token, { epoch: b.grant.epoch, after: 0 });
    await feed.until((line) => line.type === 'upToDate');
    const given: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const id = a.checkout(`X${round}`, 'P0', { at: clock.now() });
      given.push(...(await a.push(a.request(round))).receipts);
      await feed.until((line) => line.type === 'put' && line.kind === 'event' && line.key === id);
    }
    const again = await post(two.url, '/v1/commands', a.request(), a.token);
    expect(CommandsResponseSchema.parse(await again.json()).receipts).toEqual(given);
    feed.close();
    await Promise.all([one.close(), two.close()]);
  });

  test('desks that act on the same items through different servers at once are all taken, exactly once [I2] [I14]', async () => {
    const options = {
      listen: '127.0.0.1:0',
      database: database.url,
      data: '',
      clock,
      random: testRandom,
      keyStore: null,
      reportWorker,
    };
    const [one, two] = [await serve(options), await serve(options)];
    const desks = await Promise.all(
      ['C', 'D', 'E', 'F'].map((name, index) => enrol(index % 2 === 0 ? one : two, name)),
    );
    for (const desk of desks)
      for (let index = 0; index < 40; index += 1) desk.checkout(`X${index % 5}`, `P${index % 3}`, { at: clock.now() });
    await Promise.all(
      desks.map(async (desk) => {
        for (let from = 0; from < 40; from += 10)
          expect((await desk.push(desk.request(from, from + 10))).receipts).toHaveLength(10);
      }),
    );
    const count = await one.store.read((tx) =>
      tx.db
        .selectFrom('receipt')
        .select((select) => select.fn.countAll<number>().as('n'))
        .where(
          tx.anyOf(
            'desk_id',
            desks.map((desk) => desk.desk),
          ),
        )
        .executeTakeFirstOrThrow(),
    );
    expect(Number(count.n)).toBe(160);
    const open = await one.store.read((tx) =>
      tx.db.selectFrom('loan').select('item_id').where('state', 'in', ['open', 'lost']).execute(),
    );
    expect(new Set(open.map((row) => row.item_id)).size).toBe(open.length);
    await Promise.all([one.close(), two.close()]);
  });
});

describeIf(postgres.isAvailable, 'a PostgreSQL that goes away and comes back', postgres.reason, () => {
  test('desks are told to send again, and everything goes on by itself', async () => {
    const server = await startPostgres({ fsync: true });
    const serving = await serve({
      listen: '127.0.0.1:0',
      database: server.url,
      data: '',
      clock,
      random: testRandom,
      keyStore: null,
      reportWorker,
    });
    try {
      await fillTestLibrary(serving.store, openLibraryWriter(serving.store, clock));
      const [a, b] = [await enrol(serving, 'A'), await enrol(serving, 'B')];
      a.checkout('X0', 'P0', { at: clock.now() });
      await a.push(a.request());
      await server.kill();
      a.checkin('X0', { at: clock.now() });
      const refused = await post(serving.url, '/v1/commands', a.request(1), a.token);
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ code: 'HF-SERVER-010' });
      expect((await get(serving.url, '/health')).status).toBe(503);
      await server.start();
      expect((await a.push(a.request(1))).expected).toBe(3);
      const { head } = (await (await get(serving.url, '/v1/head')).json()) as { head: number };
      const feed = await openFeed(serving.url, b.token, { epoch: b.grant.epoch, after: head });
      const id = a.checkout('X1', 'P1', { at: clock.now() });
      await a.push(a.request(2));
      await feed.until((line) => line.type === 'put' && line.kind === 'event' && line.key === id);
      feed.close();
    } finally {
      await serving.close();
      await server.close();
    }
  }, 60_000);
});

async function pushOne(
  url: string,
  desk: Awaited<ReturnType<typeof enrol>>,
  index: number,
): Promise<readonly string[]> {
  const response = await post(url, '/v1/commands', desk.request(index, index + 1), desk.token);
  return CommandsResponseSchema.parse(await response.json()).receipts;
}
