// What a person lets go is told as theirs, and what comes to wait after it is work again, for whoever lets that go.

import { exceptionId } from '../../../shared/core/ids.ts';
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

  test('what a person dismissed before keeps that end, and says when it was let go; what is held after it is open', async () => {
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

  test('what is held after a person left out what was there is work again, and both can be let go', async () => {
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

  test('what the server failed on ends when it is taken in and by no word before, so that nothing is left without a way in', async () => {
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
});
