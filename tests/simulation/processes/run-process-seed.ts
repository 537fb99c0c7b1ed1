// One seed with real programs: people work at two desks while cores, whole desks and the server are killed and the lines cut. When all is whole
// again the same must hold as in a simulated world. The seed chooses the events; their times are those of the machine.

import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { verifyLedger } from '../../../db/ledger/verify-ledger.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import { openDeskQuietly } from '../../../electron/core/open-desk-quietly.ts';
import { systemClock } from '../../../electron/core/system-clock.ts';
import { systemRandom } from '../../../electron/core/system-random.ts';
import { checkActsIn } from '../checks/check-acts.ts';
import { checkModelIn } from '../checks/check-end.ts';
import { checkMoneyIn, checkRowsIn } from '../checks/check-server.ts';
import type { SeedResult } from '../run-seed.ts';
import { BrokenInvariantError, holds } from '../world/broken.ts';
import { chanceOf, type Chance } from '../world/chance.ts';
import { count, type Coverage } from '../world/coverage.ts';
import { SMALL_LIBRARY } from '../world/library.ts';
import { CUT_MODES, openCutLine, type CutMode } from './cut-line.ts';
import { keptAt, keptOf } from './kept.ts';
import { killProcess, makePrograms, type Programs, type Start } from './programs.ts';
import { WorkedDesk } from './worked-desk.ts';

export type ProcessSeed = {
  readonly seed: number;
  /** Things that go wrong. */
  readonly steps: number;
  readonly start: Start;
};

const DESKS = 2;
/** At each desk. */
const PEOPLE = 2;
const WRONG = { line: 6, core: 3, shell: 1, desk: 2, server: 4 } as const;

/** Runs one seed. */
export async function runProcessSeed({ seed, steps, start }: ProcessSeed): Promise<SeedResult> {
  const chance = chanceOf(`processes ${seed}`);
  const coverage: Coverage = new Map();
  const trace = createHash('sha256');
  const programs = await makePrograms(start);
  let [step, broken]: [number, SeedResult['broken']] = [0, null];
  let library: Library | null = null;
  try {
    library = await startLibrary(programs, chance);
    for (const [index, desk] of library.desks.entries())
      for (let person = 1; person <= PEOPLE; person += 1) {
        const debtor = SMALL_LIBRARY.rare.patrons[index * PEOPLE + person - 1] ?? '';
        desk.work(chance.fork(`person ${person} at ${desk.name}`), debtor);
      }
    for (step = 1; step <= steps; step += 1) {
      const what = await goWrong(library, chance.fork(`step ${step}`));
      trace.update(`${what}\n`);
      count(coverage, what);
    }
    await comeToRest(library, coverage);
  } catch (error) {
    const isBroken = error instanceof BrokenInvariantError;
    broken = {
      invariant: isBroken ? error.invariant : 0,
      step,
      what: isBroken ? error.message : String(error instanceof Error ? error.stack : error),
    };
  } finally {
    await library?.end();
    programs.remove();
  }
  return { seed, desks: DESKS, traceHash: trace.digest('hex'), coverage, broken };
}

type Library = {
  readonly programs: Programs;
  readonly desks: readonly WorkedDesk[];
  /** Kills the server and starts it again after a while. */
  readonly killServer: (downMs: number) => Promise<void>;
  readonly closeServer: () => Promise<void>;
  /** Ends everything that still runs. */
  readonly end: () => Promise<void>;
};

async function startLibrary(programs: Programs, chance: Chance): Promise<Library> {
  const codes: string[] = [];
  for (let index = 0; index < DESKS; index += 1) codes.push(await programs.enrolCode(index));
  let server = await programs.serve();
  const desks: WorkedDesk[] = [];
  for (const [index, code] of codes.entries()) {
    const name = `desk-${index}`;
    const line = await openCutLine(server.ready.url, chance.fork(`line ${index}`));
    const started = await programs.startDesk(name, { central: line.url, code });
    desks.push(new WorkedDesk(programs, { name, line, index, started }));
  }
  return {
    programs,
    desks,
    killServer: async (downMs) => {
      killProcess(server.pid);
      await server.ended;
      await pause(downMs);
      server = await programs.serve();
      for (const { line } of desks) line.leadTo(server.ready.url);
    },
    closeServer: () => server.close(),
    end: async () => {
      await Promise.all(desks.map((desk) => desk.end()));
      await server.close();
      for (const { line } of desks) await line.close();
    },
  };
}

