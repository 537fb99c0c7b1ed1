// A code by phone at a desk whose server is gone: in a real browser, with the real programs. The supervisor has the command line, the desk has its
// own data alone.

import type { Browser } from 'playwright-core';
import { demoCard } from '../../server/demo/demo-codes.ts';
import { CAST_ROLES } from '../../server/demo/demo-patrons.ts';
import { browser as browserHere } from '../support/chromium.ts';
import { accessibilityFaults } from '../support/screens/axe.ts';
import { startBrowser } from '../support/screens/open-page.ts';
import { describeIf } from '../support/skip.ts';
import { jsonLines } from './story/program.ts';
import { waitUntil } from './story/wait-until.ts';
import { openShiftWorld, type ShiftWorld } from './story/shift-world.ts';

describeIf(browserHere.isAvailable, 'a code by phone', browserHere.reason, () => {
  let browser: Browser;
  let world: ShiftWorld;

  beforeAll(async () => {
    browser = await startBrowser();
    world = await openShiftWorld(browser);
  }, 120_000);

  afterAll(async () => {
    await world.close();
    await browser.close();
  });

  /** The desk has its copy, and the server has the acts of the desk. */
  const settled = (): Promise<number> =>
    waitUntil('the desk and its server have all of each other', 60_000, async () => {
      const { online, pending, replicaPos, headPos } = await world.desk().api.get('sync.status', {});
      return online && pending === 0 && replicaPos > 0 && replicaPos === headPos;
    });

  test('lends without a line, and stands in the list of the next morning', async () => {
    const { screen } = world.desk();
    const { page } = screen;
    const { staff, pin } = world.person('supervisor');
    await settled();
    await world.cutTheLine();
    await screen.statusBar.locator('[data-word=offline]').waitFor();
    await screen.goTo('checkout');
    await screen.scan(demoCard(CAST_ROLES.expired));
    await screen.scan(world.items[0] ?? '');
    await screen.act('O');
    const form = page.getByTestId('override');
    await form.getByRole('button', { name: 'Approved by phone' }).click();
    await form.getByRole('button', { name: 'Code by phone…' }).click();
    await form
      .getByTestId('phone-challenge')
      .getByText(/^\d{4} \d{4} \d{4}$/)
      .waitFor();
    const challenge = await form.getByTestId('phone-challenge').innerText();
    expect(await accessibilityFaults(page)).toEqual([]);
    const question = ['staff', 'phone-code', '--desk', 'Front desk', '--challenge', challenge, '--as', staff];
    const [given] = await jsonLines<{ code: string; rights: readonly string[] }>(
      [...question, '--pin', pin, ...world.place],
      world.env(),
    );
    expect(given?.rights).not.toEqual([]);
    await form.getByLabel('Who gives it').fill(staff);
    await form.getByLabel('Code', { exact: true }).fill(given?.code ?? '');
    await page.keyboard.press('Enter');
    await screen.answer.and(page.locator('[data-state=done]')).waitFor();
    expect(await screen.answer.innerText()).toContain(`Overridden by ${staff}`);
    await world.mendTheLine();
    await settled();
    const listed = await jsonLines<Record<string, unknown>>(['inspect', 'phone-codes', ...world.place], world.env());
    expect(listed).toMatchObject([{ desk: 'Front desk', supervisor: staff, name: 'checkout' }]);
    const exceptions = await jsonLines<{ code: string }>(['inspect', 'exceptions', ...world.place], world.env());
    expect(exceptions.map(({ code }) => code)).not.toContain('staff-role-revoked');
  }, 120_000);
});
