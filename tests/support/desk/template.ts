// The beginning of every world that screens are tested in, made once in each process: the filled library at its server, and desks that joined it and
// loaded their copies. A world of a test is a copy of these files.

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { quickPinHash } from '../../simulation/world/quick-pins.ts';
import type { KeyFiles } from '../../simulation/world/sim-desk.ts';
import { FAKE_STAFF } from '../fake-desk/fake-data.ts';
import { CAMERA, fillHoneyfield, START } from './honeyfield.ts';
import { openWorld, type World } from './world.ts';

/** The desks, by the names of their folders: the one that is tested, and one of another branch. */
const DESKS = {
  main: { branch: 'MAIN', name: 'Main desk' },
  west: { branch: 'WEST', name: 'West desk' },
  /** Does the work that comes before a test; the other desks have none yet. */
  before: { branch: 'MAIN', name: 'Back desk' },
} as const;
type DeskName = keyof typeof DESKS;
const DESK_NAMES = ['main', 'west', 'before'] as const satisfies readonly DeskName[];

type Keys = Readonly<Record<DeskName, KeyFiles>>;
type Template = { readonly root: string; readonly keys: Keys };

/** The person who does the acts before a test begins. */
export const SUPERVISOR = { staff: 'chen', pin: '444444' } as const;

/** A folder in the one of the run, which goes with it. */
const freshFolder = () => mkdtempSync(join(process.env['HOLDFAST_TEST_RUN'] ?? tmpdir(), 'screens-'));

// oxlint-disable-next-line holdfast/no-module-state -- made once for all test files of a process, which share nothing else
let made: Promise<Template> | null = null;

async function make(): Promise<Template> {
  const root = freshFolder();
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['central', ...DESK_NAMES]) mkdirSync(join(root, folder));
  const noKeys = (): KeyFiles => ({ secrets: null, mark: null });
  const keys: Keys = { main: noKeys(), west: noKeys(), before: noKeys() };
  const world = await openWorld(root, START - HOUR_MS);
  const { parts } = world;
  await world.until(fillHoneyfield(openLibraryWriter(parts.store, parts.clock)));
  for (const { staff, pin, role } of FAKE_STAFF)
    await world.until(addStaff({ ...parts, hashPin: quickPinHash }, { staff, pin, role }));
  for (const name of DESK_NAMES) {
    const { code } = await world.until(createEnrolCode(parts, DESKS[name]));
    const desk = await world.desk({ name, keys: keys[name], code });
    await world.pass(MINUTE_MS);
    if (name === 'before') {
      await desk.ask('session.signIn', SUPERVISOR);
      await desk.ask('circ.checkin', { item: CAMERA });
      await world.pass(MINUTE_MS);
    }
    await desk.stop();
  }
  await world.close();
  rmSync(join(root, 'before'), { recursive: true });
  return { root, keys };
}

/** Until a started desk is connected and has caught up. */
const CONNECTS_MS = 2_000;

/** A world of its own, shortly before the moment at which tests begin, and the keys of its desks. */
export async function worldOfTest(): Promise<World & { readonly keys: Keys }> {
  made ??= make();
  const { root: from, keys } = await made;
  const root = freshFolder();
  cpSync(from, root, { recursive: true });
  const world = await openWorld(root, START - CONNECTS_MS);
  return {
    ...world,
    keys: { main: { ...keys.main }, west: { ...keys.west }, before: { ...keys.before } },
    close: async () => {
      await world.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
