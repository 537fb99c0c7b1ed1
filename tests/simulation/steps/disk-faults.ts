// Faults of disks: they refuse writes, take their time, lose or spoil data; and people's use of images of them.

import { rmSync } from 'node:fs';
import { ledgerIds } from '../checks/ledger-ids.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { SECOND_MS } from '../../../shared/core/instant.ts';
import { holds } from '../world/broken.ts';
import { copyDatabase, type Refusal } from '../world/disk.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { askForTitle } from '../acts/holds.ts';
import { copiesIn, ledgerPathOf, SPOILED, spoil, type Spoiled } from './spoil-files.ts';

/** The time of a commit on a slow disk. */
const SLOW_COMMIT_MS = 5 * SECOND_MS;

/** A desk's disk refuses writes, until set otherwise. */
export function refuse({ running }: SimDesk, refusal: Refusal): void {
  if (running !== null) running.guard.refusal = running.guard.refusal === null ? refusal : null;
}

/** A desk's disk takes five seconds for each commit, until set otherwise. */
export function slowDisk(world: World, { running, pace }: SimDesk): void {
  if (running === null) return;
  const wasSlow = running.guard.onCommit !== null;
  running.guard.onCommit = wasSlow
    ? null
    : () => {
        world.covered('slow commit');
        pace.holdUp(SLOW_COMMIT_MS);
      };
}

/** The server's disk refuses writes, until set otherwise. */
export function refuseAtServer(world: World): void {
  const { server, chance } = world;
  if (server === null) return;
  const refusal = chance.pick(['SQLITE_FULL', 'SQLITE_IOERR_WRITE'] as const);
  if (server.guard.refusal === null) world.covered('server disk refused');
  server.guard.refusal = server.guard.refusal === null ? refusal : null;
}

/** Keeps an image of a ledger, or puts the kept one back, as a person does with a backup. */
export async function oldImage(world: World, desk: SimDesk): Promise<void> {
  const image = world.imagePath(desk.name);
  const path = ledgerPathOf(desk);
  if (!world.hasImage(desk.name) || world.chance.oneIn(2)) {
    await world.killDesk(desk);
    copyDatabase(path, image);
    return world.startAgain(desk);
  }
  await world.killDesk(desk);
  const before = ledgerIds(world, desk);
  copyDatabase(image, path);
  const kept = ledgerIds(world, desk);
  for (const id of before.difference(kept)) desk.lost.add(id);
  world.covered('old image of a ledger');
  if (!world.chance.oneIn(3)) return world.startAgain(desk);
  // Some bring back the whole desk, with the mark of the key store and the copy of the library, and go on without a line: only the server knows.
  desk.keys.mark = null;
  desk.mayFork = true;
  for (const copy of copiesIn(desk)) for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
  desk.line.set('down');
  await world.startAgain(desk);
  await askForTitle(world, desk);
}

/** The server's database is put back from an image. */
export async function restore(world: World): Promise<void> {
  const image = world.imagePath('central');
  if (!world.hasImage('central') || world.chance.oneIn(3)) {
    await world.restartServer((path) => copyDatabase(path, image));
    return;
  }
  await world.restoreServer(image);
}

/** A desk's copy of the library is spoiled, or gone, while its program is down. */
export async function brokenCopy(world: World, desk: SimDesk): Promise<void> {
  await world.killDesk(desk);
  const [path] = copiesIn(desk);
  const how = world.chance.pick(SPOILED);
  if (path !== undefined && spoil(path, how, world.chance)) {
    world.covered('copy spoiled');
    world.covered(`copy: ${how}`);
  }
  await world.startAgain(desk);
}

/** Errors that a desk may give for a ledger that is not sound. */
const REFUSED: Readonly<Record<Spoiled, readonly string[]>> = {
  'bit flip': ['HF-DB-001', 'HF-DB-002'],
  'torn page': ['HF-DB-001', 'HF-DB-002'],
  'missing file': ['HF-DB-016'],
};

/**
 * A desk's ledger is spoiled, or gone, while its program is down. The desk refuses to start on it with the reason; a ledger that it does start on
 * holds every act [I23]. Then the sound disk is put back.
 */
export async function brokenLedger(world: World, desk: SimDesk): Promise<void> {
  await world.killDesk(desk);
  const path = ledgerPathOf(desk);
  const before = ledgerIds(world, desk);
  const [sound, how] = [world.imagePath(`${desk.name}-sound`), world.chance.pick(SPOILED)];
  copyDatabase(path, sound);
  if (how === 'missing file') for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  if (!spoil(path, how, world.chance)) return world.startAgain(desk);
  const code = await startOn(world, desk);
  if (code === null) {
    await world.killDesk(desk);
    const after = ledgerIds(world, desk);
    holds(23, before.isSubsetOf(after), () => `${desk.name} started on a ledger with a ${how} that lost acts`);
  } else {
    holds(23, REFUSED[how].includes(code), () => `${desk.name} says ${code} of a ledger with a ${how}`);
    world.covered(`ledger refused: ${how}`);
  }
  copyDatabase(sound, path);
  await world.startAgain(desk);
}

/** Starts a desk; returns the code of its error, null where it starts. */
async function startOn(world: World, desk: SimDesk): Promise<string | null> {
  try {
    await world.startDesk(desk);
    return null;
  } catch (error) {
    if (error instanceof HoldfastError) return error.code;
    throw error;
  }
}
