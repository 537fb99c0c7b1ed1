// A PostgreSQL primary and a standby that follows it synchronously: each commit is answered when both have it on the disk. For tests of a failover.

import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { newCluster, running, type PostgresServer, type Setup } from './postgres-server.ts';

/** Kills of processes leave writes that the system has, so forcing the disk would only slow the test down. */
const SETTINGS = ['fsync=off', 'synchronous_commit=on', 'full_page_writes=off', 'wal_keep_size=512MB'];
const FOLLOWS_MS = 60_000;

export type PostgresPair = {
  /** `postgres://…` that names both, the first primary first. */
  readonly url: string;
  /** The primary goes: `killed` as by a power cut that closes its connections, `silent` as by one that closes none. */
  readonly losePrimary: (how: 'killed' | 'silent') => Promise<void>;
  /** Makes the standby take writes. */
  readonly promote: () => Promise<void>;
  /** The standby ends and comes back, as its own machine would. */
  readonly standby: Pick<PostgresServer, 'kill' | 'start'>;
  /** The old primary comes back without knowledge of the failover, and takes writes alone. */
  readonly oldPrimaryReturns: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function startPostgresPair(): Promise<PostgresPair> {
  const first = newCluster([...SETTINGS, 'synchronous_standby_names=*']);
  const second = { ...first, settings: SETTINGS, dir: copyOf(first) };
  let primary = await running(first);
  follow(second, portOf(primary), first.password);
  const standby = await running(second);
  await untilFollowed(primary.url);
  return {
    url: `postgres://holdfast:${first.password}@127.0.0.1:${portOf(primary)},127.0.0.1:${portOf(standby)}/postgres`,
    losePrimary: async (how) => {
      if (how === 'killed') return primary.kill();
      // Its children are process groups of their own.
      process.kill(primary.pid, 'SIGSTOP');
      for (const pid of childrenOf(primary.pid)) process.kill(pid, 'SIGSTOP');
    },
    promote: async () => void (await query(standby.url, 'select pg_promote(true, 60)')),
    standby,
    oldPrimaryReturns: async () => {
      primary = await running({ ...first, settings: SETTINGS }, portOf(primary));
    },
    close: async () => {
      for (const pid of [...childrenOf(primary.pid), primary.pid]) kill(pid);
      await primary.close();
      await standby.close();
    },
  };
}

/** A cluster that never ran is copied as it lies: both are of one origin. */
function copyOf({ dir, programs: { account } }: Setup): string {
  const copy = mkdtempSync(join(tmpdir(), 'holdfast-pg-'));
  rmSync(copy, { recursive: true });
  cpSync(dir, copy, { recursive: true, preserveTimestamps: true });
  if (account !== undefined) spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, copy]);
  spawnSync('chmod', ['700', copy, join(copy, 'data')]);
  return copy;
}

function follow({ dir, programs: { account } }: Setup, port: number, password: string): void {
  const conninfo = `host=127.0.0.1 port=${port} user=holdfast password=${password}`;
  for (const [name, text] of [
    ['postgresql.auto.conf', `primary_conninfo = '${conninfo}'\n`],
    ['standby.signal', ''],
  ] as const) {
    const path = join(dir, 'data', name);
    writeFileSync(path, text, { mode: 0o600 });
    if (account !== undefined) chownSync(path, account.uid, account.gid);
  }
}

async function untilFollowed(url: string): Promise<void> {
  const giveUpAt = performance.now() + FOLLOWS_MS;
  while (performance.now() < giveUpAt) {
    if ((await query(url, `select 1 from pg_stat_replication where sync_state = 'sync' and state = 'streaming'`)) > 0)
      return;
    await wait(50);
  }
  throw new Error('the standby does not follow');
}

async function query(url: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

function portOf({ url }: Pick<PostgresServer, 'url'>): number {
  return Number(new URL(url).port);
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]));
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
