// The beginning of every world, made once: a filled library, and desks that joined it, loaded their copies and have a member of staff signed in. A
// world copies the files, which takes a millisecond, where making them takes seconds.

import { cpSync, mkdirSync, mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setLayout } from '../../../server/bills/bill-batches.ts';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { makeNightGrant } from '../../../server/staff/night-grants.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { chanceOf } from './chance.ts';
import { openDisks, type Disks } from './disk.ts';
import { Kernel } from './kernel.ts';
import { BRANCHES, fillLibrary, SMALL_LIBRARY, WORLD_START, type SimLibrary } from './library.ts';
import { SimLine } from './network.ts';
import { OFFICE } from './office.ts';
import { Pace } from './pace.ts';
import { quickPinHash } from './quick-pins.ts';
import { THIS_VERSION } from './server-program.ts';
import { startSimDesk, type KeyFiles } from './sim-desk.ts';
import { startSimServer } from './sim-server.ts';

/** Most desks of a world. */
export const MOST_DESKS = 8;
/** The staff of the desks; the first can do everything, so that overrides and resolutions happen. */
export const STAFF = [
  { staff: 'sam', role: 'supervisor', pin: '314159' },
  { staff: 'dee', role: 'desk', pin: '271828' },
] as const;

/** Reasons that they may override once at each desk. */
const NIGHT_CODES = ['LIMIT_REACHED', 'LIMIT_SET', 'PATRON_EXPIRED'] as const;

export type Template = {
  readonly root: string;
  /** Where its worlds are; null = in memory. */
  readonly within: string | null;
  readonly library: SimLibrary;
  readonly desks: readonly KeyFiles[];
  readonly disks: Disks;
  readonly remove: () => void;
};

/** A folder in memory where there is one: a world writes a great deal and keeps nothing. */
function freshFolder(within: string | null): string {
  const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  return mkdtempSync(join(within ?? memory, 'holdfast-simulate-'));
}

/** Makes the template, in memory or within a folder. The same bytes on every machine, since its chance is always the same. */
export async function makeTemplate(
  within: string | null = null,
  library: SimLibrary = SMALL_LIBRARY,
): Promise<Template> {
  const root = freshFolder(within);
  const disks = openDisks();
  const remove = () => {
    disks.close();
    rmSync(root, { recursive: true, force: true });
  };
  try {
    return { root, within, library, disks, desks: await fill(root, disks, library), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Whether staff with all rights are signed in at the desk of this index. */
export const mayDoEverything = (index: number): boolean => index % 3 !== 2;

/** Name and PIN of the staff at a desk. */
export function staffAt(index: number): { readonly staff: string; readonly pin: string } {
  const { staff, pin } = STAFF[mayDoEverything(index) ? 0 : 1];
  return { staff, pin };
}

/** The folder of a desk, by its index. */
export const deskFolder = (root: string, index: number): string => join(root, `desk-${index}`);
export const serverFolder = (root: string): string => join(root, 'central');

/** Copies the files of a world of so many desks into a folder of its own. */
export function copyTemplate(template: Template, desks: number): string {
  const root = freshFolder(template.within);
  cpSync(serverFolder(template.root), serverFolder(root), { recursive: true });
  for (let index = 0; index < desks; index += 1)
    cpSync(deskFolder(template.root, index), deskFolder(root, index), { recursive: true });
  return root;
}

async function fill(root: string, disks: Disks, library: SimLibrary): Promise<KeyFiles[]> {
  const kernel = new Kernel(WORLD_START - 3_600_000);
  const chance = chanceOf('template');
  const clock: Clock = { now: () => kernel.now, mono: () => kernel.now - WORLD_START + 7_200_000 };
  const pace = new Pace(kernel);
  const timers = pace.timers(() => true);
  const dir = serverFolder(root);
  mkdirSync(dir);
  const guard = disks.guard(dir, () => undefined);
  const server = await kernel.until(
    startSimServer({
      dir,
      clock,
      random: chance,
      timers,
      guard,
      protocol: THIS_VERSION,
      epoch: 'first',
      onLines: () => undefined,
      onAnswered: () => undefined,
      onFault: () => undefined,
      foldsHistory: false,
      wrap: {},
    }),
  );
  const parts = { store: server.store, clock, random: chance };
  await kernel.until(fillLibrary(openLibraryWriter(server.store, clock), library));
  await kernel.until(setLayout(parts, { layout: OFFICE, folder: null }));
  for (const person of STAFF) await kernel.until(addStaff({ ...parts, hashPin: quickPinHash }, person));
  const night = { who: STAFF[1].role, codes: NIGHT_CODES, count: 1, limitMinor: null };
  const nights = { from: WORLD_START, to: WORLD_START + 365 * DAY_MS };
  await kernel.until(makeNightGrant(parts, { ...night, ...nights }));
  const desks: KeyFiles[] = [];
  for (let index = 0; index < MOST_DESKS; index += 1) {
    const branch = BRANCHES[index % BRANCHES.length] ?? 'main';
    const { code } = await kernel.until(createEnrolCode(parts, { branch, name: `Desk ${index}` }));
    const line = new SimLine({ kernel, pace, chance, host: () => server.handle, seen: () => undefined });
    const keys: KeyFiles = { secrets: null, mark: null };
    const deskDir = deskFolder(root, index);
    mkdirSync(deskDir);
    const deskGuard = disks.guard(deskDir, () => undefined);
    const desk = await kernel.until(
      startSimDesk({
        dir: deskDir,
        clock,
        random: chance,
        timers,
        fetch: line.fetch,
        protocol: THIS_VERSION,
        guard: deskGuard,
        keys,
        code,
        log: () => undefined,
        onChanged: () => undefined,
      }),
    );
    await kernel.pass(5_000);
    const signedIn = await kernel.until(desk.call('session.signIn', staffAt(index)));
    if (!signedIn.ok) throw new Error(`nobody could sign in: ${signedIn.error.message}`);
    await kernel.until(desk.core.stop());
    deskGuard.reap();
    desks.push(keys);
  }
  await kernel.until(server.close());
  guard.reap();
  return desks;
}
