// Fetches Electron's binary with the electron package's own installer, and reports size, source and progress. It never hangs, it leaves no partial
// download that would pass for a whole one, and of two starts only one fetches. A failure is remembered for an hour.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { HOUR_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { codeOf } from '../../../server/store/failure.ts';
import { makeFolder } from '../make-folder.ts';
import { isUnpacked, type ElectronPackage } from './electron-package.ts';

export type FetchLimits = {
  /** For the place to answer at all. */
  readonly probeMs: Millis;
  /** Without any progress. */
  readonly stallMs: Millis;
  /** From start to end. */
  readonly totalMs: Millis;
  readonly sayEveryMs: Millis;
};

export const FETCH_LIMITS: FetchLimits = { probeMs: 3_000, stallMs: 20_000, totalMs: 120_000, sayEveryMs: 10_000 };

export type ElectronFetch = {
  readonly electron: ElectronPackage;
  /** The script build/bin/probe-electron.mjs. */
  readonly probe: string;
  /** Where a failure is remembered. */
  readonly stateDir: string;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly limits?: FetchLimits;
};

/** Null when the binary is there in the end, else why not. Never rejects. */
export async function fetchElectron(fetching: ElectronFetch): Promise<string | null> {
  try {
    if (isUnpacked(fetching.electron)) return null;
    const earlier = rememberedFailure(fetching);
    if (earlier !== null) return `${earlier}, and it is tried again an hour after that`;
    return await fetchInTurn(fetching);
  } catch (error) {
    return remember(fetching, reasonOf(error));
  }
}

/** One start fetches; another waits for it, no longer than a fetch may take, and then checks the result. */
async function fetchInTurn(fetching: ElectronFetch): Promise<string | null> {
  const { electron, limits = FETCH_LIMITS, clock } = fetching;
  const lock = join(electron.dir, '.holdfast-fetching');
  const giveUpAt = clock.mono() + limits.totalMs;
  while (!tryLock(lock, clock.now() - 2 * limits.totalMs)) {
    if (clock.mono() > giveUpAt) return 'another start of Holdfast is still fetching it';
    await wait(Math.min(200, limits.stallMs / 10));
    if (isUnpacked(electron)) return null;
    const failed = rememberedFailure(fetching);
    if (failed !== null) return failed;
  }
  const temp = mkdtempSync(join(tmpdir(), 'holdfast-electron-'));
  const running: ChildProcess[] = [];
  const cleanUp = () => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(lock, { force: true });
    removeTemp(temp);
  };
  // Also when the program is ended meanwhile.
  process.once('exit', cleanUp);
  try {
    if (isUnpacked(electron)) return null;
    const fault = await fetchUnderLock(fetching, { temp, running });
    return fault === null ? forget(fetching) : remember(fetching, fault);
  } finally {
    process.off('exit', cleanUp);
    cleanUp();
  }
}

/** On Windows an open file cannot be removed. The fetched files are good all the same. */
function removeTemp(temp: string): void {
  try {
    rmSync(temp, { recursive: true, force: true });
  } catch {
    return;
  }
}

type Under = { readonly temp: string; readonly running: ChildProcess[] };

async function fetchUnderLock(fetching: ElectronFetch, under: Under): Promise<string | null> {
  const { electron, say, clock } = fetching;
  const beganAt = clock.mono();
  const source = await probe(fetching, under);
  if ('fault' in source) return source.fault;
  const from = source.url === null ? "this computer's own cache" : new URL(source.url).host;
  const size = source.bytes === null ? 'an unknown size' : inMegabytes(source.bytes);
  const much = source.url === null ? 'unpacked' : `fetched, ${size},`;
  say(
    `Electron ${electron.version} is ${much} from ${from} for the desk's own window. HOLDFAST_NO_FETCH=1 keeps it from being fetched.`,
  );
  // Half unpacked files, or those of another version, must not pass for whole if this is cut off.
  for (const name of ['path.txt', 'dist']) rmSync(join(electron.dir, name), { recursive: true, force: true });
  const failed = await runInstaller(fetching, under, { wanted: source.bytes, beganAt });
  if (failed !== null) return failed;
  if (!isUnpacked(electron)) return 'the installer ended without the whole binary';
  say(`Electron ${electron.version} is there.`);
  return null;
}

type Source = { readonly url: string | null; readonly bytes: number | null } | { readonly fault: string };

const ProbeLineSchema = z.union([
  z.object({ cached: z.literal(true) }),
  z.object({ url: z.string() }),
  z.object({ bytes: z.number().nullable() }),
  z.object({ error: z.string() }),
]);

