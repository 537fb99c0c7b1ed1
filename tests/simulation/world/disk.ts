// The disk of a simulated computer: real SQLite files in a folder, behind a guard that sees each call of a store. A guard can end its program at any
// call, refuse writes, and leave the state of a loss of power.

import { copyFileSync, existsSync, readdirSync, rmSync, truncateSync, appendFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDriver, type DriverDatabase, type DriverStatement } from '../../../db/open/driver.ts';
import type { Chance } from './chance.ts';

/** How writes are refused. */
export type Refusal = 'SQLITE_FULL' | 'SQLITE_READONLY' | 'SQLITE_IOERR_WRITE';

/** The names of such disks in the counters. */
export const REFUSALS: Readonly<Record<Refusal, string>> = {
  SQLITE_FULL: 'disk-full refusal',
  SQLITE_READONLY: 'read-only refusal',
  SQLITE_IOERR_WRITE: 'input-output error refusal',
};

/** Everything that one run of a program does to its disk. */
export type DiskGuard = {
  readonly dir: string;
  /** Calls so far. */
  calls: number;
  /** The call at which the program is killed; null = none. */
  killAt: number | null;
  refusal: Refusal | null;
  /** Called with each commit before it is made: a disk may take its time for one. */
  onCommit: (() => void) | null;
  /** Writes that a planted fault skips and reports as done; null = none. */
  leavesOut: ((sql: string) => boolean) | null;
  readonly isDead: boolean;
  /** A point at which a kill may come that is no call of a store: a request that leaves, a mark that is written. */
  readonly point: () => void;
  /** Ends the program: nothing that it still does reaches the disk. */
  readonly kill: () => void;
  /** Closes the program's open files, as the system does when a process is gone. */
  readonly reap: () => void;
};

/** The error of a store call of a killed program. */
class KilledError extends Error {
  readonly code = 'SQLITE_IOERR';
}

class RefusedError extends Error {
  readonly code: Refusal;

  constructor(code: Refusal) {
    super(code);
    this.code = code;
  }
}

/** The disks of the programs of a simulation. */
export type Disks = {
  /** Watches a folder for one run of a program. `onKill` is called at the very call. */
  readonly guard: (dir: string, onKill: () => void) => DiskGuard;
  /** Looks at a program's stores from outside of it: such calls are none of the program's and count for nothing. */
  readonly aside: <T>(look: () => T) => T;
  /** The same for a look that takes several turns, in which no program may run. */
  readonly asideFor: <T>(look: () => Promise<T>) => Promise<T>;
  /** Lets go of the driver. */
  readonly close: () => void;
};

type Watched = {
  readonly handles: Set<DriverDatabase>;
  readonly guard: DiskGuard;
  /** Returns whether the call is left out. */
  readonly onCall: (statement: DriverStatement) => boolean;
};

/** Takes hold of the driver: statements of files in a guarded folder tell the guard of each call. Elsewhere nothing changes. */
export function openDisks(): Disks {
  const watched = new Map<string, Watched>();
  let asides = 0;
  // By its first call a file belongs to the run that opened it: later writes of a killed run do not count for the next one.
  const owners = new WeakMap<DriverDatabase, Watched | null>();
  const ownerOf = (database: DriverDatabase): Watched | null => {
    const known = owners.get(database);
    if (known !== undefined) return known;
    const owner = watched.get(dirname(database.name)) ?? null;
    owner?.handles.add(database);
    owners.set(database, owner);
    return owner;
  };
  const release = onCall((database, statement) => ownerOf(database)?.onCall(statement) ?? false);
  const guard: Disks['guard'] = (dir, onKill) => {
    const made = makeGuard(dir, onKill, {
      isAside: () => asides > 0,
      forget: (one) => {
        if (watched.get(dir)?.guard === one) watched.delete(dir);
      },
    });
    watched.set(dir, made);
    return made.guard;
  };
  return {
    guard,
    aside: (look) => {
      asides += 1;
      try {
        return look();
      } finally {
        asides -= 1;
      }
    },
    asideFor: async (look) => {
      asides += 1;
      try {
        return await look();
      } finally {
        asides -= 1;
      }
    },
    close: release,
  };
}

type GuardParts = { readonly isAside: () => boolean; readonly forget: (guard: DiskGuard) => void };

