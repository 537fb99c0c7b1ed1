// A central server for benches, as processes of their own: embedded, or several on one PostgreSQL behind one address; with a library and desks that
// sign as real ones do. The machine time of the servers' processes is reported too: it says more than elapsed time where other programs run beside.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemKeyStore } from '../../db/keys/system-key-store.ts';
import { openLibraryWriter } from '../../server/library/library-writer.ts';
import { openStore, type Place } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';
import { testRandom } from '../contract/server/support/stores.ts';
import { fillTestLibrary } from '../contract/server/support/test-library.ts';
import { startPart, type Part } from '../e2e/story/program.ts';
import { recordActs } from '../integration/server/support/persistent-desk.ts';
import { clock, enrol, type OnlineDesk } from '../integration/server/support/served.ts';
import { openBalancer } from '../support/balancer.ts';
import { startPostgres } from '../support/postgres-server.ts';

export type Central = {
  readonly name: string;
  readonly url: string;
  readonly store: Store;
  /** Milliseconds of CPU that the server processes have used. */
  readonly cpuMs: () => number;
  readonly close: () => Promise<void>;
};

export type CentralKind = { readonly kind: 'embedded' } | { readonly kind: 'postgres'; readonly servers: number };

const SIZE = { items: 5_000, patrons: 1_000 };

/** Starts it with a library of 5,000 items and 1,000 patrons. */
export async function startCentral(asked: CentralKind): Promise<Central> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const env = { HOLDFAST_STATE_DIR: join(dir, 'state') };
  process.env['HOLDFAST_STATE_DIR'] = env.HOLDFAST_STATE_DIR;
  const data = join(dir, 'central');
  mkdirSync(data, { mode: 0o700 });
  const database = asked.kind === 'postgres' ? await startPostgres({ fsync: true }) : null;
  const place: Place = database === null ? { kind: 'embedded', data } : { kind: 'postgres', url: database.url };
  const keyStore = database === null ? systemKeyStore(data) : null;
  const store = await openStore({ place, clock, random: testRandom, keyStore });
  await fillTestLibrary(store, openLibraryWriter(store, clock), SIZE);
  const where = database === null ? ['--database', 'embedded', '--data', data] : ['--database', database.url];
  const count = asked.kind === 'postgres' ? asked.servers : 1;
  const parts: Part<{ readonly url: string }>[] = [];
  for (let index = 0; index < count; index += 1)
    parts.push(await startPart(['serve', '--listen', '127.0.0.1:0', ...where], env));
  const balancer = count === 1 ? null : await openBalancer(parts.map((part) => part.ready.url));
  return {
    name: asked.kind === 'embedded' ? 'embedded' : `PostgreSQL, ${count} server${count === 1 ? '' : 's'}`,
    url: balancer?.url ?? parts[0]?.ready.url ?? '',
    store,
    cpuMs: () => parts.reduce((sum, part) => sum + cpuMsOf(part.pid), 0),
    close: async () => {
      await balancer?.close();
      await Promise.all(parts.map((part) => part.end()));
      await store.close();
      await database?.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Enrols a desk with acts that wait to be sent. */
export async function deskWithActs(central: Central, name: string, acts: number): Promise<OnlineDesk> {
  const desk = await enrol(central, name);
  recordActs(desk, acts, { ...SIZE, seed: 1, startAt: clock.now() - (acts + 60) * 1_000 });
  return desk;
}

/** User and system time of a process in hundredths of a second, as Linux counts them; 0 elsewhere. */
function cpuMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
