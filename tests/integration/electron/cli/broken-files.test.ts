// Files that were damaged, emptied, swapped or removed: each start names the file in one line and leaves the bytes as they are, so that they can
// still be saved. Data that can be fetched anew is fetched without a message. [I17] [I23]

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { CARD, ITEM_IN, STAFF, enrolledDesk, makeLibrary, serveLibrary, startDesk } from './support/library.ts';
import { ONE_LINE, openProgram, type Program, type Running } from './support/program.ts';

/** Ways in which a file breaks. */
const SPOILS = {
  'is garbage': (path: string) => writeFileSync(path, 'not a database at all\n'.repeat(400)),
  'is empty': (path: string) => writeFileSync(path, ''),
  'was cut off': (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 5_000)),
  'has a damaged page': (path: string) => {
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 8_192 + 500, 8_192 + 900);
    writeFileSync(path, bytes);
  },
} as const;
type Spoil = keyof typeof SPOILS;
const spoils = Object.keys(SPOILS) as Spoil[];

describe('files that broke', () => {
  let program: Program;
  let url: string;
  let acts: readonly { readonly id: string }[];

  beforeAll(async () => {
    program = openProgram();
    await makeLibrary(program);
    cpSync(program.path('central'), program.path('central-copy'), { recursive: true });
    const serving = await serveLibrary(program);
    ({ url } = serving.ready);
    const desk = await enrolledDesk(program, url, 'desk');
    await lendOne(desk);
    await desk.end();
    acts = await program.lines(['ledger', 'list', '--data', program.path('desk')]);
  }, 60_000);
  afterAll(() => program.close());

  async function lendOne({ ready }: Running<DeskReady>): Promise<void> {
    const api = deskApi(ready);
    const status = () => api.get('sync.status', {});
    await waitUntil('the copy is loaded', 15_000, async () => (await status()).replicaPos > 0);
    await api.get('session.signIn', STAFF);
    await api.get('circ.checkout', { patron: CARD, item: ITEM_IN });
    await waitUntil('it is confirmed', 15_000, async () => (await status()).pending === 0);
  }

  /** A copy of the desk's folder, which opens with the same keys. */
  function copyOfDesk(): string {
    const dir = program.path('copy');
    rmSync(dir, { recursive: true, force: true });
    cpSync(program.path('desk'), dir, { recursive: true });
    return dir;
  }

  async function refusal(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await program.run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).not.toMatch(/HF-CLI-007|HF-UI-003/);
    return stderr;
  }

  const desk = (dir: string) => ['desk', '--shell', 'none', '--data', dir];

  test.each(spoils)('a ledger that %s is refused and left as it is; the right one opens again', async (how) => {
    const dir = copyOfDesk();
    const path = join(dir, 'ledger.db');
    const right = readFileSync(path);
    SPOILS[how](path);
    const spoiled = readFileSync(path);
    expect(await refusal(desk(dir))).toMatch(/^HF-DB-00[12]: .+ledger\.db/);
    const verified = await program.run(['ledger', 'verify', '--data', dir]);
    expect(verified.code).toBe(1);
    expect(verified.stdout + verified.stderr).not.toBe('');
    const doctor = await program.run(['doctor', '--data', dir]);
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/^bad {2}(files|ledger): .+; /m) });
    expect(readFileSync(path).equals(spoiled)).toBe(true);
    writeFileSync(path, right);
    const again = await startDesk(program, 'copy');
    expect(await program.lines(['ledger', 'list', '--data', dir])).toEqual(acts);
    expect(await again.end()).toMatchObject({ code: 0, stderr: '' });
  });

  test('a ledger that is gone is not taken for a desk that never was', async () => {
    const dir = copyOfDesk();
    renameSync(join(dir, 'ledger.db'), join(dir, 'away'));
    expect(await refusal(desk(dir))).toMatch(/^HF-DB-016: /);
    expect(await refusal(['ledger', 'verify', '--data', dir])).toMatch(/^HF-DB-016: /);
    expect((await program.run(['doctor', '--data', dir])).stdout).toMatch(/^bad {2}files: HF-DB-016: /m);
    expect(await refusal([...desk(dir), '--central', url, '--code', '2345-6789-ABCD-EFGH-JKMN'])).toMatch(
      /^HF-(DB-016|ENROL-00\d): /,
    );
    renameSync(join(dir, 'away'), join(dir, 'ledger.db'));
    const again = await startDesk(program, 'copy');
    expect(await again.end()).toMatchObject({ code: 0, stderr: '' });
    expect(await program.lines(['ledger', 'list', '--data', dir])).toEqual(acts);
  });

  test.each(spoils)('a copy of the library that %s is loaded anew, and the desk knows what it did', async (how) => {
    const dir = copyOfDesk();
    const [name = ''] = readdirSync(dir).filter((one) => /^replica-\d+\.db$/.test(one));
    SPOILS[how](join(dir, name));
    const running = await startDesk(program, 'copy');
    const api = deskApi(running.ready);
    await waitUntil('the copy is loaded', 15_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    await waitUntil('the loan is shown', 15_000, async () => {
      const view = await api.call('item.view', { barcode: ITEM_IN });
      return view.ok && view.value.status === 'on-loan';
    });
    expect((await running.end()).code).toBe(0);
    expect(await program.lines(['ledger', 'list', '--data', dir])).toEqual(acts);
  });

  test.each(spoils)('a database of the server that %s is refused and left as it is', async (how) => {
    const dir = program.path('server');
    rmSync(dir, { recursive: true, force: true });
    cpSync(program.path('central-copy'), dir, { recursive: true });
    const path = join(dir, 'central.db');
    SPOILS[how](path);
    const spoiled = readFileSync(path);
    const place = ['--database', 'embedded', '--data', dir];
    expect(await refusal(['serve', '--listen', '127.0.0.1:0', ...place])).toMatch(/^HF-DB-0(01|02|17): .+central\.db/);
    expect(await refusal(['inspect', 'loans', ...place])).toMatch(/^HF-DB-0(01|02|17): .+central\.db/);
    expect(await refusal(['staff', 'list', ...place])).toMatch(/^HF-DB-0(01|02|17): .+central\.db/);
    const doctor = await program.run(['doctor', '--data', dir]);
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/^bad {2}database: .+; /m) });
    expect(readFileSync(path).equals(spoiled)).toBe(true);
  });

  test('a database of the server that is gone is not made anew where a library was', async () => {
    const dir = program.path('server');
    rmSync(dir, { recursive: true, force: true });
    cpSync(program.path('central-copy'), dir, { recursive: true });
    rmSync(join(dir, 'central.db'));
    const place = ['--database', 'embedded', '--data', dir];
    expect(await refusal(['serve', '--listen', '127.0.0.1:0', ...place])).toMatch(/^HF-DB-017: .+central\.db/);
    const doctor = await program.run(['doctor', '--data', dir]);
    expect(doctor).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^bad {2}database: HF-DB-017: .+; bring it back/m),
    });
    expect(doctor.stdout).not.toMatch(/neither a desk nor/);
    expect(existsSync(join(dir, 'central.db'))).toBe(false);
  });

  describe('keys', () => {
    let keyFile: string;
    let right: Buffer;
    beforeAll(() => {
      const id = readFileSync(program.path('desk', 'key-id'), 'utf8').trim();
      keyFile = program.path('state', 'keys', id, 'keys.json');
      right = readFileSync(keyFile);
    });
    afterEach(() => {
      writeFileSync(keyFile, right);
      chmodSync(keyFile, 0o600);
    });

    test.each([
      ['is no JSON', (path: string) => writeFileSync(path, '{'), /^HF-DB-012: .+keys\.json/],
      ['is empty', (path: string) => writeFileSync(path, ''), /^HF-DB-012: .+keys\.json/],
      ['has another form', (path: string) => writeFileSync(path, '{"a":1}'), /^HF-DB-012: .+keys\.json/],
      ['is gone', (path: string) => rmSync(path), /^HF-DB-010: /],
      ['can be read by others', (path: string) => chmodSync(path, 0o644), /^HF-DB-013: .+keys\.json/],
    ])('a key file that %s is said, and no new keys are made', async (_how, spoil, error) => {
      spoil(keyFile);
      const dir = program.path('desk');
      expect(await refusal(desk(dir))).toMatch(error);
      expect(await refusal(['ledger', 'verify', '--data', dir])).toMatch(error);
      const doctor = await program.run(['doctor', '--data', dir]);
      expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/^bad {2}files: HF-DB-.+; /m) });
    });

    test('a passphrase that is wrong, or whose file is gone, is said', async () => {
      const file = program.path('passphrase');
      const env = { HOLDFAST_PASSPHRASE_FILE: file };
      writeFileSync(file, 'correct horse\n');
      const dir = program.path('sealed');
      const serve = ['serve', '--listen', '127.0.0.1:0', '--data', dir];
      const first = await program.start(serve, { env });
      await first.end();
      writeFileSync(file, 'wrong horse\n');
      expect((await program.run(serve, { env })).stderr).toMatch(/^HF-DB-011: [^\n]+; [^\n]+\n$/);
      rmSync(file);
      expect((await program.run(serve, { env })).stderr).toMatch(/^HF-DB-004: .+passphrase[^\n]+; [^\n]+\n$/);
    });
  });

  test('leftovers of an earlier run do no harm', async () => {
    const dir = copyOfDesk();
    writeFileSync(join(dir, 'loopback-token'), 'old', { mode: 0o644 });
    chmodSync(join(dir, 'loopback-token'), 0o644);
    writeFileSync(join(dir, 'core.sock'), 'no socket');
    writeFileSync(join(dir, 'owner.lock'), 'no JSON');
    mkdirSync(join(dir, 'a folder of somebody'));
    const running = await startDesk(program, 'copy');
    expect(readFileSync(join(dir, 'loopback-token'), 'utf8')).toBe(running.ready.token);
    expect(statSync(join(dir, 'loopback-token')).mode & 0o777).toBe(0o600);
    expect(await program.lines(['ledger', 'list', '--data', dir])).toEqual(acts);
    expect(await running.end()).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(dir)).not.toContain('loopback-token');
    expect(readdirSync(dir)).not.toContain('core.sock');
  });
});
