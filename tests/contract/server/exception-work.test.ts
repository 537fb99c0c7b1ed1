// Work on exceptions that stay open, at the server: a history by time, the same in any order of arrival. It outlasts
// every fold and loses its texts when the act that caused it is purged. [I24]

import { assignedTo, lastContact } from '../../../shared/circ/exception-work.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { required } from '../../../shared/core/assert.ts';
import { openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { addTestStaff, at } from './support/test-library.ts';

const told = { decision: 'done', reasons: [] };

async function send(scene: Scene, desk: TestDesk, from = 0) {
  scene.clock.set(Math.max(scene.clock.at, desk.lastAt() + 60_000));
  return scene.send(desk, desk.request(from));
}

/** Two desks, and an exception between them. */
async function lendTwice(scene: Scene) {
  scene.clock.set(at(9));
  const [a, b] = [await scene.desk('A'), await scene.desk('B')];
  await addTestStaff(scene.store, LEAD, 'night-lead');
  a.checkout('X0', 'P0', { at: at(10) });
  b.checkout('X0', 'P1', { at: at(10, 20) });
  await send(scene, a);
  await send(scene, b);
  return { a, b, id: (await exception(scene)).id };
}

async function exception(scene: Scene): Promise<Exception> {
  const found = (await scene.rows('exception')).find(({ code }) => code === 'lent-while-on-loan');
  return required(found, () => 'no exception');
}

const LEAD = 'staff-lead';
type Work = { readonly by?: { readonly staff: string; readonly pos?: number }; readonly [said: string]: unknown };
const work = (desk: TestDesk, id: string, when: number, { by = { staff: LEAD }, ...said }: Work) =>
  desk.record('workExceptions', { args: { ids: [id], note: '', ...said }, told }, { at: when, ...by });

describeStores('work on exceptions', (use) => {
  test('is kept in the order of time, whichever desk hands it in first, and ends nothing', async () => {
    const scene = await openScene(await use());
    const { a, b, id } = await lendTwice(scene);
    work(a, id, at(11), { to: 'staff-a' });
    work(b, id, at(11, 30), { to: 'staff-b', contact: 'message-left', note: 'calls back' });
    await send(scene, b, 1);
    expect(receiptsOf(await send(scene, a, 1))).toMatchObject([{ outcome: 'applied' }]);
    const row = await exception(scene);
    expect(row).toMatchObject({ state: 'open', work: [{ to: 'staff-a' }, { to: 'staff-b', note: 'calls back' }] });
    expect(assignedTo(row.work)).toBe('staff-b');
    expect(lastContact(row.work)).toEqual({ contact: 'message-left', at: at(11, 30) });
    await send(scene, a, 1);
    expect((await exception(scene)).work).toHaveLength(2);
  });

  test('outlasts what closes the exception and what opens it again', async () => {
    const scene = await openScene(await use());
    const { a, id } = await lendTwice(scene);
    work(a, id, at(11), { to: 'staff-a' });
    const back = a.checkin('X0', { at: at(12) });
    await send(scene, a, 1);
    expect(await exception(scene)).toMatchObject({ state: 'closed-by-event', work: [{ to: 'staff-a' }] });
    a.record(
      'undo',
      { args: { commandId: back, itemId: 'X0', patronId: null, titleId: null }, told },
      { at: at(12, 5) },
    );
    await send(scene, a, 3);
    expect(await exception(scene)).toMatchObject({ state: 'open', work: [{ to: 'staff-a' }] });
  });

  test('that says nothing is rejected, and of an exception that is not there nothing comes', async () => {
    const scene = await openScene(await use());
    const { a, id } = await lendTwice(scene);
    work(a, id, at(11), {});
    work(a, 'no-such-exception', at(11, 1), { note: 'looked' });
    expect(receiptsOf(await send(scene, a, 1)).map(({ outcome }) => outcome)).toEqual(['rejected', 'applied']);
    expect((await exception(scene)).work).toBeUndefined();
  });

  test('gives an exception to another person with the right to alone', async () => {
    const scene = await openScene(await use());
    const { a, b, id } = await lendTwice(scene);
    await addTestStaff(scene.store, 'staff-b', 'desk');
    const [own, other] = [{ staff: 'staff-desk' }, { staff: 'staff-b' }];
    work(a, id, at(11), { to: 'staff-b', by: own });
    work(a, id, at(11, 1), { to: 'staff-desk', by: own });
    work(a, id, at(11, 2), { to: 'staff-b', by: other });
    work(a, id, at(11, 3), { note: 'calls back', by: other });
    work(a, id, at(11, 4), { to: 'staff-b' });
    const outcomes = async (desk: TestDesk, from: number) =>
      receiptsOf(await send(scene, desk, from)).map(({ outcome }) => outcome);
    expect(await outcomes(a, 1)).toEqual(['rejected', 'applied', 'rejected', 'applied', 'applied']);
    expect((await exception(scene)).work?.map(({ staffId }) => staffId)).toEqual(['staff-desk', 'staff-b', LEAD]);
    // A desk that has not seen who sees to it acts in good faith, one that has does not.
    work(b, id, at(11, 5), { to: 'staff-desk', by: { ...own, pos: 0 } });
    work(b, id, at(11, 6), { to: 'staff-b', by: { ...other, pos: 1_000 } });
    expect(await outcomes(b, 1)).toEqual(['applied', 'rejected']);
    expect(assignedTo((await exception(scene)).work)).toBe('staff-desk');
  });

  test('that was handed in before the act which raises the exception is there with it', async () => {
    const scene = await openScene(await use());
    const { b, id } = await lendTwice(scene);
    const again = await openScene(await use());
    again.clock.set(at(9));
    const [c, d] = [await again.desk('A'), await again.desk('B')];
    await addTestStaff(again.store, LEAD, 'night-lead');
    c.checkout('X0', 'P0', { at: at(10) });
    d.checkout('X0', 'P1', {
      at: at(10, 20),
      id: required(b.envelope(0), () => 'no act') && (await exception(scene)).cause,
    });
    work(c, id, at(11), { note: 'seen' });
    await send(again, c);
    await send(again, d);
    expect(await exception(again)).toMatchObject({ id, work: [{ note: 'seen' }] });
  });
});
