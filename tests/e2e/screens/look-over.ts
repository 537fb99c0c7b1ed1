// Looks every screen over in one look, in a real browser over the fake desk: no accessibility fault, nothing on the console, no sideways
// scrolling. With HOLDFAST_TEST_SHOTS set to a folder, a screenshot of each is put there.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { everyScreen } from '../../support/fake-desk/every-screen.ts';
import { startFakeServer, type FakeServer } from '../../support/fake-desk/fake-server.ts';
import { STOPS } from '../../support/fake-desk/stops.ts';
import { builtDir } from '../../support/project-dir.ts';
import { accessibilityFaults } from '../../support/screens/axe.ts';
import { deskPage } from '../../support/screens/desk-page.ts';
import { openPage, type Look } from '../../support/screens/open-page.ts';

export type NamedLook = Look & { readonly name: string; readonly language?: 'en' | 'es' };

/** Faults found, with the screen each was found on; and the stops of the walk that were never come by. */
export async function lookOver(browser: Browser, look: NamedLook): Promise<{ faults: string[]; missed: string[] }> {
  const server = await startFakeServer(join(builtDir(), 'renderer'));
  server.desk.state.language = look.language ?? 'en';
  const page = await openPage(browser, 'about:blank', look);
  try {
    return await walk(page, server, look);
  } finally {
    // Also after a stop that never came: what stays open would keep the run from ending.
    await page.context().close();
    await server.close();
  }
}

async function walk(page: Page, server: FakeServer, look: NamedLook): Promise<{ faults: string[]; missed: string[] }> {
  const faults: string[] = [];
  page.on('console', (message) => faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  await page.goto(server.url);
  const seen: string[] = [];
  await everyScreen(deskPage(page), server.desk, async (stop) => {
    seen.push(stop);
    const found = await accessibilityFaults(page);
    const isWide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    faults.push(...found.map((fault) => `${stop}: ${fault}`), ...(isWide ? [`${stop}: scrolls sideways`] : []));
    await shoot(look.name, `${String(seen.length).padStart(2, '0')}-${stop}`, (path) => page.screenshot({ path }));
  });
  return { faults, missed: STOPS.filter((stop) => !seen.includes(stop)) };
}

/** Puts a screenshot where HOLDFAST_TEST_SHOTS says. */
export async function shoot(look: string, stop: string, take: (path: string) => Promise<unknown>): Promise<void> {
  const folder = process.env['HOLDFAST_TEST_SHOTS'];
  if (folder === undefined) return;
  const dir = join(folder, look.replace(/\W+/g, '-'));
  mkdirSync(dir, { recursive: true });
  await take(join(dir, `${stop}.png`));
}
