// The cost of an act for the overlay of a desk without a line where payments join everything: 2,000 loans, each paid
// for by its patron and by the patron of the next, and up to 500 acts that wait on one chain of them. Bars: an answer
// at the counter, 50 ms; a start, one second. Floor: the same check-ins without payments.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chainOfPayments, overdue } from '../unit/db/support/chain-of-payments.ts';
import { overlayDesk } from '../unit/db/support/test-overlay.ts';
import { checkinCommand, payCommand, type TestCommand } from '../unit/db/support/test-desk.ts';
import { startAt, type TestRow } from '../unit/db/support/test-rows.ts';
import type { Bench, Figure } from './bench.ts';
import { percentile } from '../e2e/story/wait-until.ts';

const loans = 2_000;
const scans = 250;
const barMs = 50;
const startBarMs = 1_000;

export const payments: Bench = {
  name: 'payments',
  run: () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
    try {
      const rows = chainOfPayments(loans);
      const floor = work(
        join(dir, 'unpaid'),
        rows.filter((row) => !isPayment(row)),
      );
      const chain = work(join(dir, 'chain'), rows, (n) =>
        payCommand(`p${n}`, [{ fee: overdue(`B-1/${4 * n + 1}`), amountMinor: 700, settles: true }]),
      );
      const most = (name: string, figure: number, below: Pick<Figure, 'floor' | 'bar'>): Figure => ({
        name,
        unit: 'ms',
        figure,
        ...below,
        side: 'most',
      });
      const atTheCounter = { floor: percentile(floor.checkins, 0.95), bar: barMs };
      const on = `on a chain of payments, to ${2 * scans} acts that wait`;
      return Promise.resolve([
        most(`check-in ${on}, p95`, percentile(chain.checkins, 0.95), atTheCounter),
        most(`payment ${on}, p95`, percentile(chain.payments, 0.95), atTheCounter),
        most(`start with ${2 * scans} acts on a chain of payments`, chain.start, {
          floor: floor.start,
          bar: startBarMs,
        }),
      ]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

type Worked = { readonly checkins: readonly number[]; readonly payments: readonly number[]; readonly start: number };

/** Checks books in, and takes a payment after each if one is given; each is recorded and shown. Times in milliseconds. */
function work(dir: string, rows: readonly TestRow[], payment?: (n: number) => TestCommand): Worked {
  const desk = overlayDesk(dir, rows);
  desk.desk.at = startAt + 30 * 86_400_000;
  const [checkins, paid]: [number[], number[]] = [[], []];
  for (let n = 1; n <= scans; n += 1) {
    checkins.push(timed(() => desk.act(checkinCommand(`i${n}`))));
    const pay = payment?.(n);
    if (pay !== undefined) paid.push(timed(() => desk.act(pay)));
  }
  const start = timed(() => desk.rebuilt());
  desk.close();
  return { checkins, payments: paid, start };
}

function isPayment({ kind, row }: TestRow): boolean {
  return kind === 'event' && (row as { readonly kind?: string }).kind === 'pay';
}

function timed(run: () => unknown): number {
  const started = performance.now();
  run();
  return Math.round((performance.now() - started) * 10) / 10;
}
