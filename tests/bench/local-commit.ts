// An act recorded durably at the desk, beside a bare encrypted FULL append of the same bytes in the same run.

import { deskApi } from '../e2e/story/desk-api.ts';
import { percentile, waitUntil } from '../e2e/story/wait-until.ts';
import { bareAppends } from './bare-appends.ts';
import type { Bench } from './bench.ts';
import { startDemo } from './demo-desk.ts';

const acts = 300;

export const localCommit: Bench = {
  name: 'local-commit',
  run: async () => {
    const demo = await startDemo();
    try {
      const { ready } = demo.part;
      const api = deskApi(ready);
      await waitUntil('the copy is loaded', 30_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
      const [person] = ready.staff;
      await api.get('session.signIn', { staff: person?.staff ?? '', pin: person?.pin ?? '' });
      const times: number[] = [];
      for (let act = 0; act < acts; act += 1) {
        const started = performance.now();
        await api.get('circ.checkin', { item: ready.items[act % ready.items.length] ?? '' });
        times.push(performance.now() - started);
      }
      const floor = bareAppends(acts);
      return [
        {
          name: 'check-in through the loopback contract, p50',
          unit: 'ms',
          figure: percentile(times, 0.5),
          floor: percentile(floor, 0.5),
          bar: null,
          side: 'most',
        },
        {
          name: 'check-in through the loopback contract, p99',
          unit: 'ms',
          figure: percentile(times, 0.99),
          floor: percentile(floor, 0.99),
          bar: 50,
          side: 'most',
        },
      ];
    } finally {
      await demo.close();
    }
  },
};
