// The first copy of a desk: a million rows over loopback, while staff check items in. Bars: 20 s, and answers within 50 ms meanwhile.
// Floors: rows of the same length poured into a bare encrypted file; the same check-ins once the copy is there.

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForBulkLoad } from '../../db/open/open-file.ts';
import { deskApi, type DeskApi, type DeskReady } from '../e2e/story/desk-api.ts';
import { startPart } from '../e2e/story/program.ts';
import { percentile } from '../e2e/story/wait-until.ts';
import type { Bench } from './bench.ts';
import { makeBigLibrary } from './big-library.ts';

const rows = 1_000_000;
const barMs = 20_000;
const answerBarMs = 50;
const betweenScansMs = 100;

export const bootstrap: Bench = {
  name: 'bootstrap',
  run: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
    // The keys of this process and of the programs that it starts are in one place.
    const state = join(dir, 'state');
    process.env['HOLDFAST_STATE_DIR'] = state;
    const env = { HOLDFAST_STATE_DIR: state };
    const floorMs = pourBare(join(dir, 'floor'));
    mkdirSync(join(dir, 'central'));
    const { code, staff, pin } = await makeBigLibrary(join(dir, 'central'), rows);
    const central = ['--database', 'embedded', '--data', join(dir, 'central')];
    const server = await startPart<{ url: string }>(['serve', '--listen', '127.0.0.1:0', ...central], env);
    try {
      const started = performance.now();
      const joining = ['--central', server.ready.url, '--code', code, '--shell', 'none', '--data', join(dir, 'desk')];
      const desk = await startPart<DeskReady>(['desk', ...joining], env);
      try {
        const api = deskApi(desk.ready);
        await signIn(api, staff, pin);
        const meanwhile = await scanUntil(api, async () => {
          const { loading, replicaPos } = await api.get('sync.status', {});
          return loading === null && replicaPos > 0;
        });
        const loadedMs = performance.now() - started;
        let left = 100;
        const after = await scanUntil(api, () => Promise.resolve((left -= 1) <= 0));
        return [
          {
            name: `first copy of ${rows} rows`,
            unit: 'ms',
            figure: Math.round(loadedMs),
            floor: Math.round(floorMs),
            bar: barMs,
            side: 'most',
            note: 'from the start of the desk, enrolment included',
          },
          {
            name: 'check-in answered meanwhile, p95',
            unit: 'ms',
            figure: percentile(meanwhile, 0.95),
            floor: percentile(after, 0.95),
            bar: answerBarMs,
            side: 'most',
            note: `${meanwhile.length} check-ins, the longest ${Math.round(Math.max(...meanwhile))} ms`,
          },
        ];
      } finally {
        await desk.end();
      }
    } finally {
      await server.end();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

/** Rights come when the desk has reached the server. */
async function signIn(api: DeskApi, staff: string, pin: string): Promise<void> {
  const until = performance.now() + 30_000;
  for (;;) {
    const answer = await api.call('session.signIn', { staff, pin });
    if (answer.ok) return;
    if (performance.now() > until) throw new Error(answer.error.message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Checks items in, one after another, until it is told to end; returns how long each answer took. */
async function scanUntil(api: DeskApi, isOver: () => Promise<boolean>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; !(await isOver()); n += 1) {
    const started = performance.now();
    const answer = await api.call('circ.checkin', { item: `4${String(n * 7).padStart(9, '0')}` });
    // Before the rules are here nothing is decided, and that is said at once.
    if (answer.ok) times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, betweenScansMs));
  }
  return times;
}

/** Milliseconds to pour as many rows of an item's length into an encrypted file, with nothing else done to them. */
function pourBare(path: string): number {
  const db = openForBulkLoad({ file: 'replica', path, key: randomBytes(32) });
  const text = 'x'.repeat(550);
  const started = performance.now();
  db.exec('CREATE TABLE item (n INTEGER PRIMARY KEY, key TEXT, version INTEGER, row TEXT)');
  db.run('BEGIN');
  for (let n = 0; n < rows; n += 1) db.run('INSERT INTO item (key, version, row) VALUES (?, 1, ?)', `key-${n}`, text);
  db.run('COMMIT');
  const tookMs = performance.now() - started;
  db.close();
  rmSync(path, { force: true });
  return tookMs;
}
