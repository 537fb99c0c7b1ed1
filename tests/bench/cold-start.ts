// Cold start of the demo, already built, to a scan box that can be used: server, desk and page. Bar: 3 s, the first time and later.
// Floor: Node starting and ending twice, and the browser opening a page of one line.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { percentile } from '../e2e/story/wait-until.ts';
import { deskPage } from '../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../support/screens/open-page.ts';
import type { Bench, Figure } from './bench.ts';
import { startDemo } from './demo-desk.ts';

const runs = 5;
const barMs = 3_000;

export const coldStart: Bench = {
  name: 'cold-start',
  run: async () => {
    const browser = await startBrowser();
    try {
      const floors: number[] = [];
      const first: number[] = [];
      const again: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        const dir = mkdtempSync(join(tmpdir(), 'holdfast-cold-'));
        floors.push(await floorMs(browser));
        first.push(await usableAfter(browser, dir));
        again.push(await usableAfter(browser, dir));
        rmSync(dir, { recursive: true, force: true });
      }
      return [
        figureOf('cold start, library made the first time', first, floors),
        figureOf('cold start, later', again, floors),
      ];
    } finally {
      await browser.close();
    }
  },
};

function figureOf(name: string, times: readonly number[], floors: readonly number[]): Figure {
  const most = Math.max(...times);
  return {
    name,
    unit: 'ms',
    figure: percentile(times, 0.5),
    floor: percentile(floors, 0.5),
    bar: barMs,
    side: 'most',
    note: `median of ${times.length}, slowest ${Math.round(most)}`,
  };
}

/**
 * From the command to a scan box that takes keys. The first time there is no sign-in yet: the PIN is typed as fast as
 * the page takes it.
 */
async function usableAfter(browser: Browser, dir: string): Promise<number> {
  const started = performance.now();
  const demo = await startDemo([], dir);
  const page = await openPage(browser, demo.part.ready.url);
  const [person] = demo.part.ready.staff;
  await page.getByRole('textbox').first().waitFor();
  if (await page.getByLabel('PIN', { exact: true }).isVisible())
    await deskPage(page).signIn(person?.staff ?? '', person?.pin ?? '');
  await page.waitForFunction(() => document.activeElement?.id === 'scan-box', null, { polling: 5 });
  const ms = performance.now() - started;
  await page.context().close();
  await demo.close();
  return Math.round(ms);
}

async function floorMs(browser: Browser): Promise<number> {
  const started = performance.now();
  for (let time = 0; time < 2; time += 1) execFileSync(process.execPath, ['-e', '0']);
  const page = await openPage(browser, 'data:text/html,<input>');
  await page.getByRole('textbox').waitFor();
  const ms = performance.now() - started;
  await page.context().close();
  return Math.round(ms);
}
