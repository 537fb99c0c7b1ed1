// Where output goes and input comes from: readers that go away, outputs that cannot be written, rubbish on standard input.

import { existsSync, openSync, closeSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { deskApi } from '../../../e2e/story/desk-api.ts';
import { testIf } from '../../../support/skip.ts';
import { enrolledDesk, makeLibrary, serveLibrary, startDesk } from './support/library.ts';
import { openProgram, type Program } from './support/program.ts';

describe('output and input', () => {
  let program: Program;
  beforeAll(async () => {
    program = openProgram();
    await makeLibrary(program);
  }, 60_000);
  afterAll(() => program.close());

  test('a list whose reader had enough ends without a word', async () => {
    const { child, ended } = program.spawn(['inspect', 'items', '--data', program.path('central')]);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  testIf(
    existsSync('/dev/full'),
    'output that cannot be written is an error, and its exit code says so',
    'there is no /dev/full here',
    async () => {
      const full = openSync('/dev/full', 'w');
      const args = ['inspect', 'items', '--data', program.path('central')];
      const { ended } = program.spawn(args, { stdio: ['ignore', full, 'pipe'] });
      const { code, stderr } = await ended;
      closeSync(full);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^HF-CLI-011: [^\n]+ENOSPC[^\n]+; [^\n]+\n$/);
    },
  );

  test('a server and a desk go on when their output has no reader any more', async () => {
    const serving = await serveLibrary(program);
    const desk = await enrolledDesk(program, serving.ready.url, 'unread');
    for (const { child } of [serving, desk]) {
      child.stdout?.destroy();
      child.stderr?.destroy();
    }
    const answer = await fetch(new URL('/v1/enrol', serving.ready.url), { method: 'POST', body: 'rubbish' });
    expect(answer.status).toBe(400);
    expect((await deskApi(desk.ready).call('session.current', {})).ok).toBe(true);
    expect(await desk.end()).toMatchObject({ code: 0, signal: null });
    expect((await fetch(new URL('/health', serving.ready.url))).status).toBe(200);
    expect(await serving.end()).toMatchObject({ code: 0, signal: null });
  });

  test('rubbish on standard input, or none at all, changes nothing', async () => {
    const input = '\u0000\u001b[2J{"kind":"stop"}\nSIGTERM\n'.repeat(500);
    const args = ['inspect', 'items', '--data', program.path('central')];
    const plain = await program.run(args);
    expect(await program.run(args, { input })).toEqual(plain);
    const serving = await serveLibrary(program);
    serving.child.stdin?.write(input);
    serving.child.stdin?.end();
    const desk = await enrolledDesk(program, serving.ready.url, 'fed');
    desk.child.stdin?.write(input);
    desk.child.stdin?.end();
    expect((await deskApi(desk.ready).call('session.current', {})).ok).toBe(true);
    expect(await desk.end()).toMatchObject({ code: 0, stderr: '' });
    const closed = await startDesk(program, 'fed');
    closed.child.stdin?.destroy();
    expect((await deskApi(closed.ready).call('session.current', {})).ok).toBe(true);
    expect(await closed.end()).toMatchObject({ code: 0, stderr: '' });
    expect(await serving.end()).toMatchObject({ code: 0, stderr: '' });
  });

  test('rubbish on the socket of a core and on its loopback port is answered or dropped, and the desk goes on', async () => {
    const serving = await serveLibrary(program);
    const desk = await enrolledDesk(program, serving.ready.url, 'poked');
    const { port } = new URL(desk.ready.url);
    for (const target of [{ path: program.path('poked', 'core.sock') }, { port: Number(port), host: '127.0.0.1' }]) {
      for (const text of ['\n', 'rubbish\n', '{"name":"circ.checkout","input":{}}\n', '\u0000'.repeat(70_000)]) {
        const socket = connect(target);
        await once(socket, 'connect');
        socket.on('error', () => undefined);
        const closed = new Promise((resolve) => {
          socket.once('close', resolve);
        });
        socket.end(text);
        socket.resume();
        await closed;
      }
    }
    expect((await deskApi(desk.ready).call('session.current', {})).ok).toBe(true);
    expect(await program.lines(['ledger', 'list', '--data', program.path('poked')])).toEqual([]);
    expect(await desk.end()).toMatchObject({ code: 0, stderr: '' });
    await serving.end();
  });
});
