// A newcomer's first hour with the demo, in each shell that this machine has: the same steps, the same answers.

import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { projectDir } from '../../support/project-dir.ts';
import { accessibilityFaults } from '../../support/screens/axe.ts';
import { deskPage, type DeskPage } from '../../support/screens/desk-page.ts';
import { describeIf } from '../../support/skip.ts';
import { SHELLS, type ShellDesk } from './desk-in-a-shell.ts';

/**
 * Runs in the page: tries another address and scripts of its own; returns the attempts that got through, and the directives that refused the others.
 */
async function tryToGetOut(
  away: string,
): Promise<{ readonly fetched: boolean; readonly ran: boolean; readonly forbidden: readonly string[] }> {
  const forbidden: string[] = [];
  document.addEventListener('securitypolicyviolation', (event) => forbidden.push(event.effectiveDirective));
  const fetched = await fetch(`${away}/fetched`, { mode: 'no-cors' }).then(
    () => true,
    () => false,
  );
  const image = new Image();
  const imageFailed = new Promise((resolve) => image.addEventListener('error', resolve));
  image.src = `${away}/image.png`;
  await imageFailed;
  const inline = document.createElement('script');
  inline.textContent = 'document.documentElement.dataset.ran = "inline"';
  document.head.append(inline);
  const foreign = document.createElement('script');
  const scriptFailed = new Promise((resolve) => foreign.addEventListener('error', resolve));
  foreign.src = `${away}/script.js`;
  document.head.append(foreign);
  await scriptFailed;
  await new Promise((resolve) => setTimeout(resolve));
  const ran = document.documentElement.dataset['ran'] !== undefined;
  return { fetched, ran, forbidden: forbidden.toSorted() };
}

const pictures = join(projectDir, 'out', 'first-hour');

describe.each(SHELLS)('a first hour in $name', (shell) => {
  describeIf(shell.isAvailable, 'the demo', shell.reason, () => {
    let desk: ShellDesk;
    let at: DeskPage;
    const picture = async (name: string): Promise<void> => {
      mkdirSync(pictures, { recursive: true });
      // The first one is taken as soon as the page is loaded, when nothing may be drawn yet.
      await desk.page.getByRole('main').waitFor();
      await desk.page.screenshot({ path: join(pictures, `${name}.png`) });
      expect(await accessibilityFaults(desk.page)).toEqual([]);
    };
    const pinOf = (name: string): string => desk.staff.find(({ staff }) => staff === name)?.pin ?? '';
    const lends = async (item: string): Promise<void> => {
      await at.scan(item);
      await at.answer.and(desk.page.locator('[data-state=done]')).waitFor();
    };

    beforeAll(async () => {
      desk = await shell.open();
      at = deskPage(desk.page);
    });
    afterAll(() => desk.close());

    test('goes from signing in through lending, returning and an outage to Spanish', async () => {
      const { page, patrons, items } = desk;
      const [card = '', other = ''] = patrons;
      const [first = '', second = '', third = '', fourth = '', fifth = ''] = items;

      await picture('sign-in');
      await at.signIn('sam', pinOf('sam'));
      await at.statusBar.locator('[data-word=upToDate]').waitFor();

      await at.scan(card);
      for (const item of [first, second, third]) await lends(item);
      expect(await at.entries.and(page.locator('[data-state=done]')).count()).toBe(3);
      await picture('checkout');

      const why = page.getByRole('region', { name: 'Why?', exact: true }).first();
      await at.act('Y');
      await why.waitFor();
      await picture('why');
      await page.keyboard.press('Escape');
      await why.waitFor({ state: 'detached' });

      await at.goTo('checkin');
      await at.scan(second);
      await at.answer.and(page.locator('[data-act=checkin]')).waitFor();
      await picture('checkin');

      desk.cutOff();
      await at.statusBar.locator('[data-word=offline]').waitFor();
      await at.goTo('checkout');
      await at.scan(other);
      await lends(fourth);
      await at.statusBar.getByText(/1 waiting/i).waitFor();
      await picture('offline');

      await at.goTo('work');
      await picture('work');
      await page.keyboard.press('Control+K');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('history');
      await page.getByRole('option').first().waitFor();
      await picture('find');
      await page.keyboard.press('Escape');

      await at.act('L');
      await page.getByText('Español').click();
      await at.signIn('rivera', pinOf('rivera'));
      await at.statusBar.getByText('Sin conexión').waitFor();
      await at.goTo('checkout');
      await at.scan(card);
      await lends(fifth);
      await at.answer.getByText('vence', { exact: true }).waitFor();
      await at.statusBar.getByText('2 en espera').waitFor();
      await picture('spanish');
    });

    test('shows a page that reaches its own desk alone, and runs no script but the program’s', async () => {
      const asked: string[] = [];
      const elsewhere = createServer((request, response) => {
        asked.push(request.url ?? '');
        response.end();
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
      try {
        const { port } = elsewhere.address() as AddressInfo;
        const seen = await desk.page.evaluate(tryToGetOut, `http://127.0.0.1:${port}`);
        expect(seen).toEqual({
          fetched: false,
          ran: false,
          forbidden: ['connect-src', 'img-src', 'script-src-elem', 'script-src-elem'],
        });
        expect(asked).toEqual([]);
      } finally {
        elsewhere.close();
      }
    });
  });
});
