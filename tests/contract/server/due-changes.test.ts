// Due dates that staff change: either way, by the act alone, and proposed where a clock was wrong. [I24] [I25]

import { DAY_MS } from '../../../shared/core/instant.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory } from './support/story.ts';
import { at } from './support/test-library.ts';

describeStores('a changed due date', (use) => {
  test('moves earlier and later, and is what the fine counts from [I25]', async () => {
    const { scene, a, b, send } = await openStory(await use());
    const loan = a.checkout('X0', 'P0', { at: at(10), dueAt: at(16) });
    b.changeDueDate('X0', loan, 'P0', { at: at(11), dueAt: at(13), staff: 'boss' });
    await send(b);
    await send(a);
    expect(await scene.rows('loan')).toMatchObject([{ dueAt: at(13), renewals: 0 }]);
    b.changeDueDate('X0', loan, 'P0', { at: at(12), dueAt: at(20), staff: 'boss' });
    await send(b);
    expect(await scene.rows('loan')).toMatchObject([{ dueAt: at(20), renewals: 0 }]);
    a.checkin('X0', { at: at(17) });
    await send(a);
    expect(await scene.rows('fee')).toEqual([]);
  });

  test('signed by staff without the right is flagged, and stands', async () => {
    const story = await openStory(await use());
    const { scene, a, send } = story;
    const loan = a.checkout('X0', 'P0', { at: at(10), dueAt: at(16) });
    a.changeDueDate('X0', loan, 'P0', { at: at(11), dueAt: at(18), staff: 'staff-desk' });
    await send(a);
    expect(await scene.rows('loan')).toMatchObject([{ dueAt: at(18) }]);
    expect((await ofCode(story, 'staff-role-revoked')).map(({ state }) => state)).toEqual(['open']);
  });

  test('is proposed where a clock was wrong, by the rules from the time that counts, and closes that exception', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    const told = at(10) + 3_650 * DAY_MS;
    const loan = a.checkout('X0', 'P0', { at: told, dueAt: told + 14 * DAY_MS });
    scene.clock.set(at(10));
    await scene.send(a);
    const [suspect] = await ofCode(story, 'clock-suspect');
    const due = suspect?.params['due'];
    if (typeof due !== 'object' || !('dueAt' in due)) throw new Error('nothing is proposed');
    expect(due.dueAt).toBeGreaterThan(at(10));
    expect(due.dueAt).toBeLessThan(at(10) + 60 * DAY_MS);
    expect(await scene.rows('loan')).toMatchObject([{ dueAt: told + 14 * DAY_MS }]);
    b.changeDueDate('X0', loan, 'P0', { at: at(11), dueAt: due.dueAt, staff: 'boss' });
    await send(b);
    expect(await scene.rows('loan')).toMatchObject([{ dueAt: due.dueAt }]);
    expect((await ofCode(story, 'clock-suspect')).map(({ state }) => state)).toEqual(['closed-by-event']);
  });
});
