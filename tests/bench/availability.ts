// A catalog that asks where copies are, of a library of two hundred thousand: time of one question while others are asked. Floor: the cheapest
// question of the same server.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from '../e2e/story/wait-until.ts';
import { runHoldfast, startPart } from '../e2e/story/program.ts';
import type { Bench, Figure } from './bench.ts';
import { itemBarcode, makeBigLibrary } from './big-library.ts';

const size = { titles: 50_000, items: 200_000, patrons: 10_000 };
const barMs = 20;
/** Askers at once, and questions of each. */
const [askers, each] = [8, 250];

export const availability: Bench = {
  name: 'availability',
  run: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-availability-'));
    const state = join(dir, 'state');
    process.env['HOLDFAST_STATE_DIR'] = state;
    const env = { HOLDFAST_STATE_DIR: state };
    const data = join(dir, 'central');
    mkdirSync(data);
    await makeBigLibrary(data, size);
    const place = ['--database', 'embedded', '--data', data];
    const token = (await runHoldfast(['reader', 'add', 'catalog', ...place], env)).stdout.trim();
    const server = await startPart<{ url: string }>(['serve', '--listen', '127.0.0.1:0', ...place], env);
    try {
      const ask = async (path: string) => {
        const answer = await fetch(`${server.ready.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      };
      const floor = await timed(() => ask('/v1/head'));
      const byBarcode = await timed((n) => ask(`/v1/availability?barcode=${itemBarcode((n * 4_801) % size.items)}`));
      const byTitle = await timed((n) => ask(`/v1/availability?title=bench-title-${(n * 1_201) % size.titles}`));
      const figure = (name: string, times: readonly number[], share: number): Figure => ({
        name: `availability by ${name}, p${share * 100}`,
        unit: 'ms',
        figure: Math.round(percentile(times, share) * 10) / 10,
        floor: Math.round(percentile(floor, share) * 10) / 10,
        bar: share === 0.95 ? barMs : null,
        side: 'most',
        note: `${askers} at once, ${times.length} questions`,
      });
      return [
        figure('barcode', byBarcode, 0.5),
        figure('barcode', byBarcode, 0.95),
        figure('title', byTitle, 0.5),
        figure('title', byTitle, 0.95),
      ];
    } finally {
      await server.end();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

/** Milliseconds of each question, several askers at once. */
async function timed(ask: (n: number) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: askers }, async (_, asker) => {
      for (let n = 0; n < each; n += 1) {
        const started = performance.now();
        await ask(asker * each + n);
        times.push(performance.now() - started);
      }
    }),
  );
  return times;
}
