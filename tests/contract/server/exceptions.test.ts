// Exceptions: they come and go with the folds, a fact may close one, a person's word stands, and the first word counts.

import { openCodes, openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { addTestStaff, at } from './support/test-library.ts';

const stateOf = async (scene: Scene, code: string) =>
  (await scene.rows('exception')).find((row) => row.code === code)?.state;

/** Sends a desk's acts from a place on, a minute after the last of them. */
async function send(scene: Scene, desk: TestDesk, from = 0) {
  scene.clock.set(Math.max(scene.clock.at, desk.lastAt() + 60_000));
  return scene.send(desk, desk.request(from));
}

/** A lends X0 to P0, B lends it to P1 without a return in between: closed by inference. */
async function lendTwice(scene: Scene) {
  scene.clock.set(at(9));
  const [a, b] = [await scene.desk('A'), await scene.desk('B')];
  a.checkout('X0', 'P0', { at: at(10) });
  b.checkout('X0', 'P1', { at: at(10, 20) });
  await send(scene, a);
  await send(scene, b);
  return { a, b };
}

describeStores('exceptions', (use) => {
  test('a folded one is open with its words, weight, branch and cause, and its code is on the receipt', async () => {
    const scene = await openScene(await use());
    scene.clock.set(at(9));
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    a.checkout('X0', 'P0', { at: at(10) });
    const cause = b.checkout('X0', 'P1', { at: at(10, 20) });
    await send(scene, a);
    expect(receiptsOf(await send(scene, b))[0]?.codes).toEqual(['lent-while-on-loan']);
    expect(await scene.rows('exception')).toMatchObject([
      {
        code: 'lent-while-on-loan',
        weight: 'today',
        origin: 'folded',
        state: 'open',
        branch: 'main',
        itemId: 'X0',
        patronId: null,
        cause,
        at: at(10, 20),
        params: { title: 'Title of X0', barcode: 'barcode-X0' },
      },
    ]);
  });

  test('a certain check-in later closes it by event', async () => {
    const scene = await openScene(await use());
    const { a } = await lendTwice(scene);
    a.checkin('X0', { at: at(12) });
    await send(scene, a, 1);
    expect(await stateOf(scene, 'lent-while-on-loan')).toBe('closed-by-event');
  });

  test('a late act that shows that it never was explains it', async () => {
    const scene = await openScene(await use());
    await lendTwice(scene);
    const c = await scene.desk('C');
    c.checkin('X0', { at: at(10, 10) });
    await send(scene, c);
    expect(await stateOf(scene, 'lent-while-on-loan')).toBe('explained');
    expect(await openCodes(scene)).toEqual([]);
  });

  test('one that was explained opens again when a later fold yields it again', async () => {
    const scene = await openScene(await use());
    await lendTwice(scene);
    const c = await scene.desk('C');
    const checkin = c.checkin('X0', { at: at(10, 10) });
    await send(scene, c);
    expect(await stateOf(scene, 'lent-while-on-loan')).toBe('explained');
    c.undo(checkin, { item: 'X0' }, { at: at(10, 11) });
    await send(scene, c, 1);
    expect(await stateOf(scene, 'lent-while-on-loan')).toBe('open');
  });

  test('a person ends several of them with one act and one note, and no fold opens them again', async () => {
    const scene = await openScene(await use());
    const { a, b } = await lendTwice(scene);
    a.checkout('X1', 'P0', { at: at(11) });
    b.checkout('X1', 'P1', { at: at(11, 20) });
    await send(scene, a, 1);
    await send(scene, b, 1);
    const ids = (await scene.rows('exception')).map((row) => row.id);
    expect(ids).toHaveLength(2);
    const by = a.resolve(ids, { at: at(12), action: 'told-patron', note: 'called both' });
    expect(receiptsOf(await send(scene, a, 2))[0]?.outcome).toBe('applied');
    const rows = await scene.rows('exception');
    expect(rows.map((row) => row.state)).toEqual(['resolved', 'resolved']);
    expect(rows[0]?.resolution).toEqual({
      action: 'told-patron',
      note: 'called both',
      staffId: 'staff-desk',
      at: at(12),
      by,
    });
    // The folds still yield the one, and then not any more.
    b.checkout('X1', 'P1', { at: at(12, 30) });
    await send(scene, b, 2);
    expect(
      (await scene.rows('exception')).filter((row) => row.code === 'lent-while-on-loan').map((row) => row.state),
    ).toEqual(['resolved', 'resolved']);
    b.checkin('X0', { at: at(13) });
    b.checkin('X1', { at: at(13) });
    await send(scene, b, 3);
    expect(
      (await scene.rows('exception')).filter((row) => row.code === 'lent-while-on-loan').map((row) => row.state),
    ).toEqual(['resolved', 'resolved']);
  });

  test('of two resolutions the first by its time counts, whichever came first', async () => {
    const scene = await openScene(await use());
    const { a, b } = await lendTwice(scene);
    const ids = (await scene.rows('exception')).map((row) => row.id);
    a.resolve(ids, { at: at(13), note: 'later' });
    b.resolve(ids, { at: at(12), note: 'earlier' });
    await send(scene, a, 1);
    await send(scene, b, 1);
    expect((await scene.rows('exception'))[0]?.resolution).toMatchObject({ note: 'earlier', at: at(12) });
  });

  test('a resolution by staff who may not resolve is rejected, and a person is told: nothing physical happened [I7]', async () => {
    const scene = await openScene(await use());
    const { a } = await lendTwice(scene);
    await addTestStaff(scene.store, 'staff-student', 'student');
    const ids = (await scene.rows('exception')).map((row) => row.id);
    a.resolve(ids, { at: at(12), staff: 'staff-student' });
    expect(receiptsOf(await send(scene, a, 1))).toMatchObject([{ outcome: 'rejected', codes: ['staff-role-revoked'] }]);
    expect((await openCodes(scene)).toSorted()).toEqual(['lent-while-on-loan', 'staff-role-revoked']);
  });

  test('a dismissal without a note is rejected', async () => {
    const scene = await openScene(await use());
    const { a } = await lendTwice(scene);
    const ids = (await scene.rows('exception')).map((row) => row.id);
    a.resolve(ids, { at: at(12), action: 'dismissed', note: ' ' });
    expect(receiptsOf(await send(scene, a, 1))).toMatchObject([{ outcome: 'rejected', codes: ['malformed'] }]);
  });

  test('a check-in away from where a copy was going, at a desk that did not know, is work at once', async () => {
    const scene = await openScene(await use());
    const [a, c] = [await scene.desk('A'), await scene.desk('C', 'east')];
    const sent = a.checkin('X0', { at: at(10), transitTo: 'elsewhere', route: 'transit' });
    c.checkin('X0', { at: at(11) });
    c.checkin('X1', { at: at(12), saw: sent });
    await send(scene, a);
    await send(scene, c);
    expect((await scene.rows('exception')).filter((row) => row.weight === 'act-now')).toMatchObject([
      { code: 'missed-transit', itemId: 'X0', branch: 'east' },
    ]);
  });

  test('the same when the transit comes in after the check-in that passed it over, and not when it was undone', async () => {
    const scene = await openScene(await use());
    const [a, c] = [await scene.desk('A'), await scene.desk('C', 'east')];
    const sent = a.checkin('X1', { at: at(10), transitTo: 'elsewhere', route: 'transit' });
    a.undo(sent, { item: 'X1' }, { at: at(10, 1) });
    a.checkin('X0', { at: at(10, 2), transitTo: 'elsewhere', route: 'transit' });
    const passing = c.checkin('X0', { at: at(11) });
    c.checkin('X1', { at: at(12) });
    await send(scene, c);
    expect(await openCodes(scene)).not.toContain('missed-transit');
    await send(scene, a);
    expect((await scene.rows('exception')).filter((row) => row.weight === 'act-now')).toMatchObject([
      { code: 'missed-transit', itemId: 'X0', cause: passing, branch: 'east' },
    ]);
  });

  test('not where the desk is that it was going to, sends it on there, or had sent it itself', async () => {
    const scene = await openScene(await use());
    const [a, c] = [await scene.desk('A'), await scene.desk('C', 'east')];
    const sentBy = (item: string, transitTo: string) => a.checkin(item, { at: at(10), transitTo, route: 'transit' });
    sentBy('X0', 'east');
    sentBy('X1', 'elsewhere');
    sentBy('X2', 'elsewhere');
    await send(scene, a);
    c.checkin('X0', { at: at(11) });
    c.checkin('X1', { at: at(11, 1), transitTo: 'elsewhere', route: 'transit' });
    await send(scene, c);
    // In a stream of its own this act has no link to the one before it: a desk's own acts are known to it all the same.
    const from = a.startStream();
    a.checkin('X2', { at: at(11, 2) });
    await send(scene, a, from);
    expect(await openCodes(scene)).not.toContain('missed-transit');
  });
});
