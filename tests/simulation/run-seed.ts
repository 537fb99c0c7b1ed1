// One seed: a world is made, things happen in it, everything heals, and nothing may have been lost, doubled or shown wrong.

import { checkActs } from './checks/check-acts.ts';
import { checkCaughtUp, checkModel, checkNothingLost, CATCH_UP_MS } from './checks/check-end.ts';
import { countEnd } from './checks/count-end.ts';
import { checkDesk, checkTouched } from './checks/check-desk.ts';
import { checkRetries, checkStatus } from './checks/check-status.ts';
import { checkMoney, checkServer } from './checks/check-server.ts';
import { someAct } from './steps/some-act.ts';
import { FAULT_NAMES, heal, someFault, type Fault } from './steps/faults.ts';
import { changeNetwork } from './steps/lan.ts';
import { longPause } from './steps/long-pause.ts';
import { BrokenInvariantError } from './world/broken.ts';
import { chanceOf, type Chance } from './world/chance.ts';
import type { Coverage } from './world/coverage.ts';
import { signingOf } from './world/quick-signing.ts';
import type { Template } from './world/template.ts';
import { World, type Plant } from './world/world.ts';

export type SeedOptions = {
  readonly seed: number;
  readonly steps: number;
  /** Null: chosen by the seed. */
  readonly desks: number | null;
  /** Faults that may happen; null: chosen by the seed. */
  readonly faults: readonly Fault[] | null;
  /** Makes the planted fault, anew for each run. */
  readonly plant: () => Plant;
  /** The steps that happen, of all; null: every one. Set for a shrunk seed. */
  readonly only: ReadonlySet<number> | null;
  /** Desks of a branch exchange acts in every seed; else in one of twenty. */
  readonly lan?: boolean;
};

/** The result of a seed. */
export type SeedResult = {
  readonly seed: number;
  readonly desks: number;
  readonly traceHash: string;
  readonly coverage: Coverage;
  readonly broken: { readonly invariant: number; readonly step: number; readonly what: string } | null;
};

/** Everything is checked after so many steps. */
const CHECK_EVERY = 50;

/** Runs a seed on worlds of a template. */
export async function runSeed(template: Template, options: SeedOptions): Promise<SeedResult> {
  const { seed, steps } = options;
  const shape = shapeOf(options);
  const world = new World({
    template,
    seed: `seed ${seed}`,
    desks: shape.desks,
    plant: options.plant(),
    signing: signingOf(seed),
    foldsHistory: shape.foldsHistory,
    hasLan: shape.hasLan,
    mix: seed >= FIRST_OF_DEPARTMENT ? 'department' : 'desk',
  });
  let step = 0;
  let broken: SeedResult['broken'] = null;
  try {
    await world.startServer();
    if (shape.hasLan) await letDesksHear(world);
    for (const desk of world.desks) await world.startDesk(desk);
    await world.pass(1_000);
    for (step = 1; step <= steps; step += 1) {
      world.beginStep(`step ${step}`);
      if (shape.foldsHistory && isPause(step, steps)) {
        world.beginStep(`pause ${step}`);
        await longPause(world);
        await checkAll(world);
        world.beginStep(`step ${step}`);
      }
      if (options.only?.has(step) !== false) {
        world.trace(step, await oneStep(world, shape.faults));
        await world.reap();
        world.beginStep(`lan ${step}`);
        changeNetwork(world);
        checkTouched(world);
        await checkStatus(world);
        checkRetries(world);
      }
      if (step % CHECK_EVERY === 0 || step === steps) await checkAll(world);
    }
    world.beginStep('heal');
    world.neighbors?.heal();
    await heal(world);
    // A broken copy is found when it is read.
    await checkAll(world);
    await world.pass(CATCH_UP_MS);
    await checkCaughtUp(world);
    await checkAll(world);
    await world.disks.asideFor(async () => {
      await checkNothingLost(world);
      await checkMoney(world);
      await checkActs(world);
      await checkModel(world);
      await countEnd(world);
    });
  } catch (error) {
    const invariant = error instanceof BrokenInvariantError ? error.invariant : 0;
    broken = {
      invariant,
      step,
      what:
        error instanceof BrokenInvariantError ? error.message : String(error instanceof Error ? error.stack : error),
    };
    world.trace('broken', invariant);
  }
  const result = { seed, desks: shape.desks, traceHash: world.traceHash(), coverage: world.coverage, broken };
  await world.close();
  return result;
}

/** From here on seeds are of a whole department. */
export const FIRST_OF_DEPARTMENT = 10_000;

/** One seed in so many has a server that folds history, and pauses that are long enough for it. */
const HISTORY_EVERY = 25;
const HISTORY_SEED = 12;

function isPause(step: number, steps: number): boolean {
  return step === Math.ceil(steps / 3) || step === Math.ceil((2 * steps) / 3);
}

type Shape = {
  readonly desks: number;
  readonly faults: readonly Fault[];
  readonly foldsHistory: boolean;
  readonly hasLan: boolean;
};

/** One seed in so many has desks that exchange acts, of which two at least are of one branch. */
const LAN_EVERY = 20;
const LAN_DESKS = 3;

/** Each seed has faults of its own, so that some run long without the others in their way. */
function shapeOf({ seed, desks, faults, lan = false }: SeedOptions): Shape {
  const chance = chanceOf(`shape ${seed}`);
  const own = FAULT_NAMES.filter(() => !chance.oneIn(3));
  const hasLan = lan || seed % LAN_EVERY === 0;
  const many = desks ?? desksOf(chance);
  return {
    desks: hasLan && desks === null ? Math.max(LAN_DESKS, many) : many,
    hasLan,
    faults: faults ?? own,
    foldsHistory: seed % HISTORY_EVERY === HISTORY_SEED,
  };
}

/**
 * Two or three desks, mostly: three are the fewest of which two share a branch and one lacks rights. Their work has the same number of steps for any
 * number of desks, so that more desks meet less and take longer; one world in nine has four, one in nine any number up to eight.
 */
function desksOf(chance: Chance): number {
  const many = 0;
  const desks = chance.pick([2, 2, 3, 3, 3, 2, 2, 4, many]);
  return desks === many ? chance.pick([2, 3, 5, 6, 8]) : desks;
}

async function letDesksHear(world: World): Promise<void> {
  await world.onServer(() =>
    world.libraryWriter().changeLibrary((library) => ({ ...library, desk: { ...library.desk, lan: true } })),
  );
}

async function oneStep(world: World, faults: readonly Fault[]): Promise<string> {
  const kind = world.chance.weighted({ act: 42, time: 40, fault: 18 });
  switch (kind) {
    case 'act': {
      const running = world.desks.filter(({ running }) => running !== null);
      return running.length === 0 ? 'nobody works' : someAct(world, running);
    }
    case 'time': {
      const { chance } = world;
      // Now and then nothing happens for so long that a dead line must have been noticed.
      const ms = chance.oneIn(80) ? 90_000 : chance.between(1, chance.pick([50, 500, 3_000, 10_000]));
      await world.pass(ms);
      return `${ms} ms`;
    }
    case 'fault':
      return someFault(world, faults);
  }
}

/** Everything that must hold at any moment. */
async function checkAll(world: World): Promise<void> {
  await world.disks.asideFor(async () => {
    await checkServer(world);
    for (const desk of world.desks) await checkDesk(world, desk);
  });
}
