// From an empty folder to the first checkout in a real browser, over the real programs: a code that is wrong, a server that is away, a scan
// that is seen, and a sign-in.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { browser as browserHere } from '../../support/chromium.ts';
import { faultsInEveryLook } from '../../support/screens/axe.ts';
import { deskPage } from '../../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../../support/screens/open-page.ts';
import { describeIf } from '../../support/skip.ts';
import { startPart } from '../story/program.ts';

type Central = {
  readonly url: string;
  readonly code: string;
  readonly staff: readonly { readonly staff: string; readonly pin: string }[];
  readonly patrons: readonly string[];
  readonly items: readonly string[];
};

describeIf(browserHere.isAvailable, 'an empty computer', browserHere.reason, () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-first-run-'));
  const env = { XDG_CONFIG_HOME: join(dir, 'config'), XDG_STATE_HOME: join(dir, 'state') };
  const closing: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('becomes a desk that lends', async () => {
    const central = await startPart<Central>(['demo-central', '--enrol', '--data', join(dir, 'central')], env);
    closing.push(() => central.end());
    const desk = await startPart<{ url: string; deskId: string }>(
      ['desk', '--shell', 'browser', '--data', join(dir, 'desk')],
      env,
    );
    closing.push(() => desk.end());
    expect(desk.ready.deskId).toBe('');
    const browser: Browser = await startBrowser();
    closing.push(() => browser.close());
    const page = await openPage(browser, desk.ready.url, { width: 1024, height: 768 });
    const at = deskPage(page);
    const { url, code, staff, patrons, items } = central.ready;
    const step = (name: string) => page.locator(`[data-testid=first-run][data-step=${name}]`).waitFor();
    const isClean = async () => expect(await faultsInEveryLook(page)).toEqual([]);
    const joinWith = async (address: string, typed: string) => {
      await page.getByLabel('Address of the central server').fill(address);
      await page.getByLabel('Enrollment code').fill(typed);
      await page.keyboard.press('Enter');
    };
    const said = (text: RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();

    await step('join');
    await isClean();
    await joinWith('http://192.0.2.1:7420', code);
    await said(/is not an address of a central server.+https:/i);
    expect(await page.getByLabel('Address of the central server').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Enrollment code').getAttribute('aria-invalid')).not.toBe('true');
    await joinWith('http://127.0.0.1:9', code);
    await said(/127\.0\.0\.1:9/);
    await joinWith(url, 'ABCD');
    await said(/not complete/i);
    await joinWith(url, `${code.slice(0, 4) === 'ZZZZ' ? 'YYYY' : 'ZZZZ'}${code.slice(4)}`);
    await said(/not known or was used already/i);
    await joinWith(url, code);

    await step('data');
    await page.locator('[data-testid=setup-data][data-ready=true]').waitFor();
    await isClean();
    await page.keyboard.press('Enter');

    await step('scanner');
    const [item = '', other = ''] = items;
    await at.scanOnly(item);
    await page.getByTestId('learn-trying').getByText(item).waitFor();
    await isClean();
    await page.getByRole('button', { name: /^Go on/ }).click();

    await step('printer');
    await page.getByTestId('printer-form').waitFor();
    await isClean();
    // One main button, which has the focus.
    await page.keyboard.press('Enter');

    await at.signIn('sam', staff.find((person) => person.staff === 'sam')?.pin ?? '');
    await at.scan(patrons[0] ?? '');
    await at.scan(other);
    await at.answer.and(page.locator('[data-state=done]')).waitFor();
  }, 180_000);
});
