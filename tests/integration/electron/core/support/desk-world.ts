// A library with its server, a line to it, people who sign in there, and desks. Everything goes when the test file ends.

import { isError } from '../../../../../db/open/sqlite-error.ts';
import { createEnrolCode } from '../../../../../server/desks/enrol-codes.ts';
import { openLibraryWriter, type LibraryWriter } from '../../../../../server/library/library-writer.ts';
import { addStaff } from '../../../../../server/staff/staff-directory.ts';
import { required } from '../../../../../shared/core/assert.ts';
import type { Role } from '../../../../../shared/circ/rights.ts';
import { testRandom } from '../../../../contract/server/support/stores.ts';
import { startServed, type Served } from '../../../server/support/served.ts';
import { openLine, type Line } from './line.ts';
import {
  deskPlace,
  removePlace,
  startDesk,
  type DeskOptions,
  type DeskPlace,
  type RunningDesk,
} from './running-desk.ts';
import { worldClock, type WorldClock } from './world-clock.ts';

/** Those who work here, by role. */
export const PINS = {
  student: '4711',
  desk: '271828',
  supervisor: '314159',
} as const satisfies Partial<Record<Role, string>>;
export type StaffName = keyof typeof PINS;

export type DeskWorld = {
  /** The server that runs now. */
  readonly served: Served;
  readonly writer: LibraryWriter;
  readonly clock: WorldClock;
  readonly line: Line;
  /** Parts that functions of the server's own programs take. */
  readonly parts: { readonly store: Served['store']; readonly clock: WorldClock; readonly random: typeof testRandom };
  readonly code: (branch?: string) => Promise<string>;
  /** Starts a desk that was enrolled before, or enrols one in a fresh folder. */
  readonly desk: (more?: Partial<DeskOptions> & { readonly branch?: string }) => Promise<RunningDesk>;
  /** A desk with its copy loaded, and a person signed in. */
  readonly readyDesk: (as?: StaffName, branch?: string) => Promise<RunningDesk>;
  /** Stops the server, does something to its folder, and starts it again at another address, to which the line leads. */
  readonly restartServer: (meanwhile?: (data: string) => void | Promise<void>) => Promise<void>;
  readonly end: () => Promise<void>;
};

export type WorldOptions = {
  readonly items?: number;
  readonly patrons?: number;
  /** When its time begins; absent = now. */
  readonly at?: number;
  /** Puts more into the library. */
  readonly fill?: (writer: LibraryWriter) => Promise<void>;
};

/** Opens a world. */
export async function openDeskWorld({ at, fill, ...size }: WorldOptions = {}): Promise<DeskWorld> {
  const clock = worldClock(at ?? null);
  let served = await startServed({ clock }, size);
  await fill?.(openLibraryWriter(served.store, clock));
  const line = await openLine(served.url);
  const parts = {
    clock,
    random: testRandom,
    get store() {
      return served.store;
    },
  };
  for (const staff of parseNames(PINS)) await addStaff(parts, { staff, role: staff, pin: PINS[staff] });
  const desks = new Set<RunningDesk>();
  const places = new Set<DeskPlace>();
  const code = async (branch = 'main') => (await createEnrolCode(parts, { branch })).code;
  const desk: DeskWorld['desk'] = async ({ branch = 'main', ...more } = {}) => {
    const place = more.place ?? deskPlace();
    places.add(place);
    const started = await startDesk({
      clock,
      central: line.url,
      code: more.place === undefined ? await code(branch) : null,
      ...more,
      place,
    });
    desks.add(started);
    return {
      ...started,
      stop: async () => {
        if (desks.delete(started)) await started.stop();
      },
    };
  };
  return {
    get served() {
      return served;
    },
    get writer() {
      return openLibraryWriter(served.store, clock);
    },
    clock,
    line,
    parts,
    code,
    desk,
    readyDesk: async (as = 'desk', branch = 'main') => {
      // A busy machine may be slow to answer, as any server may: then it is asked again with another code, as people do.
      const ready = await desk({ branch }).catch((error: unknown) => {
        if (!isError(error, 'HF-SYNC-003')) throw error;
        return desk({ branch });
      });
      await ready.settled();
      await signIn(ready, as);
      return ready;
    },
    restartServer: async (meanwhile) => {
      await served.close();
      await meanwhile?.(served.data);
      served = await startServed({ clock, data: served.data });
      line.leadTo(served.url);
    },
    end: async () => {
      for (const running of desks) await running.stop();
      await line.close();
      await served.end();
      for (const place of places) removePlace(place);
    },
  };
}

/** One world for the tests of a file. */
export function sharedWorld(options: WorldOptions = {}): () => DeskWorld {
  let opened: DeskWorld | null = null;
  beforeAll(async () => {
    opened = await openDeskWorld(options);
  });
  afterAll(() => opened?.end());
  return () => required(opened, () => 'the world is not open');
}

/** A desk that a test has, started again as often as it likes. */
export type FreshDesk = {
  readonly now: RunningDesk;
  /**
   * Stops it, does something to its files, and starts it again. The person signed in before signs in again, unless the
   * desk refuses.
   */
  readonly restart: (
    meanwhile?: (place: DeskPlace) => void | Promise<void>,
    options?: Pick<DeskOptions, 'printerDevice'>,
  ) => Promise<void>;
};

/** A fresh desk for each test, with its copy loaded and a person signed in. The line is whole before and after. */
export function freshDesk(world: () => DeskWorld, as: StaffName = 'desk', branch = 'main'): FreshDesk {
  return deskOf(world, { as, branch, begin: beforeEach, end: afterEach });
}

/** One desk for the tests of a file. */
export function sharedDesk(world: () => DeskWorld, as: StaffName = 'desk', branch = 'main'): FreshDesk {
  return deskOf(world, { as, branch, begin: beforeAll, end: afterAll });
}

type Lifetime = {
  readonly as: StaffName;
  readonly branch: string;
  readonly begin: typeof beforeEach;
  readonly end: typeof afterEach;
};

function deskOf(world: () => DeskWorld, { as, branch, begin, end }: Lifetime): FreshDesk {
  let desk: RunningDesk | null = null;
  const now = () => required(desk, () => 'no desk runs');
  begin(async () => {
    desk = await world().readyDesk(as, branch);
  });
  end(async () => {
    world().line.mend();
    await desk?.stop();
  });
  return {
    get now() {
      return now();
    },
    restart: async (meanwhile, options) => {
      const { place } = now();
      const { staff } = now().core.desk.session.current() ?? { staff: '' };
      await now().stop();
      try {
        await meanwhile?.(place);
      } finally {
        desk = await world().desk({ place, ...options });
      }
      if (isStaffName(staff)) await desk.call('session.signIn', { staff, pin: PINS[staff] });
    },
  };
}

/** Signs a person in. */
export async function signIn(desk: RunningDesk, staff: StaffName): Promise<void> {
  await desk.ask('session.signIn', { staff, pin: PINS[staff] });
}

const isStaffName = (staff: string): staff is StaffName => Object.hasOwn(PINS, staff);
const parseNames = (pins: typeof PINS) => Object.keys(pins) as StaffName[];
