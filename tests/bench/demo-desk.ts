// A demo desk for benches: started as a newcomer would, in a folder of its own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPart, type Part } from '../e2e/story/program.ts';

export type DemoReady = {
  readonly url: string;
  readonly token: string;
  readonly central: { readonly url: string; readonly pid: number };
  readonly staff: readonly { readonly staff: string; readonly pin: string; readonly role: string }[];
  readonly patrons: readonly string[];
  readonly items: readonly string[];
};

export type DemoDesk = { readonly part: Part<DemoReady>; readonly startMs: number; close(): Promise<void> };

/** Starts the demo in `dir`, or in a new folder that goes with it. */
export async function startDemo(args: readonly string[] = [], dir: string | null = null): Promise<DemoDesk> {
  const folder = dir ?? mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const env = { HOLDFAST_STATE_DIR: join(folder, 'state') };
  const started = performance.now();
  const part = await startPart<DemoReady>(['demo', '--shell', 'none', '--data', join(folder, 'demo'), ...args], env);
  return {
    part,
    startMs: Math.round(performance.now() - started),
    close: async () => {
      await part.end();
      if (dir === null) rmSync(folder, { recursive: true, force: true });
    },
  };
}
