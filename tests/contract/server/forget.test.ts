// Ended records in a checkpoint no longer name their patron: not in rows, not in exceptions, not in the bytes of the
// file. Money that was taken stays for the books, and debts keep their patron. [I16] [I19]

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testClock, testRandom } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at } from './support/test-library.ts';

const random = { bytes: (count: number) => new Uint8Array(count).fill(7), fraction: () => 0.5 };
const LATER = at(18) + 50 * DAY_MS;

const look = ({ store, clock }: Scene) =>
  createSchedule({
    runner: createCommandRunner({ store, clock }),
    clock,
    ownDesk: { signer: makeSigner(newPrivateKey(random)), random },
    dropRemains: () => store.dropRemains(),
  }).look();

/** Rows of every kind with a patron, by whether they name one. */
async function naming(scene: Scene, patron: string): Promise<string[]> {
  const kinds = ['loan', 'hold', 'fee', 'credit', 'event', 'exception'] as const;
  const found = await Promise.all(
    kinds.map(async (kind) =>
      (await scene.rows(kind)).filter((row) => JSON.stringify(row).includes(`"${patron}"`)).map(() => kind),
    ),
  );
  return found.flat();
}

/** Sends a desk's acts from a place of its ledger, right after the last of them. */
async function send(scene: Scene, desk: TestDesk, from = 0): Promise<void> {
  scene.clock.set(desk.lastAt() + 60_000);
  await scene.send(desk, desk.request(from));
}

function pay(desk: TestDesk, loan: ActId, amountMinor: number, time: number): ActId {
  const line = { fee: { kind: 'overdue', loanId: loan, after: null }, amountMinor, settles: true };
  const args = { patronId: 'P0', amountMinor, method: 'cash', reference: null };
  return desk.record(
    'pay',
    { args, told: { decision: 'done', reasons: [], lines: [line], slipNumber: 1 } },
    { at: time },
  );
}

