// The drill of the recovery kit, with real processes: the key stores of a server and of a desk are lost, the folders are not, and a code on paper brings both back
// with everything that they recorded.

import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { BOOKS, CARD, enrolledDesk, makeLibrary, serveLibrary, STAFF, startDesk } from './support/library.ts';
import { ONE_LINE, openProgram, type Program, type Running } from './support/program.ts';

type Kit = { readonly kit: string; readonly code: string };
type Loan = { readonly item: string };

const settled = (desk: Running<DeskReady>) =>
  waitUntil('all is confirmed', 30_000, async () => {
    await deskApi(desk.ready).get('sync.now', {});
    const { pending, replicaPos, headPos } = await deskApi(desk.ready).get('sync.status', {});
    return pending === 0 && replicaPos === headPos && replicaPos > 0;
  });
const lend = async (desk: Running<DeskReady>, book: number) =>
  (await deskApi(desk.ready).get('circ.checkout', { patron: CARD, item: BOOKS[book] ?? '' })).commandId;

describe('a recovery kit', () => {
  let program: Program;
  let place: readonly string[];
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
  }, 120_000);
  afterAll(() => program.close());
  const withCode = (code: string) => ({ input: `${code}\n` });

  test('brings back a server and a desk whose key stores are lost; nothing that was recorded is missing [I1] [I4]', async () => {
    const [central, data] = [program.path('central'), program.path('desk')];
    let serving = await serveLibrary(program);
    const address = new URL(serving.ready.url).host;
    let desk = await enrolledDesk(program, serving.ready.url, 'desk');
    await settled(desk);
    const [kit] = await program.lines<Kit>(['recovery', 'kit', ...place]);
    const code = kit?.code ?? '';
    // The desk gets the kit as it gets any setting of the library.
    await waitUntil('the desk has sealed its keys', 30_000, () =>
      Promise.resolve(existsSync(join(data, 'recovery.sealed'))),
    );
    expect(existsSync(join(central, 'recovery.sealed'))).toBe(true);
    for (const dir of [central, data]) expect(statSync(join(dir, 'recovery.sealed')).mode & 0o077).toBe(0);
    expect(await program.run(['recovery', 'kit', ...place])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^HF-DB-074: /),
    });
    const drill = await program.run(['recovery', 'check', '--data', data, '--code-file', '-'], withCode(code));
    expect(drill).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('ledger.db') });
    await deskApi(desk.ready).get('session.signIn', STAFF);
    await lend(desk, 0);
    await settled(desk);
    await serving.end();
    // Recorded without the server: only this desk's ledger has it.
    const alone = await lend(desk, 1);
    await desk.end('SIGKILL');
    const before = readFileSync(join(data, 'ledger.db'));
    rmSync(program.path('state'), { recursive: true });

    expect(await program.run(['serve', ...place])).toMatchObject({ code: 1, stderr: expect.stringMatching(ONE_LINE) });
    expect(await program.run(['desk', '--data', data, '--shell', 'none'])).toMatchObject({ code: 1 });
    const open = (dir: string, typed: string) =>
      program.run(['recovery', 'open', '--data', dir, '--code-file', '-'], withCode(typed));
    const wrong = code.endsWith('0') ? `${code.slice(0, -1)}1` : `${code.slice(0, -1)}0`;
    expect(await open(data, wrong.replace(code.slice(0, 5), 'AAAAA'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^HF-DB-071: /),
    });
    expect(readFileSync(join(data, 'ledger.db')).equals(before)).toBe(true);
    // The server's keys open nothing of a desk: its folder stays as it was.
    const crossed = [
      'recovery',
      'open',
      '--data',
      data,
      '--sealed',
      join(central, 'recovery.sealed'),
      '--code-file',
      '-',
    ];
    expect(await program.run(crossed, withCode(code))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^HF-DB-075: /),
    });
    expect(readFileSync(join(data, 'ledger.db')).equals(before)).toBe(true);
    for (const dir of [central, data]) expect(await open(dir, code)).toMatchObject({ code: 0, stderr: '' });
    for (const dir of [central, data])
      expect(await open(dir, code)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^HF-DB-073: /) });

    serving = await serveLibrary(program, address);
    desk = await startDesk(program, 'desk');
    await settled(desk);
    const loans = await program.lines<Loan>(['inspect', 'loans', ...place, '--patron', CARD]);
    expect(loans.map(({ item }) => item)).toEqual(expect.arrayContaining([BOOKS[0], BOOKS[1]]));
    const acts = await program.lines<{ id: string; stream: string }>(['ledger', 'list', '--data', data]);
    const old = acts.find(({ id }) => id === alone)?.stream;
    await deskApi(desk.ready).get('session.signIn', STAFF);
    const next = await lend(desk, 2);
    await settled(desk);
    const after = await program.lines<{ id: string; stream: string }>(['ledger', 'list', '--data', data]);
    const fresh = after.find(({ id }) => id === next)?.stream;
    expect(old).toBeDefined();
    expect(fresh).not.toBe(old);
    expect((await program.run(['ledger', 'verify', '--data', data])).code).toBe(0);
    const doctor = await program.run(['doctor', '--data', data]);
    expect(doctor.stdout).toContain(`ok   recovery: the keys are sealed to kit ${kit?.kit ?? ''} as well`);
    await desk.end();
    await serving.end();
  }, 240_000);

  test('opens a backup on another computer by the keys beside it, and a new kit takes the place of one whose paper is lost', async () => {
    const [renewed] = await program.lines<Kit>(['recovery', 'kit', '--replace', ...place]);
    const backup = program.path('kept');
    await program.lines(['backup', ...place, backup]);
    expect(readdirSync(program.dir)).toContain('kept.keys');
    const elsewhere = { env: { HOLDFAST_STATE_DIR: program.path('state-elsewhere') } };
    const there = program.path('elsewhere');
    const restore = ['restore', '--database', 'embedded', '--data', there, backup];
    expect(await program.run(restore, elsewhere)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^HF-SERVER-017: /),
    });
    rmSync(there, { recursive: true, force: true });
    const opened = await program.run(
      ['recovery', 'open', '--data', there, '--sealed', `${backup}.keys`, '--code-file', '-'],
      { ...elsewhere, ...withCode(renewed?.code ?? '') },
    );
    expect(opened).toMatchObject({ code: 0, stderr: '' });
    expect(await program.run(restore, elsewhere)).toMatchObject({ code: 0, stderr: '' });
    const loans = await program.lines<Loan>(
      ['inspect', 'loans', '--database', 'embedded', '--data', there, '--patron', CARD],
      elsewhere,
    );
    expect(loans.map(({ item }) => item)).toContain(BOOKS[2]);
  }, 120_000);
});
