// The ledger of a desk is an older one: its log was cut when power failed, an image of it was put back, or the whole desk runs twice. No number
// is used for two acts without being noticed, and nothing that the server has is lost or doubled. [I2] [I4] [I8] [I17]

import { cpSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { deskApi, type DeskApi, type DeskReady } from '../../e2e/story/desk-api.ts';
import { waitUntil } from '../../e2e/story/wait-until.ts';
import {
  BOOKS,
  CARD,
  STAFF,
  enrolledDesk,
  makeLibrary,
  serveLibrary,
  startDesk,
  type ServeReady,
} from '../../integration/electron/cli/support/library.ts';
import { openProgram, type Program, type Running } from '../../integration/electron/cli/support/program.ts';
import type { Kept } from '../../simulation/processes/kept.ts';
import { keptAtDesk, keptAtServer } from './support/both-sides.ts';
import { chanceOf } from './support/chance.ts';

const seed = 20_264;
/** Longer than the mark of the ledger's end may take to reach the key store. */
const markedMs = 600;

describe('a ledger that is an older one', () => {
  let program: Program;
  let serving: Running<ServeReady>;

  beforeAll(async () => {
    program = openProgram();
    await makeLibrary(program);
    serving = await serveLibrary(program);
  }, 120_000);
  afterAll(() => program.close());

  /** Waits for the copy, and signs in. */
  async function ready({ ready: desk }: Running<DeskReady>): Promise<DeskApi> {
    const api = deskApi(desk);
    await waitUntil('the copy is loaded', 30_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    await api.get('session.signIn', STAFF);
    return api;
  }

  /** Lends the book when it is in, takes it back when it is out. */
  async function act(api: DeskApi, book: string): Promise<string> {
    const isOut = (await api.get('item.view', { barcode: book })).status === 'on-loan';
    const done = isOut
      ? await api.get('circ.checkin', { item: book })
      : await api.get('circ.checkout', { patron: CARD, item: book });
    expect(done.decision).toBe('done');
    return done.commandId ?? '';
  }

  async function settled(api: DeskApi): Promise<void> {
    await waitUntil('all is confirmed', 30_000, async () => {
      const { pending, replicaPos, headPos } = await api.get('sync.now', {});
      return pending === 0 && replicaPos === headPos;
    });
  }

  /** The core goes with its host, which is its only reason to be. */
  async function crash(desk: Running<DeskReady>): Promise<void> {
    process.kill(Number(/\d+/.exec(readFileSync(`${program.path('desk')}/owner.lock`, 'utf8'))?.[0]), 'SIGKILL');
    await desk.end('SIGKILL');
  }

  const atDesk = (name: string) => keptAtDesk(program, program.path(name));
  const atServer = (deskId: string) => keptAtServer(program, program.path('central'), deskId);
  const outcome = ({ receipt }: Kept) => (JSON.parse(receipt ?? '{}') as { outcome?: string }).outcome;

  /** Every act of the ledger is at the server, once and applied, in streams without gap; and the server has these besides. */
  async function expectAllAtServer(name: string, deskId: string, besides: readonly string[]): Promise<void> {
    const [here, there] = [await atDesk(name), await atServer(deskId)];
    const byId = Map.groupBy(there, ({ id }) => id);
    for (const kept of here) expect(byId.get(kept.id)).toEqual([kept]);
    for (const id of besides) expect(byId.get(id)).toHaveLength(1);
    expect(new Set(there.map(outcome))).toEqual(new Set(['applied']));
    for (const stream of new Set(there.map((kept) => kept.stream))) {
      const seqs = there.filter((kept) => kept.stream === stream).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    }
  }

  /** Desk and server say the same of these books. */
  async function expectSameBooks(api: DeskApi, books: readonly string[]): Promise<void> {
    const items = await program.lines<{ barcode: string; status: string }>([
      'inspect',
      'items',
      '--data',
      program.path('central'),
    ]);
    const statuses = new Map(items.map(({ barcode, status }) => [barcode, status]));
    for (const barcode of books)
      expect({ barcode, status: (await api.get('item.view', { barcode })).status }).toEqual({
        barcode,
        status: statuses.get(barcode),
      });
  }

  test(`the log of the ledger is cut again and again where power failed: new streams, nothing lost that the server has (seed ${seed}) [I2] [I4]`, async () => {
    const chance = chanceOf(seed);
    const books = BOOKS.slice(0, 8);
    let desk = await enrolledDesk(program, serving.ready.url, 'desk');
    const { deskId } = desk.ready;
    const known: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const api = await ready(desk);
      await settled(api);
      for (let n = 0; n < 12; n += 1) known.push(await act(api, books[chance.between(0, 7)] ?? ''));
      await settled(api);
      await pause(markedMs);
      await crash(desk);
      const log = `${program.path('desk')}/ledger.db-wal`;
      const size = statSync(log).size;
      truncateSync(log, chance.between(Math.floor(size / 2), size - 1));
      desk = await startDesk(program, 'desk');
    }
    const api = await ready(desk);
    known.push(await act(api, books[0] ?? ''));
    await settled(api);
    await expectAllAtServer('desk', deskId, known);
    await expectSameBooks(api, books);
    expect(new Set((await atDesk('desk')).map(({ stream }) => stream)).size).toBeGreaterThan(1);
    expect((await desk.end()).code).toBe(0);
    const [report] = await program.lines(['ledger', 'verify', '--data', program.path('desk')]);
    expect(report).toMatchObject({ ok: true, problems: [] });
  }, 180_000);

  test.each([
    { line: 'up', name: 'put-back-online' },
    { line: 'down', name: 'put-back-offline' },
  ])(
    'an old image of the ledger is put back while the line is $line: a new stream that names the old one, nothing lost [I2] [I4] [I17]',
    async ({ line, name }) => {
      const books = line === 'up' ? BOOKS.slice(8, 14) : BOOKS.slice(14, 20);
      let desk = await enrolledDesk(program, serving.ready.url, name);
      const { deskId } = desk.ready;
      let api = await ready(desk);
      const known = [await act(api, books[0] ?? ''), await act(api, books[1] ?? '')];
      await settled(api);
      await desk.end();
      const image = program.path(`${name}-image.db`);
      const path = `${program.path(name)}/ledger.db`;
      cpSync(path, image);
      desk = await startDesk(program, name);
      api = await ready(desk);
      for (const book of books.slice(2, 5)) known.push(await act(api, book));
      await settled(api);
      await desk.end();
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      cpSync(image, path);
      const { host } = new URL(serving.ready.url);
      if (line === 'down') await serving.end();
      desk = await startDesk(program, name);
      api = await ready(desk);
      known.push(await act(api, books[5] ?? ''), await act(api, books[0] ?? ''));
      if (line === 'down') serving = await serveLibrary(program, host);
      await settled(api);
      await expectAllAtServer(name, deskId, known);
      await expectSameBooks(api, books);
      const here = await atDesk(name);
      const [first] = here.filter(({ id }) => id === known.at(-2));
      expect(JSON.parse(first?.body ?? '{}')).toMatchObject({ seq: 1, after: { seq: 2 } });
      expect((await desk.end()).code).toBe(0);
    },
    180_000,
  );

  test('a desk that runs twice is kept out as forked, goes on, and its status, doctor and library say what it is [I2] [I8]', async () => {
    const books = BOOKS.slice(20, 26);
    let desk = await enrolledDesk(program, serving.ready.url, 'one');
    const { deskId } = desk.ready;
    const first = await ready(desk);
    await act(first, books[0] ?? '');
    await settled(first);
    await pause(markedMs);
    await desk.end();
    // The whole computer was copied: its folder with the keys that belong to it.
    cpSync(program.path('one'), program.path('two'), { recursive: true });
    desk = await startDesk(program, 'one');
    const twin = await startDesk(program, 'two');
    const [one, two] = [await ready(desk), await ready(twin)];
    // From here the copies differ only by their new acts.
    await settled(two);
    await two.get('sync.pause', { on: true });
    const mine = await act(one, books[1] ?? '');
    await settled(one);
    const others = [await act(two, books[2] ?? ''), await act(two, books[3] ?? '')];
    await two.get('sync.pause', { on: false });
    await waitUntil(
      'the second is told',
      30_000,
      async () => (await two.get('sync.now', {})).problem === 'HF-SYNC-002',
    );
    // It goes on lending; its acts wait.
    others.push(await act(two, books[4] ?? ''));
    expect((await two.get('sync.status', {})).pending).toBe(3);
    const doctor = await program.run(['doctor', '--data', program.path('two')]);
    expect(doctor).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^bad {2}sending: HF-SYNC-002: another copy .+; stop the other copy/m),
    });
    const open = await program.lines<{ code: string; weight: string; state: string }>([
      'inspect',
      'exceptions',
      '--data',
      program.path('central'),
    ]);
    expect(open).toContainEqual(expect.objectContaining({ code: 'desk-forked', weight: 'act-now', state: 'open' }));
    const there = await atServer(deskId);
    expect(there.map(({ id }) => id)).toContain(mine);
    expect(there.map(({ id }) => id)).not.toContain(others[0]);
    await twin.end();
    await desk.end();
  }, 180_000);
});
