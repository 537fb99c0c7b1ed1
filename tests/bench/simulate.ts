// How many seeds of the simulation run in ten minutes, with two processes, at 500 steps each. A quarter of a minute is spent once on the template.

import { openProgram } from '../integration/electron/cli/support/program.ts';
import type { Bench } from './bench.ts';

const seeds = 200;
const steps = 500;

export const simulate: Bench = {
  name: 'simulate',
  run: async () => {
    const program = openProgram();
    try {
      const args = ['simulate', '--seeds', `1..${seeds}`, '--steps', String(steps), '--processes', '2', '--json'];
      const started = performance.now();
      const { code, stdout } = await program.spawn(args, { entry: 'built' }).ended;
      const seconds = (performance.now() - started) / 1_000;
      return [
        {
          name: `seeds of ${steps} steps`,
          unit: 'in ten minutes',
          figure: Math.round((seeds / seconds) * 600),
          floor: null,
          bar: 2_000,
          side: 'least',
          note: `${seeds} took ${Math.round(seconds)} s, ${code === 0 ? 'none broken' : stdout.trim().slice(0, 300)}`,
        },
      ];
    } finally {
      await program.close();
    }
  },
};
