// Faults of a simulation. Each kind can be left out of a run, so that a failing one can be reduced.

import { noFaults, type LineMode } from '../world/network.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { allSleep, changeClocks, killDesk, killServer, losePower, setClock, suspend } from './computer-faults.ts';
import { brokenCopy, brokenLedger, oldImage, refuse, refuseAtServer, restore, slowDisk } from './disk-faults.ts';
import { forge } from './forgery.ts';
import {
  breakServer,
  changeHolding,
  changeRows,
  changeRules,
  changeStaff,
  enterUnknown,
  revoke,
} from './library-faults.ts';
import { relay } from './relay.ts';
import { releaseHeld } from './release.ts';
import { finishUpgrade, upgrade } from './upgrade.ts';

/** Kinds of faults, by how often they come where they may. */
export const FAULTS = {
  lines: 40,
  messages: 12,
  kills: 14,
  power: 6,
  'server-kills': 8,
  'disk-full': 4,
  'read-only': 2,
  'disk-error': 3,
  'slow-disk': 3,
  'server-disk': 3,
  clocks: 5,
  sleep: 6,
  suspend: 4,
  dst: 2,
  'old-image': 6,
  restore: 4,
  'broken-copy': 3,
  'broken-ledger': 2,
  rules: 3,
  staff: 2,
  merge: 3,
  rows: 5,
  'server-fault': 2,
  revoke: 2,
  upgrade: 5,
  forgery: 3,
  relay: 8,
} as const;
export type Fault = keyof typeof FAULTS;

const parseNames = (faults: typeof FAULTS) => Object.keys(faults) as Fault[];
export const FAULT_NAMES: readonly Fault[] = parseNames(FAULTS);

const NONE: Readonly<Record<Fault, number>> = {
  ...FAULTS,
  ...Object.fromEntries(FAULT_NAMES.map((fault) => [fault, 0])),
};

function pickWeights(allowed: readonly Fault[]): Readonly<Partial<Record<Fault, number>>> {
  return Object.fromEntries(allowed.map((fault) => [fault, FAULTS[fault]]));
}

/** Lets one of the allowed faults happen. Returns which, for the trace. */
export async function someFault(world: World, allowed: readonly Fault[]): Promise<string> {
  if (allowed.length === 0) return 'none';
  const fault = world.chance.weighted<Fault>({ ...NONE, ...pickWeights(allowed) });
  const desk = world.chance.pick(world.desks);
  // No step touches a computer that sleeps, or that is held up.
  if (desk.pace.waitMs > 0) return 'held up';
  await HAPPEN[fault](world, desk);
  return `${fault} ${desk.name}`;
}

const HAPPEN: Readonly<Record<Fault, (world: World, desk: SimDesk) => Promise<unknown> | void>> = {
  lines: changeLine,
  messages: changeMessages,
  kills: killDesk,
  power: losePower,
  'server-kills': killServer,
  'disk-full': (_world, desk) => refuse(desk, 'SQLITE_FULL'),
  'read-only': (_world, desk) => refuse(desk, 'SQLITE_READONLY'),
  'disk-error': (_world, desk) => refuse(desk, 'SQLITE_IOERR_WRITE'),
  'slow-disk': slowDisk,
  'server-disk': refuseAtServer,
  clocks: setClock,
  sleep: allSleep,
  suspend,
  dst: changeClocks,
  'old-image': oldImage,
  restore,
  'broken-copy': brokenCopy,
  'broken-ledger': brokenLedger,
  rules: andHolding(changeRules),
  staff: andHolding(changeStaff),
  merge: andHolding(enterUnknown),
  rows: andHolding(changeRows),
  'server-fault': breakServer,
  revoke,
  upgrade,
  forgery: forge,
  relay,
};

/** Whenever the library changes something it changes holds as well, last in the step: so every step draws the same as before this was added. */
function andHolding(change: (world: World, desk: SimDesk) => Promise<unknown>) {
  return async (world: World, desk: SimDesk): Promise<void> => {
    await change(world, desk);
    await changeHolding(world);
  };
}

function changeLine(world: World, desk: SimDesk): void {
  const modes: Record<LineMode, number> = { up: 5, down: 4, 'black-hole': 1, 'one-way': 1, listening: 1, portal: 1 };
  const mode = world.chance.weighted<LineMode>(modes);
  const all = world.chance.oneIn(4);
  for (const one of all ? world.desks : [desk]) one.line.set(mode);
  if (mode === 'black-hole') world.covered('black hole');
  if (mode === 'one-way') world.covered('one-way line');
  if (mode === 'listening') world.covered('one-way line, the other way');
}

function changeMessages({ chance }: World, desk: SimDesk): void {
  const once = (n: number) => (chance.oneIn(3) ? n : 0);
  desk.line.line.latencyMs = chance.pick([2, 20, 200, 2_000]);
  desk.line.line.faults = chance.oneIn(4)
    ? noFaults
    : // An answer that is lost after its commit is where most systems double or lose.
      {
        loseAnswer: chance.oneIn(2) ? 3 : 0,
        dropRequest: once(5),
        duplicate: once(3),
        truncate: once(6),
        slow: once(5),
      };
}

/** Longest back-off of a desk. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Everything works again. Half of the times the computers notice, as they mostly do when their network comes back; the other times the
 * longest back-off has to pass first.
 */
export async function heal(world: World): Promise<void> {
  // Programs that died in the last step are found dead first: they are started again with the others.
  await world.reap();
  await world.startServer();
  // Before any time passes: a server that was to die in its next transactions would die while desks start, and stay dead.
  if (world.server !== null) {
    world.server.guard.killAt = null;
    world.server.guard.refusal = null;
  }
  for (const { line, running } of world.desks) {
    line.heal();
    if (running === null) continue;
    running.guard.refusal = null;
    running.guard.killAt = null;
    running.guard.onCommit = null;
  }
  for (const desk of world.desks) if (desk.running === null) await world.startDesk(desk);
  // Sleeping computers are woken up, and slow disks waited for.
  await world.pass(Math.max(0, ...world.desks.map(({ pace }) => pace.waitMs)));
  await finishUpgrade(world);
  // The schedule of a server that ended between a decision on a batch and the accounts.
  await world.onServer((server) => server.settleBills());
  if (world.chance.oneIn(2)) for (const { running } of world.desks) running?.core.networkUp();
  else await world.pass(LONGEST_WAIT_MS);
  await releaseHeld(world);
}
