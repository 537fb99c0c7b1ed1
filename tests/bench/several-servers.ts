// The gain of more servers on one PostgreSQL: 32 desks with 50 acts each, ten a request, through 1, 2 and 4 of them.
// Floor: as many transactions as there are requests, each taking the feed's next position and nothing else.

import { drainDesk } from '../integration/server/support/persistent-desk.ts';
import type { Bench, Figure } from './bench.ts';
import { deskWithActs, startCentral, type Central } from './central.ts';

const desks = 32;
const actsEach = 50;
const batch = 10;

export const severalServers: Bench = {
  name: 'several-servers',
  run: async () => {
    const figures: Figure[] = [];
    for (const servers of [1, 2, 4]) figures.push(await throughServers(servers));
    return figures;
  },
};

async function throughServers(servers: number): Promise<Figure> {
  const central = await startCentral({ kind: 'postgres', servers });
  try {
    const all = [];
    for (let index = 0; index < desks; index += 1) all.push(await deskWithActs(central, `D${index}`, actsEach));
    const before = central.cpuMs();
    const started = performance.now();
    const drained = await Promise.all(all.map((desk) => drainDesk(desk, { url: central.url, batch })));
    const seconds = (performance.now() - started) / 1_000;
    const cpu = (central.cpuMs() - before) / (desks * actsEach);
    return {
      name: `acts of ${desks} desks at once (${central.name})`,
      unit: '/s',
      figure: Math.round((desks * actsEach) / seconds),
      floor: Math.round(batch * (await positionsASecond(central))),
      bar: null,
      side: 'least',
      note: `${cpu.toFixed(2)} ms of server CPU each, ${drained.flatMap(({ failures }) => failures).length} requests sent again`,
    };
  } finally {
    await central.close();
  }
}

/** How often a second the feed's counter can be taken and committed. */
async function positionsASecond({ store }: Central): Promise<number> {
  const times = (desks * actsEach) / batch;
  const started = performance.now();
  await Promise.all(Array.from({ length: times }, () => store.write((tx) => tx.nextPosition())));
  return times / ((performance.now() - started) / 1_000);
}
