// A demo desk with a page of it in a real browser, signed in as a supervisor, whose server is gone.

import type { Page } from 'playwright-core';
import { deskApi, type DeskApi } from '../e2e/story/desk-api.ts';
import { waitUntil } from '../e2e/story/wait-until.ts';
import { deskPage } from '../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../support/screens/open-page.ts';
import type { Figure } from './bench.ts';
import { startDemo } from './demo-desk.ts';
import { paintFloor } from './scan-to-answer.ts';

const MINUTE_MS = 60_000;

/** The desk's contract beside the page, and the floor of a page here. */
export type Offline = { readonly api: DeskApi; readonly floor: readonly number[] };

/** Prepares the desk with its server there; measures on a page once all is sent and the server is gone. */
export async function withoutServer(
  prepare: (api: DeskApi) => Promise<void>,
  measure: (page: Page, offline: Offline) => Promise<Figure[]>,
): Promise<Figure[]> {
  const demo = await startDemo(['--patrons', '5000', '--items', '20000']);
  const browser = await startBrowser();
  try {
    const { ready } = demo.part;
    const api = deskApi(ready);
    const sync = () => api.get('sync.status', {});
    await waitUntil('the copy is loaded', MINUTE_MS, async () => {
      const { loading, replicaPos } = await sync();
      return loading === null && replicaPos > 0;
    });
    const page = await openPage(browser, ready.url);
    const supervisor = ready.staff.find(({ role }) => role === 'supervisor');
    await deskPage(page).signIn(supervisor?.staff ?? '', supervisor?.pin ?? '');
    await prepare(api);
    await waitUntil('all is sent', MINUTE_MS, async () => (await sync()).pending === 0);
    process.kill(ready.central.pid, 'SIGKILL');
    return await measure(page, { api, floor: await paintFloor(page, ready) });
  } finally {
    await browser.close();
    await demo.close();
  }
}
