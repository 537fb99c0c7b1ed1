// Two computers that went on from one ledger: acts of the second are kept aside whole, get a stream of their own on an administrator's decision, and
// are taken in at their own time on a supervisor's. None of them counts before, nothing is lost, nothing is doubled. [I4] [I5] [I7] [I8]

import { adoptCopies } from '../../../server/desks/adopt-copies.ts';
import { openCodes, openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { createTestDesk, type TestDesk } from './support/test-desk.ts';
import { addTestStaff, at } from './support/test-library.ts';

const done = { decision: 'done', reasons: [] };

/** The copy of a desk as it is now, which goes on by itself. */
function copyOf(desk: TestDesk): TestDesk {
  const copy = createTestDesk('A', 'main', desk.stream, { deskId: desk.desk, signer: desk.signer });
  copy.resume(desk);
  return copy;
}

const loans = async (scene: Scene) =>
  (await scene.rows('loan')).map(({ itemId, patronId, outAt }) => `${itemId} ${patronId} ${outAt - at(0)}`).toSorted();
const lent = (item: string, patron: string, hour: number, minute = 0) =>
  `${item} ${patron} ${at(hour, minute) - at(0)}`;
const quarantined = (scene: Scene) =>
  scene.store.read((tx) => tx.db.selectFrom('quarantine').select('seq').orderBy('seq').execute());

/** Two desks, of which the second is a supervisor's. */
async function twoDesks(scene: Scene): Promise<[TestDesk, TestDesk]> {
  await addTestStaff(scene.store, 'boss', 'supervisor');
  return [await scene.desk('A'), await scene.desk('B')];
}

/** Sends a desk's acts from a place of its ledger, a minute after the last of them. */
function send(scene: Scene, desk: TestDesk, from = 0) {
  scene.clock.set(desk.lastAt() + 60_000);
  return scene.send(desk, desk.request(from));
}

/** A supervisor at another desk takes in the acts of the open exceptions about held acts. */
async function release(scene: Scene, boss: TestDesk, time: number): Promise<void> {
  const held = (await scene.rows('exception')).filter(({ state, code }) => state === 'open' && code !== 'desk-silent');
  const from = boss.ledger.length;
  boss.record(
    'releaseHeld',
    { args: { ids: [], streams: held.map(({ cause }) => cause) }, told: done },
    { at: time, staff: 'boss' },
  );
  expect(receiptsOf(await send(scene, boss, from))).toMatchObject([{ outcome: 'applied', codes: [] }]);
}

describeStores('a copy of a desk', (use) => {
  test('has what it did by itself kept aside whole, held by the word of an administrator, and taken in at its own time', async () => {
    const scene = await openScene(await use(), { items: 6 });
    const [a, boss] = await twoDesks(scene);
    a.checkout('X0', 'P0', { at: at(8) });
    a.checkin('X0', { at: at(9) });
    await send(scene, a);
    const copy = copyOf(a);
    a.checkout('X1', 'P1', { at: at(10) });
    await send(scene, a, 2);
    copy.checkout('X2', 'P2', { at: at(9, 30) });
    copy.checkout('X3', 'P2', { at: at(9, 40) });
    copy.checkin('X2', { at: at(9, 50) });
    const before = await scene.everything();
    expect(await send(scene, copy)).toMatchObject({ problem: 'desk-forked', receipts: [] });
    expect(await quarantined(scene)).toEqual([{ seq: 3 }, { seq: 4 }, { seq: 5 }]);
    // It goes on, and hands in the rest by itself: it follows from the kept acts.
    copy.checkout('X4', 'P2', { at: at(11) });
    expect(await send(scene, copy, 3)).toMatchObject({ problem: 'desk-forked', receipts: [] });
    expect(await quarantined(scene)).toHaveLength(4);
    // Meanwhile the desk itself goes on, and waits as well.
    a.checkin('X1', { at: at(12) });
    expect(receiptsOf(await send(scene, a, 3))).toMatchObject([{ outcome: 'held', codes: ['desk-forked'] }]);
    expect(await scene.everything()).toBe(before);

    expect(await adoptCopies(scene, 'A')).toMatchObject({ held: 4, known: 0 });
    expect(await quarantined(scene)).toEqual([]);
    expect(await scene.everything()).toBe(before);
    expect(await openCodes(scene)).toEqual(['acts-held', 'desk-forked']);
    await release(scene, boss, at(13));
    expect(await loans(scene)).toEqual([
      lent('X0', 'P0', 8),
      lent('X1', 'P1', 10),
      lent('X2', 'P2', 9, 30),
      lent('X3', 'P2', 9, 40),
      lent('X4', 'P2', 11),
    ]);
    const state = Object.fromEntries((await scene.rows('item')).map((item) => [item.id, item.state.status]));
    expect(state).toMatchObject({ X1: 'available', X2: 'available', X3: 'on-loan', X4: 'on-loan' });
    expect(await openCodes(scene)).toEqual([]);
    // The desk itself was checked: it goes on, also when the copy sends known acts again.
    a.checkout('X5', 'P1', { at: at(14) });
    expect(receiptsOf(await send(scene, a, 4))).toMatchObject([{ outcome: 'applied' }]);
    expect(await send(scene, copy, 2)).toMatchObject({ problem: 'desk-forked', receipts: [] });
    a.checkin('X5', { at: at(15) });
    expect(receiptsOf(await send(scene, a, 5))).toMatchObject([{ outcome: 'applied' }]);
    expect(await openCodes(scene)).toEqual([]);
    copy.checkin('X4', { at: at(16) });
    expect(await send(scene, copy, 2)).toMatchObject({ problem: 'desk-forked', receipts: [] });
    // Nothing of it is taken in, hours after its last word: it has not drained, so that it counts as silent as well.
    expect((await openCodes(scene)).toSorted()).toEqual(['desk-forked', 'desk-silent']);
    expect(scene.faults).toEqual([]);
  });

  test('may be handed over again and again: what is held or taken in is known, what it did since is kept aside', async () => {
    const scene = await openScene(await use(), { items: 6 });
    const [a, boss] = await twoDesks(scene);
    a.checkout('X0', 'P0', { at: at(8) });
    await send(scene, a);
    const copy = copyOf(a);
    a.checkout('X1', 'P1', { at: at(10) });
    await send(scene, a, 1);
    copy.checkout('X2', 'P2', { at: at(9) });
    await send(scene, copy);
    await adoptCopies(scene, 'A');
    await send(scene, copy);
    expect(await quarantined(scene)).toEqual([]);
    expect(await adoptCopies(scene, 'A')).toMatchObject({ held: 0, known: 0 });
    await release(scene, boss, at(11));
    const receipts = () =>
      scene.store.read((tx) => tx.db.selectFrom('receipt').selectAll().orderBy('stream').orderBy('seq').execute());
    const answered = await receipts();
    copy.checkin('X2', { at: at(12) });
    await send(scene, copy);
    expect(await quarantined(scene)).toEqual([{ seq: 3 }]);
    expect(await adoptCopies(scene, 'A')).toMatchObject({ held: 1 });
    await release(scene, boss, at(13));
    expect((await scene.rows('loan')).map(({ itemId, state }) => `${itemId} ${state}`).toSorted()).toEqual([
      'X0 open',
      'X1 open',
      'X2 closed',
    ]);
    expect(await receipts()).toEqual(expect.arrayContaining(answered));
    // One stream holds all that the copy did, in its order and without a gap.
    const rows = (await receipts()).filter(({ desk_id: desk, stream }) => desk === a.desk && stream !== a.stream);
    expect(new Set(rows.map(({ stream }) => stream)).size).toBe(1);
    expect(rows.map(({ seq }) => seq)).toEqual([2, 3]);
  });

  test('keeps its exception while anything of it is aside, and what is let go of the desk itself counts meanwhile', async () => {
    const scene = await openScene(await use(), { items: 6 });
    const [a, boss] = await twoDesks(scene);
    a.checkout('X0', 'P0', { at: at(8) });
    await send(scene, a);
    const copy = copyOf(a);
    a.checkout('X1', 'P1', { at: at(9) });
    await send(scene, a, 1);
    copy.checkout('X2', 'P2', { at: at(9, 30) });
    await send(scene, copy);
    a.checkin('X1', { at: at(10) });
    await send(scene, a, 2);
    await release(scene, boss, at(11));
    expect(await openCodes(scene)).toEqual(['desk-forked']);
    expect((await scene.rows('loan')).map(({ itemId, state }) => `${itemId} ${state}`).toSorted()).toEqual([
      'X0 open',
      'X1 closed',
    ]);
    await adoptCopies(scene, 'A');
    await release(scene, boss, at(12));
    expect(await openCodes(scene)).toEqual([]);
  });

  test('of no desk that the library has is refused by name', async () => {
    const scene = await openScene(await use());
    await expect(adoptCopies(scene, 'nobody')).rejects.toMatchObject({ code: 'HF-AUTH-007' });
  });
});