describeStores('the patron of a forgotten row', (use) => {
  test('goes with a loan that no money names, and from a hold that it filled', async () => {
    const scene = await openScene(await use());
    const a = await scene.desk('A');
    const hold = { holdId: 'H', patronId: 'P0', card: 'card-P0', titleId: 'title-X0', itemId: null, pickup: 'main' };
    a.record('placeHold', { args: hold, told: { decision: 'done', reasons: [] } }, { at: at(8) });
    a.checkout('X0', 'P0', { at: at(9), dueAt: at(20) });
    a.checkin('X0', { at: at(12) });
    a.checkout('X1', 'P1', { at: at(13), dueAt: LATER + 100 * DAY_MS });
    await send(scene, a);
    expect((await naming(scene, 'P0')).toSorted()).toEqual(['event', 'event', 'hold', 'loan']);
    scene.clock.set(LATER);
    await look(scene);
    expect(await naming(scene, 'P0')).toEqual([]);
    expect((await scene.rows('loan')).map(({ itemId }) => itemId)).toEqual(['X1']);
    expect((await naming(scene, 'P1')).toSorted()).toEqual(['event', 'loan']);
    expect(await scene.rows('hold')).toMatchObject([{ id: 'H', state: 'filled', capturedItem: 'X0' }]);
    scene.clock.set(LATER + DAY_MS);
    const before = await scene.everything();
    await look(scene);
    expect(await scene.everything()).toBe(before);
    // How often it was lent is known without the loan, and goes on from there.
    const uses = async () => (await scene.rows('item')).find(({ id }) => String(id) === 'X0')?.state.uses ?? {};
    const counted = async () => Object.values(await uses()).reduce((sum, count) => sum + count, 0);
    expect(await counted()).toBe(1);
    a.checkout('X0', 'P1', { at: LATER + 2 * DAY_MS, dueAt: LATER + 3 * DAY_MS });
    await send(scene, a, 4);
    expect(await counted()).toBe(2);
  });

  test('stays with a part that is billed and missing still, so that its bill is made, and lifted', async () => {
    const scene = await openScene(await use());
    const a = await scene.desk('A');
    const due = LATER + 10 * DAY_MS;
    const lackLid = (item: string, loan: ActId, bill: { amountMinor: number; at: number } | null, time: number) => {
      const args = { itemId: item, barcode: `barcode-${item}`, missing: ['lid'], condition: '' };
      const told = { decision: 'done', reasons: [], loanId: loan, keepsLoan: false, bill };
      a.record('reportParts', { args, told }, { at: time });
    };
    const billed = a.checkout('X0', 'P0', { at: at(9), dueAt: at(20) });
    a.checkin('X0', { at: at(12) });
    lackLid('X0', billed, { amountMinor: 900, at: due }, at(12, 1));
    const free = a.checkout('X1', 'P1', { at: at(13), dueAt: at(20) });
    a.checkin('X1', { at: at(14) });
    lackLid('X1', free, null, at(14, 1));
    await send(scene, a);
    scene.clock.set(LATER);
    await look(scene);
    expect(await naming(scene, 'P0')).toEqual(['loan']);
    expect(await naming(scene, 'P1')).toEqual([]);
    // The branch waits for a silent desk.
    a.checkin('X1', { at: due + DAY_MS });
    await send(scene, a, 6);
    await look(scene);
    expect(await scene.rows('fee')).toMatchObject([{ patronId: 'P0', amountMinor: 900, outstandingMinor: 900 }]);
  });

  test('goes from money that was taken, all that it is bound to together, and every sum stays [I16]', async () => {
    const scene = await openScene(await use(), { items: 3 });
    const a = await scene.desk('A');
    const paid = a.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
    a.checkin('X0', { at: at(12) });
    const owed = a.checkout('X1', 'P1', { at: at(12, 10), dueAt: at(12, 20) });
    a.checkin('X1', { at: at(12, 30) });
    await send(scene, a);
    const fee = (await scene.rows('fee')).find(({ loanId }) => String(loanId) === String(paid));
    pay(a, paid, fee?.amountMinor ?? 0, at(14));
    await send(scene, a, 4);
    const sums = async () =>
      (await scene.rows('fee')).map(({ id, amountMinor, paidMinor }) => [id, amountMinor, paidMinor]);
    const before = await sums();
    scene.clock.set(LATER);
    await look(scene);
    expect(await naming(scene, 'P0')).toEqual([]);
    expect(await sums()).toEqual(before);
    expect(await scene.rows('credit')).toEqual([]);
    expect(
      (await scene.rows('event')).map((act) => [act.kind, 'patronId' in act ? String(act.patronId).slice(0, 5) : '']),
    ).toEqual([['pay', 'gone:']]);
    // A debt keeps its debtor until it is paid.
    expect((await naming(scene, 'P1')).toSorted()).toEqual(['fee', 'loan']);
    expect((await scene.rows('loan')).map(({ id }) => String(id)).toSorted()).toEqual(
      [paid, owed].map(String).toSorted(),
    );
    expect(scene.faults).toEqual([]);
  });

  test.each(['ended', 'open'])(
    'goes from money once no one is to be told about it any more: with an exception that is %s',
    async (state) => {
      const scene = await openScene(await use(), { items: 3 });
      const a = await scene.desk('A');
      const loan = a.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
      a.checkin('X0', { at: at(12) });
      await send(scene, a);
      const [fee] = await scene.rows('fee');
      const paid = pay(a, loan, fee?.amountMinor ?? 0, at(14));
      // A payment cannot be undone: a person has to know.
      a.undo(paid, { patron: 'P0' }, { at: at(14, 1) });
      await send(scene, a, 2);
      const [raised] = await scene.rows('exception');
      expect(raised).toMatchObject({ code: 'undo-void', state: 'open', patronId: 'P0' });
      if (state === 'ended') {
        a.resolve(raised === undefined ? [] : [raised.id], { at: at(15) });
        await send(scene, a, 4);
      }
      scene.clock.set(LATER);
      await look(scene);
      const about = (await scene.rows('exception')).filter(({ code }) => code === 'undo-void');
      if (state === 'ended') {
        expect(await naming(scene, 'P0')).toEqual([]);
        expect(about.filter((row) => row.state !== 'resolved')).toEqual([]);
      } else {
        expect(about.map((row) => [row.state, row.patronId])).toEqual([['open', 'P0']]);
        expect((await naming(scene, 'P0')).toSorted()).toContain('loan');
      }
    },
  );

  test('stays with money that still covers something else, or is credit', async () => {
    const scene = await openScene(await use(), { items: 3 });
    const a = await scene.desk('A');
    const loan = a.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
    a.checkin('X0', { at: at(12) });
    await send(scene, a);
    const [fee] = await scene.rows('fee');
    pay(a, loan, (fee?.amountMinor ?? 0) + 40, at(14));
    await send(scene, a, 2);
    scene.clock.set(LATER);
    await look(scene);
    expect((await naming(scene, 'P0')).toSorted()).toEqual(['credit', 'event', 'exception', 'fee', 'loan']);
  });
});

test('an exception that is over, and the note on it, name no person in any byte of the file once its act has no personal values [I19]', async () => {
  const data = mkdtempSync(join(tmpdir(), 'holdfast-forget-'));
  const place = { kind: 'embedded', data } as const;
  const open = (clock: Clock = testClock(0)) => openStore({ place, clock, random: testRandom, keyStore: null });
  const scene = await openScene({ place, open });
  const a = await scene.desk('A');
  // A patron that the library no longer has: staff have to know.
  a.checkout('X0', 'PX', { at: at(10), dueAt: at(20) });
  a.checkin('X0', { at: at(12) });
  await send(scene, a);
  const raised = (await scene.rows('exception')).filter(({ patronId }) => patronId === 'PX');
  expect(raised.length).toBeGreaterThan(0);
  a.resolve(
    raised.map(({ id }) => id),
    { at: at(14), note: 'MARKED-NOTE', action: 'told-patron' },
  );
  await send(scene, a, 2);
  const bytes = () => Buffer.concat(['central.db', 'central.db-wal'].map((name) => readFileSync(join(data, name))));
  expect(bytes().includes('MARKED-NOTE')).toBe(true);
  scene.clock.set(LATER);
  await look(scene);
  expect(bytes().includes('MARKED-NOTE')).toBe(false);
  expect(await naming(scene, 'PX')).toEqual([]);
  expect((await scene.rows('exception')).filter(({ state }) => state !== 'open').length).toBeGreaterThan(0);
  await scene.store.close();
  rmSync(data, { recursive: true });
});
