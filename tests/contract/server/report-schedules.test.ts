// Reports that a library has made by itself, as servers on one database share them.

import { formatInstant } from '../../../shared/core/instant.ts';
import {
  addSchedule,
  claimDue,
  CLAIM_MS,
  countFailing,
  failDue,
  finishDue,
  isAnyDue,
  listSchedules,
  removeSchedule,
  type NewSchedule,
} from '../../../server/reports/report-schedules.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import { at } from './support/test-library.ts';

const DAY = 86_400_000;
const daily: NewSchedule = {
  kind: 'shift',
  period: 'last-day',
  atMinute: 360,
  forms: ['pdf', 'csv'],
  folder: '/srv/reports',
  audience: 'internal',
  language: 'en',
};
const add = (scene: Scene, wanted = daily) =>
  addSchedule({ store: scene.store, clock: scene.clock, random: testRandom }, wanted);

describeStores('reports that are made by themselves', (use) => {
  test('wait for the end of the next period, and two servers that look at once make each once', async () => {
    const scene = await openScene(await use());
    await add(scene);
    expect(await claimDue(scene)).toBeNull();
    scene.clock.set(at(18) + DAY);
    const other = { store: await scene.place.open(scene.clock), clock: scene.clock };
    const claimed = await Promise.all([claimDue(scene), claimDue(other), claimDue(scene), claimDue(other)]);
    const [due, ...more] = claimed.filter((one) => one !== null);
    expect(more).toEqual([]);
    expect(await isAnyDue(scene)).toBe(false);
    if (due === undefined) throw new Error('nobody made it');
    await finishDue(scene, due);
    scene.clock.set(at(18) + DAY + CLAIM_MS);
    expect(await claimDue(other)).toBeNull();
  });

  test('are made once after days without a server, of the newest one', async () => {
    const scene = await openScene(await use());
    await add(scene);
    scene.clock.set(at(18) + 9 * DAY);
    const due = await claimDue(scene);
    if (due === null) throw new Error('nothing is due');
    expect(formatInstant(scene.clock.now() - due.period.to)).toMatch(/^1970-01-01T/);
    await finishDue(scene, due);
    expect(await claimDue(scene)).toBeNull();
  });

  test('are taken over from a process that died at one', async () => {
    const scene = await openScene(await use());
    await add(scene);
    scene.clock.set(at(18) + DAY);
    const first = await claimDue(scene);
    expect(await claimDue(scene)).toBeNull();
    scene.clock.set(at(18) + DAY + CLAIM_MS);
    expect(await claimDue(scene)).toEqual(first);
  });

  test('say since when one cannot be made, until it is', async () => {
    const scene = await openScene(await use());
    await add(scene);
    scene.clock.set(at(18) + DAY);
    const since = scene.clock.now();
    for (const tried of [0, CLAIM_MS]) {
      scene.clock.set(since + tried);
      const due = await claimDue(scene);
      if (due === null) throw new Error('it is not tried again');
      await failDue(scene, due, 'HF-CLI-006');
      expect(await claimDue(scene)).toBeNull();
      expect(await listSchedules(scene.store)).toMatchObject([{ failed: { at: since, code: 'HF-CLI-006' } }]);
    }
    expect(await scene.store.read(countFailing)).toBe(1);
    scene.clock.set(since + 2 * CLAIM_MS);
    const due = await claimDue(scene);
    if (due === null) throw new Error('it is not tried again');
    await finishDue(scene, due);
    expect(await scene.store.read(countFailing)).toBe(0);
  });

  test('are removed by their id, and one that a later version wrote is left to it', async () => {
    const scene = await openScene(await use());
    const { id } = await add(scene);
    await add(scene, { ...daily, period: 'last-month' });
    await scene.store.write(({ db }) =>
      db.updateTable('report_schedule').set({ period: 'last-term' }).where('period', '=', 'last-month').execute(),
    );
    expect(await listSchedules(scene.store)).toMatchObject([{ id, forms: ['pdf', 'csv'], failed: null }]);
    await removeSchedule(scene.store, id);
    await expect(removeSchedule(scene.store, id)).rejects.toThrow('was not found');
    scene.clock.set(at(18) + 40 * DAY);
    expect(await claimDue(scene)).toBeNull();
  });
});
