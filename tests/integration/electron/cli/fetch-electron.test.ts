// `demo` brings Electron: the package's own installer against a mirror on this computer, with a small archive in place of the real one.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronPackage, isUnpacked } from '../../../../electron/cli/shell/electron-package.ts';
import { fetchElectron, type FetchLimits } from '../../../../electron/cli/shell/fetch-electron.ts';
import { required } from '../../../../shared/core/assert.ts';
import { projectDir } from '../../../support/project-dir.ts';
import { smallZip } from '../../../support/small-zip.ts';

const VERSION = '45.4.1';
const NAME = `electron-v${VERSION}-${process.platform}-${process.arch}.zip`;
const probe = join(projectDir, 'build/bin/probe-electron.mjs');
const filler = Buffer.alloc(300_000, 'x');
const archive = smallZip([
  { name: 'version', body: VERSION },
  { name: 'electron', body: '#!/bin/sh\necho window\n', mode: 0o755 },
  { name: 'filler', body: filler },
]);
const limits: FetchLimits = { probeMs: 3_000, stallMs: 20_000, totalMs: 60_000, sayEveryMs: 10_000 };
const hurried = { ...limits, stallMs: 1_000 };

const own = {
  root: '',
  url: '',
  mirror: null as Server | null,
  asked: [] as string[],
  lines: [] as string[],
  nowMs: 0,
};

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-fetch-'));
  Object.assign(own, { root, url: '', mirror: null, asked: [], lines: [], nowMs: 1_000_000 });
  makePackage(createHash('sha256').update(archive).digest('hex'));
});
afterEach(async () => {
  own.mirror?.closeAllConnections();
  await new Promise((resolve) => (own.mirror === null ? resolve(null) : own.mirror.close(resolve)));
  rmSync(own.root, { recursive: true, force: true });
});

/** The electron package of a clone as npm leaves it, without a binary; its own dependencies are those of the project. */
function makePackage(sum: string): void {
  const dir = join(own.root, 'node_modules/electron');
  mkdirSync(dir, { recursive: true });
  const project = join(projectDir, 'node_modules');
  for (const name of ['install.js', 'package.json']) copyFileSync(join(project, 'electron', name), join(dir, name));
  for (const name of ['@electron', '@electron-internal']) {
    if (!existsSync(join(own.root, 'node_modules', name)))
      symlinkSync(join(project, name), join(own.root, 'node_modules', name));
  }
  writeFileSync(join(dir, 'checksums.json'), JSON.stringify({ [NAME]: sum }));
}

const packageDir = () => join(own.root, 'node_modules/electron');
const found = () => required(electronPackage(join(own.root, 'any.js'), {}), () => 'no electron package');
const env = () => ({ ...process.env, ELECTRON_MIRROR: own.url, electron_config_cache: join(own.root, 'cache') });

