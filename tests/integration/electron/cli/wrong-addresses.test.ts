// Addresses, ports and codes that are wrong: one clear line each, and the desk can be started with the right one afterwards.

import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { deskApi } from '../../../e2e/story/desk-api.ts';
import { BRANCH, STAFF, enrolCode, enrolledDesk, makeLibrary, serveLibrary, startDesk } from './support/library.ts';
import { openPortal, type Neighbour } from './support/in-the-way.ts';
import { ONE_LINE, openProgram, type Program } from './support/program.ts';

describe('an address that is wrong', () => {
  let program: Program;
  let url: string;
  let portal: Neighbour;

  beforeAll(async () => {
    program = openProgram();
    portal = await openPortal();
    await makeLibrary(program);
    ({ url } = (await serveLibrary(program)).ready);
  }, 60_000);
  afterAll(async () => {
    await portal.close();
    await program.close();
  });

  /** Runs a desk that must refuse to start. */
  async function refusal(name: string, ...more: readonly string[]): Promise<string> {
    const args = ['desk', '--data', program.path(name), '--shell', 'none', ...more];
    const { code, stdout, stderr } = await program.run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    return stderr;
  }

  test('desk: no server behind it, however it looks, is said, and the code is not used up', async () => {
    const code = await enrolCode(program, 'new');
    const free = await freePort();
    for (const [central, error] of [
      ['not a url', /^HF-ENROL-009: “not a url” /],
      ['library.example.org', /^HF-ENROL-013: .+type https:\/\/library\.example\.org/],
      ['localhost:7420', /^HF-ENROL-013: .+type http:\/\/localhost:7420/],
      ['ftp://127.0.0.1', /^HF-ENROL-009: /],
      ['http://library.example.org', /^HF-ENROL-009: .+use https:/],
      ['http://192.0.2.1:7420', /^HF-ENROL-009: /],
      [`http://127.0.0.1:${free}`, new RegExp(`^HF-SYNC-003: .+127\\.0\\.0\\.1:${free}`)],
      [portal.url, /^HF-SYNC-003: /],
    ] as const) {
      expect(await refusal('new', '--central', central, '--code', code)).toMatch(error);
    }
    const desk = await startDesk(program, 'new', ['--central', url, '--code', code]);
    expect(desk.ready.branch).toBe(BRANCH);
    await desk.end();
  });

  test('desk: a code that is wrong, used, cut off or lacking is said', async () => {
    const code = await enrolCode(program, 'first');
    const at = (name: string, ...more: readonly string[]) => refusal(name, '--central', url, ...more);
    expect(await at('first', '--code', 'ABCD')).toMatch(/^HF-ENROL-004: /);
    expect(await at('first', '--code', wrong(code))).toMatch(/^HF-ENROL-00[15]: /);
    expect(await at('first')).toMatch(/^HF-ENROL-007: /);
    expect(await refusal('first', '--code', code)).toMatch(/^HF-ENROL-007: /);
    const desk = await startDesk(program, 'first', ['--central', url, '--code', code]);
    await desk.end();
    expect(await at('second', '--code', code)).toMatch(/^HF-ENROL-001: /);
  });

  test('a desk that is enrolled keeps its server when it is started with an address that is none', async () => {
    await (await enrolledDesk(program, url, 'kept')).end();
    expect(await refusal('kept', '--central', 'not a url')).toMatch(/^HF-ENROL-009: /);
    const desk = await startDesk(program, 'kept');
    expect(desk.ready.branch).toBe(BRANCH);
    await desk.end();
  });

  test('a port that is taken is said by serve, desk and demo, which leave nothing behind', async () => {
    const taken = String(portal.port);
    const serve = await program.run(['serve', '--listen', `127.0.0.1:${taken}`, '--data', program.path('elsewhere')]);
    expect(serve).toMatchObject({ code: 1, stdout: '' });
    expect(serve.stderr).toMatch(/^HF-SERVER-001: [^\n]+; [^\n]+\n$/);
    expect(existsSync(program.path('elsewhere'))).toBe(false);
    await (await enrolledDesk(program, url, 'porter')).end();
    expect(await refusal('porter', '--port', taken)).toMatch(/^HF-CLI-005: /);
    const demo = await program.run(['demo', '--shell', 'none', '--port', taken, '--data', program.path('demo')]);
    expect(demo).toMatchObject({ code: 1, stdout: '' });
    expect(demo.stderr).toMatch(/^HF-CLI-005: [^\n]+; [^\n]+\n$/);
    // Neither server nor core of it is left: the folders are free.
    const again = await program.start(['demo', '--shell', 'none', '--data', program.path('demo')]);
    expect(await again.end()).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([
    ['nonsense', /^HF-SERVER-014: /],
    ['127.0.0.1:65536', /^HF-SERVER-014: /],
    ['no.such.host.invalid:0', /^HF-SERVER-014: /],
    ['192.0.2.1:0', /^HF-SERVER-014: /],
  ])('serve --listen %s is refused before anything is made', async (listen, error) => {
    const { code, stderr } = await program.run(['serve', '--listen', listen, '--data', program.path('unmade')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toMatch(error);
    expect(existsSync(program.path('unmade'))).toBe(false);
  });

  test('serve with a certificate that is not there is refused before anything is made', async () => {
    const tls = ['--tls-cert', program.path('none'), '--tls-key', program.path('none')];
    const { code, stderr } = await program.run([
      'serve',
      '--listen',
      '127.0.0.1:0',
      '--data',
      program.path('unmade'),
      ...tls,
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^HF-SERVER-011: /) });
    expect(existsSync(program.path('unmade'))).toBe(false);
  });

  test('a database that does not answer is said without its password', async () => {
    const database = `postgres://clerk:secret@127.0.0.1:${await freePort()}/none`;
    for (const args of [
      ['serve', '--listen', '127.0.0.1:0', '--database', database],
      ['inspect', 'loans', '--database', database],
    ]) {
      const { code, stderr } = await program.run(args);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^HF-SERVER-004: [^\n]+; [^\n]+\n$/);
      expect(stderr).not.toContain('secret');
    }
  });

  test('a name or PIN that is wrong is refused in the same words, and the desk goes on', async () => {
    const desk = await enrolledDesk(program, url, 'signing');
    const api = deskApi(desk.ready);
    const wrongPin = await api.call('session.signIn', { ...STAFF, pin: '999999' });
    const wrongName = await api.call('session.signIn', { staff: 'nobody', pin: STAFF.pin });
    expect(wrongPin).toMatchObject({ ok: false, error: { code: 'HF-AUTH-022' } });
    expect(wrongName).toEqual(wrongPin);
    await expect(api.get('session.signIn', STAFF)).resolves.toMatchObject({ staff: STAFF.staff });
    expect(await desk.end()).toMatchObject({ code: 0, stderr: '' });
  });
});

/** The same code with another first character, which is of the secret or of the fingerprint. */
function wrong(code: string): string {
  return (code.startsWith('2') ? '3' : '2') + code.slice(1);
}

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
