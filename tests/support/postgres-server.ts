// Starts a PostgreSQL server in a folder of its own and ends it without a trace. For tests that stop, kill or configure a server themselves;
// tests that only need a database use postgres.ts, which shares one server.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { findPrograms, programEnv, type PostgresPrograms, reachable } from './postgres-binaries.ts';

const START_MS = 60_000;
const STOP_MS = 5_000;

export type PostgresServer = {
  /** `postgres://…` of the maintenance database, as a superuser. */
  readonly url: string;
  readonly pid: number;
  /** Ends it at once, as a power cut would; `start` brings the same data up again on the same address. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Ends it and deletes its data. */
  readonly close: () => Promise<void>;
};

/** A new server on a free port of 127.0.0.1. Without `fsync` (the default) it is quick and its data do not survive a crash of the machine. */
export async function startPostgres({
  fsync = false,
  settings = [],
}: { readonly fsync?: boolean; readonly settings?: readonly string[] } = {}): Promise<PostgresServer> {
  const setup = newCluster([...(fsync ? [] : QUICK), ...settings]);
  try {
    return await running(setup);
  } catch (error) {
    rmSync(setup.dir, { recursive: true, force: true });
    throw error;
  }
}

const QUICK = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** A cluster that does not run yet. `settings`: `name=value`. */
export function newCluster(settings: readonly string[]): Setup {
  const found = findPrograms();
  if ('lacks' in found) throw new Error(found.lacks);
  const programs = reachable(found);
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-pg-'));
  const password = randomBytes(12).toString('hex');
  try {
    initialise(programs, dir, password);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  return { programs, dir, settings, password };
}

function initialise({ dir: home, account }: PostgresPrograms, dir: string, password: string): void {
  const passwordFile = join(dir, 'password');
  writeFileSync(passwordFile, password);
  mkdirSync(join(dir, 'data'), { mode: 0o700 });
  if (account !== undefined)
    for (const path of [dir, passwordFile, join(dir, 'data')]) chownSync(path, account.uid, account.gid);
  chmodSync(dir, 0o700);
  const options = [
    '--username=holdfast',
    '--auth=password',
    `--pwfile=${passwordFile}`,
    '--locale=C',
    '--encoding=UTF8',
    '--no-sync',
  ];
  const done = spawnSync(join(home, 'bin/initdb'), ['-D', join(dir, 'data'), ...options], {
    ...account,
    cwd: dir,
    env: programEnv(home),
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`initdb failed: ${done.error?.message ?? done.stderr}`);
  rmSync(passwordFile);
}

/** A cluster in `dir`, whose data lie in `dir/data`. */
export type Setup = {
  readonly programs: PostgresPrograms;
  readonly dir: string;
  readonly settings: readonly string[];
  readonly password: string;
};

/** Starts a cluster, on a free port or on the given one. */
export async function running(setup: Setup, at?: number): Promise<PostgresServer> {
  let { child, port } = at === undefined ? await launchOnFreePort(setup) : await launchOn(setup, at);
  const url = `postgres://holdfast:${setup.password}@127.0.0.1:${port}/postgres`;
  return {
    url,
    get pid() {
      return child.pid ?? 0;
    },
    kill: () => end(child, 'SIGQUIT'),
    start: async () => {
      child = launch(setup, port);
      await answers(child, setup, url);
    },
    close: async () => {
      await end(child, 'SIGINT');
      rmSync(setup.dir, { recursive: true, force: true });
    },
  };
}

async function launchOn(setup: Setup, port: number): Promise<{ child: ChildProcess; port: number }> {
  const child = launch(setup, port);
  await answers(child, setup, `postgres://holdfast:${setup.password}@127.0.0.1:${port}/postgres`);
  return { child, port };
}

/** Another program may take the port between asking for a free one and using it, so a failed start is tried again on another. */
async function launchOnFreePort(setup: Setup): Promise<{ child: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = launch(setup, port);
    try {
      await answers(child, setup, `postgres://holdfast:${setup.password}@127.0.0.1:${port}/postgres`);
      return { child, port };
    } catch (error) {
      await end(child, 'SIGINT');
      if (attempt === 3) throw error;
    }
  }
}

function launch({ programs, dir, settings: own }: Setup, port: number): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=64MB',
    'timezone=UTC',
  ];
  const flags = [...settings, ...own].flatMap((setting) => ['-c', setting]);
  const child = spawn(join(programs.dir, 'bin/postgres'), ['-D', join(dir, 'data'), '-p', String(port), ...flags], {
    ...programs.account,
    cwd: dir,
    env: programEnv(programs.dir),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => log.push(chunk));
  child.once('exit', () => writeFileSync(join(dir, 'log'), Buffer.concat(log)));
  return child;
}

async function answers(child: ChildProcess, { dir }: Setup, url: string): Promise<void> {
  const giveUpAt = performance.now() + START_MS;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`PostgreSQL ended: ${readFileSync(join(dir, 'log'), 'utf8')}`);
    if (await accepts(url)) return;
    await wait(20);
  }
  throw new Error(`PostgreSQL did not answer within ${START_MS} ms`);
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const isSlow = Symbol('slow');
  if ((await Promise.race([exited, wait(STOP_MS, isSlow, { ref: false })])) === isSlow) child.kill('SIGQUIT');
  await exited;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
