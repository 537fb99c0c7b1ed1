// Refusals as the server keeps them: those sent along with an act, once, at their own times, in both databases, also
// when sent again.

import { branchId } from '../../../shared/core/ids.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { readRefusals, type RefusalRange } from '../../../server/query/read-refusals.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at } from './support/test-library.ts';

const refused = (codes: string[], minutesAgo: number) => ({
  kind: 'checkout' as const,
  codes,
  times: 1,
  itemType: 'laptop',
  location: null,
  patronGroup: 'everyone',
  patronHome: branchId('main'),
  dataAgeMs: 0,
  stale: null,
  staffId: null,
  shiftId: null,
  agoMs: minutesAgo * MINUTE_MS,
});
const read = ({ store }: Scene, range: RefusalRange) => store.read((tx) => readRefusals(tx, range));
const always = { from: 0, to: Number.MAX_SAFE_INTEGER };

describeStores('refusals', (use) => {
  test('are kept once, at their own times, of the desk whose act they rode with', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkin('X0', { at: at(10), refused: [refused(['LIMIT_REACHED'], 5), refused(['PATRON_FINES'], 9)] });
    await scene.send(desk);
    await scene.send(desk);
    expect(await read(scene, always)).toMatchObject([
      { at: at(9, 51), desk: desk.desk, branch: 'main', codes: ['PATRON_FINES'] },
      { at: at(9, 55), desk: desk.desk, branch: 'main', codes: ['LIMIT_REACHED'], itemType: 'laptop' },
    ]);
    expect(await read(scene, { from: at(9, 52), to: at(10) })).toHaveLength(1);
    expect(await read(scene, { ...always, branch: branchId('elsewhere') })).toEqual([]);
  });

  test('one of a kind that only newer desks know is kept as it is, and holds no act back', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkin('X0', { at: at(10), refused: [{ ...refused(['ROOM_FULL'], 5), kind: 'study-room' }] });
    await scene.send(desk);
    expect(await read(scene, always)).toMatchObject([{ kind: 'study-room', codes: ['ROOM_FULL'] }]);
  });

  test('an act that is held keeps back what rode with it', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.record('checkin', { args: {}, told: {} }, { at: at(10), refused: [refused(['PATRON_FINES'], 1)] });
    await scene.send(desk);
    expect(await read(scene, always)).toEqual([]);
  });
});
