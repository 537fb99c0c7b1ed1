// A desk whose server can no longer prove who it is: its status and doctor say that, and it works on.

import { writeFileSync } from 'node:fs';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { GOOD_CERTIFICATE, TEST_KEY } from '../../../support/certificates.ts';
import { enrolCode, makeLibrary, serveLibrary } from './support/library.ts';
import { openProgram, type Program } from './support/program.ts';

describe('a desk whose server cannot be trusted', () => {
  let program: Program;
  beforeAll(async () => {
    program = openProgram();
    await makeLibrary(program);
  }, 60_000);
  afterAll(() => program.close());

  test('a certificate that is not trusted any more is told by its code, until it is trusted again', async () => {
    const [cert, key] = [program.path('cert.pem'), program.path('key.pem')];
    writeFileSync(cert, GOOD_CERTIFICATE);
    writeFileSync(key, TEST_KEY);
    const central = await serveLibrary(program, '127.0.0.1:0', ['--tls-cert', cert, '--tls-key', key]);
    const env = { NODE_EXTRA_CA_CERTS: cert };
    const data = program.path('desk');
    const start = (more: readonly string[], options: { env?: Record<string, string> }) =>
      program.start<DeskReady>(['desk', '--shell', 'none', '--data', data, ...more], options);
    const code = await enrolCode(program, 'Front desk');
    const joined = await start(['--central', central.ready.url, '--code', code], { env });
    const status = (desk: typeof joined) => deskApi(desk.ready).get('sync.status', {});
    await waitUntil('it is online', 30_000, async () => (await status(joined)).online);
    await joined.end();

    const doubting = await start([], {});
    await waitUntil('it says why', 30_000, async () => (await status(doubting)).problem !== null);
    expect(await status(doubting)).toMatchObject({ online: false, problem: 'HF-SYNC-040' });
    await doubting.end();
    const doctor = await program.run(['doctor', '--data', data]);
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringContaining('HF-SYNC-040') });

    const trusting = await start([], { env });
    await waitUntil('it is online again', 30_000, async () => (await status(trusting)).online);
    expect((await status(trusting)).problem).toBeNull();
    await trusting.end();
  });
});
