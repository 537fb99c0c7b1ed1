// The disk is full: reported before any acknowledgement, nothing half-recorded, and well again as soon as there is room. [I30]

import { lastContact } from '../../../../db/ledger/desk-state.ts';
import { isError } from '../../../../db/open/sqlite-error.ts';
import { MINUTE_MS } from '../../../../shared/core/instant.ts';
import { ledgerActs, ledgerReceipts, serverActs, serverReceipts } from './support/both-ends.ts';
import { freshDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 80, patrons: 5 });
const desk = freshDesk(world);

const ledger = () => desk.now.core.files.ledger;
const pages = () => Number(ledger().raw.pragma('page_count', { simple: true }));
/** Lets the ledger grow by no page more, as a full disk does. */
const fillDisk = () => ledger().raw.pragma(`max_page_count = ${pages()}`);
const makeRoom = () => ledger().raw.pragma('max_page_count = 1000000');

const lend = (item: number) => desk.now.call('circ.checkout', { patron: 'card-P0', item: `barcode-X${item}` });

const take = (item: number) => desk.now.call('circ.checkin', { item: `barcode-X${item}` });

/** Scans one item after the other until there is no more room in the pages that are there; returns the first that was refused. */
async function untilRefused(
  act: typeof lend | typeof take,
  from: number,
): Promise<{ readonly item: number; readonly answer: unknown }> {
  for (let item = from; item < from + 30; item += 1) {
    const answer = await act(item);
    if (!answer.ok) return { item, answer };
  }
  throw new Error('the disk never filled');
}

test('a checkout is refused with what to do, and neither ledger, screen nor server has anything of it [I1] [I30]', async () => {
  fillDisk();
  const { item, answer } = await untilRefused(lend, 0);
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'HF-DB-005', message: expect.stringMatching(/^The disk is full: [^\n;]+; free some space [^\n]+$/) },
  });
  // A check-in keeps no policy, so that some may still find room.
  await untilRefused(take, 40);
  const before = ledgerActs(desk.now);
  expect((await desk.now.ask('item.view', { barcode: `barcode-X${item}` })).status).toBe('available');
  expect((await desk.now.ask('patron.view', { card: 'card-P0' })).counts.out).toBe(item);

  expect(await lend(item)).toMatchObject({ ok: false, error: { code: 'HF-DB-005' } });
  expect(await take(0)).toMatchObject({ error: { code: 'HF-DB-005' } });
  expect(ledgerActs(desk.now)).toEqual(before);
  expect(desk.now.logged.filter(({ code }) => code === 'core.bug')).toEqual([]);
});

test('with room again the same scan works, its number follows, and everything reaches the server [I4] [I30]', async () => {
  fillDisk();
  const { item } = await untilRefused(lend, 40);
  makeRoom();
  expect(await lend(item)).toMatchObject({ ok: true, value: { decision: 'done' } });
  const acts = ledgerActs(desk.now);
  expect(acts.map(({ seq }) => seq)).toEqual(acts.map((_, index) => index + 1));
  await desk.now.settled();
  expect((await serverActs(world(), desk.now)).toSorted()).toEqual(acts.map(({ id }) => id).toSorted());
});

test('answers that cannot be written down are asked for again, and are in the ledger when there is room [I5] [I30]', async () => {
  world().line.cut();
  for (let n = 0; n < 30; n += 1) await desk.now.ask('circ.checkin', { item: `barcode-X${n}` });
  fillDisk();
  fillPages();
  world().line.mend();
  await until('an answer found no room', () => desk.now.logged.some(({ code }) => code === 'sync.job'));
  expect(ledgerReceipts(desk.now)).toEqual({});
  expect((await desk.now.ask('sync.status', {})).pending).toBe(30);
  expect((await desk.now.ask('sync.acts', { limit: 50 })).waiting).toHaveLength(30);

  makeRoom();
  await desk.now.settled();
  expect(await serverActs(world(), desk.now)).toHaveLength(30);
  expect(ledgerReceipts(desk.now)).toEqual(await serverReceipts(world(), desk.now));
});

test('an answer of the server whose time cannot be written down is an answer all the same, and a later one is noted [I30]', async () => {
  await desk.now.settled();
  const before = lastContact(ledger());
  ledger().raw.pragma('query_only = 1');
  world().clock.forward(2 * MINUTE_MS);
  await desk.now.ask('sync.now', {});
  await until('noting was tried', () => desk.now.logged.some(({ code }) => code === 'sync.contact'));
  await desk.now.settled();
  expect(desk.now.logged.filter(({ code }) => code === 'sync.job')).toEqual([]);
  expect((await desk.now.ask('sync.status', {})).online).toBe(true);
  expect(lastContact(ledger())).toBe(before);

  ledger().raw.pragma('query_only = 0');
  await desk.now.ask('sync.now', {});
  await until('a contact is noted', () => (lastContact(ledger()) ?? 0) > (before ?? 0) + MINUTE_MS);
});

/** Uses up the room left in existing pages. */
function fillPages(): void {
  for (const length of [2_000, 200, 20]) {
    try {
      for (;;) {
        const name = `filler-${length}-${performance.now()}`;
        ledger().run('INSERT INTO setting (name, value) VALUES (?, ?)', name, JSON.stringify('x'.repeat(length)));
      }
    } catch (error) {
      if (!isError(error, 'HF-DB-005')) throw error;
    }
  }
}