async function serveMirror(listener: RequestListener): Promise<void> {
  own.mirror = createServer((request, response) => {
    own.asked.push(request.url ?? '');
    listener(request, response);
  }).listen(0, '127.0.0.1');
  await once(own.mirror, 'listening');
  const address = own.mirror.address();
  own.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

const whole: RequestListener = (_request, response) =>
  void response.writeHead(200, { 'content-length': archive.length }).end(archive);

const fetching = (changed: FetchLimits = limits) => ({
  electron: found(),
  probe,
  stateDir: join(own.root, 'state'),
  clock: { now: () => own.nowMs, mono: () => performance.now() },
  env: env(),
  say: (line: string) => void own.lines.push(line),
  limits: changed,
});

/** Nothing passes for whole, and nothing is in the way of the next. */
function expectNothingLeft(): void {
  expect(isUnpacked(found())).toBe(false);
  expect(readdirSync(packageDir())).not.toContain('.holdfast-fetching');
  expect(readdirSync(packageDir())).not.toContain('path.txt');
}

test('it says how much from where, and the binary is there and can be run', async () => {
  await serveMirror(whole);
  expect(await fetchElectron(fetching())).toBeNull();
  expect(own.asked).toEqual(Array.from({ length: 2 }, () => `/v${VERSION}/${NAME}`));
  expect(own.lines).toEqual([
    `Electron ${VERSION} is fetched, 301 kB, from ${new URL(own.url).host} for the desk's own window. HOLDFAST_NO_FETCH=1 keeps it from being fetched.`,
    `Electron ${VERSION} is there.`,
  ]);
  expect(isUnpacked(found())).toBe(true);
  const child = spawn(found().binary, { stdio: 'pipe' });
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

test('a cached version is not fetched again', async () => {
  await serveMirror(whole);
  await fetchElectron(fetching());
  for (const name of ['dist', 'path.txt']) rmSync(join(packageDir(), name), { recursive: true });
  Object.assign(own, { asked: [], lines: [] });
  expect(await fetchElectron(fetching())).toBeNull();
  expect(own.asked).toEqual([]);
  expect(own.lines[0]).toContain("unpacked from this computer's own cache");
});

test('it tells how far it is', async () => {
  await serveMirror((_request, response) => {
    response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 200_000));
    setTimeout(() => response.end(archive.subarray(200_000)), 1_500);
  });
  expect(await fetchElectron(fetching({ ...limits, stallMs: 5_000, sayEveryMs: 100 }))).toBeNull();
  expect(own.lines).toContain('Electron: 200 kB of 301 kB');
});

test.each<[string, RequestListener, RegExp, FetchLimits]>([
  ['404', (_request, response) => void response.writeHead(404).end(), /^127\.0\.0\.1:\d+: it answered 404$/, limits],
  ['no answer at all', () => undefined, /^127\.0\.0\.1:\d+ did not answer within 0\.5 s$/, { ...limits, probeMs: 500 }],
  [
    'a stall',
    (_request, response) =>
      void response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 100_000)),
    /^no progress for 1 s$/,
    hurried,
  ],
  [
    'a connection that is cut',
    (_request, response) => {
      response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 100_000));
      setTimeout(() => response.destroy(), 200);
    },
    /terminated|aborted|closed/,
    limits,
  ],
  [
    'too few bytes',
    (_request, response) => void response.writeHead(200).end(archive.subarray(0, 100_000)),
    /checksum/i,
    limits,
  ],
])('%s ends it with a reason, which is remembered for an hour', async (_what, listener, reason, changed) => {
  await serveMirror(listener);
  expect(await fetchElectron(fetching(changed))).toMatch(reason);
  expectNothingLeft();

  const before = own.asked.length;
  own.nowMs += 59 * 60_000;
  expect(await fetchElectron(fetching(changed))).toMatch(/, and it is tried again an hour after that$/);
  expect(own.asked).toHaveLength(before);

  own.mirror?.removeAllListeners('request').on('request', whole);
  own.nowMs += 2 * 60_000;
  expect(await fetchElectron(fetching())).toBeNull();
  expect(isUnpacked(found())).toBe(true);
});

test('a wrong checksum: nothing of the archive is unpacked', async () => {
  makePackage('0'.repeat(64));
  await serveMirror(whole);
  expect(await fetchElectron(fetching())).toMatch(/checksum/i);
  expectNothingLeft();
  expect(existsSync(join(packageDir(), 'dist'))).toBe(false);
});

test('a connection that is refused', async () => {
  await serveMirror(whole);
  await new Promise((resolve) => own.mirror?.close(resolve));
  own.mirror = null;
  expect(await fetchElectron(fetching())).toMatch(/^127\.0\.0\.1:\d+: ECONNREFUSED$/);
  expectNothingLeft();
});

test('a place that no network knows', async () => {
  own.url = 'http://mirror.invalid/';
  expect(await fetchElectron(fetching())).toMatch(/^there is no network, or none that knows mirror\.invalid \(E\w+\)$/);
  expectNothingLeft();
});

test('of two starts one fetches, and both have it', async () => {
  await serveMirror(whole);
  expect(await Promise.all([fetchElectron(fetching()), fetchElectron(fetching())])).toEqual([null, null]);
  expect(own.asked).toHaveLength(2);
});

test('of two starts that fail both say why, and one has tried', async () => {
  await serveMirror((_request, response) => void response.writeHead(404).end());
  const reasons = await Promise.all([fetchElectron(fetching()), fetchElectron(fetching())]);
  for (const reason of reasons) expect(reason).toMatch(/it answered 404/);
  expect(own.asked).toHaveLength(1);
});

