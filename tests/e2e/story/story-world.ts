// The world of the story: the real Evergreen data imported, one central server, two desks, the clock shifted to the story's morning.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openStoryDesk, type StoryDesk } from './story-desk.ts';
import { jsonLines, runHoldfast, startPart, type Env, type Part } from './program.ts';

/** Monday 27 June 2022, 10:00 in the library's zone. */
export const STORY_BEGINS = '2022-06-27T17:00:00Z';

export type Central = Part<{ readonly url: string; readonly pid: number }>;

export type StoryWorld = {
  readonly dir: string;
  readonly centralData: string;
  readonly env: Env;
  readonly a: StoryDesk;
  readonly b: StoryDesk;
  readonly measured: { readonly importMs: number; readonly desksMs: number; readonly taken: number };
  central(): Central;
  /** SIGKILL. */
  killCentral(): Promise<void>;
  /** Starts it again on the same address. */
  startCentral(): Promise<void>;
  close(): Promise<void>;
};

const staff = { staff: 'mina', pin: '424242' };

/** Builds the world. `data` is the folder of the Evergreen export. */
export async function openStoryWorld(data: string, browser: Browser): Promise<StoryWorld> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-story-'));
  const env: Env = {
    HOLDFAST_CLOCK_SHIFT_MS: String(Date.parse(STORY_BEGINS) - Date.now()),
    HOLDFAST_STATE_DIR: join(dir, 'state'),
    HOLDFAST_CHECK_OUTPUT: '1',
  };
  const centralData = join(dir, 'central');
  const imported = await timed(() => importData(data, centralData, env));
  const place = ['--database', 'embedded', '--data', centralData];
  await jsonLines(['staff', 'add', staff.staff, '--role', 'supervisor', '--pin', staff.pin, ...place], env);
  let central: Central = await startPart(['serve', '--listen', '127.0.0.1:0', ...place], env);
  const listen = new URL(central.ready.url).host;
  const common = { central: central.ready.url, centralData, env, browser, staff };
  const desks = await timed(async () => [
    await openStoryDesk({ ...common, name: 'Desk A', branch: 'RPLS-WEPL', data: join(dir, 'desk-a') }),
    await openStoryDesk({ ...common, name: 'Desk B', branch: 'RPLS-HDPL', data: join(dir, 'desk-b') }),
  ]);
  const [a, b] = desks.value;
  if (a === undefined || b === undefined) throw new Error('two desks');
  return {
    dir,
    centralData,
    env,
    a,
    b,
    measured: { importMs: imported.ms, desksMs: desks.ms, taken: imported.value },
    central: () => central,
    killCentral: () => central.kill(),
    startCentral: async () => {
      central = await startPart(['serve', '--listen', listen, ...place], env);
    },
    close: async () => {
      await Promise.allSettled([a.process.end(), b.process.end(), central.end()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function importData(data: string, into: string, env: Env): Promise<number> {
  const args = ['import', '--from', 'evergreen', '--into', into, data, '--json'];
  const { code, stdout, stderr } = await runHoldfast(args, env);
  if (code !== 0) throw new Error(`the import failed: ${stderr}`);
  const { kinds } = JSON.parse(stdout) as { kinds: Record<string, { taken: number }> };
  return Object.values(kinds).reduce((sum, { taken }) => sum + taken, 0);
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: Math.round(performance.now() - started) };
}