/** Asks the package where it would fetch from, and that place how much it is. The time for the network begins with the address. */
async function probe(fetching: ElectronFetch, { running }: Under): Promise<Source> {
  const { electron, env, limits = FETCH_LIMITS } = fetching;
  const child = spawn(process.execPath, [fetching.probe, electron.dir], {
    env: networkEnv(env),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.push(child);
  let url: string | null = null;
  const timers: NodeJS.Timeout[] = [];
  const late = Promise.withResolvers<Source>();
  const giveUpAfter = (ms: Millis) =>
    timers.push(setTimeout(() => late.resolve({ fault: noAnswer(url, limits.probeMs) }), ms));
  giveUpAfter(limits.totalMs);
  const asked = (async (): Promise<Source> => {
    for await (const text of createInterface({ input: child.stdout })) {
      const line = ProbeLineSchema.parse(JSON.parse(text));
      if ('cached' in line) return { url: null, bytes: null };
      if ('error' in line) return { fault: url === null ? line.error : inWords(new URL(url).host, line.error) };
      if ('bytes' in line) return { url, bytes: line.bytes };
      url = line.url;
      giveUpAfter(limits.probeMs);
    }
    return { fault: 'the electron package does not say where it is fetched from' };
  })();
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    timers.forEach(clearTimeout);
    child.kill('SIGKILL');
  }
}

const unknownNames = ['ENOTFOUND', 'EAI_AGAIN'];

const inWords = (host: string, error: string): string =>
  unknownNames.includes(error) ? `there is no network, or none that knows ${host} (${error})` : `${host}: ${error}`;

const noAnswer = (url: string | null, ms: Millis): string =>
  `${url === null ? 'the network' : new URL(url).host} did not answer within ${ms / 1000} s`;

/** Runs the package's installer to its end, or ends it when it makes no progress. Null when it went well. */
async function runInstaller(
  { electron, env, say, clock, limits = FETCH_LIMITS }: ElectronFetch,
  { temp, running }: Under,
  { wanted, beganAt }: { readonly wanted: number | null; readonly beganAt: Millis },
): Promise<string | null> {
  const child = spawn(process.execPath, [join(electron.dir, 'install.js')], {
    // Its download lies where its growth can be seen.
    env: { ...networkEnv(env), TMPDIR: temp, TMP: temp, TEMP: temp, ELECTRON_GET_NO_PROGRESS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  let end: { readonly fault: string | null } | null = null;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => (resolve(), (end = { fault: error.message })));
    child.once('close', (code) => (resolve(), (end ??= { fault: code === 0 ? null : firstSentence(said) })));
  });
  const startedAt = clock.mono();
  let [grown, grownAt, saidAt] = ['', startedAt, startedAt];
  for (;;) {
    await Promise.race([ended, wait(Math.min(1_000, limits.stallMs / 5))]);
    const done = parseEnd(end);
    if (done !== null) return done.fault;
    const now = clock.mono();
    const [fetched, unpacked] = [sizeOfFolder(temp), sizeOfFolder(join(electron.dir, 'dist'))];
    const soFar = `${fetched} ${unpacked}`;
    if (soFar !== grown) [grown, grownAt] = [soFar, now];
    const fault = overdue(now - beganAt, now - grownAt, limits);
    if (fault !== null) {
      child.kill('SIGKILL');
      await ended;
      return fault;
    }
    if (now - saidAt >= limits.sayEveryMs) {
      saidAt = now;
      say(`Electron: ${unpacked > 0 ? `${inMegabytes(unpacked)} unpacked` : ofWhole(fetched, wanted)}`);
    }
  }
}

const ofWhole = (bytes: number, wanted: number | null): string =>
  wanted === null ? inMegabytes(bytes) : `${inMegabytes(bytes)} of ${inMegabytes(wanted)}`;

/** Assigned in a listener, which the compiler does not see. */
const parseEnd = (end: unknown) => end as { readonly fault: string | null } | null;

function overdue(tookMs: Millis, stoodMs: Millis, limits: FetchLimits): string | null {
  if (stoodMs > limits.stallMs) return `no progress for ${limits.stallMs / 1000} s`;
  return tookMs > limits.totalMs ? `it was not there within ${limits.totalMs / 1000} s` : null;
}

/** Node's fetch uses the proxy of the environment only with this setting. */
function networkEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  return names.some((name) => (env[name] ?? '') !== '') ? { NODE_USE_ENV_PROXY: '1', ...env } : env;
}

/** False while another live process has it. A lock made before `oldest` does not count. Throws where the folder cannot be written. */
function tryLock(lock: string, oldest: Instant): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const holder = holderOf(lock);
    const isLeft = (holder !== null && !isAlive(holder)) || isOlder(lock, oldest);
    if (isLeft) rmSync(lock, { force: true });
    return false;
  }
}

/** Null while it is being written or was just taken away. */
function holderOf(lock: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
    return Number.isNaN(pid) ? null : pid;
  } catch {
    return null;
  }
}

/** A loss of power leaves one without a number, or with that of another process by now. */
function isOlder(lock: string, than: Instant): boolean {
  try {
    return statSync(lock).mtimeMs < than;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

const FailureSchema = z.object({ version: z.string(), at: z.number(), why: z.string() });

function rememberedFailure({ electron, stateDir, clock }: ElectronFetch): string | null {
  try {
    const failure = FailureSchema.parse(JSON.parse(readFileSync(failurePath(stateDir), 'utf8')));
    const isRecent = isWithinHour(failure.at, clock.now());
    return isRecent && failure.version === electron.version ? failure.why : null;
  } catch {
    return null;
  }
}

/** A clock that was set back makes no failure last. */
const isWithinHour = (at: Instant, now: Instant): boolean => now >= at && now - at < HOUR_MS;

function remember({ electron, stateDir, clock }: ElectronFetch, why: string): string {
  try {
    makeFolder(stateDir);
    writeFileSync(failurePath(stateDir), JSON.stringify({ version: electron.version, at: clock.now(), why }));
  } catch {
    // It is only tried again sooner.
    return why;
  }
  return why;
}

function forget({ stateDir }: ElectronFetch): null {
  rmSync(failurePath(stateDir), { force: true });
  return null;
}

const failurePath = (stateDir: string): string => join(stateDir, 'electron-not-fetched.json');

function sizeOfFolder(dir: string): number {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    // Files come and go while it is read.
    return 0;
  }
}

const inMegabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;

/** Its errors are stacks: the first line has the cause. */
const firstSentence = (text: string): string =>
  /\S.*/
    .exec(text)?.[0]
    .replace(/^\w*Error(?: \[\w+\])?: /, '')
    .trim() ?? 'the installer said nothing';

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'the folder of the electron package cannot be written';
  return error instanceof Error ? firstSentence(error.message) : String(error);
}
