// Night grants at the server: made and ended, given to desks, and the acts that they cover.

import type { Role } from '../../../shared/circ/rights.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { inspect } from '../../../server/query/inspect.ts';
import { endNightGrant, makeNightGrant, type NewNightGrant } from '../../../server/staff/night-grants.ts';
import { addStaff, disableStaff } from '../../../server/staff/staff-directory.ts';
import { staffGrants } from '../../../server/staff/staff-grants.ts';
import { openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { addTestStaff, at } from './support/test-library.ts';

const DESK = { branch: 'main', pepper: Buffer.alloc(32).toString('base64') };
const NIGHT: NewNightGrant = {
  who: 'desk',
  codes: ['PATRON_EXPIRED', 'PATRON_FINES'],
  count: 2,
  limitMinor: 2_000,
  from: at(9),
  to: at(12),
};
const make = ({ store, clock }: Scene, more: Partial<NewNightGrant> = {}) =>
  makeNightGrant({ store, clock, random: testRandom }, { ...NIGHT, ...more });
const grantsAtDesk = async ({ store, clock }: Scene) => staffGrants({ store, clock }, DESK);

/** A library at eight in the morning, with a person at the desk. */
async function openMorning(place: Parameters<typeof openScene>[0]): Promise<Scene> {
  const scene = await openScene(place);
  scene.clock.set(at(8));
  return scene;
}

/** A checkout on the word of a grant. */
const lend = (
  desk: TestDesk,
  n: number,
  { grantId, minor = 0, ...options }: { at: number; grantId: string; minor?: number; staff?: string },
) => desk.checkout(`X${n}`, 'P0', { ...options, overrides: ['PATRON_EXPIRED'], grant: { grantId, grantMinor: minor } });

async function uncovered(scene: Scene, desk: TestDesk, now = at(18)): Promise<boolean[]> {
  scene.clock.set(now);
  return receiptsOf(await scene.send(desk)).map(({ codes }) => codes.includes('staff-role-revoked'));
}

async function review(scene: Scene): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of inspect(scene.store, 'night-grants')) rows.push(row);
  return rows;
}

describeStores('night grants', (use) => {
  test('go to desks until they are over, marked as a change of staff, and end when they are revoked', async () => {
    const scene = await openMorning(await use());
    const before = await grantsAtDesk(scene);
    expect(before.nightGrants).toEqual([]);
    const made = await make(scene);
    expect(made).toMatchObject({ role: 'desk', staffId: null, codes: NIGHT.codes, count: 2, limitMinor: 2_000 });
    expect(await grantsAtDesk(scene)).toMatchObject({ revision: before.revision + 1, nightGrants: [made] });
    scene.clock.set(at(11));
    await endNightGrant(scene, made.grantId);
    expect(await grantsAtDesk(scene)).toMatchObject({ revision: before.revision + 2, nightGrants: [] });
    await expect(endNightGrant(scene, 'no-such-grant')).rejects.toMatchObject({ code: 'HF-AUTH-015' });
  });

  test('of one person go where that person may sign in', async () => {
    const scene = await openMorning(await use());
    const { store, clock } = scene;
    await addStaff({ store, clock, random: testRandom }, { staff: 'Lena', role: 'desk' });
    const made = await make(scene, { who: 'lena' });
    expect((await grantsAtDesk(scene)).nightGrants).toEqual([made]);
    clock.set(at(8, 30));
    await disableStaff(scene, 'lena');
    expect((await grantsAtDesk(scene)).nightGrants).toEqual([]);
  });

  test.each<[string, Partial<NewNightGrant>]>([
    ['HF-AUTH-005', { who: 'nobody' }],
    ['HF-AUTH-012', { who: 'student' satisfies Role }],
    ['HF-AUTH-013', { codes: ['PATRON_EXPIRED', 'NO_RULE'] }],
    ['HF-AUTH-013', { codes: ['no-such-code'] }],
    ['HF-AUTH-014', { from: at(12), to: at(12) }],
    ['HF-AUTH-014', { from: at(6), to: at(8) }],
  ])('%s refuses one that means nothing', async (code, more) => {
    const scene = await openMorning(await use());
    await expect(make(scene, more)).rejects.toMatchObject({ code });
    expect(await review(scene)).toEqual([]);
  });

  test('cover what is done within their time, their count and their money, desk by desk; the rest is named', async () => {
    const scene = await openMorning(await use());
    const { grantId } = await make(scene);
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    lend(a, 0, { at: at(8, 30), grantId });
    lend(a, 1, { at: at(9), grantId, minor: 1_500 });
    lend(a, 2, { at: at(10), grantId, minor: 501 });
    lend(a, 3, { at: at(10, 30), grantId, minor: 500 });
    lend(a, 4, { at: at(11), grantId });
    lend(a, 5, { at: at(11, 30), grantId: 'no-such-grant' });
    // Acts before its time are not covered, nor are acts beyond its money.
    expect(await uncovered(scene, a)).toEqual([true, false, true, false, true, true]);
    lend(b, 6, { at: at(11), grantId });
    lend(b, 7, { at: at(12), grantId });
    expect(await uncovered(scene, b)).toEqual([false, true]);
  });

  test('count across earlier acts of a desk, and cover no other reason and no other person', async () => {
    const scene = await openMorning(await use());
    const { grantId } = await make(scene);
    await addTestStaff(scene.store, 'staff-student', 'student');
    const desk = await scene.desk('A');
    lend(desk, 0, { at: at(9), grantId });
    expect(await uncovered(scene, desk, at(9, 5))).toEqual([false]);
    lend(desk, 1, { at: at(9, 30), grantId });
    lend(desk, 2, { at: at(10), grantId });
    expect(await uncovered(scene, desk)).toEqual([false, false, true]);
    const other = await scene.desk('B');
    lend(other, 3, { at: at(10), grantId, staff: 'staff-student' });
    other.checkout('X4', 'P0', {
      at: at(10, 10),
      overrides: ['PATRON_EXPIRED', 'PATRON_BARRED'],
      grant: { grantId, grantMinor: 0 },
    });
    expect(await uncovered(scene, other)).toEqual([true, true]);
  });

  test('are judged the same when the server comes back to acts that it has already', async () => {
    const scene = await openMorning(await use());
    const { grantId } = await make(scene);
    const desk = await scene.desk('A');
    lend(desk, 0, { at: at(9), grantId });
    lend(desk, 1, { at: at(10), grantId });
    expect(await uncovered(scene, desk)).toEqual([false, false]);
    const runner = createCommandRunner({ store: scene.store, clock: scene.clock, faulted: () => undefined });
    const again = receiptsOf(await runner.run(desk.request(), desk.desk));
    expect(again.map(({ codes }) => codes.includes('staff-role-revoked'))).toEqual([false, false]);
  });

  test('are listed with their uses, for the review of the night', async () => {
    const scene = await openMorning(await use());
    const { grantId } = await make(scene);
    const desk = await scene.desk('A');
    const act = lend(desk, 0, { at: at(9), grantId, minor: 700 });
    await uncovered(scene, desk);
    expect(await review(scene)).toMatchObject([
      {
        grantId,
        who: 'desk',
        count: 2,
        limitMinor: 2_000,
        uses: [{ commandId: act, name: 'checkout', codes: ['PATRON_EXPIRED'], setAsideMinor: 700, reason: null }],
      },
    ]);
  });
});
