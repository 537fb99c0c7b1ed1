// Reports of a year of 400,000 acts, as a desk of the demo asks for them while it goes on scanning: the first page on the screen, and every kind in
// every form, of the desk itself (a quarter of the acts) and of the library. Bars: 1 s, 10 s, and scans answered within 50 ms meanwhile.
// Floors: a call that does nothing, and the same scans while no report is made.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, formatInstant } from '../../shared/core/instant.ts';
import { deskApi, type DeskApi } from '../e2e/story/desk-api.ts';
import { percentile, waitUntil } from '../e2e/story/wait-until.ts';
import type { Bench, Figure } from './bench.ts';
import { startDemo } from './demo-desk.ts';
import { fillYear } from './fill-year.ts';

const acts = 400_000;
const desks = 4;
const firstPageMs = 1_000;
const exportMs = 10_000;
const answerMs = 50;
const betweenScansMs = 50;
const forms = ['pdf', 'xlsx', 'csv', 'json'] as const;

export const reports: Bench = {
  name: 'reports',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-reports-'));
    process.env['HOLDFAST_STATE_DIR'] = join(folder, 'state');
    try {
      const first = await startDemo(['--items', '5000', '--patrons', '1000'], folder);
      await untilLoaded(deskApi(first.part.ready));
      await first.close();
      const own = await fillYear(join(folder, 'demo'), { acts, desks });
      const demo = await startDemo([], folder);
      try {
        return await measure(demo.part.ready, own);
      } finally {
        await demo.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Ready = Awaited<ReturnType<typeof startDemo>>['part']['ready'];

async function measure(ready: Ready, own: number): Promise<Figure[]> {
  const api = deskApi(ready);
  await untilLoaded(api);
  const supervisor = ready.staff.at(-1);
  await api.get('session.signIn', { staff: supervisor?.staff ?? '', pin: supervisor?.pin ?? '' });
  await waitUntil('all is sent', 60_000, async () => (await api.get('sync.status', {})).pending === 0);
  const now = Date.now();
  const span = { from: formatInstant(now - 366 * DAY_MS), to: formatInstant(now) };
  const { reports: kinds } = await api.get('report.kinds', {});
  const floor = await timeOf(() => api.get('session.current', {}));
  const quiet = await scanWhile(ready, new Promise((resolve) => setTimeout(resolve, 5_000)));
  const figures: Figure[] = [];
  const meanwhile: number[] = [];
  const add = (name: string, figure: number, bar: number, note = '') =>
    figures.push({ name, unit: 'ms', figure, floor, bar, side: 'most', ...(note === '' ? {} : { note }) });
  for (const { kind, of: whose } of kinds) {
    for (const of of whose) {
      const asked = { kind, of, ...span };
      const named = `${kind} of the ${of === 'desk' ? `desk (${own} acts)` : `library (${acts} acts)`}`;
      const view = api.get('report.run', asked);
      meanwhile.push(...(await scanWhile(ready, view)));
      add(`${named}, on the screen`, await timeOf(() => api.get('report.run', asked)), firstPageMs);
      for (const format of forms) {
        const started = performance.now();
        const making = api.get('report.export', { ...asked, format });
        meanwhile.push(...(await scanWhile(ready, making)));
        const { base64 } = await making;
        const took = Math.round(performance.now() - started);
        add(`${named}, ${format}`, took, exportMs, `${Math.ceil(base64.length / 1_366)} KB, while scanning`);
      }
    }
  }
  figures.push({
    name: 'check-in answered meanwhile, p95',
    unit: 'ms',
    figure: percentile(meanwhile, 0.95),
    floor: percentile(quiet, 0.95),
    bar: answerMs,
    side: 'most',
    note: `${meanwhile.length} check-ins, the longest ${Math.round(Math.max(...meanwhile))} ms`,
  });
  return figures;
}

async function untilLoaded(api: DeskApi): Promise<void> {
  await waitUntil('the copy is loaded', 120_000, async () => {
    const { loading, replicaPos } = await api.get('sync.status', {});
    return loading === null && replicaPos > 0;
  });
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return Math.round(performance.now() - started);
}

/** Scans until something is done. */
async function scanWhile(ready: Ready, doing: Promise<unknown>): Promise<number[]> {
  const api = deskApi(ready);
  let isDone = false;
  const ended = Promise.allSettled([doing]).then(() => (isDone = true));
  const times: number[] = [];
  for (let n = 0; !isDone; n += 1) {
    const started = performance.now();
    await api.get('circ.checkin', { item: ready.items[n % ready.items.length] ?? '' });
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, betweenScansMs));
  }
  await ended;
  await doing;
  return times;
}