function makeGuard(dir: string, onKill: () => void, { isAside, forget }: GuardParts): Watched {
  const handles = new Set<DriverDatabase>();
  let isDead = false;
  const kill = () => {
    if (isDead) return;
    isDead = true;
    onKill();
  };
  const count = () => {
    guard.calls += 1;
    if (!isDead && guard.killAt !== null && guard.calls >= guard.killAt) kill();
    if (isDead) throw new KilledError('the program was killed');
  };
  const guard: DiskGuard = {
    dir,
    calls: 0,
    killAt: null,
    refusal: null,
    onCommit: null,
    leavesOut: null,
    get isDead() {
      return isDead;
    },
    point: count,
    kill,
    reap: () => {
      isDead = true;
      for (const handle of handles) if (handle.open) handle.close();
      forget(guard);
    },
  };
  const onCall = (statement: DriverStatement): boolean => {
    if (isAside()) return false;
    count();
    if (guard.refusal !== null && isRefused(guard.refusal, statement)) throw new RefusedError(guard.refusal);
    if (guard.onCommit !== null && isCommit(statement.source)) guard.onCommit();
    return guard.leavesOut !== null && guard.leavesOut(statement.source);
  };
  return { handles, guard, onCall };
}

/** A disk with errors takes writes into its memory and fails when they are to stay; the others refuse each write. */
function isRefused(refusal: Refusal, { database, readonly, source }: DriverStatement): boolean {
  const isWrite = !readonly && !isNoWrite(source);
  return refusal === 'SQLITE_IOERR_WRITE' ? isCommit(source) || (isWrite && !database.inTransaction) : isWrite;
}

const isCommit = (sql: string): boolean => /^commit/i.test(sql);

/** A transaction can always be begun and taken back, and a setting of the connection be made. */
function isNoWrite(sql: string): boolean {
  return /^rollback|^release|^begin|^pragma/i.test(sql);
}

/** The result of a write that is left out. */
const nothingDone = { changes: 0, lastInsertRowid: 0 };

const CALLS = ['run', 'get', 'all', 'iterate'] as const;
type Call = (this: DriverStatement, ...bound: unknown[]) => unknown;
type Calls = Record<(typeof CALLS)[number], Call>;

const parseCalls = (prototype: unknown) => prototype as Calls;

/**
 * Calls `tell` before each call of a statement. The calls are replaced once, on the prototype: replacing them for each
 * prepared statement costs more than many statements do. `tell` returns whether to leave the call out. Returns the
 * function that ends it; several may end in any order.
 */
function onCall(tell: (database: DriverDatabase, statement: DriverStatement) => boolean): () => void {
  const probe = openDriver(':memory:', {});
  const calls = parseCalls(Object.getPrototypeOf(probe.prepare('SELECT 1')));
  probe.close();
  let isOver = false;
  const ends = CALLS.map((name) => {
    const call = calls[name];
    const told: Call = function told(...bound) {
      return !isOver && tell(this.database, this) ? nothingDone : call.apply(this, bound);
    };
    calls[name] = told;
    return () => {
      if (calls[name] === told) calls[name] = call;
    };
  });
  return () => {
    isOver = true;
    for (const end of ends) end();
  };
}

const wal = (path: string) => `${path}-wal`;

/** Copies a database as it stands, with its WAL. */
export function copyDatabase(from: string, to: string): void {
  for (const suffix of ['-wal', '-shm', '']) rmSync(to + suffix, { force: true });
  copyFileSync(from, to);
  if (existsSync(wal(from))) copyFileSync(wal(from), wal(to));
}

/** The files of a folder after a power cut, taken before its program is reaped and put back after. */
export type PowerCut = { readonly put: () => void };

/**
 * Keeps the files as they are on the disk at this moment. Forced commits stay: the ledger keeps every committed frame. The
 * replica is written without forcing, so its WAL may end anywhere; and after the end of either may stand the torn rest of a page.
 */
export function cutPower(dir: string, chance: Chance): PowerCut {
  const names = readdirSync(dir).filter((name) => /\.db(-wal)?$/.test(name));
  for (const name of names) copyFileSync(join(dir, name), join(dir, `${name}.kept`));
  return {
    put: () => {
      for (const name of readdirSync(dir)) if (/\.db(-wal|-shm|-journal)?$/.test(name)) rmSync(join(dir, name));
      for (const name of names) {
        const path = join(dir, name);
        copyFileSync(`${path}.kept`, path);
        rmSync(`${path}.kept`);
        if (name.endsWith('-wal')) tear(path, name.startsWith('replica'), chance);
      }
    },
  };
}

function tear(path: string, mayBeCut: boolean, chance: Chance): void {
  const { size } = statSync(path);
  if (mayBeCut && size > 0) truncateSync(path, chance.below(size + 1));
  if (chance.oneIn(2)) appendFileSync(path, chance.bytes(chance.between(1, 5_000)));
}