/** One thing goes wrong. Returns its name. */
async function goWrong({ desks, killServer }: Library, chance: Chance): Promise<string> {
  const desk = chance.pick(desks);
  const what = chance.weighted<keyof typeof WRONG>(WRONG);
  await desk.moreActs(chance.between(1, 6));
  switch (what) {
    case 'line': {
      const mode = chance.pick<CutMode>(CUT_MODES);
      desk.line.set(mode);
      await pause(chance.between(0, 400));
      return `line ${mode}`;
    }
    case 'server':
      await pause(chance.between(0, 60));
      await killServer(chance.between(0, 400));
      return 'server killed';
    default: {
      await pause(chance.between(0, 15));
      const before = [...desk.acknowledged];
      await desk.kill(what);
      await desk.revive();
      const kept = await desk.inLedger();
      for (const id of before) holds(1, kept.has(id), () => `${id} was acknowledged at ${desk.name} and is gone`);
      return `${what} killed`;
    }
  }
}

/** Everything is whole again and all programs stop; then the final checks run. */
async function comeToRest({ programs, desks, closeServer }: Library, coverage: Coverage): Promise<void> {
  for (const { line } of desks) line.set('up');
  await Promise.all(desks.map((desk) => desk.stop()));
  // One desk's last acts are news for the others.
  for (const desk of [...desks, ...desks]) await desk.settled();
  const seen = await Promise.all(desks.map((desk) => desk.statuses()));
  for (const desk of desks) await desk.end();
  await closeServer();
  for (const desk of desks) {
    count(coverage, 'acts acknowledged', desk.acknowledged.length);
    count(coverage, 'cents taken', sumOf(desk.taken));
    await checkLedger(programs, desk);
  }
  await programs.withStore(async (store) => {
    const items = await store.read((tx) => readAllRows(tx, 'item'));
    for (const { id, state } of items)
      for (const [index, statuses] of seen.entries()) {
        const status = statuses.get(id);
        holds(9, status === undefined || status === state.status, () => `desk-${index} shows ${id} as ${status}`);
      }
    await checkRowsIn(store, () => undefined);
    await checkMoneyIn(store);
    for (const desk of desks) await checkTaken(store, desk);
    await checkActsIn(store);
    await checkModelIn(store);
  });
}

/** Each payment that a desk answered for is at the server with the same amount. [I16] */
async function checkTaken(store: Store, { name, taken }: WorkedDesk): Promise<void> {
  const events = await store.read((tx) => readAllRows(tx, 'event'));
  const paid = new Map(events.flatMap((act) => (act.kind === 'pay' ? [[String(act.id), act.amountMinor]] : [])));
  for (const [id, amount] of taken)
    holds(16, paid.get(id) === amount, () => `${name} took ${amount} by ${id}, and the server has ${paid.get(id)}`);
}

const sumOf = (amounts: ReadonlyMap<string, number>): number =>
  [...amounts.values()].reduce((all, one) => all + one, 0);

/** Every acknowledged act is in the ledger [I1], which is sound [I4] [I23] and the same at the server, byte for byte [I2] [I5] [I6] [I17]. */
async function checkLedger(programs: Programs, { name, deskId, acknowledged }: WorkedDesk): Promise<void> {
  const keys = programs.keysOf(name);
  const desk = await openDeskQuietly(programs.path(name), systemClock(0), systemRandom, keys);
  try {
    const { problems } = verifyLedger(desk.ledger, desk.signer.publicKey);
    holds(23, problems.length === 0, () => `the ledger of ${name} is not sound: ${JSON.stringify(problems)}`);
    const here = keptAt(desk.ledger);
    const ids = new Set(here.map(({ id }) => id));
    for (const id of acknowledged) holds(1, ids.has(id), () => `${id} was acknowledged at ${name} and is gone`);
    holds(2, ids.size === here.length, () => `an act of ${name} is in its ledger twice`);
    const there = await programs.withStore((store) => keptOf(store, deskId));
    holds(
      17,
      JSON.stringify(there) === JSON.stringify(here),
      () => `${name} has ${here.length} acts and the server ${there.length} of them, or with other bytes or answers`,
    );
  } finally {
    desk.close();
  }
}
