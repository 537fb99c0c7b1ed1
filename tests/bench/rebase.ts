// The cost of a committed batch for the overlay of a desk with 5,000 waiting acts: when it touches none of them, one,
// and all. Bar: one second. Floor: the overlay built from nothing, which every batch would need if it were not kept.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentStream } from '../../db/ledger/streams.ts';
import { replicaState } from '../../db/replica/replica-state.ts';
import { required } from '../../shared/core/assert.ts';
import { applyBatch } from '../unit/db/support/apply-batch.ts';
import { overlayDesk } from '../unit/db/support/test-overlay.ts';
import { checkoutCommand } from '../unit/db/support/test-desk.ts';
import { batchLines, itemRow, patronRow, put } from '../unit/db/support/test-rows.ts';
import type { Bench, Figure } from './bench.ts';

const pending = 5_000;
const patrons = 500;
const barMs = 1_000;

export const rebase: Bench = {
  name: 'rebase',
  run: () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
    const ids = Array.from({ length: pending + 1 }, (_, n) => `i${n}`);
    const people = Array.from({ length: patrons }, (_, n) => `p${n}`);
    const desk = overlayDesk(dir, [
      ...ids.map((id) => put('item', id, itemRow(id))),
      ...people.map((id) => put('patron', id, patronRow(id))),
    ]);
    try {
      for (let n = 0; n < pending; n += 1)
        desk.act(checkoutCommand(ids[n] ?? '', people[n % patrons] ?? '', desk.desk.at + 14 * 86_400_000));
      const floor = timed(() => desk.rebuilt());
      const { stream } = required(currentStream(desk.desk.ledger), () => 'no stream');
      const batch = (touched: readonly string[], lastSeq: number): number => {
        const pos = required(replicaState(desk.replica.writer), () => 'no state').pos;
        const changes = touched.map((id) => put('item', id, itemRow(id, { callNumber: `QA ${pos}` })));
        const applied = applyBatch(desk.replica.writer, batchLines(pos, changes, { [stream]: lastSeq }));
        if (!applied.ok) throw new Error(applied.error.reason);
        return timed(() => desk.overlay.committed(applied.value));
      };
      const figures: readonly (readonly [name: string, ms: number])[] = [
        ['that touches none', batch(ids.slice(pending), 0)],
        ['that touches one', batch(ids.slice(0, 1), 0)],
        ['that touches all', batch(ids.slice(0, pending), 0)],
        ['that confirms half', batch([], pending / 2)],
      ];
      return Promise.resolve(
        figures.map(([name, ms]): Figure => ({
          name: `rebase of ${pending} pending acts on a batch ${name}`,
          unit: 'ms',
          figure: ms,
          floor,
          bar: barMs,
          side: 'most',
        })),
      );
    } finally {
      desk.close();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return Math.round((performance.now() - started) * 10) / 10;
}
