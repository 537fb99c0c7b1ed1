// Shelf reading on a page in a real browser, with the server gone: each scan along a shelf to its answer. Bar: 50 ms. Floor: the same page answering calls
// that do nothing, painted the same way.

import type { Page } from 'playwright-core';
import { deskApi, type DeskApi } from '../e2e/story/desk-api.ts';
import { waitUntil } from '../e2e/story/wait-until.ts';
import { deskPage } from '../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../support/screens/open-page.ts';
import type { Bench, Figure } from './bench.ts';
import { startDemo } from './demo-desk.ts';
import { figureOf, paintFloor, scanAll } from './scan-to-answer.ts';

const scans = 40;
const barMs = 50;

/** Copies of a shelf, from the last key of each scan to the frame with its answer. */
export const shelfScan: Bench = {
  name: 'shelf-scan',
  run: () =>
    withoutServer(async (page, { floor, api }) =>
      figureOf('scan to painted, shelf reading, offline', await readShelf(page, api), { floor, bar: barMs }),
    ),
};

type Offline = { readonly api: DeskApi; readonly floor: readonly number[] };

/** Measures on a page in a browser, once all is sent and the server is gone. */
async function withoutServer(measure: (page: Page, offline: Offline) => Promise<Figure[]>): Promise<Figure[]> {
  const demo = await startDemo(['--patrons', '5000', '--items', '20000']);
  const browser = await startBrowser();
  try {
    const { ready } = demo.part;
    const api = deskApi(ready);
    await waitUntil('the copy is loaded', 60_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    const page = await openPage(browser, ready.url);
    const supervisor = ready.staff.find(({ role }) => role === 'supervisor');
    await deskPage(page).signIn(supervisor?.staff ?? '', supervisor?.pin ?? '');
    await waitUntil('all is sent', 60_000, async () => (await api.get('sync.status', {})).pending === 0);
    process.kill(ready.central.pid, 'SIGKILL');
    return await measure(page, { api, floor: await paintFloor(page, ready) });
  } finally {
    await browser.close();
    await demo.close();
  }
}

/** Copies of a shelf in their order, each scanned to its answer. */
async function readShelf(page: Page, api: DeskApi): Promise<number[]> {
  const { locations } = await api.get('item.choices', { barcode: null });
  const since = new Date().toISOString();
  for (const { id } of locations) {
    const { copies } = await api.get('shelf.view', { since, range: { location: id, from: null, to: null } });
    if (copies.length < scans + 10) continue;
    await page.keyboard.press('F3');
    await page.keyboard.press('Control+Y');
    await page.getByTestId('inventory').waitFor();
    const times = await scanAll(
      page,
      copies.slice(0, scans + 10).map(({ barcode }) => barcode),
    );
    return times.slice(10);
  }
  throw new Error('no shelf has items enough');
}
