// A library under attack: a filled database, its server and its desks as the processes that a person runs. The fill is made in this process,
// which takes a second where the command line takes ten; everything after it is done by the programs.

import { mkdirSync } from 'node:fs';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import type { Store } from '../../../server/store/store.ts';
import { BRANCHES, fillLibrary, simLibrary } from '../../simulation/world/library.ts';
import { STAFF } from '../../simulation/world/template.ts';
import { systemClock } from '../../../electron/core/system-clock.ts';
import { systemRandom } from '../../../electron/core/system-random.ts';
import { withStoreOf } from '../../crash/electron/support/both-sides.ts';
import {
  openProgram,
  type Options,
  type Program,
  type Running,
} from '../../integration/electron/cli/support/program.ts';
import { ONE_SHARE, AttackedDesk } from './attacked-desk.ts';

export type Serving = { readonly url: string; readonly pid: number };

/** Desks that a library has a share of items and patrons for: none changes another's promises. */
const MOST_DESKS = 24;
const LIBRARY = simLibrary({ items: 10 + MOST_DESKS * ONE_SHARE, asked: 5, patrons: 8 + MOST_DESKS * ONE_SHARE });

export type AttackedLibrary = {
  readonly program: Program;
  /** Where the server answers now. */
  readonly url: () => string;
  readonly central: string;
  /** Starts the server, at the address it had before where there was one. */
  readonly serve: (options?: Options) => Promise<Running<Serving>>;
  /** Ends the server; `SIGKILL` gives it no time. */
  readonly stopServer: (signal?: NodeJS.Signals) => Promise<void>;
  /** A desk of the next share that joined, loaded its copy and has a person signed in. `by`: the line that leads to the server. */
  readonly joinDesk: (
    name: string,
    more?: { readonly by?: string; readonly options?: Options },
  ) => Promise<AttackedDesk>;
  /** The server's output to people so far. */
  readonly serverSaid: () => string;
  readonly withStore: <T>(work: (store: Store) => T | Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Makes the library and starts its server, with the options that are given for it each time. */
export async function openLibrary(
  options: { readonly server?: (program: Program) => Options } = {},
): Promise<AttackedLibrary> {
  const program = openProgram();
  const ofServer = options.server?.(program) ?? {};
  const central = program.path('central');
  const parts = { clock: systemClock(0), random: systemRandom };
  const withStore = <T>(work: (store: Store) => T | Promise<T>) => withStoreOf(program, central, work);
  mkdirSync(central, { mode: 0o700 });
  await withStore(async (store) => {
    await fillLibrary(openLibraryWriter(store, parts.clock), LIBRARY);
    for (const person of STAFF) await addStaff({ store, ...parts }, person);
  });
  let [serving, shares]: [Running<Serving> | null, number] = [null, 0];
  const serve = async (more: Options = ofServer) => {
    const listen = serving === null ? '127.0.0.1:0' : new URL(serving.ready.url).host;
    const args = ['serve', '--listen', listen, '--database', 'embedded', '--data', central];
    serving = await program.start<Serving>(args, more);
    return serving;
  };
  await serve();
  const url = () => serving?.ready.url ?? '';
  return {
    program,
    url,
    central,
    serve,
    stopServer: async (signal = 'SIGTERM') => void (await serving?.end(signal)),
    joinDesk: async (name, { by, options: more } = {}) => {
      const share = (shares += 1);
      const { code } = await withStore((store) =>
        createEnrolCode({ store, ...parts }, { branch: BRANCHES[0], name: `Desk ${share}` }),
      );
      const desk = new AttackedDesk({ program, name, share: share - 1 });
      await desk.start(['--central', by ?? url(), '--code', code], more);
      return desk;
    },
    serverSaid: () => serving?.stderr() ?? '',
    withStore,
    close: () => program.close(),
  };
}
