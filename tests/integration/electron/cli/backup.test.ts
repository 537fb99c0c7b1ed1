// `holdfast backup` and `holdfast restore`, of a library and of a desk, as a person runs them.

import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { BRANCH, CARD, BOOKS, STAFF, enrolledDesk, makeLibrary, serveLibrary, startDesk } from './support/library.ts';
import { ONE_LINE, openProgram, type Program, type Running } from './support/program.ts';

type Act = { readonly stream: string; readonly seq: number; readonly id: string };
type Loan = { readonly item: string };

const lend = async (desk: Running<DeskReady>, book: number) =>
  (await deskApi(desk.ready).get('circ.checkout', { patron: CARD, item: BOOKS[book] ?? '' })).commandId;
const settled = (desk: Running<DeskReady>) =>
  waitUntil('all is confirmed', 30_000, async () => {
    await deskApi(desk.ready).get('sync.now', {});
    const { pending, replicaPos, headPos } = await deskApi(desk.ready).get('sync.status', {});
    return pending === 0 && replicaPos === headPos && replicaPos > 0;
  });

describe('a library and a desk', () => {
  let program: Program;
  let place: readonly string[];
  const loans = () => program.lines<Loan>(['inspect', 'loans', ...place, '--patron', CARD, '--json']);
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
  }, 60_000);
  afterAll(() => program.close());

  test('are backed up while they run, lost, and restored: nothing that the desk did is missing [I17] [I18]', async () => {
    const [central, data] = [program.path('central'), program.path('desk')];
    let serving = await serveLibrary(program);
    const address = new URL(serving.ready.url).host;
    let desk = await enrolledDesk(program, serving.ready.url, 'desk');
    await settled(desk);
    await deskApi(desk.ready).get('session.signIn', STAFF);
    await lend(desk, 0);
    await settled(desk);

    const [library] = await program.lines<{ rows: number; encrypted: boolean }>([
      'backup',
      '--data',
      central,
      program.path('library-1'),
      '--json',
    ]);
    expect(library).toMatchObject({ of: 'library', encrypted: true, file: program.path('library-1') });
    expect(statSync(program.path('library-1')).mode & 0o077).toBe(0);
    const [ledger] = await program.lines(['backup', '--data', data, program.path('ledger-1'), '--json']);
    expect(ledger).toEqual({ of: 'ledger', file: program.path('ledger-1') });
    const next = ['backup', '--data', central, program.path('kept'), '--keep-days', '35', '--json'];
    expect(await program.lines(next)).toMatchObject([{ file: program.path('kept'), expired: [] }]);
    const running = await program.run(['restore', '--data', central, program.path('library-1')]);
    expect(running).toMatchObject({ code: 1, stderr: expect.stringMatching(/^HF-DB-008: /) });

    await lend(desk, 1);
    await settled(desk);
    const before = await program.lines<Act>(['ledger', 'list', '--data', data, '--json']);
    await serving.end('SIGKILL');
    const [restored] = await program.lines(['restore', '--data', central, program.path('library-1'), '--json']);
    expect(restored).toMatchObject({
      of: 'library',
      rows: library?.rows,
      kept: expect.stringContaining('before-restore'),
    });
    expect((await loans()).map(({ item }) => item)).not.toContain(BOOKS[1]);
    serving = await serveLibrary(program, address);
    await waitUntil('the desk has given it back', 30_000, async () =>
      (await loans()).some(({ item }) => item === BOOKS[1]),
    );
    await settled(desk);

    await desk.end();
    const [again] = await program.lines<{ kept: string }>([
      'restore',
      '--data',
      data,
      program.path('ledger-1'),
      '--json',
    ]);
    expect(again).toMatchObject({ of: 'ledger', kept: expect.stringContaining('ledger-before-restore') });
    desk = await startDesk(program, 'desk');
    await settled(desk);
    await deskApi(desk.ready).get('session.signIn', STAFF);
    await lend(desk, 2);
    await settled(desk);
    const after = await program.lines<Act>(['ledger', 'list', '--data', data, '--json']);
    const [newest] = after.slice(-1);
    expect(before.map(({ stream }) => stream)).not.toContain(newest?.stream);
    expect(newest?.seq).toBe(1);
    const books = (await loans()).map(({ item }) => item);
    expect(books).toEqual(expect.arrayContaining([BOOKS[0], BOOKS[1], BOOKS[2]]));
    expect((await program.run(['ledger', 'verify', '--data', data])).code).toBe(0);

    const setAside = `${again?.kept}`;
    const doctor = () => program.run(['doctor', '--data', data, '--json']);
    expect((await doctor()).stdout).not.toContain(setAside);
    for (const file of [program.path('ledger-1'), program.path('library-1'), setAside]) {
      const old = new Date(Date.now() - 40 * 86_400_000);
      utimesSync(file, old, old);
    }
    expect((await doctor()).stdout).toContain(`${setAside} was set aside 40 days ago`);
    expect(await program.lines(['backup', '--data', data, program.path('ledger-2'), '--json'])).toMatchObject([
      { tooOld: [{ file: program.path('ledger-1'), days: 40 }] },
    ]);
    const keep = ['backup', '--data', data, program.path('ledger-3'), '--keep-days', '35'];
    expect(await program.lines([...keep, '--json'])).toMatchObject([{ expired: [program.path('ledger-1')] }]);
    const files = ['ledger-1', 'ledger-2', 'ledger-3', 'library-1'].map((name) => existsSync(program.path(name)));
    expect(files).toEqual([false, true, true, true]);
    await desk.end();
    await serving.end();
  }, 120_000);

  test('a library moves to another computer by a passphrase, and by no other', async () => {
    const [secret, wrong] = [program.path('secret'), program.path('wrong')];
    writeFileSync(secret, 'a long passphrase\n');
    writeFileSync(wrong, 'another one\n');
    const file = program.path('library-2');
    await program.lines(['backup', ...place, '--passphrase-file', secret, file, '--json']);
    const moved = program.path('moved');
    const restore = (passphrase: string) =>
      program.run(['restore', '--database', 'embedded', '--data', moved, '--passphrase-file', passphrase, file]);
    const refused = await restore(wrong);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(ONE_LINE) });
    expect(refused.stderr).toContain('HF-SERVER-017');
    expect(existsSync(join(moved, 'central.db'))).toBe(false);
    expect((await restore(secret)).code).toBe(0);
    expect(readdirSync(moved).filter((name) => name.includes('restor'))).toEqual([]);
    const there = ['--database', 'embedded', '--data', moved];
    expect(await program.lines(['inspect', 'items', ...there, '--json'])).toEqual(
      await program.lines(['inspect', 'items', ...place, '--json']),
    );
  });

  test('a failure is reported in one line', async () => {
    const refusals: readonly (readonly [code: string, args: readonly string[]])[] = [
      ['HF-CLI-006', ['restore', ...place, program.path('nowhere')]],
      ['HF-DB-018', ['backup', ...place, program.path('central', 'central.db')]],
      ['HF-SERVER-017', ['restore', ...place, program.path('central', 'key-id')]],
      ['HF-CLI-006', ['backup', '--database', 'embedded', '--data', program.path('none'), program.path('x')]],
    ];
    for (const [code, args] of refusals) {
      const ended = await program.run(args);
      expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(ONE_LINE) });
      expect(ended.stderr).toContain(code);
    }
    expect((await program.run(['backup', ...place])).code).toBe(2);
  });
});

