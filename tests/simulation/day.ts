// A day of an outage: desks without a line for eight hours, some thousand acts at random over the same items. When the line is back everything must
// be handed in within a minute, nothing lost and nothing doubled, and the end, with the exceptions that are open, must be the plain model's.

import { HOUR_MS } from '../../shared/core/instant.ts';
import { checkActs } from './checks/check-acts.ts';
import { checkCaughtUp, checkModel, checkNothingLost } from './checks/check-end.ts';
import { checkMoney, checkServer } from './checks/check-server.ts';
import { someAct } from './steps/some-act.ts';
import { holds } from './world/broken.ts';
import { simLibrary } from './world/library.ts';
import { quickSigning } from './world/quick-signing.ts';
import { makeTemplate } from './world/template.ts';
import { World } from './world/world.ts';

/** Enough items that a day is like one, few enough that desks meet over them. */
const DAY_LIBRARY = simLibrary({ items: 600, asked: 60, patrons: 150 });
const DAY_MS = 8 * HOUR_MS;
/** Everything is handed in within so many simulated seconds. */
export const HANDED_IN_WITHIN_S = 60;

/** The result of a day. */
export type Day = {
  readonly acts: number;
  readonly desks: number;
  /** Simulated seconds from the line's return until every desk had handed in its acts and had those of the others. */
  readonly seconds: number;
  /** Open exceptions at the end, which are the model's. */
  readonly exceptions: number;
};

export type DayOptions = {
  readonly seed: string;
  /** How many are recorded before the line is back. */
  readonly acts: number;
  /** Desks of the library. */
  readonly desks: number;
  /** How many of them have no line, and do all that is done. */
  readonly away: number;
};

/** Lives such a day. Throws when something was lost, doubled or ended otherwise than by the model. */
export async function simulateDay({ seed, acts, desks, away }: DayOptions): Promise<Day> {
  const template = await makeTemplate(null, DAY_LIBRARY);
  const world = new World({ template, seed, desks, plant: {}, signing: quickSigning(), mix: 'long day' });
  const busy = world.desks.slice(0, away);
  try {
    await world.startServer();
    for (const desk of world.desks) await world.startDesk(desk);
    await world.pass(5_000);
    for (const { line } of busy) line.set('down');
    const recorded = () => world.desks.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
    for (let step = 1; recorded() < acts; step += 1) {
      world.beginStep(`act ${step}`);
      const before = recorded();
      await someAct(world, busy);
      await world.pass(Math.round(((recorded() - before) * DAY_MS) / acts));
    }
    for (const { line } of world.desks) line.heal();
    for (const { running } of world.desks) running?.core.networkUp();
    const seconds = await handIn(world);
    await checkCaughtUp(world);
    return await world.disks.asideFor(async () => {
      await checkServer(world);
      await checkNothingLost(world);
      await checkNothingDoubled(world, recorded());
      await checkMoney(world);
      await checkActs(world);
      await checkModel(world);
      return { acts: recorded(), desks, seconds, exceptions: await openExceptions(world) };
    });
  } finally {
    await world.close();
    template.remove();
  }
}

async function handIn(world: World): Promise<number> {
  for (let seconds = 1; seconds <= HANDED_IN_WITHIN_S; seconds += 1) {
    await world.pass(1_000);
    const head = Math.max(...world.desks.map(({ running }) => running?.core.engine.state.head ?? 0));
    const isDone = world.desks.every(({ running }) => {
      const state = running?.core.engine.state;
      return state !== undefined && state.ledger.pending === 0 && state.replica?.pos === head;
    });
    if (isDone) return seconds;
  }
  return holds(26, false, () => `not everything is handed in within ${HANDED_IN_WITHIN_S} s`) ?? Infinity;
}

/** Every act is answered once, and nothing else is. */
async function checkNothingDoubled(world: World, recorded: number): Promise<void> {
  const rows = await world
    .requireServer()
    .store.read((tx) => tx.db.selectFrom('receipt').select(['id', 'desk_id']).execute());
  const own = new Set(world.desks.map(({ running }) => String(running?.core.desk.identity.deskId)));
  const ids = rows.filter(({ desk_id: desk }) => own.has(desk)).map(({ id }) => id);
  holds(2, ids.length === new Set(ids).size, () => 'an act was answered twice');
  holds(2, ids.length >= recorded, () => `${ids.length} acts are answered of ${recorded}`);
}

async function openExceptions(world: World): Promise<number> {
  const rows = await world
    .requireServer()
    .store.read((tx) => tx.db.selectFrom('exception').select('id').where('state', '=', 'open').execute());
  return rows.length;
}
