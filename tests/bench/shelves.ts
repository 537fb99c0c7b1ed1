// Shelf reading on a page in a real browser, with the server gone: each scan along a shelf to its answer. Bar: 50 ms. Floor: the same page answering calls
// that do nothing, painted the same way.

import type { Page } from 'playwright-core';
import type { DeskApi } from '../e2e/story/desk-api.ts';
import type { Bench } from './bench.ts';
import { figureOf, scanAll } from './scan-to-answer.ts';
import { withoutServer } from './without-server.ts';

/** A long range; counted are the last ones, when all the others stand on the page. */
const scans = 300;
const counted = 100;
const barMs = 50;

/** Copies of a shelf, from the last key of each scan to the frame with its answer. */
export const shelfScan: Bench = {
  name: 'shelf-scan',
  run: () =>
    withoutServer(
      () => Promise.resolve(),
      async (page, { floor, api }) =>
        figureOf('scan to painted, shelf reading, offline', await readShelf(page, api), {
          floor,
          bar: barMs,
          what: `scans, the last of ${scans}`,
        }),
    ),
};

/** Copies of a shelf in their order, each scanned to its answer. */
async function readShelf(page: Page, api: DeskApi): Promise<number[]> {
  const { locations } = await api.get('item.choices', { barcode: null });
  const since = new Date().toISOString();
  for (const { id } of locations) {
    const { copies } = await api.get('shelf.view', { since, range: { location: id, from: null, to: null } });
    if (copies.length < scans) continue;
    await page.keyboard.press('F3');
    await page.keyboard.press('Control+Y');
    await page.getByTestId('inventory').waitFor();
    const times = await scanAll(
      page,
      copies.slice(0, scans).map(({ barcode }) => barcode),
    );
    return times.slice(-counted);
  }
  throw new Error('no shelf has items enough');
}
