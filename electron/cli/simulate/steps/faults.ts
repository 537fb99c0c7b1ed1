// What goes wrong in a simulation. Each kind can be left out of a run, so that a failing one can be told by fewer.

import { ledgerPath } from '../../../../db/ledger/open-ledger.ts';
import { setStaffRole } from '../../../../server/staff/staff-directory.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { cardOf, patronRow, RULE_SETS } from '../world/library.ts';
import { copyDatabase } from '../world/disk.ts';
import { noFaults, type LineMode } from '../world/network.ts';
import { STAFF } from '../world/template.ts';
import { forge } from './forgery.ts';
import { relay } from './relay.ts';
import { ledgerIds } from '../checks/ledger-ids.ts';
import type { SimDesk, World } from '../world/world.ts';

/** Kinds of faults, by how often they come where they may. */
export const FAULTS = {
  lines: 40,
  messages: 12,
  kills: 14,
  power: 6,
  'server-kills': 8,
  'disk-full': 4,
  'read-only': 2,
  clocks: 5,
  sleep: 6,
  'old-image': 4,
  restore: 2,
  'broken-copy': 2,
  rules: 3,
  staff: 2,
  merge: 2,
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
  await HAPPEN[fault](world, desk);
  return `${fault} ${desk.name}`;
}

const HAPPEN: Readonly<Record<Fault, (world: World, desk: SimDesk) => Promise<unknown> | void>> = {
  lines: (world, desk) => {
    const modes: Record<LineMode, number> = { up: 5, down: 4, 'black-hole': 1, 'one-way': 1, portal: 1 };
    const mode = world.chance.weighted<LineMode>(modes);
    const all = world.chance.oneIn(4);
    for (const one of all ? world.desks : [desk]) one.line.set(mode);
    if (mode === 'black-hole') world.covered('black hole');
    if (mode === 'one-way') world.covered('one-way line');
  },
  messages: (world, desk) => {
    const { chance } = world;
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
  },
  kills: async (world, desk) => {
    if (desk.running === null) return world.startAgain(desk);
    if (world.chance.oneIn(3)) {
      world.covered('desk killed between effects');
      await world.killDesk(desk);
    } else {
      world.covered('desk killed at a store call');
      desk.running.guard.killAt = desk.running.guard.calls + world.chance.between(1, 120);
    }
  },
  power: async (world, desk) => {
    if (desk.running === null) return world.startAgain(desk);
    world.covered('power lost');
    await world.killDesk(desk, world.chance);
  },
  'server-kills': async (world) => {
    if (world.server === null) return world.startServer();
    if (world.chance.oneIn(3)) return world.killServer();
    world.covered('server killed in a transaction');
    world.server.guard.killAt = world.server.guard.calls + world.chance.between(1, 150);
  },
  'disk-full': (_world, desk) => refuse(desk, 'SQLITE_FULL'),
  'read-only': (_world, desk) => refuse(desk, 'SQLITE_READONLY'),
  clocks: (world, desk) => {
    const { chance } = world;
    const years = 10 * 365 * DAY_MS;
    const off = chance.pick([0, 0, 3_000, -5 * MINUTE_MS, HOUR_MS, -DAY_MS, years, -years]);
    if (off !== 0) world.covered('clock set wrong');
    desk.wallOffMs = off;
  },
  sleep: (world) => {
    world.covered('computer slept');
    world.kernel.leap(world.chance.pick([MINUTE_MS, HOUR_MS, DAY_MS, 8 * DAY_MS, 20 * DAY_MS]));
  },
  'old-image': (world, desk) => oldImage(world, desk),
  restore: (world) => restore(world),
  'broken-copy': (world, desk) => brokenCopy(world, desk),
  rules: async (world) => {
    if (world.server === null) return;
    world.covered('rules changed');
    await world.onServer(() => world.libraryWriter().activateRuleSet(world.chance.pick(RULE_SETS), world.kernel.now));
  },
  staff: async (world) => {
    if (world.server === null) return;
    const { staff, role } = STAFF[1];
    const next = world.chance.pick([role, 'student', null] as const);
    if (next === null) world.covered('role revoked');
    await world.onServer((server) => setStaffRole({ store: server.store, clock: world.serverClock }, staff, next));
  },
  merge: async (world) => {
    if (world.server === null) return;
    const name = `U${world.chance.below(2)}`;
    const isKnown = world.joined.has(name);
    if (isKnown) return;
    world.joined.add(name);
    world.covered('patron merged');
    const row = patronRow(`P-${name}`, { cards: [{ number: cardOf(name), active: true, primary: true }] });
    await world.onServer(() => world.libraryWriter().putRows('patron', [row]));
  },
  forgery: (world, desk) => forge(world, desk),
  relay: (world) => relay(world),
};

function refuse(desk: SimDesk, refusal: 'SQLITE_FULL' | 'SQLITE_READONLY'): void {
  const { running } = desk;
  if (running === null) return;
  running.guard.refusal = running.guard.refusal === null ? refusal : null;
}

/** Keeps an image of a ledger, or puts the one back that was kept: what a person does with a backup. */
async function oldImage(world: World, desk: SimDesk): Promise<void> {
  const image = world.imagePath(desk.name);
  const path = ledgerPath(desk.dir);
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
  // Some keep the mark of the key store with it, and then only the server knows.
  if (world.chance.oneIn(3)) {
    desk.keys.mark = null;
    desk.mayFork = true;
  }
  await world.startAgain(desk);
}

async function restore(world: World): Promise<void> {
  const image = world.imagePath('central');
  if (!world.hasImage('central') || world.chance.oneIn(3)) {
    await world.restartServer((path) => copyDatabase(path, image));
    return;
  }
  await world.restoreServer(image);
}

/** Bytes of a copy are spoiled while its program is down. */
async function brokenCopy(world: World, desk: SimDesk): Promise<void> {
  await world.killDesk(desk);
  world.spoilCopy(desk);
  await world.startAgain(desk);
}

/** Longest back-off of a desk. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Everything works again. Half of the times the computers notice, as they mostly do when their network comes back; the other times the
 * longest back-off has to pass first.
 */
export async function heal(world: World): Promise<void> {
  await world.startServer();
  for (const desk of world.desks) {
    desk.line.heal();
    if (desk.running !== null) {
      desk.running.guard.refusal = null;
      desk.running.guard.killAt = null;
    }
    if (desk.running === null) await world.startDesk(desk);
  }
  if (world.server !== null) world.server.guard.killAt = null;
  if (world.chance.oneIn(2)) for (const { running } of world.desks) running?.core.networkUp();
  else await world.pass(LONGEST_WAIT_MS);
}
