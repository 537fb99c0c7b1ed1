// An act recorded durably at the desk, beside a bare encrypted FULL append of the same bytes in the same run.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDriver } from '../../db/open/driver.ts';
import { deskApi } from '../e2e/story/desk-api.ts';
import { percentile, waitUntil } from '../e2e/story/wait-until.ts';
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

/** One row of two kilobytes a transaction, encrypted, WAL, synchronous FULL. */
function bareAppends(count: number): number[] {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-floor-'));
  const db = openDriver(join(dir, 'floor.db'), {});
  db.pragma("cipher='chacha20'");
  db.pragma(`key="x'${randomBytes(32).toString('hex')}'"`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE act (n INTEGER PRIMARY KEY, body TEXT)');
  const insert = db.prepare('INSERT INTO act (body) VALUES (?)');
  const body = 'x'.repeat(2_000);
  const times = Array.from({ length: count }, () => {
    const started = performance.now();
    insert.run(body);
    return performance.now() - started;
  });
  db.close();
  rmSync(dir, { recursive: true, force: true });
  return times;
}
