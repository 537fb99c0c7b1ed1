// The search for faults of accessibility finds planted ones on a page, each kind in the look that shows it.

import type { Browser, Page } from 'playwright-core';
import { browser as browserHere } from '../../support/chromium.ts';
import { accessibilityFaults } from '../../support/screens/axe.ts';
import { openPage, startBrowser } from '../../support/screens/open-page.ts';
import { describeIf } from '../../support/skip.ts';

const PLANTED = `<!doctype html><html lang="en" style="color-scheme: light dark"><title>Planted</title><main>
  <h1>Planted</h1><img src="data:,">
  <p style="color: light-dark(black, #444); background: light-dark(white, black)">Dark gray on black in the dark alone</p>
</main></html>`;

describeIf(browserHere.isAvailable, 'faults of accessibility', browserHere.reason, () => {
  let running: Browser;
  let page: Page;

  beforeAll(async () => {
    running = await startBrowser();
    page = await openPage(running, 'about:blank');
    await page.setContent(PLANTED);
  });

  afterAll(() => running.close());

  test('are found by all rules in the first look, and by those of a look in the others', async () => {
    const rules = (faults: readonly string[]) => faults.map((fault) => fault.split(':')[0]);
    expect(rules(await accessibilityFaults(page))).toEqual(['image-alt']);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(rules(await accessibilityFaults(page, 'look'))).toEqual(['color-contrast']);
  });

  test('in forced colors are those where the page keeps its own', async () => {
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
    await page.setContent(PLANTED.replace('<p style="', '<p style="forced-color-adjust: none; '));
    expect(await accessibilityFaults(page, 'look')).toHaveLength(1);
    await page.setContent(PLANTED);
    expect(await accessibilityFaults(page, 'look')).toEqual([]);
  });

  test('of a page that changed meanwhile are looked for again, and found when they stay', async () => {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await page.setContent(PLANTED.replace('</main>', '<button></button></main>'));
    await accessibilityFaults(page);
    await page.evaluate(() => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const run = axe.run.bind(axe) as (document: Document, options: object) => Promise<unknown>;
      Object.assign(axe, {
        run: async (given: Document, options: object) => {
          const found = await run(given, options);
          document.querySelector('button')?.remove();
          document.querySelector('h1')?.append('.');
          return found;
        },
      });
    });
    const faults = await accessibilityFaults(page);
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['image-alt']);
  });
});
