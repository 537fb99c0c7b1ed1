// How fast a desk's queue drains after an outage: acts recorded while the server is gone, then the server comes back.
// Floor: as many bare appends to a file, one a transaction.

import { deskApi } from '../e2e/story/desk-api.ts';
import { waitUntil } from '../e2e/story/wait-until.ts';
import { bareAppends } from './bare-appends.ts';
import type { Bench } from './bench.ts';
import { startDemo } from './demo-desk.ts';

const acts = 500;

export const drain: Bench = {
  name: 'drain',
  run: async () => {
    const demo = await startDemo();
    try {
      const { ready } = demo.part;
      const api = deskApi(ready);
      await waitUntil('the copy is loaded', 30_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
      const person = ready.staff.at(-1);
      await api.get('session.signIn', { staff: person?.staff ?? '', pin: person?.pin ?? '' });
      await api.get('sync.pause', { on: true });
      for (let act = 0; act < acts; act += 1)
        await api.get('circ.checkin', { item: ready.items[act % ready.items.length] ?? '' });
      const started = performance.now();
      await api.get('sync.pause', { on: false });
      await waitUntil('the queue is empty', 60_000, async () => (await api.get('sync.status', {})).pending === 0);
      const seconds = (performance.now() - started) / 1_000;
      const floorSeconds = bareAppends(acts).reduce((sum, ms) => sum + ms, 0) / 1_000;
      return [
        {
          name: `drain of ${acts} acts`,
          unit: '/s',
          figure: Math.round(acts / seconds),
          floor: Math.round(acts / floorSeconds),
          bar: null,
          side: 'least',
          note: `${Math.round(seconds * 1_000)} ms in all`,
        },
      ];
    } finally {
      await demo.close();
    }
  },
};
