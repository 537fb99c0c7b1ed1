import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskPage } from '../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../support/screens/open-page.ts';
import { startPart } from './story/program.ts';
import { keyboardOf } from '../support/screens/keyboard.ts';
const browser = await startBrowser();
const dir = mkdtempSync(join(tmpdir(), 'holdfast-look-'));
type Demo = { url: string; token: string; staff: { staff: string; pin: string; role: string }[]; items: string[] };
const demo = await startPart<Demo>(['demo', '--shell', 'none', '--data', join(dir, 'demo')], { HOLDFAST_STATE_DIR: join(dir, 'state') });
for (const [w, h, lang] of [[1024, 768, 'en'], [1366, 768, 'en'], [1024, 768, 'es']] as const) {
  const page = await openPage(browser, demo.ready.url, { width: w, height: h, locale: lang === 'en' ? 'en-US' : 'es-US' });
  const desk = deskPage(page);
  if (lang === 'es') await page.getByText('Español').click();
  const boss = demo.ready.staff.find((s) => s.role === 'supervisor');
  await desk.signIn(boss?.staff ?? '', boss?.pin ?? '');
  const keys = keyboardOf(page);
  await page.keyboard.press('F6');
  await page.waitForTimeout(500);
  await page.keyboard.type('econ 052');
  await page.waitForTimeout(1500);
  await page.keyboard.press('Enter');
  await page.getByTestId('course-record').waitFor({ timeout: 5000 }).catch(async () => { await page.keyboard.press('ArrowDown'); await page.keyboard.press('Enter'); await page.getByTestId('course-record').waitFor(); });
  await page.waitForTimeout(700);
  const row = page.getByTestId('course-record').locator('tr[data-letters]');
  const n = await row.count();
  let best = 0, len = 0;
  for (let i = 0; i < n; i += 1) { const l = (await row.nth(i).getAttribute('data-letters'))?.length ?? 0; if (l > len) { len = l; best = i; } }
  await row.nth(best).focus();
  await page.waitForTimeout(400);
  await page.screenshot({ path: `/tmp/me/look-${w}-${lang}-course.png` });
  await page.keyboard.press('Escape');
  await page.keyboard.press('F4');
  await page.waitForTimeout(400);
  await page.getByRole('button', { name: /^(Missing or lost|Extraviad)/ }).first().click().catch(() => undefined);
  await page.waitForTimeout(800);
  const r2 = page.locator('tr[data-letters]').first();
  if (await r2.count()) { await r2.focus(); await page.waitForTimeout(300); }
  await page.screenshot({ path: `/tmp/me/look-${w}-${lang}-review.png` });
  await page.context().close();
  void keys;
}
await browser.close();
await demo.end();
