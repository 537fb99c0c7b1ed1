// The world of the shift story: the demo library, one central server, one desk, and an evening that goes past midnight. A desk that starts
// again does so two hours later: every program takes its time from one shift of the clock.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { DeskReady } from './desk-api.ts';
import { startPart, type Env, type Part } from './program.ts';
import { MAIN } from '../../../server/demo/demo-places.ts';
import { openStoryDesk, standAt, type StoryDesk } from './story-desk.ts';

/** Tuesday 13 October 2026, 22:40 where the demo library is. */
export const EVENING = '2026-10-14T05:40:00Z';
/** Ten past midnight. */
export const PAST_MIDNIGHT = '2026-10-14T07:10:00Z';
const BRANCH = MAIN;
/** So long a line that comes and goes is there, and away. */
const FLAP_MS = 3_000;
/** Of its demo library. */
export const SIZE = { patrons: 400, items: 800 };

type Ready = { readonly url: string };
type DemoReady = Ready & {
  readonly staff: readonly { readonly staff: string; readonly pin: string; readonly role: string }[];
  readonly patrons: readonly string[];
  readonly items: readonly string[];
};
export type Person = DemoReady['staff'][number];

export type ShiftWorld = {
  readonly dir: string;
  readonly patrons: readonly string[];
  readonly items: readonly string[];
  /** A person who works here, by role. */
  readonly person: (role: string) => Person;
  readonly desk: () => StoryDesk;
  readonly deskData: string;
  readonly env: () => Env;
  /** Where commands find the library. */
  readonly place: readonly string[];
  /** SIGKILL of the server. */
  readonly cutTheLine: () => Promise<void>;
  /** SIGKILL of the desk; it starts again past midnight, without a server, and the person signs in again. */
  readonly crashPastMidnight: (staff: Person) => Promise<void>;
  readonly mendTheLine: () => Promise<void>;
  /** The line comes and goes from now on. Returns how to mend it for good. */
  readonly flap: () => () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Builds the world at a moment. */
export async function openShiftWorld(browser: Browser, begins = EVENING): Promise<ShiftWorld> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-shift-'));
  const [centralData, deskData] = [join(dir, 'central'), join(dir, 'desk')];
  const envAt = (begins: string): Env => ({
    HOLDFAST_CLOCK_SHIFT_MS: String(Date.parse(begins) - Date.now()),
    HOLDFAST_STATE_DIR: join(dir, 'state'),
    HOLDFAST_CHECK_OUTPUT: '1',
  });
  let env = envAt(begins);
  const place = ['--database', 'embedded', '--data', centralData];
  const made = await startPart<DemoReady>(
    ['demo-central', '--data', centralData, '--patrons', String(SIZE.patrons), '--items', String(SIZE.items)],
    env,
  );
  const { staff, patrons, items } = made.ready;
  await made.end();
  let central = await startPart<Ready>(['serve', '--listen', '127.0.0.1:0', ...place], env);
  const url = central.ready.url;
  const person = (role: string): Person => {
    const found = staff.find((one) => one.role === role);
    if (found === undefined) throw new Error(`nobody is ${role} in the demo library`);
    return found;
  };
  const common = { name: 'Front desk', branch: BRANCH, browser };
  const enrolled = { ...common, central: url, centralData, data: deskData, env };
  const remove = () => rmSync(dir, { recursive: true, force: true });
  let desk = await openStoryDesk({ ...enrolled, staff: person('desk') }).catch(async (error: unknown) => {
    await central.end();
    remove();
    throw error;
  });
  const mendTheLine = async (): Promise<void> => {
    central = await startPart<Ready>(['serve', '--listen', new URL(url).host, ...place], env);
  };
  return {
    dir,
    patrons,
    items,
    person,
    deskData,
    place,
    desk: () => desk,
    env: () => env,
    cutTheLine: () => central.kill(),
    crashPastMidnight: async (staff) => {
      await desk.process.kill();
      await desk.screen.page.context().close();
      env = envAt(PAST_MIDNIGHT);
      const part: Part<DeskReady> = await startPart(['desk', '--data', deskData, '--shell', 'none'], env);
      desk = await standAt(part, { ...common, staff });
    },
    mendTheLine,
    flap: () => {
      let isOver = false;
      const flapping = (async () => {
        while (!isOver) {
          await central.kill();
          await setTimeout(FLAP_MS);
          await mendTheLine();
          await setTimeout(FLAP_MS);
        }
      })();
      return async () => {
        isOver = true;
        await flapping;
      };
    },
    close: async () => {
      await Promise.allSettled([desk.process.end(), central.end()]);
      remove();
    },
  };
}
