// A day of eight desks at which the line comes and goes: eight hours and 4,000 acts, most of them offline, on simulated time. Nothing may be lost
// and nothing doubled, the end must be that of the plain model, and everything must be handed in within a simulated minute.

import { checkMoney } from '../../electron/cli/simulate/checks/check-server.ts';
import { checkCaughtUp, checkModel, checkNothingLost } from '../../electron/cli/simulate/checks/check-end.ts';
import { noPlant } from '../../electron/cli/simulate/plants/plants.ts';
import { someAct } from '../../electron/cli/simulate/steps/acts.ts';
import { holds } from '../../electron/cli/simulate/world/broken.ts';
import { makeTemplate, type Template } from '../../electron/cli/simulate/world/template.ts';
import { World } from '../../electron/cli/simulate/world/world.ts';
import type { Bench } from './bench.ts';

const desks = 8;
const acts = Number(process.env['HOLDFAST_OUTAGE_ACTS'] ?? 4_000);
const dayMs = 8 * 3_600_000;
const mostSeconds = 60;

export const simulatedOutage: Bench = {
  name: 'simulated-outage',
  run: async () => {
    const template = await makeTemplate();
    try {
      const { seconds, recorded, started } = await day(template);
      return [
        {
          name: `${recorded} acts of ${desks} desks handed in`,
          unit: 's',
          figure: seconds,
          floor: null,
          bar: mostSeconds,
          side: 'most',
          note: `simulated time; nothing lost, nothing doubled, the end is the model's; it took ${Math.round((performance.now() - started) / 1_000)} s`,
        },
      ];
    } finally {
      template.remove();
    }
  },
};

async function day(template: Template) {
  const started = performance.now();
  const world = new World({ template, seed: 'outage', desks, plant: noPlant() });
  try {
    await world.startServer();
    for (const desk of world.desks) await world.startDesk(desk);
    await world.pass(5_000);
    const recorded = () => world.desks.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
    while (recorded() < acts) {
      // Every line is down most of the time.
      if (world.chance.oneIn(20)) world.chance.pick(world.desks).line.set(world.chance.oneIn(5) ? 'up' : 'down');
      await someAct(world, world.desks);
      await world.pass(Math.round(dayMs / acts));
    }
    for (const { line } of world.desks) line.set('up');
    const seconds = await handIn(world);
    await checkCaughtUp(world);
    await world.disks.asideFor(async () => {
      await checkNothingLost(world);
      await checkNothingDoubled(world, recorded());
      await checkMoney(world);
      await checkModel(world);
    });
    return { seconds, recorded: recorded(), started };
  } finally {
    await world.close();
  }
}

/** How many simulated seconds pass until every desk has handed in what it had and has what the others did. */
async function handIn(world: World): Promise<number> {
  for (let seconds = 1; seconds <= 10 * mostSeconds; seconds += 1) {
    await world.pass(1_000);
    const head = Math.max(...world.desks.map(({ running }) => running?.core.engine.state.head ?? 0));
    const isDone = world.desks.every(({ running }) => {
      const state = running?.core.engine.state;
      return state !== undefined && state.ledger.pending === 0 && state.replica?.pos === head;
    });
    if (isDone) return seconds;
  }
  return Infinity;
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