test('a desk that joined after the backup of a library that had never been served comes back, and is named by doctor until it is admitted', async () => {
  const program = openProgram();
  try {
    const place = await makeLibrary(program);
    const [central, file] = [program.path('central'), program.path('before-it-joined')];
    await program.lines(['backup', '--data', central, file, '--json']);
    let serving = await serveLibrary(program);
    const address = new URL(serving.ready.url).host;
    const desk = await enrolledDesk(program, serving.ready.url, 'late');
    await settled(desk);
    await serving.end('SIGKILL');
    // A readable rest of the library would say that the desk joined since.
    for (const name of readdirSync(central)) if (name.startsWith('central.db')) rmSync(join(central, name));
    await program.lines(['restore', '--data', central, file, '--json']);
    serving = await serveLibrary(program, address);
    const doctor = () => program.run(['doctor', '--data', central]);
    const { deskId } = desk.ready;
    const named = `note desks: late of ${BRANCH} is returning: it joined after the backup and waits to be admitted again; `;
    await waitUntil('doctor names it', 30_000, async () => (await doctor()).stdout.includes(named));
    expect(await doctor()).toMatchObject({ code: 0, stdout: expect.stringContaining(`holdfast desk admit ${deskId}`) });
    const health = await (await fetch(`${serving.ready.url}/health`)).text();
    expect(JSON.parse(health)).toMatchObject({ returningDesks: 1 });
    expect(await program.lines(['desk', 'admit', deskId, ...place])).toEqual([{ deskId, status: 'active' }]);
    expect((await doctor()).stdout).not.toContain('desks');
    await desk.end();
    await serving.end();
  } finally {
    await program.close();
  }
}, 120_000);
