// What is in sight on a window of a desk, in a real browser over the fake desk: names where the keys are, and nothing under something else.

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startFakeServer, type FakeServer } from '../../support/fake-desk/fake-server.ts';
import { browser as browserHere } from '../../support/chromium.ts';
import { builtDir } from '../../support/project-dir.ts';
import { deskPage, type DeskPage } from '../../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../../support/screens/open-page.ts';
import { describeIf } from '../../support/skip.ts';
import { shoot } from './look-over.ts';

describeIf(browserHere.isAvailable, 'in sight', browserHere.reason, () => {
  let running: Browser;
  let server: FakeServer;
  let page: Page;
  let desk: DeskPage;

  beforeAll(async () => {
    running = await startBrowser();
  });

  afterAll(() => running.close());

  beforeEach(async () => {
    server = await startFakeServer(join(builtDir(), 'renderer'));
    page = await openPage(running, server.url, { width: 1024, height: 768 });
    desk = deskPage(page);
    await desk.signIn('chen', '444444');
  });

  afterEach(async () => {
    await page.context().close();
    await server.close();
  });

  const look = (name: string): Promise<void> => shoot('in-sight', name, (path) => page.screenshot({ path }));

  test('a sign without its name shows it where the keys are', async () => {
    await desk.goTo('work');
    const nav = page.getByRole('navigation', { name: 'Lists to work down' });
    await page.getByLabel('Scan or type').focus();
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      if (await nav.evaluate((place) => place.contains(document.activeElement))) break;
    }
    const title = await page.evaluate(() => document.activeElement?.getAttribute('title') ?? '');
    expect(title).not.toBe('');
    const name = nav.getByRole('button', { name: title }).locator('span').first();
    const box = await name.boundingBox();
    expect(box?.width).toBeGreaterThan(40);
    expect(box?.x).toBeGreaterThan(60);
    await look('name-of-list');
    await page.keyboard.press('Tab');
    expect((await name.boundingBox())?.width).toBeLessThan(2);
    const lock = page.getByText('Lock (Ctrl+Shift+L)');
    expect(await lock.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Settings' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await lock.isVisible()).toBe(true);
    await look('name-of-lock');
  });

  test.each([
    [1024, 768],
    [1366, 768],
    [683, 384],
  ])('an edit of the hours at %d by %d has its bar beside the page, not over it', async (width, height) => {
    await page.setViewportSize({ width, height });
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Hours and rules' }).click();
    await page.getByLabel('Monday', { exact: true }).fill('9-17');
    const bar = page.getByRole('region', { name: 'What will change' });
    await bar.waitFor();
    const last = page.getByRole('button', { name: 'Add closing' });
    await last.scrollIntoViewIfNeeded();
    await look(`hours-${width}`);
    const isCovered = await last.evaluate((place) => {
      const { x, y, width: wide, height: high } = place.getBoundingClientRect();
      return !place.contains(document.elementFromPoint(x + wide / 2, y + high / 2));
    });
    expect(isCovered).toBe(false);
    const [scrolled, under] = [
      await page.getByRole('group', { name: 'Hours and rules' }).boundingBox(),
      await bar.boundingBox(),
    ];
    expect((scrolled?.y ?? 0) + (scrolled?.height ?? 0)).toBeLessThanOrEqual((under?.y ?? 0) + 1);
  });

  test.each([
    [1024, 768],
    [1366, 768],
    [683, 384],
  ])('the tables of the shift report, by the hour too, stand whole at %d by %d', async (width, height) => {
    await server.desk.ask('shift.open', {});
    await desk.goTo('checkout');
    await desk.scan('21310000004421');
    await desk.scan('31310000006638');
    await page.setViewportSize({ width, height });
    await page.keyboard.press('F8');
    await page.getByRole('button', { name: 'Shift report' }).click();
    await desk.openBeside();
    await page.getByRole('button', { name: /^Show/ }).click();
    await page.getByTestId('report').waitFor();
    const tables = page.getByTestId('report').getByRole('table');
    await tables.first().waitFor();
    await tables.getByText('Turned away').scrollIntoViewIfNeeded();
    await look(`shift-report-${width}`);
    const cut = await tables.evaluateAll((all) =>
      all
        .filter((place) => place.scrollWidth > (place.parentElement?.clientWidth ?? 0))
        .map((place) => place.getAttribute('aria-label')),
    );
    expect(cut).toEqual([]);
  });
});