test('the lock of a killed start does no harm', async () => {
  await serveMirror(whole);
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(gone, 'exit');
  writeFileSync(join(packageDir(), '.holdfast-fetching'), String(gone.pid));
  expect(await fetchElectron(fetching())).toBeNull();
});

test.each([
  ['without a name', () => ''],
  ['with the number of a process of another program', () => String(process.pid)],
])('a lock %s, left by a loss of power long ago, does no harm either', async (_what, text) => {
  await serveMirror(whole);
  const lock = join(packageDir(), '.holdfast-fetching');
  writeFileSync(lock, text());
  utimesSync(lock, 1, 1);
  expect(await fetchElectron(fetching({ ...limits, totalMs: 5_000 }))).toBeNull();
});

test.each([
  ['of an older version', () => writeFileSync(join(packageDir(), 'dist/version'), '44.0.0')],
  ['half unpacked', () => rmSync(join(packageDir(), 'path.txt'))],
])('a binary %s is not taken for the right one, and replaced', async (_what, spoil) => {
  await serveMirror(whole);
  await fetchElectron(fetching());
  writeFileSync(join(packageDir(), 'dist/left-over'), '');
  spoil();
  expect(isUnpacked(found())).toBe(false);
  expect(await fetchElectron(fetching())).toBeNull();
  expect(isUnpacked(found())).toBe(true);
  expect(readdirSync(join(packageDir(), 'dist'))).not.toContain('left-over');
});

test('a folder that cannot be written is said to be so, and nothing is fetched', async () => {
  await serveMirror(whole);
  chmodSync(own.root, 0o755);
  mkdirSync(join(own.root, 'state'), { mode: 0o777 });
  chmodSync(packageDir(), 0o555);
  expect(await asAnyone(() => fetchElectron(fetching()))).toBe('the folder of the electron package cannot be written');
  expect(own.asked).toEqual([]);
  chmodSync(packageDir(), 0o755);
});

test('Ctrl+C ends the installer as well, leaves no lock, and is remembered as no failure', async () => {
  await serveMirror((_request, response) => {
    response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 100_000));
  });
  const started = startElsewhere();
  const cut = new Promise((resolve) =>
    own.mirror?.on('request', (request) => own.asked.length === 2 && request.once('close', resolve)),
  );
  while (own.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  started.kill('SIGINT');
  await Promise.all([once(started, 'exit'), cut]);
  expectNothingLeft();
  expect(existsSync(join(own.root, 'state/electron-not-fetched.json'))).toBe(false);
  expect(readdirSync(join(own.root, 'tmp')).filter((name) => name.startsWith('holdfast-electron-'))).toEqual([]);
  own.mirror?.removeAllListeners('request').on('request', whole);
  expect(await fetchElectron(fetching())).toBeNull();
});

/** The same in a process of its own, which ends as the command line does. */
function startElsewhere() {
  const script = `
    import { electronPackage } from ${JSON.stringify(join(projectDir, 'electron/cli/shell/electron-package.ts'))};
    import { fetchElectron } from ${JSON.stringify(join(projectDir, 'electron/cli/shell/fetch-electron.ts'))};
    process.once('SIGINT', () => process.exit(0));
    const clock = { now: () => 1, mono: () => performance.now() };
    const electron = electronPackage(${JSON.stringify(join(own.root, 'any.js'))}, {});
    const parts = { electron, clock, env: process.env, say: () => {} };
    await fetchElectron({ ...parts, probe: ${JSON.stringify(probe)}, stateDir: ${JSON.stringify(join(own.root, 'state'))} });`;
  mkdirSync(join(own.root, 'tmp'));
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...env(), NODE_OPTIONS: '', TMPDIR: join(own.root, 'tmp') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Root may write anywhere, so a own.root gives that up for the time. */
async function asAnyone<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

test('the facts read from the package are those that its installer reads', () => {
  const installer = readFileSync(join(projectDir, 'node_modules/electron/install.js'), 'utf8');
  for (const name of ['path.txt', "'dist', 'version'", 'ELECTRON_OVERRIDE_DIST_PATH', 'electron_config_cache'])
    expect(installer).toContain(name);
});
