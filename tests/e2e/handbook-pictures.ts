// `npm run pictures`: the pictures of the handbook, from the demo library in a real browser, in both languages. One morning at a desk, on a fixed
// day: lending, a line that goes down, the waiting acts, a drawer that is two dollars short.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { projectDir } from '../support/project-dir.ts';
import { deskPage, type DeskPage } from '../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../support/screens/open-page.ts';
import { startPart } from './story/program.ts';

const LANGUAGES = ['en', 'es'] as const;
type Language = (typeof LANGUAGES)[number];

/** A Tuesday, 2 PM at the demo library. */
const MORNING = '2026-12-01T22:00:00Z';
/** The drawer of the demo holds this at the start, and two dollars less at the end. */
const CASH = { begins: '100', ends: '98' };

type Demo = {
  readonly url: string;
  readonly data: string;
  readonly clockShiftMs: number;
  readonly central: { readonly url: string; readonly pid: number };
  readonly staff: readonly { readonly staff: string; readonly pin: string; readonly role: string }[];
  readonly patrons: readonly string[];
  readonly items: readonly string[];
};

type Shoot = (name: string) => Promise<void>;

const pictures = join(projectDir, 'docs/handbook/pictures');
mkdirSync(pictures, { recursive: true });
const browser = await startBrowser();
try {
  for (const language of LANGUAGES) await oneMorning(browser, language);
} finally {
  await browser.close();
}

async function oneMorning(running: Browser, language: Language): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-pictures-'));
  const env = { HOLDFAST_STATE_DIR: join(dir, 'state') };
  const data = join(dir, 'demo');
  const demo = await startPart<Demo>(['demo', '--shell', 'none', '--data', data, '--now', MORNING], env);
  const look = { width: 1024, height: 768, locale: language === 'en' ? 'en-US' : 'es-US' };
  const page = await openPage(running, demo.ready.url, look);
  const desk = deskPage(page);
  const shoot: Shoot = async (name) => {
    await page.screenshot({ path: join(pictures, `${name}-${language}.png`) });
    process.stdout.write(`${name}-${language}.png\n`);
  };
  try {
    if (language === 'es') await page.getByText('Español').click();
    await signIn(desk, demo.ready);
    await lending(desk, demo.ready, shoot);
    await withoutALine(desk, demo.ready, shoot);
    await theDrawer(desk, shoot);
  } finally {
    await page.context().close();
    await demo.end();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function signIn(desk: DeskPage, { staff }: Demo): Promise<void> {
  const supervisor = staff.find(({ role }) => role === 'supervisor');
  if (supervisor === undefined) throw new Error('the demo library has no supervisor');
  await desk.signIn(supervisor.staff, supervisor.pin);
  await desk.statusBar.locator('[data-word=upToDate]').waitFor();
}

async function lending(desk: DeskPage, { patrons, items }: Demo, shoot: Shoot): Promise<void> {
  const [card = ''] = patrons;
  const [book = '', , reading = '', , other = ''] = items;
  await desk.scan(card);
  for (const item of [book, reading, other]) await desk.scan(item);
  await shoot('checkout');
}

async function withoutALine(desk: DeskPage, { patrons, items, central }: Demo, shoot: Shoot): Promise<void> {
  process.kill(central.pid, 'SIGKILL');
  await desk.statusBar.locator('[data-word=offline]').waitFor();
  await desk.scan(patrons[1] ?? '');
  for (const item of items.slice(-3)) await desk.scan(item);
  await shoot('offline');
  await desk.page.keyboard.press('F9');
  await desk.page
    .getByRole('dialog')
    .getByText(/waiting|en espera/i)
    .first()
    .waitFor();
  await shoot('line');
  await desk.page.keyboard.press('Escape');
}

async function theDrawer(desk: DeskPage, shoot: Shoot): Promise<void> {
  const { page } = desk;
  const total = page.getByRole('textbox', { name: /^(Or the total|O el total)/ });
  await desk.act('K');
  await total.fill(CASH.begins);
  await total.press('Enter');
  await page.getByRole('button', { name: /^(Close the shift|Cerrar el turno)…/ }).click();
  await total.fill(CASH.ends);
  await total.press('Enter');
  await page.getByTestId('drawer-result').waitFor();
  await shoot('shift');
}
