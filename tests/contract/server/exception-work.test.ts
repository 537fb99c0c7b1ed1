// Work on exceptions that stay open, at the server: a history in the order of time, the same in whatever order it comes, which outlasts every
// fold and loses what was written when the act that caused it is forgotten. [I24]

import { assignedTo, lastContact } from '../../../shared/circ/exception-work.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { required } from '../../../shared/core/assert.ts';
import { openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at } from './support/test-library.ts';

const told = { decision: 'done', reasons: [] };

async function send(scene: Scene, desk: TestDesk, from = 0) {
  scene.clock.set(Math.max(scene.clock.at, desk.lastAt() + 60_000));
  return scene.send(desk, desk.request(from));
}

/** Two desks, and an exception between them. */
async function lendTwice(scene: Scene) {
  scene.clock.set(at(9));
  const [a, b] = [await scene.desk('A'), await scene.desk('B')];
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

const work = (desk: TestDesk, id: string, when: number, said: object) =>
  desk.record('workExceptions', { args: { ids: [id], note: '', ...said }, told }, { at: when });

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

  test('that was handed in before the act which raises the exception is there with it', async () => {
    const scene = await openScene(await use());
    const { b, id } = await lendTwice(scene);
    const again = await openScene(await use());
    again.clock.set(at(9));
    const [c, d] = [await again.desk('A'), await again.desk('B')];
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
