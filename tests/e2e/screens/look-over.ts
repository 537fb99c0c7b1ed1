// Looks every screen over, in a real browser over the fake desk: no accessibility fault, nothing on the console, no sideways
// scrolling. With HOLDFAST_TEST_SHOTS set to a folder, a screenshot of each is put there.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { everyScreen } from '../../support/fake-desk/every-screen.ts';
import { startFakeServer, type FakeServer } from '../../support/fake-desk/fake-server.ts';
import { STOPS } from '../../support/fake-desk/stops.ts';
import { builtDir } from '../../support/project-dir.ts';
import { accessibilityFaults, emulate } from '../../support/screens/axe.ts';
import { deskPage } from '../../support/screens/desk-page.ts';
import { openPage, type Look } from '../../support/screens/open-page.ts';

export type NamedLook = Look & { readonly name: string; readonly language?: 'en' | 'es' };

/**
 * Walks over every screen once, in the first look, and shows each stop in all looks. Returns the faults found, with the look and the stop of
 * each; and the stops of the walk that were never come by.
 */
export async function lookOver(
  browser: Browser,
  looks: readonly [NamedLook, ...NamedLook[]],
): Promise<{ faults: string[]; missed: string[] }> {
  const server = await startFakeServer(join(builtDir(), 'renderer'));
  await server.desk.ask('desk.setLanguage', { language: looks[0].language ?? 'en' });
  const page = await openPage(browser, 'about:blank', looks[0]);
  try {
    return await walk(page, server, looks);
  } finally {
    // Also after a stop that never came: an open page or server would keep the run from ending.
    await page.context().close();
    await server.close();
  }
}

async function walk(
  page: Page,
  server: FakeServer,
  looks: readonly [NamedLook, ...NamedLook[]],
): Promise<{ faults: string[]; missed: string[] }> {
  const faults: string[] = [];
  page.on('console', (message) => faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  await page.goto(server.url);
  const seen: string[] = [];
  await everyScreen(deskPage(page), server.desk, async (stop) => {
    seen.push(stop);
    const shot = `${String(seen.length).padStart(2, '0')}-${stop}`;
    for (const look of looks) {
      if (looks.length > 1) await show(page, look);
      const found = await accessibilityFaults(page, look === looks[0] ? 'all' : 'look');
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      const where = `${look.name}, ${stop}`;
      faults.push(...found.map((fault) => `${where}: ${fault}`), ...(isWide ? [`${where}: scrolls sideways`] : []));
      await shoot(look.name, shot, (path) => page.screenshot({ path }));
    }
    if (looks.length > 1) await show(page, looks[0]);
  });
  return { faults, missed: STOPS.filter((stop) => !seen.includes(stop)) };
}

async function show(page: Page, look: NamedLook): Promise<void> {
  const { width = 1366, height = 768, colorScheme = 'light', forcedColors = 'none' } = look;
  const now = page.viewportSize();
  if (now?.width !== width || now.height !== height) await page.setViewportSize({ width, height });
  await emulate(page, { colorScheme, forcedColors });
}

/** Puts a screenshot into the folder of HOLDFAST_TEST_SHOTS. */
export async function shoot(look: string, stop: string, take: (path: string) => Promise<unknown>): Promise<void> {
  const folder = process.env['HOLDFAST_TEST_SHOTS'];
  if (folder === undefined || folder === '') return;
  const dir = join(folder, look.replace(/\W+/g, '-'));
  mkdirSync(dir, { recursive: true });
  await take(join(dir, `${stop}.png`));
}
