// Scan to answer painted, in a real browser over loopback, with 100 k items and 20 k patrons. Bar: p95 ≤ 50 ms.
// Floor: the same page and loopback answering a call that does nothing, painted the same way.

import type { Page } from 'playwright-core';
import { deskApi } from '../e2e/story/desk-api.ts';
import { percentile, waitUntil } from '../e2e/story/wait-until.ts';
import { deskPage } from '../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../support/screens/open-page.ts';
import { plugInScanner } from '../support/screens/scanner.ts';
import type { Bench, Figure } from './bench.ts';
import { startDemo } from './demo-desk.ts';

const scans = 200;
const barMs = 50;
/** Four scans a second, twice the speed of quick hands: sending and redrawing after one scan overlap the next. */
const betweenScansMs = 250;

export const scanToAnswer: Bench = {
  name: 'scan-to-answer',
  run: async () => {
    const demo = await startDemo(['--patrons', '20000', '--items', '100000']);
    const browser = await startBrowser();
    try {
      const { ready } = demo.part;
      const api = deskApi(ready);
      await waitUntil(
        'the copy is loaded',
        60_000,
        async () =>
          (await api.get('sync.status', {})).loading === null && (await api.get('sync.status', {})).replicaPos > 0,
      );
      const page = await openPage(browser, ready.url);
      const [student] = ready.staff;
      const screen = deskPage(page);
      await screen.signIn(student?.staff ?? '', student?.pin ?? '');
      const barcodes = await someBarcodes(api);
      const floor = await paintFloor(page, ready);
      await screen.goTo('checkin');
      await scanAll(page, barcodes.slice(0, 20));
      const checkin = await scanAll(page, barcodes.slice(20, 20 + scans));
      await screen.goTo('checkout');
      const checkout = await lendAll(page, ready.patrons, barcodes.slice(20, 20 + scans));
      return [
        figureOf('scan to answer, check in', checkin, { floor }),
        figureOf('scan to answer, check out', checkout, { floor }),
      ].flat();
    } finally {
      await browser.close();
      await demo.close();
    }
  },
};

/** Median and p95 of times in milliseconds beside those of the floor. */
export function figureOf(
  name: string,
  times: readonly number[],
  {
    floor,
    bar = barMs,
    what = 'scans',
  }: { readonly floor: readonly number[]; readonly bar?: number; readonly what?: string },
): Figure[] {
  const p = (share: number) => percentile(times, share);
  return [
    { name: `${name}, p50`, unit: 'ms', figure: p(0.5), floor: percentile(floor, 0.5), bar: null, side: 'most' },
    {
      name: `${name}, p95`,
      unit: 'ms',
      figure: p(0.95),
      floor: percentile(floor, 0.95),
      bar,
      side: 'most',
      note: `${times.length} ${what}`,
    },
  ];
}

async function someBarcodes(api: ReturnType<typeof deskApi>): Promise<string[]> {
  const found = new Set<string>();
  for (const query of [
    'the',
    'of',
    'and',
    'in',
    'history',
    'art',
    'new',
    'light',
    'water',
    'from',
    'letters',
    'city',
    'north',
    'war',
  ]) {
    const { items } = await api.get('item.find', { query, limit: 100 });
    for (const item of items)
      if (item.status === 'available' && !item.callNumber.includes('S/N')) found.add(item.barcode);
  }
  if (found.size < scans + 20) throw new Error(`only ${found.size} items were found to scan`);
  return [...found];
}

export async function scanAll(page: Page, barcodes: readonly string[]): Promise<number[]> {
  const scanner = await plugInScanner(page);
  const times: number[] = [];
  for (const barcode of barcodes) times.push(await timeOf(page, () => scanner.scan(barcode)));
  return times;
}

/** Five items to a card, as at a desk. */
export async function lendAll(page: Page, cards: readonly string[], barcodes: readonly string[]): Promise<number[]> {
  const scanner = await plugInScanner(page);
  const times: number[] = [];
  for (const [index, barcode] of barcodes.entries()) {
    const card = cards[Math.floor(index / 5) % cards.length];
    if (index % 5 === 0 && card !== undefined) await timeOf(page, () => scanner.scan(card));
    times.push(await timeOf(page, () => scanner.scan(barcode)));
  }
  return times;
}

/** Milliseconds from the last key of a scan to its answer painted. The page tells by itself: asking it again and again would be work of its own. */
async function timeOf(page: Page, act: () => Promise<void>): Promise<number> {
  await page.waitForTimeout(betweenScansMs);
  const told = await page.evaluateHandle(() => {
    const painted = new Promise<number>((resolve) => {
      const observer = new PerformanceObserver((list) => {
        const [entry] = list.getEntriesByName('scan-to-paint');
        if (entry === undefined) return;
        observer.disconnect();
        resolve(entry.duration);
      });
      observer.observe({ type: 'measure' });
    });
    return { painted };
  });
  await act();
  return told.evaluate(({ painted }) => painted);
}

/** Two calls without work and a frame: an answer cannot be faster than this here. */
export function paintFloor(page: Page, { token }: { readonly token: string }): Promise<number[]> {
  return page.evaluate(async (bearer) => {
    const times: number[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      const started = performance.now();
      for (let call = 0; call < 2; call += 1) {
        const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
        await (await fetch('/api/session.current', { method: 'POST', headers, body: '{}' })).json();
      }
      await new Promise((resolve) => {
        requestAnimationFrame(() => setTimeout(resolve, 0));
      });
      times.push(performance.now() - started);
    }
    return times.slice(10);
  }, token);
}
