// A released act is shown as released by that person. An act held after it is new work, for the next person who may
// release it.

import { exceptionId, staffId } from '../../../shared/core/ids.ts';
import { heldActsForDesk } from '../../../server/query/held-acts.ts';
import { inspect } from '../../../server/query/inspect.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import { addTestStaff, at } from './support/test-library.ts';

describeStores('acts that were held and let go', (use) => {
  const held = async (story: Story) => ofCode(story, 'acts-held');
  const letGo = async (story: Story, staff: string, time: number): Promise<void> => {
    const args = { ids: [], streams: [story.a.stream] };
    story.b.record('releaseHeld', { args, told: { decision: 'done', reasons: [] } }, { at: time, staff });
    await story.send(story.b);
  };

  test('the exception names who let them go, not the event; when more are held it is open, and names the next', async () => {
    const story = await openStory(await use());
    const { scene, a, send } = story;
    await addTestStaff(scene.store, 'chief', 'supervisor');
    a.checkout('X0', 'P0', { at: at(10) });
    await scene.store.write((tx) =>
      tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', a.desk).execute(),
    );
    await send(a);
    expect(await held(story)).toMatchObject([{ state: 'open', resolution: null }]);
    await letGo(story, 'boss', at(11));
    expect(await held(story)).toMatchObject([
      { state: 'resolved', resolution: { action: 'released', staffId: 'boss', at: at(11) } },
    ]);
    a.checkout('X1', 'P1', { at: at(12) });
    await send(a);
    expect(await held(story)).toMatchObject([{ state: 'open', resolution: null }]);
    await letGo(story, 'chief', at(13));
    expect(await held(story)).toMatchObject([
      { state: 'resolved', resolution: { action: 'released', staffId: 'chief', at: at(13) } },
    ]);
  });

  test('an exception dismissed before keeps that end, and notes the release; an act held after it is open', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    a.checkout('X0', 'P0', { at: at(10) });
    await scene.store.write((tx) =>
      tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', a.desk).execute(),
    );
    await send(a);
    const ids = (await held(story)).map(({ id }) => id);
    b.resolve(ids, { at: at(10, 30) });
    await send(b);
    // Nothing is corrected while it is held.
    expect(await held(story)).toMatchObject([{ state: 'open', resolution: null }]);
    b.resolve(ids, { at: at(11), action: 'dismissed' });
    await send(b);
    const [before] = await held(story);
    await letGo(story, 'boss', at(12));
    expect(await held(story)).toEqual([{ ...before, releasedAt: at(12) }]);
    expect(before?.resolution?.action).not.toBe('released');
    a.checkout('X1', 'P1', { at: at(13) });
    await send(a);
    expect(await held(story)).toMatchObject([{ state: 'open', resolution: null }]);
  });

  test('an act held after a dismissal is work again, and both can be released', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    await addTestStaff(scene.store, 'chief', 'supervisor');
    a.checkout('X0', 'P0', { at: at(10) });
    await scene.store.write((tx) =>
      tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', a.desk).execute(),
    );
    await send(a);
    b.resolve(
      (await held(story)).map(({ id }) => id),
      { at: at(11), action: 'dismissed' },
    );
    await send(b);
    a.checkout('X1', 'P1', { at: at(12) });
    await send(a);
    expect(await held(story)).toMatchObject([{ state: 'open', resolution: null }]);
    await letGo(story, 'chief', at(13));
    expect(await held(story)).toMatchObject([
      { state: 'resolved', resolution: { action: 'released', staffId: 'chief' }, releasedAt: at(13) },
    ]);
    expect((await scene.rows('loan')).map(({ itemId }) => itemId).toSorted()).toEqual(['X0', 'X1']);
  });

  test('each counts at the time that was fixed when it came, not before the one before it', async () => {
    const story = await openStory(await use());
    const { scene, a, send } = story;
    a.checkout('X0', 'P0', { at: at(10) });
    // The clock was set back by a minute.
    a.checkin('X0', { at: at(9, 59) });
    await scene.store.write((tx) =>
      tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', a.desk).execute(),
    );
    await send(a);
    expect(await scene.rows('event')).toEqual([]);
    await letGo(story, 'boss', at(11));
    const times = new Map((await scene.rows('event')).map((event) => [event.kind, event.at]));
    expect(times).toEqual(
      new Map([
        ['checkout', at(10)],
        ['checkin', at(10)],
      ]),
    );
  });

  test('an act that lost its arguments keeps none of the others held, and its exception open', async () => {
    const story = await openStory(await use());
    const { scene, a, send } = story;
    const first = a.checkout('X0', 'P0', { at: at(10) });
    a.checkout('X1', 'P1', { at: at(10, 10) });
    await scene.store.write((tx) =>
      tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', a.desk).execute(),
    );
    await send(a);
    await scene.store.write((tx) =>
      tx.db.updateTable('envelope').set({ args: null, salt: null }).where('id', '=', first).execute(),
    );
    await letGo(story, 'boss', at(11));
    expect((await scene.rows('loan')).map(({ itemId }) => itemId)).toEqual(['X1']);
    expect(await held(story)).toMatchObject([{ state: 'open' }]);
  });

  test('an exception of an act that the server failed on ends when the act is taken in, and by no decision before, so that every act keeps a way in', async () => {
    const story = await openStory(await use());
    const { scene, a, b, failing, release, send } = story;
    const held = a.checkout('X0', 'P0', { at: at(10) });
    failing.on = true;
    await send(a);
    failing.on = false;
    const [fault] = await ofCode(story, 'server-fault');
    expect(fault).toMatchObject({ state: 'open', cause: held });
    b.resolve([exceptionId(fault?.id ?? '')], { at: at(11) });
    await send(b);
    expect(await ofCode(story, 'server-fault')).toEqual([fault]);
    release(b, { ids: [held] }, at(12));
    await send(b);
    expect(await ofCode(story, 'server-fault')).toMatchObject([
      { state: 'resolved', resolution: { action: 'released', staffId: 'boss', at: at(12) }, releasedAt: at(12) },
    ]);
    expect(await scene.rows('loan')).toMatchObject([{ itemId: 'X0', state: 'open' }]);
  });

  test('each that is held can be read before: whose desk, when, who, whom and what, why, and whether it can be taken in', async () => {
    const story = await openStory(await use());
    const { scene, a, b, failing, send } = story;
    await addTestStaff(scene.store, 'clerk', 'desk');
    const lent = a.checkout('X0', 'P0', { at: at(10), staff: 'clerk' });
    const newer = a.record('checkout', { args: { nonsense: true }, told: {} }, { at: at(10, 1) });
    failing.on = true;
    await send(a);
    failing.on = false;
    const ask = (staff: string, branch = 'main') =>
      heldActsForDesk(scene, branch, { staffId: staffId(staff), causes: [lent, newer] });
    const { acts, count } = await ask('boss');
    expect(count).toBe(2);
    expect(acts).toMatchObject([
      {
        id: lent,
        desk: 'A',
        name: 'checkout',
        at: at(10),
        staff: 'clerk',
        card: 'card-P0',
        barcode: 'barcode-X0',
        codes: ['server-fault'],
        lacks: null,
      },
      { id: newer, lacks: 'malformed', card: null },
    ]);
    await expect(ask('clerk')).rejects.toMatchObject({ code: 'HF-AUTH-024' });
    const ofStream = { staffId: staffId('boss'), causes: [a.stream] };
    expect((await heldActsForDesk(scene, 'main', ofStream)).acts.map(({ id }) => id)).toEqual([lent, newer]);
    const shown: unknown[] = [];
    for await (const row of inspect(scene.store, 'held')) shown.push(row);
    expect(shown).toMatchObject([
      { id: lent, desk: 'A', barcode: 'barcode-X0', mayBeReleased: true },
      { id: newer, mayBeReleased: false, lacks: 'malformed' },
    ]);
    // Released together, the readable one is taken in, and the other stays.
    await release(story, [lent, newer]);
    expect(await scene.rows('loan')).toMatchObject([{ itemId: 'X0' }]);
    expect((await ask('boss')).acts.map(({ id }) => id)).toEqual([newer]);
    expect((await ofCode(story, 'server-fault')).map(({ state }) => state).toSorted()).toEqual(['open', 'resolved']);
    // An unreadable act is done again by hand, and its exception is dismissed.
    const left = (await ofCode(story, 'server-fault')).find(({ state }) => state === 'open');
    b.resolve([left?.id ?? ''], { at: at(12), action: 'dismissed' });
    await send(b);
    expect((await ofCode(story, 'server-fault')).map(({ state }) => state)).toEqual(['resolved', 'resolved']);
  });

  const release = async (story: Story, ids: readonly string[]) => {
    story.release(story.b, { ids }, at(11));
    await story.send(story.b);
  };
});
