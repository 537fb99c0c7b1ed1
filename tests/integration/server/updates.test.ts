// The folder of updates of desks, over real HTTP: its files are served, in parts as well, and nothing else is.

import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isSignedUpdate } from '../../../electron/main/signed-feed.ts';
import { serve } from '../../../server/serve.ts';
import { projectDir } from '../../support/project-dir.ts';
import { sendRaw } from '../../support/raw-request.ts';
import { testRandom } from '../../contract/server/support/stores.ts';
import { clock, reportWorker } from './support/served.ts';

const home = mkdtempSync(join(tmpdir(), 'holdfast-updates-'));
afterAll(() => rmSync(home, { recursive: true }));
const installer = randomBytes(300_000);

async function serving(updates?: string) {
  const data = join(home, randomBytes(4).toString('hex'));
  const options = { listen: '127.0.0.1:0', database: 'embedded', data, clock, random: testRandom, keyStore: null };
  return serve({ ...options, reportWorker, ...(updates === undefined ? {} : { updates }) });
}

const SignedSchema = z.object({ lists: z.array(z.string()), publicKey: z.string(), faults: z.array(z.string()) });

/** Signs as `npm run package` does. */
function signFolder(dir: string, key: string): z.infer<typeof SignedSchema> {
  const words = ['build/package/package.mjs', '--sign-updates', dir, '--json'];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, {
    cwd: projectDir,
    encoding: 'utf8',
    env: { ...process.env, HOLDFAST_RELEASE_KEY: key },
  });
  if (status !== 0) throw new Error(stderr);
  return SignedSchema.parse(JSON.parse(stdout));
}

describe('the folder of updates', () => {
  const folder = join(home, 'updates');
  let served: Awaited<ReturnType<typeof serving>>;
  beforeAll(async () => {
    mkdirSync(join(folder, 'old.exe'), { recursive: true });
    writeFileSync(join(folder, 'latest.yml'), 'version: 2.0.0\n');
    writeFileSync(join(folder, 'Holdfast Setup 2.0.0.exe'), installer);
    writeFileSync(join(folder, 'notes.txt'), 'not for desks');
    writeFileSync(join(folder, '.hidden.exe'), 'hidden');
    writeFileSync(join(home, 'outside.exe'), 'outside');
    served = await serving(folder);
  });
  afterAll(() => served.close());
  const get = (name: string, headers = {}) => fetch(`${served.url}/updates/${encodeURIComponent(name)}`, { headers });

  test('is served as it lies there, the list never from a cache', async () => {
    const list = await get('latest.yml');
    expect([list.status, list.headers.get('cache-control'), await list.text()]).toEqual([
      200,
      'no-cache',
      'version: 2.0.0\n',
    ]);
    const whole = await get('Holdfast Setup 2.0.0.exe');
    expect(whole.headers.get('content-length')).toBe(String(installer.length));
    expect(Buffer.from(await whole.arrayBuffer()).equals(installer)).toBe(true);
  });

  test.each([
    ['bytes=0-99', 0, 100],
    ['bytes=299990-', 299_990, 300_000],
    ['bytes=-10', 299_990, 300_000],
    ['bytes=299990-999999', 299_990, 300_000],
  ])('is served in parts: %s', async (range, from, to) => {
    const part = await get('Holdfast Setup 2.0.0.exe', { range });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to - 1}/300000`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(installer.subarray(from, to))).toBe(true);
  });

  test('refuses a part beyond the end, and gives several parts at once as the whole', async () => {
    expect((await get('latest.yml', { range: 'bytes=500-600' })).status).toBe(416);
    const several = await get('Holdfast Setup 2.0.0.exe', { range: 'bytes=0-9,20-29' });
    expect([several.status, (await several.arrayBuffer()).byteLength]).toEqual([200, installer.length]);
  });

  test('gives nothing that lies elsewhere, is hidden, is a folder or no file of an update', async () => {
    const port = Number(new URL(served.url).port);
    const answers: string[] = [];
    for (const name of [
      'notes.txt',
      '.hidden.exe',
      'old.exe',
      'other.exe',
      '../outside.exe',
      '..%2foutside.exe',
      '%2e%2e/outside.exe',
      '..%5coutside.exe',
      'latest.yml%00.exe',
      '/etc/passwd',
    ]) {
      const { status, text } = await sendRaw(port, `GET /updates/${name}`, {});
      answers.push(`${name} ${status} ${/outside$|hidden$|not for desks/.test(text)}`);
    }
    expect(answers.filter((answer) => !/ (400|404) false$/.test(answer))).toEqual([]);
  });

  test('has a list that the release key signed at packaging; changed after that, every desk refuses it', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const keyFile = join(home, 'release.pem');
    writeFileSync(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const digest = createHash('sha512').update(installer).digest('base64');
    const text = `version: 2.0.0\nfiles:\n  - url: Holdfast Setup 2.0.0.exe\n    sha512: ${digest}\n`;
    writeFileSync(join(folder, 'latest.yml'), text);
    const { publicKey, faults } = signFolder(folder, keyFile);
    expect(faults).toEqual([]);
    const offered = async () => ({
      text: await (await get('latest.yml')).text(),
      signature: await (await get('latest.yml.sig')).text(),
    });
    const found = { version: '2.0.0', digests: [digest] };
    expect(isSignedUpdate(await offered(), publicKey, found)).toBe(true);
    const changes = [
      text.replace('2.0.0\n', '2.0.0\nstagingPercentage: 10\n'),
      text.replace(digest, createHash('sha512').update('other').digest('base64')),
      `${text}\n`,
    ];
    for (const changed of changes) {
      writeFileSync(join(folder, 'latest.yml'), changed);
      expect(isSignedUpdate(await offered(), publicKey, found)).toBe(false);
    }
    // Signed anew, a list with a stage counts.
    writeFileSync(join(folder, 'latest.yml'), changes[0] ?? '');
    signFolder(folder, keyFile);
    expect(isSignedUpdate(await offered(), publicKey, found)).toBe(true);
  });

  test('is not signed with another kind of key, without a key, or where there is no list', () => {
    const rsa = join(home, 'rsa.pem');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(rsa, privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const empty = join(home, 'empty');
    mkdirSync(empty);
    expect(() => signFolder(folder, rsa)).toThrow(/holds no Ed25519 key/);
    expect(() => signFolder(folder, '')).toThrow(/HOLDFAST_RELEASE_KEY names no file/);
    expect(() => signFolder(empty, join(home, 'release.pem'))).toThrow(/holds no list of updates/);
  });

  test('is not there where the server was given none', async () => {
    const without = await serving();
    const answer = await fetch(`${without.url}/updates/latest.yml`);
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'HF-SERVER-083' })]);
    await without.close();
  });
});
