// Holds at the server: always recorded, settled by the fold, judged again only to say so. [I22] [I24]

import { branchId, locationId } from '../../../shared/core/ids.ts';
import { openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { ActOptions, TestDesk } from './support/test-desk.ts';
import { at, testItem, testPatron } from './support/test-library.ts';

const told = { decision: 'done', reasons: [] as string[] };
type Named = readonly [hold: string, patron: string, item: string];
const place = (desk: TestDesk, [hold, patron, item]: Named, options: ActOptions) =>
  desk.record(
    'placeHold',
    {
      args: {
        holdId: hold,
        patronId: patron,
        card: `card-${patron}`,
        titleId: `title-${item}`,
        itemId: null,
        pickup: 'main',
      },
      told: { ...told, reasons: options.reasons ?? [] },
    },
    options,
  );
const cancel = (desk: TestDesk, [hold, patron, item]: Named, options: ActOptions) =>
  desk.record(
    'cancelHold',
    { args: { holdId: hold, patronId: patron, titleId: `title-${item}`, reason: 'private words' }, told },
    options,
  );
const holds = async (scene: Scene) =>
  (await scene.rows('hold')).map(({ id, state, position }) => ({ id, state, position }));
const exceptions = async (scene: Scene) => (await scene.rows('exception')).map(({ code, state }) => `${code} ${state}`);

const missed = async (scene: Scene) => (await exceptions(scene)).filter((one) => one.startsWith('missed-hold'));

describeStores('holds', (use) => {
  test('are placed and cancelled, and the receipts say nothing against it', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    place(desk, ['H', 'P0', 'X0'], { at: at(9) });
    place(desk, ['I', 'P1', 'X0'], { at: at(10) });
    cancel(desk, ['H', 'P0', 'X0'], { at: at(11) });
    const receipts = receiptsOf(await scene.send(desk));
    expect(receipts.map(({ outcome, codes }) => [outcome, codes])).toEqual(Array(3).fill(['applied', []]));
    expect((await holds(scene)).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'H', state: 'cancelled', position: null },
      { id: 'I', state: 'waiting', position: 1 },
    ]);
  });

  test('a hold that the library would not have allowed waits all the same, and raises an exception', async () => {
    const scene = await openScene(await use());
    scene.clock.set(at(7));
    await scene.writer.putRows('patron', [testPatron('P0', { barred: true })]);
    scene.clock.set(at(18));
    const desk = await scene.desk('A');
    place(desk, ['H', 'P0', 'X0'], { at: at(9) });
    expect(receiptsOf(await scene.send(desk))[0]?.codes).toEqual(['hold-not-allowed']);
    expect(await holds(scene)).toMatchObject([{ id: 'H', state: 'waiting' }]);
    const [raised] = await scene.rows('exception');
    expect(raised).toMatchObject({ patronId: 'P0', weight: 'today', params: { reasonCodes: 'PATRON_BARRED' } });
    expect(JSON.stringify(raised?.params)).toContain('title');
  });

  test('a reason that the desk told or overrode is not told again', async () => {
    const scene = await openScene(await use());
    await scene.writer.putRows('item', [testItem('X0', { holdable: false })]);
    const desk = await scene.desk('A');
    place(desk, ['H', 'P0', 'X0'], { at: at(9), overrides: ['HOLD_NOT_ALLOWED'] });
    expect(receiptsOf(await scene.send(desk))[0]?.codes).toEqual([]);
  });

  test('two desks place a hold for one patron on one title: both are recorded, the later one is told', async () => {
    const scene = await openScene(await use());
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    place(a, ['H', 'P0', 'X0'], { at: at(9) });
    place(b, ['I', 'P0', 'X0'], { at: at(10) });
    await scene.send(a);
    expect(receiptsOf(await scene.send(b))[0]?.codes).toEqual(['hold-not-allowed']);
    expect(await holds(scene)).toHaveLength(2);
  });

  test('a cancel of a hold that was filled before is void, whatever comes first; its reason is nowhere but in the arguments', async () => {
    const scene = await openScene(await use());
    const [a, b, c] = [await scene.desk('A'), await scene.desk('B'), await scene.desk('C')];
    place(a, ['H', 'P0', 'X0'], { at: at(9) });
    await scene.send(a);
    c.checkout('X0', 'P0', { at: at(10) });
    cancel(b, ['H', 'P0', 'X0'], { at: at(11) });
    expect(receiptsOf(await scene.send(b))[0]?.codes).toEqual([]);
    await scene.send(c);
    expect(await holds(scene)).toMatchObject([{ id: 'H', state: 'filled' }]);
    expect(await exceptions(scene)).toContain('hold-void open');
    expect(JSON.stringify([await scene.rows('event'), await scene.rows('exception')])).not.toContain('private words');
  });

  test('an undo takes a placing back as if it had not been', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const placed = place(desk, ['H', 'P0', 'X0'], { at: at(9) });
    desk.record(
      'undo',
      { args: { commandId: placed, itemId: null, patronId: 'P0', titleId: 'title-X0' }, told },
      { at: at(10) },
    );
    await scene.send(desk);
    expect(await holds(scene)).toEqual([]);
    expect(await exceptions(scene)).toEqual([]);
  });

  test('a placing for a patron whose data are gone is recorded', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    place(desk, ['H', 'gone', 'X0'], { at: at(9) });
    expect(receiptsOf(await scene.send(desk))[0]).toMatchObject({ outcome: 'applied', codes: ['patron-purged'] });
    expect(await holds(scene)).toMatchObject([{ id: 'H', state: 'waiting' }]);
  });

  test('a copy that comes in from a shelf that takes no holds misses none; it does once the shelf takes them, and the other way round', async () => {
    const scene = await openScene(await use());
    const shelf = { id: locationId('shelf'), name: 'Readings', branch: branchId('main'), circulates: true };
    await scene.writer.putRows('location', [{ ...shelf, holdable: false }]);
    await scene.writer.putRows('item', [testItem('X0', { location: shelf.id })]);
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P1', { at: at(8) });
    place(desk, ['H', 'P0', 'X0'], { at: at(9) });
    desk.checkin('X0', { at: at(10) });
    await scene.send(desk);
    expect(await missed(scene)).toEqual([]);
    await scene.writer.putRows('location', [{ ...shelf, holdable: true }]);
    expect(await missed(scene)).toEqual(['missed-hold open']);
    await scene.writer.putRows('location', [{ ...shelf, holdable: false }]);
    expect(await missed(scene)).toEqual(['missed-hold explained']);
    await scene.writer.dropRows('location', [shelf.id]);
    expect(await missed(scene)).toEqual(['missed-hold open']);
  });

  test('a copy that moves to a shelf that takes no holds misses none any more, and fills none when it is lent', async () => {
    const scene = await openScene(await use());
    const shelf = { id: locationId('shelf'), name: 'Readings', branch: branchId('main'), circulates: true };
    await scene.writer.putRows('location', [{ ...shelf, holdable: false }]);
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P1', { at: at(8) });
    place(desk, ['H', 'P0', 'X0'], { at: at(9) });
    desk.checkin('X0', { at: at(10) });
    await scene.send(desk);
    expect(await missed(scene)).toEqual(['missed-hold open']);
    await scene.writer.putRows('item', [testItem('X0', { location: shelf.id })]);
    expect(await missed(scene)).toEqual(['missed-hold explained']);
    desk.checkout('X0', 'P0', { at: at(11) });
    await scene.send(desk);
    expect(await holds(scene)).toMatchObject([{ id: 'H', state: 'waiting' }]);
  });
});
