// 10,000 acts of one desk, sent to the central server after an outage in batches as a desk sends them, one request in flight; on the embedded
// database and on PostgreSQL. Floor: the same number of bare encrypted appends, a hundred of which would be one batch.

import { drainDesk } from '../integration/server/support/persistent-desk.ts';
import { MAX_BATCH_ENVELOPES } from '../../shared/wire/commands.ts';
import { bareAppends } from './bare-appends.ts';
import type { Bench, Figure } from './bench.ts';
import { deskWithActs, startCentral, type CentralKind } from './central.ts';

const acts = 10_000;

export const centralDrain: Bench = {
  name: 'central-drain',
  run: async () => [await drainOn({ kind: 'embedded' }), await drainOn({ kind: 'postgres', servers: 1 })],
};

async function drainOn(kind: CentralKind): Promise<Figure> {
  const central = await startCentral(kind);
  try {
    const desk = await deskWithActs(central, 'Bench', acts);
    const before = central.cpuMs();
    const started = performance.now();
    const { failures } = await drainDesk(desk, { url: central.url, batch: MAX_BATCH_ENVELOPES });
    const ms = performance.now() - started;
    const cpu = (central.cpuMs() - before) / acts;
    return {
      name: `${acts} pending acts taken by the server (${central.name})`,
      unit: 'ms',
      figure: Math.round(ms),
      floor: Math.round(bareAppends(acts).reduce((sum, one) => sum + one, 0)),
      bar: 20_000,
      side: 'most',
      note: `${Math.round((acts / ms) * 1_000)} acts/s, ${cpu.toFixed(2)} ms of server CPU each, ${failures.length} requests sent again`,
    };
  } finally {
    await central.close();
  }
}
