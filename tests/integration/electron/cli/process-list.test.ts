// Data of a running program that every account of a computer can read: the arguments of its processes. No token, code
// or PIN stands there, except those that a person typed into their own command.

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { runDesk } from '../../../../electron/cli/shell/run-desk.ts';
import { enrolledDesk, makeLibrary, serveLibrary } from './support/library.ts';
import { testIf } from '../../../support/skip.ts';
import { openProgram, type Program } from './support/program.ts';

describe('the list of processes', () => {
  let program: Program;
  beforeAll(async () => {
    program = openProgram();
    await makeLibrary(program);
    const serving = await serveLibrary(program);
    await (await enrolledDesk(program, serving.ready.url, 'desk')).end();
    await serving.end();
  }, 60_000);
  afterAll(() => program.close());

  /** The arguments of every process that can be seen, as they are listed. */
  function listed(): string {
    const read = (pid: string): string => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        // It ended meanwhile.
        return '';
      }
    };
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(read)
      .join('\n');
  }

  /** A program that notes its arguments and environment, and stays until the note is gone. */
  function recorder(name: string, noted: string): string {
    const dir = program.path('bin');
    mkdirSync(dir, { recursive: true });
    const path = program.path('bin', name);
    writeFileSync(
      path,
      `#!/bin/sh\nprintf '%s' "$*" > '${noted}.part'\nmv '${noted}.part' '${noted}'\nwhile [ -e '${noted}' ]; do sleep 0.1; done\n`,
    );
    chmodSync(path, 0o755);
    return path;
  }

  const onLinux = (name: string, body: () => Promise<void>) =>
    testIf(process.platform === 'linux', name, 'the list of processes is read as Linux shows it', body);

  onLinux('a desk in the browser opens its page without the token in any argument, and the page gets in', async () => {
    const noted = program.path('opened.txt');
    recorder('xdg-open', noted);
    const PATH = `${program.path('bin')}:${process.env['PATH'] ?? ''}`;
    const args = ['desk', '--shell', 'browser', '--data', program.path('desk')];
    const desk = program.spawn(args, { env: { PATH } });
    let said = '';
    desk.child.stdout?.on('data', (piece: Buffer) => (said += piece.toString()));
    await waitUntil('the page is opened', 30_000, () => Promise.resolve(existsSync(noted)));
    const tokenFile = program.path('desk', 'loopback-token');
    const token = readFileSync(tokenFile, 'utf8');
    const opened = readFileSync(noted, 'utf8');
    expect(said).toContain(`#token=${token}`);
    expect(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=\S+$/);
    const all = listed();
    expect(all).toContain(opened);
    expect(all).not.toContain(token);

    const { origin, hash } = new URL(opened);
    const exchange = () =>
      fetch(`${origin}/page-token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: hash.slice('#code='.length) }),
      });
    const page = (await (await exchange()).json()) as { token: string };
    const ask = () =>
      fetch(`${origin}/api/desk.view`, { method: 'POST', headers: { authorization: `Bearer ${page.token}` } });
    expect(await (await ask()).json()).toMatchObject({ ok: true });
    expect(listed()).not.toContain(page.token);
    // A reader of the list may use the code after the page, or before it: in either case the code is worthless from
    // then on.
    expect((await exchange()).status).toBe(401);
    expect((await ask()).status).toBe(401);
    desk.child.kill('SIGTERM');
    await desk.ended;
  });

  onLinux('a desk in Electron is started without its code and the PINs of a demo in any argument', async () => {
    const noted = program.path('electron.txt');
    const binary = recorder('electron', noted);
    const desk = await runDesk({
      config: {
        dataDir: program.path('desk'),
        central: 'http://127.0.0.1:1',
        code: 'the-code-of-an-enrolment',
        clockShiftMs: 0,
        demo: { staff: [{ staff: 'sam', pin: '97531', role: 'supervisor' }], patrons: [], items: [] },
      },
      choice: { shell: 'electron', why: 'asked for', electronBinary: binary, isAsked: true },
      port: 0,
      allowsWeakKeys: true,
      files: {
        cli: '',
        again: ['none'],
        core: '',
        reportWorker: '',
        electronMain: '/program/main.mjs',
        page: '',
        sbom: '',
        probeElectron: null,
        tools: null,
      },
      env: { PATH: process.env['PATH'] },
      onFailed: () => undefined,
      onFellBack: () => undefined,
    });
    await waitUntil('it is started', 30_000, () => Promise.resolve(existsSync(noted)));
    expect(readFileSync(noted, 'utf8')).toBe('/program/main.mjs');
    expect(listed()).not.toMatch(/the-code-of-an-enrolment|97531/);
    expect(readFileSync(`/proc/${desk.corePid()}/environ`, 'utf8')).toContain('the-code-of-an-enrolment');
    await desk.close();
  });
});
