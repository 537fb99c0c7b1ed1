// Practice on the screen: there and back by the keyboard, and the banner over every screen, in three looks and both languages.

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { browser as browserHere } from '../../support/chromium.ts';
import { startFakeServer } from '../../support/fake-desk/fake-server.ts';
import { builtDir } from '../../support/project-dir.ts';
import { accessibilityFaults } from '../../support/screens/axe.ts';
import { deskPage } from '../../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../../support/screens/open-page.ts';
import { describeIf } from '../../support/skip.ts';
import { shoot, type NamedLook } from './look-over.ts';

const LOOKS: readonly NamedLook[] = [
  { name: 'practice light 1366', width: 1366, height: 768 },
  { name: 'practice dark 1024 in Spanish', width: 1024, height: 768, colorScheme: 'dark', language: 'es' },
  { name: 'practice forced colours at 200 %', width: 1366, height: 768, forcedColors: 'active', zoom: 2 },
];

describeIf(browserHere.isAvailable, 'practice', browserHere.reason, () => {
  let running: Browser;

  beforeAll(async () => {
    running = await startBrowser();
  });
  afterAll(() => running.close());

  test.each(LOOKS)(
    'says on every screen that nothing counts, and leads back: $name',
    async (look) => {
      const server = await startFakeServer(join(builtDir(), 'renderer'));
      await server.desk.ask('desk.setLanguage', { language: look.language ?? 'en' });
      const page = await openPage(running, server.url, look);
      const desk = deskPage(page);
      const banner = page.getByTestId('practice-banner');
      const faults: string[] = [];
      const see = async (stop: string, hasBanner: boolean): Promise<void> => {
        const found = await accessibilityFaults(page);
        const isWide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        faults.push(...found.map((fault) => `${stop}: ${fault}`), ...(isWide ? [`${stop}: scrolls sideways`] : []));
        await shoot(look.name, stop, (path) => page.screenshot({ path }));
        expect({ stop, hasBanner: await isOnTop() }).toEqual({ stop, hasBanner });
        expect({ stop, isBelow: await isCardBelow() }).toEqual({ stop, isBelow: true });
      };
      /** The card to sign in begins where the banner ends, wherever there is one. */
      const isCardBelow = (): Promise<boolean> =>
        page.evaluate(() => {
          const edge = document.querySelector('[data-testid=practice-banner]')?.getBoundingClientRect().bottom ?? 0;
          const card = document.querySelector('section[aria-labelledby=sign-in-title]');
          return card === null || card.getBoundingClientRect().top >= edge - 1;
        });
      /** Nothing lies over it, no dialog either. */
      const isOnTop = (): Promise<boolean> =>
        page.evaluate(() => {
          const shown = document.querySelector('[data-testid=practice-banner] strong');
          if (shown === null) return false;
          const { left, top } = shown.getBoundingClientRect();
          return document.elementFromPoint(left + 4, top + 8) === shown;
        });

      await desk.signIn('rivera', '222222');
      await desk.act('J');
      await page.getByRole('dialog').waitFor();
      await see('practice-ask', false);
      await page.keyboard.press('Enter');
      await banner.waitFor();
      await see('practice-sign-in', true);

      await desk.signIn('rivera', '222222');
      for (const key of ['F2', 'F3', 'F4', 'F5', 'F8', 'F9', 'Control+,']) {
        await page.keyboard.press(key);
        await see(`practice-${key}`, true);
      }
      await page.keyboard.press('F2');
      for (const key of ['F1', 'Control+K']) {
        await page.keyboard.press(key);
        await page.getByRole('dialog').waitFor();
        await see(`practice-dialog-${key}`, true);
        await page.keyboard.press(key);
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await desk.act('L');
      await page.getByRole('heading', { name: /Locked|Bloqueado/ }).waitFor();
      await see('practice-locked', true);

      // As in the banner, behind the lock as well.
      await desk.act('J');
      await banner.waitFor({ state: 'detached' });
      await page.getByRole('textbox', { name: /^(Name|Nombre)$/ }).waitFor();
      await see('practice-left', false);
      expect(await server.desk.ask('desk.view', {})).toMatchObject({ isPractice: false, session: null });
      expect(faults).toEqual([]);
      await page.context().close();
      await server.close();
    },
    600_000,
  );
});
