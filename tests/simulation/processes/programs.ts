// The programs of a library in a folder of their own: a filled database, its server, and desks, each as the processes that a person runs.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeyStore } from '../../../db/keys/key-store.ts';
import { sealedKeyStore } from '../../../db/keys/sealed-key-store.ts';
import { keyFilePath } from '../../../db/keys/system-key-folder.ts';
import { unsealed } from '../../../db/keys/unsealed.ts';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import { systemClock } from '../../../electron/core/system-clock.ts';
import { systemRandom } from '../../../electron/core/system-random.ts';
import { startChild, type ChildRequest, type StartedChild } from '../../../electron/host/start-child.ts';
import { BRANCHES, fillLibrary, SMALL_LIBRARY } from '../world/library.ts';
import { STAFF } from '../world/template.ts';

const ServingSchema = z.object({ url: z.string() });
const DeskReadySchema = z.object({ url: z.string(), token: z.string(), deskId: z.string() });
export type DeskReady = z.infer<typeof DeskReadySchema>;

const clock = systemClock(0);

/** The folder of a library and the programs that run on it. */
export type Programs = {
  readonly path: (name: string) => string;
  /** The key store of a data folder in it. */
  readonly keysOf: (name: string) => KeyStore;
  readonly serve: () => Promise<StartedChild<z.infer<typeof ServingSchema>>>;
  /** Starts a desk; `joins`: where its server is and the code, the first time. */
  readonly startDesk: (name: string, joins?: Joins) => Promise<StartedChild<DeskReady>>;
  /** A code for a new desk. No server may be running. */
  readonly enrolCode: (index: number) => Promise<string>;
  /** Works on the library's database. No server may be running. */
  readonly withStore: <T>(work: (store: Store) => Promise<T>) => Promise<T>;
  readonly remove: () => void;
};

export type Joins = { readonly central: string; readonly code: string };

/** How the command line is started, which the programs are parts of, and its environment. */
export type Start = Pick<ChildRequest<unknown>, 'command' | 'env'>;

/** Makes the folder with a filled library. */
export async function makePrograms({ command, env }: Start): Promise<Programs> {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-processes-'));
  const state = join(root, 'state');
  const path = (name: string) => join(root, name);
  const keysOf = (name: string) => {
    mkdirSync(path(name), { recursive: true, mode: 0o700 });
    return sealedKeyStore(keyFilePath(path(name), state), unsealed);
  };
  const start = <T>(args: readonly string[], schema: z.ZodType<T>) =>
    startChild({
      command,
      args: [...args, '--json'],
      env: { ...env, HOLDFAST_STATE_DIR: state },
      // Messages of programs about their ends would be taken for news of this one.
      stderr: 'ignore',
      parseReady: (text) => schema.parse(JSON.parse(text)),
    });
  const withStore = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const place = { kind: 'embedded', data: path('central') } as const;
    const store = await openStore({ place, clock, random: systemRandom, keyStore: keysOf('central') });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  await withStore(async (store) => {
    await fillLibrary(openLibraryWriter(store, clock), SMALL_LIBRARY);
    for (const person of STAFF) await addStaff({ store, clock, random: systemRandom }, person);
  });
  return {
    path,
    keysOf,
    withStore,
    enrolCode: (index) =>
      withStore(async (store) => {
        const branch = BRANCHES[index % BRANCHES.length] ?? 'main';
        const { code } = await createEnrolCode(
          { store, clock, random: systemRandom },
          { branch, name: `Desk ${index}` },
        );
        return code;
      }),
    serve: () =>
      start(['serve', '--listen', '127.0.0.1:0', '--database', 'embedded', '--data', path('central')], ServingSchema),
    startDesk: (name, joins) => {
      const more = joins === undefined ? [] : ['--central', joins.central, '--code', joins.code];
      return start(['desk', '--data', path(name), '--shell', 'none', ...more], DeskReadySchema);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Ends a process at once, if it is still there. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself: its host is gone.
  }
}

/** Whether a process is there and not only waiting to be counted. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
}
