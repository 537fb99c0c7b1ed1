// A disk that is full under the real programs: reported in one line or refused before it is acknowledged, no acknowledged act is lost, and all goes
// on by itself once there is room. [I1] [I30]

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskApi, type DeskApi } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { describeIf } from '../../../support/skip.ts';
import { withRows, writeExport } from '../../../unit/server/import/support/small-export.ts';
import { BOOKS, CARD, STAFF, enrolledDesk, makeLibrary, serveLibrary, startDesk } from './support/library.ts';
import { mayMount, mountSmallDisk, unmount } from './support/in-the-way.ts';
import { ONE_LINE, openProgram, type Program } from './support/program.ts';

const [BOOK = ''] = BOOKS;

describeIf(mayMount(), 'a full disk', 'mounting a small disk is not allowed here', () => {
  let program: Program;
  const disks: string[] = [];
  beforeEach(async () => {
    program = openProgram();
    await makeLibrary(program);
  });
  afterEach(async () => {
    // Programs first: a disk in use stays until they end.
    await program.close().catch(() => undefined);
    for (const disk of disks.splice(0)) unmount(disk);
    rmSync(program.dir, { recursive: true, force: true });
  });

  function smallDisk(name: string, kilobytes: number): string {
    const dir = program.path(name);
    mountSmallDisk(dir, kilobytes);
    disks.push(dir);
    return dir;
  }

  /** Fills a disk to its last byte; returns a function that frees it again. */
  function fill(dir: string): () => void {
    const path = join(dir, 'filler');
    for (const size of [1024 * 1024, 4_096]) {
      try {
        for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
      } catch {
        // Full.
      }
    }
    return () => rmSync(path);
  }

  async function ready(api: DeskApi): Promise<void> {
    await waitUntil('the copy is loaded', 15_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    await api.get('session.signIn', STAFF);
  }

  test('a desk refuses what it cannot write, keeps what it acknowledged, and goes on when there is room [I1] [I30]', async () => {
    const serving = await serveLibrary(program);
    smallDisk('disk', 8_192);
    const desk = await enrolledDesk(program, serving.ready.url, 'disk/desk');
    const api = deskApi(desk.ready);
    await ready(api);
    const free = fill(program.path('disk'));
    const acknowledged: string[] = [];
    let refused: unknown = null;
    // The log of the ledger may have room for a few: how many is its own affair.
    for (let round = 0; refused === null && round < 400; round += 1) {
      const act = round % 2 === 0 ? 'circ.checkout' : 'circ.checkin';
      const answer = await api.call(act, act === 'circ.checkout' ? { patron: CARD, item: BOOK } : { item: BOOK });
      if (!answer.ok) refused = answer.error;
      else if (answer.value.commandId !== undefined) acknowledged.push(answer.value.commandId);
    }
    expect(refused).toMatchObject({
      code: 'HF-DB-005',
      message: expect.stringMatching(/disk is full.+; free some space/),
    });
    const listed = await program.lines<{ id: string }>(['ledger', 'list', '--data', program.path('disk/desk')]);
    expect(listed.map(({ id }) => id)).toEqual(acknowledged);
    free();
    const again = await api.get('circ.checkin', { item: BOOK });
    expect(again.decision).toBe('done');
    await waitUntil('all is confirmed', 15_000, async () => (await api.get('sync.status', {})).pending === 0);
    const [report] = await program.lines(['ledger', 'verify', '--data', program.path('disk/desk')]);
    expect(report).toMatchObject({ ok: true, problems: [], envelopes: acknowledged.length + 1 });
    expect((await desk.end()).code).toBe(0);
    await serving.end();
  });

  test('a desk, a server and an import that find the disk full say so and start when there is room', async () => {
    const serving = await serveLibrary(program);
    const disk = smallDisk('disk', 8_192);
    await (await enrolledDesk(program, serving.ready.url, 'disk/desk')).end();
    await serving.end();
    const other = writeExport();
    const into = join(disk, 'library');
    await program.lines(['import', '--from', 'evergreen', '--into', into, other]);
    const free = fill(disk);
    for (const args of [
      ['desk', '--shell', 'none', '--data', join(disk, 'desk')],
      ['serve', '--listen', '127.0.0.1:0', '--data', into],
      ['serve', '--listen', '127.0.0.1:0', '--data', join(disk, 'new')],
      ['demo', '--shell', 'none', '--data', join(disk, 'demo')],
    ]) {
      const { code, stdout, stderr } = await program.run(args);
      expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
      expect(stderr).toMatch(ONE_LINE);
      expect(stderr).toMatch(/^HF-(DB-005|CLI-010): .*disk is full/);
    }
    free();
    rmSync(other, { recursive: true });
    expect(await (await startDesk(program, 'disk/desk')).end()).toMatchObject({ code: 0, stderr: '' });
    const server = await program.start(['serve', '--listen', '127.0.0.1:0', '--data', into]);
    expect(await server.end()).toMatchObject({ code: 0, stderr: '' });
  });

  test('an import that runs out of space says so, and the next one is whole', async () => {
    const rows = Array.from(
      { length: 4_000 },
      (_, n) => `${200 + n},C${n},50,QA ${n},4,4,1,0,1,1,0,24.99,2,2,book,0,2024-03-04 10:00:00-08`,
    );
    const folder = writeExport({ items: withRows('items', ...rows) });
    const disk = smallDisk('disk', 3_000);
    const into = join(disk, 'library');
    const args = ['import', '--from', 'evergreen', '--into', into, folder];
    const { code, stdout, stderr } = await program.run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^HF-DB-005: [^\n]+; [^\n]+\n$/);
    // The same database on a disk with room.
    const roomy = program.path('roomy');
    mkdirSync(roomy);
    unmount(disk);
    await program.lines(['import', '--from', 'evergreen', '--into', join(roomy, 'library'), folder]);
    expect(await program.lines(['inspect', 'items', '--data', join(roomy, 'library')])).toHaveLength(4_002);
    rmSync(folder, { recursive: true });
  });

  test('a server with a full disk takes nothing in and loses nothing; the desk goes on and is heard when there is room', async () => {
    const disk = smallDisk('central-disk', 8_192);
    const place = await makeLibrary(program, join(disk, 'central'));
    const serving = await program.start<{ url: string }>(['serve', '--listen', '127.0.0.1:0', ...place]);
    const [made] = await program.lines<{ code: string }>(['desk', 'enrol-code', '--branch', 'NORTH-A', ...place]);
    const desk = await startDesk(program, 'desk', ['--central', serving.ready.url, '--code', made?.code ?? '']);
    const api = deskApi(desk.ready);
    await ready(api);
    const free = fill(disk);
    let acts = 0;
    const act = async () => {
      const lends = acts % 2 === 0;
      const answer = lends
        ? await api.get('circ.checkout', { patron: CARD, item: BOOK })
        : await api.get('circ.checkin', { item: BOOK });
      expect(answer.decision).toBe('done');
      acts += 1;
    };
    // Until the server cannot take them in any more; the desk does not mind.
    await waitUntil('the server refuses', 30_000, async () => {
      for (let n = 0; n < 20; n += 1) await act();
      const { oldestPendingAt } = await api.get('sync.status', {});
      return oldestPendingAt !== null && Date.now() - Date.parse(oldestPendingAt) > 1_500;
    });
    expect((await fetch(new URL('/health', serving.ready.url))).status).toBe(503);
    free();
    await api.get('sync.now', {});
    await waitUntil('all is confirmed', 40_000, async () => (await api.get('sync.status', {})).pending === 0);
    const commands = await program.lines<{ seq: number; receipt: string }>(['inspect', 'commands', ...place]);
    expect(commands.map(({ seq, receipt }) => ({ seq, receipt }))).toEqual(
      Array.from({ length: acts }, (_, index) => ({ seq: index + 1, receipt: 'applied' })),
    );
    expect((await desk.end()).code).toBe(0);
    expect((await serving.end()).code).toBe(0);
  }, 120_000);
});
